import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../../../electron/credit/catalogue.ts'
import { shippedCatalogue } from '../../../electron/credit/shipped.ts'
import { openCatalogue } from '../../../electron/station/catalogue-file.ts'
import { formatBody } from '../../../electron/store/document-body.ts'
import { catalogueWith, automatic } from '../../support/catalogue.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { keptLog, testFolder } from '../../support/test-store.ts'

const own = catalogueWith([automatic('L01', { award: { kind: 'perEvent', amount: 80 } })])
const log = keptLog()

const open = async (dir: string, shipped?: Catalogue): Promise<{ data: Catalogue; source: string }> => {
  const document = await openCatalogue(dir, {
    clock: new ManualClock(),
    log,
    ...(shipped === undefined ? {} : { shipped }),
  })
  document.close()
  return document
}
const put = (dir: string, text: string): void => {
  writeFileSync(join(dir, 'catalogue.json'), text)
}
const kept = (dir: string): unknown =>
  (JSON.parse(readFileSync(join(dir, 'catalogue.json'), 'utf8')) as { data: unknown }).data

describe('the rules in a station’s folder', () => {
  it('are the shipped ones at the first start, written for people to read', async () => {
    const dir = testFolder()
    expect((await open(dir)).data).toEqual(shippedCatalogue)
    expect(kept(dir)).toEqual(JSON.parse(JSON.stringify(shippedCatalogue)))
    expect((await open(dir)).source).toBe('file')
  })

  it('are those of the folder where they are as new', async () => {
    const dir = testFolder()
    put(dir, formatBody(1, 1, own))
    expect((await open(dir)).data).toEqual(own)
    expect(kept(dir)).toEqual(own)
  })

  it('give way to a newer edition, once, and are kept as the previous copy', async () => {
    const dir = testFolder()
    put(dir, formatBody(1, 1, own))
    const newer = { ...shippedCatalogue, edition: own.edition + 1 }
    expect((await open(dir, newer)).data).toEqual(newer)
    expect((kept(dir) as Catalogue).edition).toBe(newer.edition)
    expect(existsSync(join(dir, 'catalogue.json.prev'))).toBe(true)
    // An older program does not bring its older rules back.
    expect((await open(dir)).data).toEqual(newer)
  })

  const overlapping = {
    ...own,
    starBands: [
      {
        from: '2026-01-01',
        note: '',
        bands: [
          { stars: 1, fromMinutes: 600 },
          { stars: 2, fromMinutes: 600 },
        ],
      },
    ],
  }
  const gradeOverlap = {
    ...own,
    gradeBands: own.gradeBands.map((set) => ({
      ...set,
      bands: set.bands.map((band) => ({ ...band, min: band.min === null ? null : band.min - 1 })),
    })),
  }
  const unknownUnit = {
    ...own,
    items: own.items.map((item) => ({
      ...item,
      revisions: item.revisions.map((revision) => ({
        ...revision,
        award: { kind: 'perWeek', amount: 50 },
      })),
    })),
  }
  it.each([
    ['torn', '{ "schema": 1, "sequ'],
    ['with star bands that overlap', formatBody(1, 1, overlapping)],
    ['with grade bands that overlap', formatBody(1, 1, gradeOverlap)],
    ['with a unit that nobody knows', formatBody(1, 1, unknownUnit)],
  ])('%s are set aside, the shipped ones are in force, and the log says so', async (_what, text) => {
    const dir = testFolder()
    log.lines.length = 0
    put(dir, text)
    expect((await open(dir)).data).toEqual(shippedCatalogue)
    expect(log.lines).toMatchObject([{ level: 'error', message: 'document unusable, kept aside' }])
    expect(readdirSync(dir).some((file) => file.startsWith('catalogue.json.damaged-'))).toBe(true)
    expect(kept(dir)).toEqual(JSON.parse(JSON.stringify(shippedCatalogue)))
  })
})
