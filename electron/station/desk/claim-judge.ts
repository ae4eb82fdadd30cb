import { amountPoints, chosenPoints, parseHundredths } from '../../credit/amounts.ts'
import { roomUnder } from '../../credit/caps.ts'
import type { AwardKind, Catalogue, CatalogueItem, RuleRevision } from '../../credit/catalogue.ts'
import type { Claim } from '../../credit/claims-store.ts'
import { ruleInForce } from '../../credit/in-force.ts'
import { businessKeyOf } from '../../credit/keys.ts'
import { hasAward } from '../../credit/store.ts'
import type { CreditRefusal } from '../../contract/credit.ts'
import { realId } from '../../residents/aliases.ts'
import type { Tx } from '../../store/tx.ts'
import { hasAgreed } from '../agreement.ts'
import { givenUnder } from '../award.ts'

export interface Refused {
  kind: 'refused'
  reason: CreditRefusal
}
export const refused = (reason: CreditRefusal): Refused => ({ kind: 'refused', reason })

/** A rule with the revision that counts. */
export interface Rule {
  kind: 'rule'
  item: CatalogueItem
  revision: RuleRevision
}

/** The rule on the day it happened, where people vouch for it. */
export const claimableRule = (catalogue: Catalogue, id: string, on: string): Rule | Refused => {
  const rule = ruleInForce(catalogue, id, on)
  if (rule.kind === 'refused') return rule
  return rule.item.basis === 'document' ? rule : refused('automatic')
}

/** The rule as it stood when the claim was filed, whatever the catalogue says of that day now. */
export const ruleOfClaim = (
  catalogue: Catalogue,
  { ruleId, ruleRev }: Pick<Claim, 'ruleId' | 'ruleRev'>,
): Rule | null => {
  const item = catalogue.items.find(({ id }) => id === ruleId)
  const revision = item?.revisions.find(({ rev }) => rev === ruleRev)
  return item === undefined || revision === undefined ? null : { kind: 'rule', item, revision }
}

export interface Amount {
  kind: 'amount'
  /** Hundredths of a point. */
  amount: number
  /** Fen, where points go by money. */
  quantity: number | null
}

const amountOf = (amount: number | null, quantity: number | null): Amount | Refused =>
  amount === null || amount === 0 ? refused('badAmount') : { kind: 'amount', amount, quantity }

/** What the rule gives. `text`: yuan or points as they were typed, `null` where the rule decides. */
export const amountUnder = (award: AwardKind, text: string | null): Amount | Refused => {
  const typed = text === null ? null : parseHundredths(text)
  switch (award.kind) {
    case 'perEvent':
      return text === null ? amountOf(award.amount, null) : refused('badAmount')
    case 'perAmount':
      return typed === null ? refused('badAmount') : amountOf(amountPoints(award, typed), typed)
    case 'range':
      return typed === null ? refused('badAmount') : amountOf(chosenPoints(award, typed), null)
    case 'perHours':
    case 'tiers':
    case 'star':
      return refused('automatic')
  }
}

/** Whether all that the rule asks for is there. */
export const hasEvidence = (
  { approval }: RuleRevision,
  evidence: { documentNo: string | null; photo: boolean },
): boolean =>
  approval.needs.every((need) => (need === 'photo' ? evidence.photo : evidence.documentNo !== null))

/** An award that people vouch for. */
export interface Deed {
  /** Whom the points are for, with the card. */
  resident: string
  rule: Rule
  on: string
  claim: string
  documentNo: string | null
}

const keyOf = ({ resident, rule, claim, documentNo }: Deed): string | null => {
  const of = { resident, rule: rule.item.id }
  switch (rule.revision.once) {
    case 'no':
      return businessKeyOf({ ...of, claim })
    case 'ever':
      return businessKeyOf({ ...of, once: 'ever' })
    case 'everyDocument':
      // Known once a clerk has seen the document.
      return documentNo === null ? null : businessKeyOf({ ...of, document: documentNo })
  }
}

export interface Fits {
  kind: 'fits'
  /** Hundredths that the caps leave of what was wanted. */
  amount: number
  /** `null` while nobody has seen the document that it hangs on. */
  businessKey: string | null
}

/**
 * Whether an award may be given now: consent stands, the same was not given before, and the caps leave something.
 * Asked when it is filed, when it is approved, and when it is posted.
 */
export const judgeDeed = (tx: Tx, deed: Deed, wanted: number): Fits | Refused => {
  const { resident, rule, on } = deed
  if (!hasAgreed(tx, resident)) return refused('noConsent')
  const businessKey = keyOf(deed)
  if (businessKey !== null && hasAward(tx, businessKey)) return refused('alreadyGiven')
  const given = givenUnder(tx, resident, rule.item.id)
  const { amount } = roomUnder(rule.revision.caps, on, wanted, given)
  return amount === 0 ? refused('capReached') : { kind: 'fits', amount, businessKey }
}

/** What is ready to be posted. */
export interface Ready {
  kind: 'ready'
  resident: string
  rule: Rule
  businessKey: string
}

/** Two people vouched for the whole amount: where less is left, nothing is given. */
export const judgeClaim = (
  tx: Tx,
  catalogue: Catalogue,
  claim: Claim,
  documentNo: string | null = claim.documentNo,
): Ready | Refused => {
  const rule = ruleOfClaim(catalogue, claim)
  if (rule === null) return refused('unknownRule')
  if (!rule.revision.enabled) return refused('disabled')
  const resident = realId(tx, claim.resident)
  const deed = { resident, rule, on: claim.happenedOn, claim: claim.id, documentNo }
  const verdict = judgeDeed(tx, deed, claim.amount)
  if (verdict.kind === 'refused') return verdict
  if (verdict.amount !== claim.amount) return refused('capReached')
  const { businessKey } = verdict
  return businessKey === null ? refused('needsEvidence') : { kind: 'ready', resident, rule, businessKey }
}
