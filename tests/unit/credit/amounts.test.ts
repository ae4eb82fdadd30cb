import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  amountPoints,
  chosenPoints,
  countedMinutes,
  eventPoints,
  hoursPoints,
  parseHundredths,
  roundToHalfHours,
  type HoursAward,
} from '../../../electron/credit/amounts.ts'

const hour = 60

const fourHours: HoursAward = { kind: 'perHours', amount: 100, unitMinutes: 4 * hour }
const tenHours: HoursAward = { kind: 'perHours', amount: 200, unitMinutes: 10 * hour }
const tapering: HoursAward = {
  kind: 'tiers',
  tiers: [
    { upToMinutes: 20 * hour, unitMinutes: hour, amount: 100 },
    { upToMinutes: 80 * hour, unitMinutes: 2 * hour, amount: 100 },
    { upToMinutes: 200 * hour, unitMinutes: 3 * hour, amount: 100 },
    { upToMinutes: null, unitMinutes: 4 * hour, amount: 100 },
  ],
  restarts: 'never',
}
const awards = [fourHours, tenHours, tapering]

describe('minutes for points', () => {
  it.each([
    [0, 0],
    [29, 0],
    [30, 30],
    [59, 30],
    [60, 60],
    [239, 210],
    [240, 240],
  ])('%i are rounded down to %i', (minutes, rounded) => {
    expect(roundToHalfHours(minutes)).toBe(rounded)
  })

  it.each([
    [300, 0, 300],
    [540, 0, 480],
    [240, 300, 180],
    [240, 480, 0],
    [240, 600, 0],
  ])(
    'of %i with %i counted that day already, %i count under eight hours a day',
    (minutes, sameDay, counts) => {
      expect(countedMinutes({ ...fourHours, dayLimitMinutes: 480 }, minutes, sameDay)).toBe(counts)
    },
  )

  it('count whole where a rule knows no limit for a day', () => {
    expect(countedMinutes(fourHours, 900, 600)).toBe(900)
  })
})

describe('points for hours', () => {
  it.each([
    ['four hours = 1', fourHours, 3.5, 0],
    ['four hours = 1', fourHours, 4, 100],
    ['four hours = 1', fourHours, 7.5, 100],
    ['four hours = 1', fourHours, 8, 200],
    ['ten hours = 2', tenHours, 9.5, 0],
    ['ten hours = 2', tenHours, 10, 200],
    ['ten hours = 2', tenHours, 20, 400],
  ] as const)('under %s', (_, award, hours, points) => {
    expect(hoursPoints(award, 0, hours * hour)).toBe(points)
  })

  it.each([
    [0, 0],
    [1, 1],
    [20, 20],
    [21, 20],
    [22, 21],
    [80, 50],
    [82, 50],
    [83, 51],
    [200, 90],
    [203, 90],
    [204, 91],
    [1000, 290],
  ])('taper: %i hours are %i points', (hours, points) => {
    expect(hoursPoints(tapering, 0, hours * hour)).toBe(points * 100)
  })

  it('come with the afternoon that makes up the four hours', () => {
    expect(hoursPoints(fourHours, 0, 150)).toBe(0)
    expect(hoursPoints(fourHours, 150, 90)).toBe(100)
  })

  it('are the same however the same half hours are split over events', () => {
    const halfHours = fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.constantFrom(...awards), halfHours, (award, split) => {
        let before = 0
        let sum = 0
        for (const count of split) {
          sum += hoursPoints(award, before, count * 30)
          before += count * 30
        }
        expect(sum).toBe(hoursPoints(award, 0, before))
      }),
    )
  })

  it('never become fewer by serving longer, and are never below zero', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...awards),
        fc.nat({ max: 3000 }),
        fc.integer({ min: -3000, max: 3000 }),
        (award, before, added) => {
          const given = hoursPoints(award, before * 30, added * 30)
          expect(given).toBeGreaterThanOrEqual(0)
          expect(hoursPoints(award, before * 30, (added + 1) * 30)).toBeGreaterThanOrEqual(given)
        },
      ),
    )
  })
})

describe('points for an event', () => {
  it('are the same every time', () => {
    expect(eventPoints({ kind: 'perEvent', amount: 50 }, 1)).toBe(50)
    expect(eventPoints({ kind: 'perEvent', amount: 50 }, 9)).toBe(50)
  })

  it('begin with the third where the rule says so', () => {
    const third = { kind: 'perEvent', amount: -100, fromNth: { nth: 3, per: 'year' } } as const
    expect([1, 2, 3, 4].map((nth) => eventPoints(third, nth))).toEqual([0, 0, -100, -100])
  })
})

describe('points for money', () => {
  it.each([
    [9_999, 0],
    [10_000, 100],
    [19_999, 100],
    [35_000, 300],
  ])('of %i fen are %i hundredths at a point for each whole hundred yuan', (fen, points) => {
    expect(amountPoints({ kind: 'perAmount', amount: 100, unitFen: 10_000 }, fen)).toBe(points)
  })
})

describe('points that are chosen', () => {
  it.each([
    [299, null],
    [300, 300],
    [550, 550],
    [800, 800],
    [801, null],
  ])('of %i between 300 and 800 are %s', (chosen, points) => {
    expect(chosenPoints({ kind: 'range', min: 300, max: 800 }, chosen)).toBe(points)
  })
})

describe('an amount as it was typed', () => {
  it.each([
    ['1', 100],
    ['12.5', 1250],
    ['0.25', 25],
    ['0.05', 5],
    ['100.00', 10_000],
    ['007', 700],
    ['999999999.99', 99_999_999_999],
  ])('%s is read exactly', (text, value) => {
    expect(parseHundredths(text)).toBe(value)
  })

  it.each([
    '1.005',
    '0.125',
    '1.000',
    '-1',
    '+1',
    '',
    ' ',
    '0',
    '0.00',
    '.5',
    '5.',
    '1.2.3',
    '1,5',
    '1 000',
    ' 1',
    '1\n',
    '1e3',
    '0x10',
    '１',
    'Infinity',
    '1000000000',
  ])('%j is refused', (text) => {
    expect(parseHundredths(text)).toBeNull()
  })
})
