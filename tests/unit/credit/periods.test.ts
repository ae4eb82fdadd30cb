import { describe, expect, it } from 'vitest'
import { isWithin, periodOf } from '../../../electron/credit/periods.ts'

describe('the period that a cap counts over', () => {
  it.each([
    ['day', '2026-11-24', '2026-11-24', '2026-11-24'],
    ['month', '2026-11-24', '2026-11-01', '2026-11-30'],
    ['month', '2026-02-10', '2026-02-01', '2026-02-28'],
    ['month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['month', '2026-12-31', '2026-12-01', '2026-12-31'],
    ['quarter', '2026-01-01', '2026-01-01', '2026-03-31'],
    ['quarter', '2026-06-30', '2026-04-01', '2026-06-30'],
    ['quarter', '2026-09-01', '2026-07-01', '2026-09-30'],
    ['quarter', '2026-12-31', '2026-10-01', '2026-12-31'],
    ['year', '2026-11-24', '2026-01-01', '2026-12-31'],
    ['winter', '2026-11-01', '2026-11-01', '2027-03-31'],
    ['winter', '2026-12-31', '2026-11-01', '2027-03-31'],
    ['winter', '2027-01-01', '2026-11-01', '2027-03-31'],
    ['winter', '2027-03-31', '2026-11-01', '2027-03-31'],
    ['ever', '2026-11-24', '0000-01-01', '9999-12-31'],
  ] as const)('of a %s that %s falls in is %s to %s', (per, date, from, to) => {
    expect(periodOf(per, date)).toEqual({ from, to })
  })

  it.each(['2026-04-01', '2026-10-31'])('is no winter on %s', (date) => {
    expect(periodOf('winter', date)).toBeNull()
  })

  it('holds its first and its last day and nothing outside', () => {
    const november = { from: '2026-11-01', to: '2026-11-30' }
    const days = ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01']
    expect(days.map((day) => isWithin(november, day))).toEqual([false, true, true, false])
  })
})
