import type { CreditRefusal, RuleShown } from '../../../electron/contract/credit.ts'
import type { CallInput } from '../../../electron/contract/calls.ts'
import { claimParts, type ClaimForm, type ClaimPart } from './credit-state.ts'

/** What the clerk fills in beside the rule: yuan that were given, or points within what the rule leaves open. */
export type AmountKind = 'yuan' | 'points'

export const amountKind = (rule: RuleShown | null): AmountKind | null => {
  if (rule?.award.kind === 'perAmount') return 'yuan'
  return rule?.award.kind === 'range' ? 'points' : null
}

/** `12.5` → 1250; `null` for anything that is not a decimal with at most two places. */
export const hundredthsOf = (text: string): number | null => {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text)
  return match === null ? null : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

const longestAmount = 9

/** An amount after one more key: one point, two decimals, no leading zeros; anything else changes nothing. */
export const amountAfter = (text: string, key: string): string => {
  const next = key === '.' && text === '' ? '0.' : `${text === '0' && key !== '.' ? '' : text}${key}`
  return /^\d+\.?\d{0,2}$/.test(next) && next.length <= longestAmount ? next : text
}

/** Hundredths of points that an amount gives; `null` while it is not one that the rule takes. */
export const pointsOf = (rule: RuleShown, text: string): number | null => {
  const amount = hundredthsOf(text)
  if (amount === null) return null
  switch (rule.award.kind) {
    case 'perAmount': {
      const points = Math.floor(amount / rule.award.unitFen) * rule.award.amount
      return points > 0 ? points : null
    }
    case 'range':
      return amount >= rule.award.min && amount <= rule.award.max ? amount : null
    case 'perEvent':
    case 'perHours':
    case 'tiers':
    case 'star':
      return null
  }
}

/** The first part that is still missing; `null` = the claim can go. */
export const missingPart = (form: ClaimForm, rule: RuleShown | null): Exclude<ClaimPart, 'proof'> | null => {
  const needed = ['whom', 'rule', 'day', 'amount'] as const
  return needed.find((part) => !isFilled(part, form, rule)) ?? null
}

/** Parts that this rule asks for, in order. */
export const partsFor = (rule: RuleShown | null): ClaimPart[] =>
  claimParts.filter((part) => part !== 'amount' || rule === null || amountKind(rule) !== null)

/** Whether a part is filled in. Proof is not always wanted: the core says so where it is. */
export const isFilled = (part: ClaimPart, form: ClaimForm, rule: RuleShown | null): boolean => {
  switch (part) {
    case 'whom':
      return form.whom !== null
    case 'rule':
      return rule !== null
    case 'day':
      return form.on !== null
    case 'amount':
      return rule !== null && (amountKind(rule) === null || pointsOf(rule, form.amount) !== null)
    case 'proof':
      return form.documentNo !== '' || form.photo !== null
  }
}

/** Where the form goes on after a part: to the next one that is empty, and at last to the check. */
export const stepAfter = (part: ClaimPart, form: ClaimForm, rule: RuleShown | null): ClaimPart | 'check' => {
  const missing = missingPart(form, rule)
  if (missing !== null && missing !== part) return missing
  return part === 'proof' || isFilled('proof', form, rule) ? 'check' : 'proof'
}

/** Where a claim that was refused is put right; `null` where nothing in it would help. */
export const partToAmend: Record<CreditRefusal, ClaimPart | null> = {
  unknownRule: 'rule',
  disabled: 'rule',
  automatic: 'rule',
  capReached: 'rule',
  alreadyGiven: 'rule',
  tooFewParticipants: null,
  notYet: 'day',
  notAnyMore: 'day',
  badDate: 'day',
  badAmount: 'amount',
  needsEvidence: 'proof',
  noConsent: 'whom',
  isBeneficiary: 'whom',
  sameAsAuthor: 'whom',
  lacksRole: null,
  alreadyReversed: null,
  isReversal: null,
  decided: null,
}

/** Hundredths of points that a claim would bring; `null` where it is not known yet, or goes by hours. */
export const pointsOfClaim = (form: ClaimForm, rule: RuleShown | null): number | null => {
  if (rule === null) return null
  return rule.award.kind === 'perEvent' ? rule.award.amount : pointsOf(rule, form.amount)
}

/** What is sent; `null` while something is missing. */
export const claimInput = (
  form: ClaimForm,
  rule: RuleShown | null,
): Omit<CallInput<'claims.file'>, 'commandId'> | null => {
  if (missingPart(form, rule) !== null || form.whom === null || rule === null || form.on === null) return null
  return {
    resident: form.whom.resident,
    rule: rule.id,
    on: form.on,
    amount: amountKind(rule) === null ? null : form.amount,
    documentNo: form.documentNo === '' ? null : form.documentNo,
    photo: form.photo?.data ?? null,
  }
}
