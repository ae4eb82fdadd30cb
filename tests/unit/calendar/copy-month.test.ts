import { describe, expect, it, test } from 'vitest'
import { isInTheWay, monthBefore, sameWeekdayIn } from '../../../electron/calendar/copy-month.ts'

describe('the same weekday of another month', () => {
  test.each([
    ['the first Sunday', '2026-11-01', '2026-12', '2026-12-06'],
    ['the second Tuesday', '2026-11-10', '2026-12', '2026-12-08'],
    ['the last day, a fourth Saturday', '2026-11-28', '2026-12', '2026-12-26'],
    ['a fifth Monday where there is one', '2026-11-30', '2027-03', '2027-03-29'],
    ['a fifth Monday where there is none', '2026-11-30', '2026-12', null],
    ['into a February', '2027-01-25', '2027-02', '2027-02-22'],
    ['over the end of a year', '2026-12-31', '2027-01', null],
  ])('%s', (_, date, month, copy) => {
    expect(sameWeekdayIn(date, month)).toBe(copy)
  })
})

test('the month before crosses the year', () => {
  expect([monthBefore('2027-01'), monthBefore('2026-12')]).toEqual(['2026-12', '2026-11'])
})

describe('one event in the way of another', () => {
  const one = { place: 'hall', team: 'drums', startsAt: 100, endsAt: 200 }
  it('is so at the same place or of the same team, at the same time', () => {
    expect(isInTheWay(one, { ...one, team: null })).toBe(true)
    expect(isInTheWay(one, { ...one, place: 'square' })).toBe(true)
  })
  it('is not so elsewhere with others, without a place, or right after it', () => {
    expect(isInTheWay(one, { ...one, place: 'square', team: null })).toBe(false)
    expect(isInTheWay({ ...one, place: '', team: null }, { ...one, place: '', team: null })).toBe(false)
    expect(isInTheWay(one, { ...one, startsAt: 200, endsAt: 300 })).toBe(false)
  })
})
