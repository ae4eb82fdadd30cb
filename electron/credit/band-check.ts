import type { Catalogue } from './catalogue.ts'
import { fault, type Fault } from './fault.ts'

type GradeBands = Catalogue['gradeBands'][number]['bands']
type StarBands = Catalogue['starBands'][number]['bands']

function* gradeFaults(at: string, bands: GradeBands): Generator<Fault> {
  for (const [index, { min }] of bands.entries()) {
    const floor = bands[index - 1]?.min ?? null
    if (min !== null && floor !== null && min >= floor) yield fault(`${at}.${String(index)}`, 'bandOrder')
  }
  for (const [index, band] of bands.entries()) {
    const here = `${at}.${String(index)}`
    const above = bands[index - 1]
    const isLast = index === bands.length - 1
    if ((band.max === null) !== (above === undefined) || (band.min === null) !== isLast) {
      yield fault(here, 'bandOpenness')
    }
    if (band.max !== null && band.min !== null && band.min > band.max) yield fault(here, 'bandOrder')
    if (bands.findIndex(({ grade }) => grade === band.grade) < index) yield fault(here, 'bandTwice')
    const floor = above?.min ?? null
    if (floor === null || band.max === null) continue
    if (band.max >= floor) yield fault(here, 'bandOverlap')
    if (band.max < floor - 1) yield fault(here, 'bandGap')
  }
}

function* starFaults(at: string, bands: StarBands): Generator<Fault> {
  for (const [index, { stars, fromMinutes }] of bands.entries()) {
    const here = `${at}.${String(index)}`
    const below = bands[index - 1]
    if (stars <= (below?.stars ?? 0)) yield fault(here, stars === below?.stars ? 'bandTwice' : 'bandOrder')
    if (stars > (below?.stars ?? 0) + 1) yield fault(here, 'bandGap')
    if (below !== undefined && fromMinutes <= below.fromMinutes) yield fault(here, 'bandOverlap')
  }
}

function* dateFaults(at: string, sets: readonly { from: string }[]): Generator<Fault> {
  for (const [index, { from }] of sets.entries()) {
    const before = sets[index - 1]
    if (before !== undefined && from <= before.from) yield fault(`${at}.${String(index)}`, 'bandDates')
  }
}

/** Everything in the bands that leaves a score or a number of hours without exactly one of them. */
export function* bandFaults({ gradeBands, starBands }: Catalogue): Generator<Fault> {
  yield* dateFaults('gradeBands', gradeBands)
  yield* dateFaults('starBands', starBands)
  for (const [index, { bands }] of gradeBands.entries()) {
    yield* gradeFaults(`gradeBands.${String(index)}.bands`, bands)
  }
  for (const [index, { bands }] of starBands.entries()) {
    yield* starFaults(`starBands.${String(index)}.bands`, bands)
  }
}
