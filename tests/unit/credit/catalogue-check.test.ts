import { describe, expect, it } from 'vitest'
import shipped from '../../../resources/catalogue.json' with { type: 'json' }
import { isStationError } from '../../../electron/base/errors.ts'
import { parseCatalogue } from '../../../electron/credit/catalogue-check.ts'

type Json = Record<string, unknown>

const open = { rev: 1, from: '2026-01-01', until: null }
const free = { by: 'auto', noticeDays: 0, needs: [] }
const second = { by: 'second', noticeDays: 0, needs: ['document'] }
const council = { by: 'council', noticeDays: 5, needs: [] }
const hours = { kind: 'perHours', amount: 100, unitMinutes: 240 }
const times = (per: string, count: number): Json => ({ per, times: count, points: null })
const points = (per: string, hundredths: number): Json => ({ per, times: null, points: hundredths })

const revision = (changes: Json = {}): Json => ({
  ...open,
  enabled: true,
  award: { kind: 'perEvent', amount: 100 },
  caps: [],
  once: 'no',
  approval: second,
  ...changes,
})

const item = (changes: Json = {}, ...revisions: Json[]): Json => ({
  id: 'N02',
  name: '邻里互助',
  category: '邻里互助',
  practice: true,
  basis: 'document',
  evidence: '站里两人确认',
  selfReport: false,
  source: { found: 'behaviour', note: '' },
  revisions: revisions.length === 0 ? [revision()] : revisions,
  ...changes,
})

const catalogue = (...items: Json[]): Json => ({ ...shipped, items })
const withRevision = (changes: Json, ofItem: Json = {}): Json => catalogue(item(ofItem, revision(changes)))
const hoursRule = (changes: Json): Json =>
  withRevision({ award: hours, approval: free, ...changes }, { basis: 'hours' })

const grades = (...bands: [grade: string, min: number | null, max: number | null][]): Json => ({
  ...shipped,
  gradeBands: [
    {
      from: '2026-01-01',
      note: '',
      bands: bands.map(([grade, min, max]) => ({ grade, name: grade, min, max })),
    },
  ],
})
const stars = (...bands: [stars: number, fromMinutes: number][]): Json => ({
  ...shipped,
  starBands: [
    {
      from: '2026-01-01',
      note: '',
      bands: bands.map(([star, fromMinutes]) => ({ stars: star, fromMinutes })),
    },
  ],
})
const tiers = (...limits: (number | null)[]): Json => ({
  kind: 'tiers',
  tiers: limits.map((upToMinutes) => ({ upToMinutes, unitMinutes: 60, amount: 100 })),
  restarts: 'never',
})

/** The typed refusal of a catalogue, or `accepted`. */
const refusalOf = (data: unknown): unknown => {
  try {
    parseCatalogue(data)
    return 'accepted'
  } catch (error) {
    if (!isStationError(error, 'badInput')) throw error
    return [error.params.reason, error.params.at]
  }
}

const at = 'N02.revisions.0'

describe('a catalogue is refused for', () => {
  it.each<[string, unknown, string, string]>([
    ['being no catalogue', 'hello', 'shape', ''],
    ['a name that is missing', catalogue(item({ name: undefined })), 'shape', 'items.0.name'],
    ['a name that is too long', catalogue(item({ name: '长'.repeat(21) })), 'shape', 'items.0.name'],
    ['a day that does not exist', withRevision({ from: '2026-02-30' }), 'shape', 'items.0.revisions.0.from'],
    [
      'half a hundredth',
      withRevision({ award: { kind: 'perEvent', amount: 0.5 } }),
      'shape',
      'items.0.revisions.0.award.amount',
    ],
    [
      'an award of nothing',
      withRevision({ award: { kind: 'perEvent', amount: 0 } }),
      'shape',
      'items.0.revisions.0.award.amount',
    ],
    [
      'a unit of time that nobody knows',
      hoursRule({ award: { ...hours, unitDays: 1 } }),
      'unknownField',
      'items.0.revisions.0.award',
    ],
    [
      'a unit that is no whole number of half hours',
      hoursRule({ award: { ...hours, unitMinutes: 45 } }),
      'shape',
      'items.0.revisions.0.award.unitMinutes',
    ],
    [
      'a kind of award that nobody knows',
      withRevision({ award: { kind: 'perWeek', amount: 100 } }),
      'unknownValue',
      'items.0.revisions.0.award.kind',
    ],
    [
      'a period that nobody knows',
      withRevision({ caps: [times('week', 1)] }),
      'unknownValue',
      'items.0.revisions.0.caps.0.per',
    ],
    ['a basis that nobody knows', catalogue(item({ basis: 'hearsay' })), 'unknownValue', 'items.0.basis'],
    [
      'a cap in times and points at once',
      withRevision({ caps: [{ per: 'year', times: 1, points: 1 }] }),
      'shape',
      'items.0.revisions.0.caps.0',
    ],
    [
      'a cap in neither',
      withRevision({ caps: [{ per: 'year', times: null, points: null }] }),
      'shape',
      'items.0.revisions.0.caps.0',
    ],
    ['two items with one code', catalogue(item(), item({ name: '邻里' })), 'duplicateItem', 'N02'],
    ['a revision that ends before it begins', withRevision({ until: '2025-12-31' }), 'datesReversed', at],
    [
      'a revision after one that never ends',
      catalogue(item({}, revision(), revision({ rev: 2, from: '2027-01-01' }))),
      'revisionsOverlap',
      'N02.revisions.1',
    ],
    [
      'a revision that begins on the last day of the one before',
      catalogue(item({}, revision({ until: '2026-06-30' }), revision({ rev: 2, from: '2026-06-30' }))),
      'revisionsOverlap',
      'N02.revisions.1',
    ],
    [
      'a revision whose number does not rise',
      catalogue(item({}, revision({ until: '2026-06-30' }), revision({ from: '2026-07-01' }))),
      'revNotRising',
      'N02.revisions.1',
    ],
    ['hours without hours', withRevision({ award: hours }), 'awardMisfit', `${at}.award`],
    [
      'a choice of points for a tap',
      withRevision({ award: { kind: 'range', min: 1, max: 2 }, approval: free }, { basis: 'attendance' }),
      'awardMisfit',
      `${at}.award`,
    ],
    [
      'a range that ends before it begins',
      withRevision({ award: { kind: 'range', min: 500, max: 100 } }),
      'rangeReversed',
      `${at}.award`,
    ],
    [
      'tiers that do not rise',
      hoursRule({ award: tiers(600, 600, null) }),
      'tiersNotRising',
      `${at}.award.tiers.1`,
    ],
    [
      'tiers whose last one is closed',
      hoursRule({ award: tiers(600, 1200) }),
      'tierOpenness',
      `${at}.award.tiers.1`,
    ],
    [
      'tiers behind an open one',
      hoursRule({ award: tiers(null, null) }),
      'tierOpenness',
      `${at}.award.tiers.0`,
    ],
    [
      'a deduction that two people can make',
      withRevision({ award: { kind: 'perEvent', amount: -100 } }),
      'deductionWithoutCouncil',
      `${at}.approval`,
    ],
    [
      'such a deduction even while it is switched off',
      withRevision({ award: { kind: 'perEvent', amount: -100 }, enabled: false }),
      'deductionWithoutCouncil',
      `${at}.approval`,
    ],
    [
      'a deduction without a notice',
      withRevision({ award: { kind: 'perEvent', amount: -100 }, approval: { ...council, noticeDays: 0 } }),
      'deductionWithoutCouncil',
      `${at}.approval`,
    ],
    [
      'a deduction by taps',
      withRevision({ award: { kind: 'perEvent', amount: -100 }, approval: free }, { basis: 'attendance' }),
      'deductionWithoutCouncil',
      `${at}.approval`,
    ],
    ['a document that nobody looks at', withRevision({ approval: free }), 'approvalMisfit', `${at}.approval`],
    [
      'a council without a notice',
      withRevision({ approval: { ...council, noticeDays: 0 } }),
      'approvalMisfit',
      `${at}.approval`,
    ],
    ['hours that somebody decides on', hoursRule({ approval: second }), 'approvalMisfit', `${at}.approval`],
    [
      'hours with a notice',
      hoursRule({ approval: { ...free, noticeDays: 5 } }),
      'approvalMisfit',
      `${at}.approval`,
    ],
    [
      'taps that need a photograph',
      hoursRule({ approval: { ...free, needs: ['photo'] } }),
      'approvalMisfit',
      `${at}.approval`,
    ],
    [
      'hours told by oneself',
      withRevision({ award: hours, approval: free }, { basis: 'hours', selfReport: true }),
      'selfReportMisfit',
      at,
    ],
    [
      'a deduction told by oneself',
      withRevision({ award: { kind: 'perEvent', amount: -100 }, approval: council }, { selfReport: true }),
      'selfReportMisfit',
      at,
    ],
    [
      'every document once, without documents',
      withRevision({ once: 'everyDocument', approval: { ...second, needs: [] } }),
      'onceMisfit',
      `${at}.once`,
    ],
    ['hours that count once in a life', hoursRule({ once: 'ever' }), 'onceMisfit', `${at}.once`],
    [
      'two caps over one period',
      withRevision({ caps: [times('year', 5), points('year', 500)] }),
      'capTwice',
      `${at}.caps.1`,
    ],
    [
      'a month that allows as much as its year',
      withRevision({ caps: [times('month', 5), times('year', 5)] }),
      'capNeverBites',
      `${at}.caps.0`,
    ],
    [
      'a day that allows more than its winter',
      withRevision({ caps: [points('winter', 500), points('day', 600)] }),
      'capNeverBites',
      `${at}.caps.1`,
    ],
    [
      'a cap below what is given at once',
      withRevision({ caps: [points('year', 99)] }),
      'capBelowAward',
      `${at}.caps.0`,
    ],
    ['a cap in times on hours', hoursRule({ caps: [times('year', 5)] }), 'capMisfit', `${at}.caps.0`],
    [
      'a cap on what is given once in a life',
      withRevision({ once: 'ever', caps: [times('year', 1)] }),
      'capMisfit',
      `${at}.caps.0`,
    ],
    [
      'a cap on a star',
      withRevision(
        { award: { kind: 'star', amount: 100, stars: 1 }, approval: free, caps: [times('year', 1)] },
        { basis: 'star' },
      ),
      'capMisfit',
      `${at}.caps.0`,
    ],
    [
      'a cap in points on a deduction',
      withRevision({
        award: { kind: 'perEvent', amount: -100 },
        approval: council,
        caps: [points('year', 500)],
      }),
      'capMisfit',
      `${at}.caps.0`,
    ],
    ['a gap between grades', grades(['A', 960, null], ['B', null, 958]), 'bandGap', 'gradeBands.0.bands.1'],
    [
      'grades that overlap',
      grades(['A', 960, null], ['B', null, 960]),
      'bandOverlap',
      'gradeBands.0.bands.1',
    ],
    [
      'grades out of order',
      grades(['A', 960, null], ['C', 600, 849], ['B', 850, 959], ['D', null, 599]),
      'bandOrder',
      'gradeBands.0.bands.2',
    ],
    [
      'a grade whose ends are reversed',
      grades(['A', 960, null], ['B', 959, 850], ['D', null, 849]),
      'bandOrder',
      'gradeBands.0.bands.1',
    ],
    [
      'a highest grade that ends',
      grades(['A', 960, 2000], ['B', null, 959]),
      'bandOpenness',
      'gradeBands.0.bands.0',
    ],
    [
      'a lowest grade that ends',
      grades(['A', 960, null], ['B', 0, 959]),
      'bandOpenness',
      'gradeBands.0.bands.1',
    ],
    [
      'an open grade between two',
      grades(['A', 960, null], ['B', null, 959], ['C', null, 599]),
      'bandOpenness',
      'gradeBands.0.bands.1',
    ],
    [
      'a grade that comes twice',
      grades(['A', 960, null], ['A', null, 959]),
      'bandTwice',
      'gradeBands.0.bands.1',
    ],
    ['a star that is left out', stars([1, 6000], [3, 36000]), 'bandGap', 'starBands.0.bands.1'],
    ['stars that do not begin with one', stars([2, 6000]), 'bandGap', 'starBands.0.bands.0'],
    ['two stars for the same hours', stars([1, 6000], [2, 6000]), 'bandOverlap', 'starBands.0.bands.1'],
    ['stars out of order', stars([1, 6000], [2, 18000], [1, 36000]), 'bandOrder', 'starBands.0.bands.2'],
    ['a star that comes twice', stars([1, 6000], [1, 18000]), 'bandTwice', 'starBands.0.bands.1'],
    [
      'grades that take effect on one day',
      { ...shipped, gradeBands: [...shipped.gradeBands, ...shipped.gradeBands] },
      'bandDates',
      'gradeBands.1',
    ],
    [
      'stars that take effect on one day',
      { ...shipped, starBands: [...shipped.starBands, ...shipped.starBands] },
      'bandDates',
      'starBands.1',
    ],
  ])('%s', (_, data, reason, where) => {
    expect(refusalOf(data)).toEqual([reason, where])
  })
})

describe('a catalogue is accepted', () => {
  it.each<[string, unknown]>([
    ['as it is shipped', shipped],
    ['with the plain rule that all refusals above start from', catalogue(item())],
    [
      'with revisions one after the other',
      catalogue(item({}, revision({ until: '2026-06-30' }), revision({ rev: 2, from: '2026-07-01' }))),
    ],
    ['with tiers that rise and end open', hoursRule({ award: tiers(600, 1200, null) })],
    [
      'with a deduction that a council decides on after a notice',
      withRevision({ award: { kind: 'perEvent', amount: -100 }, approval: council }),
    ],
    [
      'with a month that allows less than its year',
      withRevision({ caps: [times('month', 1), times('year', 5)] }),
    ],
    [
      'with a winter beside a year, of which neither holds the other',
      withRevision({ caps: [times('winter', 5), times('year', 5)] }),
    ],
    [
      'with times beside points, which cannot be compared',
      withRevision({ caps: [times('month', 5), points('year', 500)] }),
    ],
    ['with a cap of just what is given at once', withRevision({ caps: [points('year', 100)] })],
    ['with two grades that meet', grades(['A', 960, null], ['B', null, 959])],
  ])('%s', (_, data) => {
    expect(refusalOf(data)).toBe('accepted')
  })
})
