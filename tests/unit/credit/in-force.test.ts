import { describe, expect, it } from 'vitest'
import type { Catalogue, CatalogueItem, RuleRevision } from '../../../electron/credit/catalogue.ts'
import { parseCatalogue } from '../../../electron/credit/catalogue-check.ts'
import { fixedAmount, ruleInForce } from '../../../electron/credit/in-force.ts'
import { shippedCatalogue } from '../../../electron/credit/shipped.ts'

const lecture = shippedCatalogue.items.find(({ id }) => id === 'L01')
const first = lecture?.revisions[0]
if (lecture === undefined || first === undefined) throw new Error('no lecture')

const withRevisions = (...revisions: Partial<RuleRevision>[]): Catalogue => {
  const item: CatalogueItem = {
    ...lecture,
    revisions: revisions.map((changes, index) => ({ ...first, rev: index + 1, ...changes })),
  }
  return parseCatalogue({ ...shippedCatalogue, items: [item] })
}

const everyTime = { kind: 'perEvent', amount: 50 } as const

describe('what every attendance brings', () => {
  it.each([
    ['the amount of a rule that gives the same each time', { award: everyTime }, 50],
    [
      'nothing where the first ones give none',
      { award: { ...everyTime, fromNth: { nth: 2, per: 'month' } } },
      null,
    ],
    [
      'nothing where it is counted by hours',
      { award: { kind: 'perHours', amount: 100, unitMinutes: 60 } },
      null,
    ],
    ['nothing of a rule that is switched off', { award: everyTime, enabled: false }, null],
    ['nothing before the first day of the rule', { award: everyTime, from: '2026-12-01' }, null],
  ] satisfies [string, Partial<RuleRevision>, number | null][])('is %s', (_, change, amount) => {
    const catalogue = { ...shippedCatalogue, items: [{ ...lecture, revisions: [{ ...first, ...change }] }] }
    expect(fixedAmount(catalogue, 'L01', '2026-11-24')).toBe(amount)
  })

  it('is not said of what takes points away, or of a rule that nobody wrote', () => {
    const award = { kind: 'perEvent', amount: -50 } as const
    const catalogue = { ...shippedCatalogue, items: [{ ...lecture, revisions: [{ ...first, award }] }] }
    expect(fixedAmount(catalogue, 'L01', '2026-11-24')).toBeNull()
    expect(fixedAmount(catalogue, 'X99', '2026-11-24')).toBeNull()
  })
})

const found = (catalogue: Catalogue, date: string): number | string => {
  const result = ruleInForce(catalogue, 'L01', date)
  return result.kind === 'rule' ? result.revision.rev : result.reason
}

describe('a rule on the day of the deed', () => {
  it('is not there under a code that nobody gave', () => {
    expect(ruleInForce(shippedCatalogue, 'X99', '2026-11-24')).toEqual({
      kind: 'refused',
      reason: 'unknownRule',
    })
  })

  it('comes with its item', () => {
    expect(ruleInForce(shippedCatalogue, 'L01', '2026-11-24')).toEqual({
      kind: 'rule',
      item: lecture,
      revision: first,
    })
  })

  it('is not yet in force before its first day', () => {
    expect(found(shippedCatalogue, '2025-12-31')).toBe('notYet')
    expect(found(shippedCatalogue, '2026-01-01')).toBe(1)
  })

  it('is no longer in force after its last day', () => {
    const ended = withRevisions({ until: '2026-06-30' })
    expect(found(ended, '2026-06-30')).toBe(1)
    expect(found(ended, '2026-07-01')).toBe('notAnyMore')
  })

  it('keeps its old revision for an old day', () => {
    const changed = withRevisions({ until: '2026-06-30' }, { from: '2026-07-01' })
    expect(found(changed, '2026-06-30')).toBe(1)
    expect(found(changed, '2026-07-01')).toBe(2)
    expect(found(changed, '2025-12-31')).toBe('notYet')
  })

  it('rests between two revisions that leave days between them', () => {
    const seasonal = withRevisions({ until: '2026-03-31' }, { from: '2026-11-01' })
    expect(found(seasonal, '2026-07-01')).toBe('notAnyMore')
    expect(found(seasonal, '2026-11-01')).toBe(2)
  })

  it('gives nothing while it is switched off, and only on those days', () => {
    const off = withRevisions({ until: '2026-06-30', enabled: false }, { from: '2026-07-01' })
    expect(found(off, '2026-06-30')).toBe('disabled')
    expect(found(off, '2026-07-01')).toBe(2)
  })
})
