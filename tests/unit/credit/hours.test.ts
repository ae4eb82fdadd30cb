import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AwardKind } from '../../../electron/credit/catalogue.ts'
import { serviceGroups } from '../../../electron/credit/hours.ts'
import type { ScoredDay } from '../../../electron/credit/scored.ts'
import { automatic } from '../../support/catalogue.ts'

const hourly = (amount: number, unitMinutes: number, dayLimitMinutes?: number): AwardKind => ({
  kind: 'perHours',
  amount,
  unitMinutes,
  ...(dayLimitMinutes === undefined ? {} : { dayLimitMinutes }),
})
const dayOf = (businessDate: string, minutes: number, ruleRev = 1, worth = 0): ScoredDay => ({
  businessDate,
  minutes,
  ruleRev,
  worth,
})
const due = (...args: Parameters<typeof serviceGroups>): [number, number][] =>
  serviceGroups(...args).map((group) => [group.ruleRev, group.due])

describe('what somebody’s service under a rule is worth', () => {
  it('is that of all minutes together, however many days they took', () => {
    const halfHours = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(halfHours, (served) => {
        const days = served.map((half, index) =>
          dayOf(`2026-11-${String(index + 1).padStart(2, '0')}`, half * 30),
        )
        const all = served.reduce((sum, half) => sum + half, 0)
        expect(due(automatic('V01', { award: hourly(100, 240) }), days)).toEqual([
          [1, Math.floor(all / 8) * 100],
        ])
      }),
    )
  })

  it('leaves out what goes beyond a day’s limit', () => {
    const item = automatic('V01', { award: hourly(100, 60, 120) })
    expect(due(item, [dayOf('2026-11-24', 300), dayOf('2026-11-25', 90)])).toEqual([[1, 300]])
  })

  it('under a later revision counts earlier minutes as served, and not once more', () => {
    const item = automatic(
      'V01',
      { award: hourly(100, 240), until: '2026-11-24' },
      { award: hourly(300, 240), from: '2026-11-25' },
    )
    expect(due(item, [dayOf('2026-11-24', 360), dayOf('2026-11-25', 120, 2)])).toEqual([
      [1, 100],
      [2, 300],
    ])
  })

  it('begins anew every year where the rule says so', () => {
    const tiers = [
      { upToMinutes: 60, unitMinutes: 60, amount: 100 },
      { upToMinutes: null, unitMinutes: 60, amount: 10 },
    ]
    const item = automatic('V01', { award: { kind: 'tiers', tiers, restarts: 'yearly' } })
    expect(serviceGroups(item, [dayOf('2026-12-31', 120, 1, 110), dayOf('2027-01-01', 120)])).toEqual([
      { ruleRev: 1, from: '2026-01-01', to: '2026-12-31', due: 110, worth: 110 },
      { ruleRev: 1, from: '2027-01-01', to: '2027-12-31', due: 110, worth: 0 },
    ])
  })

  it('of a revision that the catalogue lost stays what it was', () => {
    const item = automatic('V01', { award: hourly(100, 240) })
    expect(due(item, [dayOf('2026-11-24', 240, 7, 900)])).toEqual([])
  })
})
