import type { CallOutput } from '../../contract/calls.ts'
import type { RuleShown } from '../../contract/credit.ts'
import { businessDateOf } from '../../contract/values.ts'
import type { AwardKind, CatalogueItem, RuleRevision } from '../../credit/catalogue.ts'
import { ruleInForce } from '../../credit/in-force.ts'
import { initialsOf } from '../../residents/names.ts'
import type { Parts } from '../parts.ts'

/** What everybody may read of how much a rule gives. */
const awardOf = (award: AwardKind): RuleShown['award'] => {
  switch (award.kind) {
    case 'perEvent':
      return { kind: 'perEvent', amount: award.amount }
    case 'perHours':
      return { kind: 'perHours', amount: award.amount, unitMinutes: award.unitMinutes }
    case 'tiers':
      return { kind: 'tiers', tiers: award.tiers }
    case 'perAmount':
    case 'range':
    case 'star':
      return award
  }
}

const shownRule = (item: CatalogueItem, { award, caps, approval }: RuleRevision): RuleShown => ({
  id: item.id,
  name: item.name,
  category: item.category,
  initials: initialsOf(item.name)[0] ?? '',
  award: awardOf(award),
  caps,
  evidence: item.evidence,
  approval: approval.by,
  sourced: item.source.found === 'number',
})

/** Every rule that is in force today, in the catalogue's order. */
export const createRulesHandler =
  (parts: Pick<Parts, 'clock' | 'catalogue'>) => (): CallOutput<'credit.rules'> => {
    const rules = parts.catalogue()
    const today = businessDateOf(parts.clock.now())
    return {
      rules: rules.items.flatMap((item) => {
        const found = ruleInForce(rules, item.id, today)
        return found.kind === 'rule' ? [shownRule(item, found.revision)] : []
      }),
    }
  }
