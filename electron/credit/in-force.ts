import type { Catalogue, CatalogueItem, RuleRevision } from './catalogue.ts'

export type NotInForce = 'unknownRule' | 'disabled' | 'notYet' | 'notAnyMore'
export type InForce =
  { kind: 'rule'; item: CatalogueItem; revision: RuleRevision } | { kind: 'refused'; reason: NotInForce }

const covers = ({ from, until }: RuleRevision, date: string): boolean =>
  from <= date && (until === null || date <= until)

const refused = (reason: NotInForce): InForce => ({ kind: 'refused', reason })

/** The rule as it stands on the business date of the deed, or why nothing can be given under it. */
export const ruleInForce = (catalogue: Catalogue, id: string, date: string): InForce => {
  const item = catalogue.items.find((candidate) => candidate.id === id)
  if (item === undefined) return refused('unknownRule')
  const revision = item.revisions.find((candidate) => covers(candidate, date))
  if (revision === undefined) {
    return refused(item.revisions.some(({ from }) => from <= date) ? 'notAnyMore' : 'notYet')
  }
  return revision.enabled ? { kind: 'rule', item, revision } : refused('disabled')
}

/** What every attendance brings under a rule; `null` where it depends on anything, or nothing is given. */
export const fixedAmount = (catalogue: Catalogue, id: string, date: string): number | null => {
  const found = ruleInForce(catalogue, id, date)
  if (found.kind === 'refused') return null
  const { award } = found.revision
  if (award.kind !== 'perEvent' || award.fromNth !== undefined) return null
  return award.amount > 0 ? award.amount : null
}
