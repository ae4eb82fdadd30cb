import { describe, expect, it } from 'vitest'
import shipped from '../../../resources/catalogue.json' with { type: 'json' }
import {
  catalogue,
  council,
  free,
  hoursRule,
  hours,
  item,
  points,
  refusalOf,
  revision,
  second,
  tiers,
  times,
  withRevision,
} from './catalogue-samples.ts'

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
      'two caps over one period that say the same',
      withRevision({ caps: [times('year', 5), times('year', 5)] }),
      'capTwice',
      `${at}.caps.1`,
    ],
    [
      'a month that allows as many points as its year',
      withRevision({ caps: [points('month', 500), points('year', 500)] }),
      'capNeverBites',
      `${at}.caps.0`,
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
      'with points beside times, which cannot be compared',
      withRevision({ caps: [points('month', 500), times('year', 5)] }),
    ],
    [
      'with a month that allows fewer points than its year',
      withRevision({ caps: [points('month', 100), points('year', 500)] }),
    ],
    ['for one single day', withRevision({ until: '2026-01-01' })],
    ['with a range of one amount', withRevision({ award: { kind: 'range', min: 100, max: 100 } })],
    [
      'with a cap that later tiers fit under',
      hoursRule({
        award: {
          ...tiers(),
          tiers: [
            { upToMinutes: 600, unitMinutes: 60, amount: 100 },
            { upToMinutes: null, unitMinutes: 60, amount: 50 },
          ],
        },
        caps: [points('day', 50)],
      }),
    ],
    [
      'with times beside points, which cannot be compared',
      withRevision({ caps: [times('month', 5), points('year', 500)] }),
    ],
    ['with a cap of just what is given at once', withRevision({ caps: [points('year', 100)] })],
  ])('%s', (_, data) => {
    expect(refusalOf(data)).toBe('accepted')
  })
})
