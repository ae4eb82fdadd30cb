import type { TapOutcomeKind } from '../../../electron/contract/outcomes.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomeSounds } from '../../../renderer/sound/sounds.ts'
import { tourWords } from '../../../electron/contract/words/tour.ts'
import {
  nextTour,
  skip,
  startTour,
  tourSays,
  tourSteps,
  type Tour,
  type TourSigns,
} from '../../../renderer/demo/tour.ts'

const quiet: TourSigns = {
  shown: 'home',
  outcome: null,
  asks: false,
  ownPage: false,
  netCut: false,
  pending: 0,
  staff: null,
  drawerOpen: true,
}

/** What is said after each of some moments, and where the tour then stands. */
const walk = (from: Tour, ...moments: Partial<TourSigns>[]): string[] => {
  let tour: Tour | null = from
  return moments.map((moment) => {
    const signs = { ...quiet, ...moment }
    tour = tour && nextTour(tour, signs)
    return tour === null ? 'over' : `${tour.step}: ${tourSays(tour, signs).sentence}`
  })
}

const at = (step: Tour['step']): Tour => ({ ...startTour(), step })
const checkedIn = { shown: 'result', outcome: 'checkedIn' } as const

describe('the five steps, as a visitor goes them', () => {
  it('leads from the first card to staff’s page', () => {
    expect(
      walk(
        startTour(),
        {},
        { ...checkedIn, asks: true },
        { shown: 'consent' },
        { shown: 'thanks' },
        {},
        { shown: 'result', outcome: 'alreadyCheckedIn' },
        { shown: 'credit', ownPage: true },
        {},
        { netCut: true },
        { ...checkedIn, netCut: true, pending: 2 },
        { ...checkedIn, pending: 2 },
        {},
        { staff: 'door' },
        { staff: 'console' },
        {},
      ),
    ).toEqual([
      'card: card',
      'consent: wait',
      'consent: consent',
      'points: points',
      'points: points',
      'points: pointsKey',
      'net: leavePoints',
      'net: cut',
      'net: tapOffline',
      'net: plug',
      'net: sending',
      'staff: door',
      'staff: sign',
      'staff: today',
      'over',
    ])
  })
})

describe('a visitor who does something else', () => {
  it.each(['cardUnreadable', 'minor', 'notIdCard', 'refused'] as const)(
    'is still shown the first card after %s',
    (outcome) => {
      expect(walk(startTour(), { shown: 'result', outcome })).toEqual(['card: card'])
    },
  )

  it('is not told of a question that nobody asks', () => {
    expect(walk(startTour(), checkedIn)).toEqual(['points: pointsKey'])
    expect(walk(at('consent'), { shown: 'result', outcome: 'checkedIn', asks: true }, {})).toEqual([
      'consent: wait',
      'points: points',
    ])
  })

  it('has not shown anything by cutting the net and plugging it in', () => {
    expect(walk(at('net'), { netCut: true }, {})).toEqual(['net: tapOffline', 'net: cut'])
  })

  it('is led to the handle of a folded drawer', () => {
    expect(tourSays(startTour(), { ...quiet, drawerOpen: false }).target).toBe('handle')
    expect(tourSays(at('staff'), { ...quiet, drawerOpen: false }).target).toBe('name')
  })
})

describe('whatever happens', () => {
  const signs = fc.record<TourSigns>({
    shown: fc.constantFrom('home', 'result', 'consent', 'thanks', 'credit', 'other'),
    outcome: fc.option(fc.constantFrom(...(Object.keys(outcomeSounds) as TapOutcomeKind[]))),
    asks: fc.boolean(),
    ownPage: fc.boolean(),
    netCut: fc.boolean(),
    pending: fc.nat(3),
    staff: fc.constantFrom(null, 'door', 'console'),
    drawerOpen: fc.boolean(),
  })

  it('goes forward only, has a sentence for every moment and can be skipped to its end', () => {
    fc.assert(
      fc.property(fc.array(signs), (moments) => {
        let tour: Tour | null = startTour()
        for (const moment of moments) {
          const next: Tour | null = nextTour(tour, moment)
          if (next === null) return
          expect(tourSteps.indexOf(next.step)).toBeGreaterThanOrEqual(tourSteps.indexOf(tour.step))
          expect(tourWords).toHaveProperty(tourSays(next, moment).sentence)
          tour = next
        }
        const left = tourSteps.length - tourSteps.indexOf(tour.step)
        for (let step = 1; step < left; step += 1) tour = skip(tour) ?? tour
        expect(skip(tour)).toBeNull()
      }),
    )
  })
})
