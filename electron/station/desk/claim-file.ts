import { StationError } from '../../base/errors.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { ClaimResult, ClaimState } from '../../contract/credit.ts'
import { addDays, businessDateOf } from '../../contract/values.ts'
import {
  claimById,
  insertClaim,
  insertClaimStep,
  type Claim,
  type ClaimFacts,
  type ClaimStep,
} from '../../credit/claims-store.ts'
import { realId } from '../../residents/aliases.ts'
import type { StaffMember } from '../../staff/store.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'
import { attempt, note, type Act, type DeskDeps, knownResident } from './acts.ts'
import {
  amountUnder,
  claimableRule,
  hasEvidence,
  judgeClaim,
  judgeDeed,
  refused,
  ruleOfClaim,
  type Refused,
  type Rule,
} from './claim-judge.ts'
import { keepPhoto, readPhoto } from './claim-photo.ts'
import { asResident } from './two-persons.ts'

/** Papers older than this are not brought any more. */
const filedWithinDays = 180

/** A step that nobody else has to do with yet. */
export const plainStep: Omit<ClaimStep, 'state' | 'at'> = {
  actor: null,
  approver: null,
  documentNo: null,
  photo: null,
  participants: [],
  noticeUntil: null,
  because: null,
}

/** The next step of a claim; what is known of it goes on. */
export const nextStep = (
  claim: Claim,
  step: Pick<ClaimStep, 'state' | 'at'> & Partial<ClaimStep>,
): ClaimStep => {
  const { actor, approver, documentNo, photo, participants, noticeUntil } = claim
  return { actor, approver, documentNo, photo, participants, noticeUntil, because: null, ...step }
}

export const done = (
  claim: string,
  state: ClaimState,
  noticeUntil: string | null = null,
): Extract<ClaimResult, { kind: 'done' }> => ({ kind: 'done', claim, state, noticeUntil })

/** The claim that a page speaks of. Throws `notFound`. */
export const knownClaim = (tx: Tx, id: string): Claim => {
  const claim = claimById(tx, id)
  if (claim === null) throw new StationError('notFound', { what: 'claim' })
  return claim
}

/** What a claim would be, were it filed now. Reads only. */
export const draftClaim = (
  tx: Tx,
  parts: Parts,
  input: {
    resident: string
    rule: string
    on: string
    amount: string | null
    documentNo: string | null
    withinDays: number
    at: number
  },
): { kind: 'draft'; rule: Rule; facts: ClaimFacts } | Refused => {
  const { resident, on, documentNo, at } = input
  const today = businessDateOf(at)
  if (on > today || on < addDays(today, -input.withinDays)) return refused('badDate')
  const rule = claimableRule(parts.catalogue(), input.rule, on)
  if (rule.kind === 'refused') return rule
  const wanted = amountUnder(rule.revision.award, input.amount)
  if (wanted.kind === 'refused') return wanted
  const id = parts.newId()
  const verdict = judgeDeed(tx, { resident, rule, on, claim: id, documentNo }, wanted.amount)
  if (verdict.kind === 'refused') return verdict
  const { amount } = verdict
  const { quantity } = wanted
  const of = { ruleId: rule.item.id, ruleRev: rule.revision.rev, happenedOn: on }
  return { kind: 'draft', rule, facts: { id, resident, ...of, amount, quantity, filedAt: at } }
}

const isOwn = (tx: Tx, author: StaffMember, resident: string): boolean =>
  asResident(tx, author).resident === resident

const textOf = (documentNo: string | null): string | null => {
  const text = documentNo?.trim() ?? ''
  return text === '' ? null : text
}

const keepIfAny = (tx: Tx, parts: Parts, photo: Uint8Array | null, at: number): string | null =>
  photo === null ? null : keepPhoto(tx, parts, photo, at)

/** A clerk answers for it that somebody has earned points; it waits for the second person. */
export const fileClaim = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'claims.file'>,
): CallOutput<'claims.file'> => {
  const { parts } = deps
  const photo = readPhoto(input.photo)
  const documentNo = textOf(input.documentNo)
  const command = { call: 'claims.file', commandId: input.commandId, subject: input.resident } as const
  return attempt(deps, page, command, (tx, doing) => {
    const resident = knownResident(tx, input.resident)
    if (isOwn(tx, doing.author, resident.id)) return refused('isBeneficiary')
    const { rule, on, amount } = input
    const of = { resident: resident.id, rule, on, amount, documentNo }
    const draft = draftClaim(tx, parts, { ...of, withinDays: filedWithinDays, at: doing.at })
    if (draft.kind === 'refused') return draft
    if (!hasEvidence(draft.rule.revision, { documentNo, photo: photo !== null }))
      return refused('needsEvidence')
    const { facts } = draft
    insertClaim(tx, facts)
    insertClaimStep(tx, facts.id, {
      ...plainStep,
      state: 'waiting',
      actor: doing.author.id,
      documentNo,
      photo: keepIfAny(tx, parts, photo, doing.at),
      at: doing.at,
    })
    noteFiled(tx, doing, 'claims.filed', facts)
    return done(facts.id, 'waiting')
  })
}

const noteFiled = (tx: Tx, doing: Act, action: string, claim: ClaimFacts): void => {
  const { id, resident, ruleId, ruleRev, amount, happenedOn } = claim
  note(tx, doing, action, id, { resident, rule: ruleId, rev: ruleRev, amount, on: happenedOn })
}

/** A clerk answers for what a resident reported of oneself. */
export const vouchForClaim = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'claims.vouch'>,
): CallOutput<'claims.vouch'> => {
  const { parts } = deps
  const photo = readPhoto(input.photo)
  const documentNo = textOf(input.documentNo)
  const command = { call: 'claims.vouch', commandId: input.commandId, subject: input.claim } as const
  return attempt(deps, page, command, (tx, doing) => {
    const claim = knownClaim(tx, input.claim)
    if (claim.state !== 'reported') return refused('decided')
    if (isOwn(tx, doing.author, realId(tx, claim.resident))) return refused('isBeneficiary')
    const rule = ruleOfClaim(parts.catalogue(), claim)
    if (rule !== null && !hasEvidence(rule.revision, { documentNo, photo: photo !== null }))
      return refused('needsEvidence')
    const verdict = judgeClaim(tx, parts.catalogue(), claim, documentNo)
    if (verdict.kind === 'refused') return verdict
    const kept = keepIfAny(tx, parts, photo, doing.at)
    const by = { actor: doing.author.id, documentNo, photo: kept, at: doing.at }
    insertClaimStep(tx, claim.id, nextStep(claim, { state: 'waiting', ...by }))
    noteFiled(tx, doing, 'claims.vouched', claim)
    return done(claim.id, 'waiting')
  })
}

/** Gives a claim back before it was decided: its author takes it back, or another clerk says what is missing. */
export const returnClaim = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'claims.return'>,
): CallOutput<'claims.return'> => {
  const command = { call: 'claims.return', commandId: input.commandId, subject: input.claim } as const
  return attempt(deps, page, command, (tx, doing) => {
    const claim = knownClaim(tx, input.claim)
    const isUndecided = claim.state === 'reported' || claim.state === 'waiting' || claim.state === 'noticed'
    if (!isUndecided) return refused('decided')
    if (isOwn(tx, doing.author, realId(tx, claim.resident))) return refused('isBeneficiary')
    const by = { actor: doing.author.id, approver: null, because: input.reason, at: doing.at }
    insertClaimStep(tx, claim.id, nextStep(claim, { state: 'returned', ...by }))
    const taken = claim.author === doing.author.id
    note(tx, doing, 'claims.returned', claim.id, { reason: input.reason, from: claim.state, taken })
    return done(claim.id, 'returned')
  })
}
