import { describe, expect, it } from 'vitest'
import type { Cap } from '../../../electron/credit/catalogue.ts'
import { roomUnder } from '../../../electron/credit/caps.ts'
import { isWithin, type Period } from '../../../electron/credit/periods.ts'

const times = (per: Cap['per'], count: number): Cap => ({ per, times: count, points: null })
const points = (per: Cap['per'], hundredths: number): Cap => ({ per, times: null, points: hundredths })

/** What a ledger of these entries says of a period. */
const ledger =
  (...entries: [date: string, amount: number][]) =>
  (period: Period) => {
    const within = entries.filter(([date]) => isWithin(period, date))
    return { times: within.length, points: within.reduce((sum, [, amount]) => sum + amount, 0) }
  }

const nothing = ledger()

describe('room under caps', () => {
  it('is all of it without any cap', () => {
    expect(roomUnder([], '2026-11-24', 50, nothing)).toEqual({ amount: 50, cappedFor: null })
  })

  it('is all or nothing under a cap in times', () => {
    const twice = [times('year', 2)]
    const one = ledger(['2026-03-01', 50])
    const two = ledger(['2026-03-01', 50], ['2026-04-01', 50])
    expect(roomUnder(twice, '2026-11-24', 50, one)).toEqual({ amount: 50, cappedFor: null })
    expect(roomUnder(twice, '2026-11-24', 50, two)).toEqual({ amount: 0, cappedFor: 'year' })
  })

  it('is the rest under a cap in points', () => {
    const five = [points('year', 500)]
    expect(roomUnder(five, '2026-11-24', 300, ledger(['2026-01-01', 200]))).toEqual({
      amount: 300,
      cappedFor: null,
    })
    expect(roomUnder(five, '2026-11-24', 300, ledger(['2026-01-01', 350]))).toEqual({
      amount: 150,
      cappedFor: 'year',
    })
    expect(roomUnder(five, '2026-11-24', 300, ledger(['2026-01-01', 500]))).toEqual({
      amount: 0,
      cappedFor: 'year',
    })
  })

  it('never turns into a deduction where more was given than a later cap allows', () => {
    expect(roomUnder([points('year', 500)], '2026-11-24', 300, ledger(['2026-01-01', 900]))).toEqual({
      amount: 0,
      cappedFor: 'year',
    })
  })

  it.each([
    ['day', '2026-11-24', '2026-11-24', '2026-11-25'],
    ['month', '2026-11-01', '2026-11-30', '2026-12-01'],
    ['quarter', '2026-10-01', '2026-12-31', '2027-01-01'],
    ['year', '2026-01-01', '2026-12-31', '2027-01-01'],
    ['winter', '2026-11-01', '2027-03-31', '2027-11-01'],
  ] as const)('once a %s: given on %s, nothing on %s, again on %s', (per, given, same, next) => {
    const once = ledger([given, 50])
    expect(roomUnder([times(per, 1)], same, 50, once)).toEqual({ amount: 0, cappedFor: per })
    expect(roomUnder([times(per, 1)], next, 50, once)).toEqual({ amount: 50, cappedFor: null })
  })

  it('once in a life lasts for good', () => {
    expect(roomUnder([times('ever', 1)], '2099-01-01', 50, ledger(['2026-01-01', 50]))).toEqual({
      amount: 0,
      cappedFor: 'ever',
    })
  })

  it('counts one winter over the new year', () => {
    const five = [times('winter', 5)]
    const four = ledger(['2026-11-20', 200], ['2026-12-05', 200], ['2026-12-31', 200], ['2027-01-01', 200])
    expect(roomUnder(five, '2027-02-01', 200, four).amount).toBe(200)
    const last = ledger(
      ['2026-03-31', 200],
      ['2026-11-01', 200],
      ['2026-12-05', 200],
      ['2026-12-31', 200],
      ['2027-01-01', 200],
      ['2027-02-01', 200],
    )
    expect(roomUnder(five, '2027-03-31', 200, last)).toEqual({ amount: 0, cappedFor: 'winter' })
  })

  it('is none for winter work on a day outside the winter', () => {
    expect(roomUnder([times('winter', 5)], '2026-07-01', 200, nothing)).toEqual({
      amount: 0,
      cappedFor: 'winter',
    })
  })

  it('is what the tightest of several caps leaves, and that cap is named', () => {
    const caps = [points('day', 200), points('month', 500), times('year', 12)]
    const given = ledger(['2026-11-02', 200], ['2026-11-03', 200])
    expect(roomUnder(caps, '2026-11-24', 300, given)).toEqual({ amount: 100, cappedFor: 'month' })
    expect(roomUnder(caps, '2026-12-01', 300, given)).toEqual({ amount: 200, cappedFor: 'day' })
  })

  it('bounds a deduction in times as well', () => {
    const monthly = [times('month', 1)]
    expect(roomUnder(monthly, '2026-11-24', -100, nothing)).toEqual({ amount: -100, cappedFor: null })
    expect(roomUnder(monthly, '2026-11-24', -100, ledger(['2026-11-02', -100]))).toEqual({
      amount: 0,
      cappedFor: 'month',
    })
  })
})
