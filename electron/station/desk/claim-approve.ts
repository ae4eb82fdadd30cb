import { StationError } from '../../base/errors.ts'
import type { CallInput } from '../../contract/calls.ts'
import type { CreditRefusal } from '../../contract/credit.ts'
import type { Role } from '../../contract/staff.ts'
import { addDays, businessDateOf } from '../../contract/values.ts'
import { insertClaimStep, type Claim } from '../../credit/claims-store.ts'
import { realId } from '../../residents/aliases.ts'
import { everStaffMember, staffMember, type StaffMember } from '../../staff/store.ts'
import type { Tx } from '../../store/tx.ts'
import { give } from '../award.ts'
import type { Parts } from '../parts.ts'
import type { Action } from '../records.ts'
import { note } from './acts.ts'
import { done, knownClaim, nextStep } from './claim-file.ts'
import { judgeClaim, ruleOfClaim, type Ready } from './claim-judge.ts'
import { approvers, asResident, type HandEntry, type Plan } from './two-persons.ts'

/** So many sit in a council, or it is none. */
const fewestInCouncil = 3
const council: readonly Role[] = ['council']

/** Roles of whoever says yes to this claim. */
export const neededFor = (parts: Parts, claim: Claim): readonly Role[] =>
  ruleOfClaim(parts.catalogue(), claim)?.revision.approval.by === 'council' ? council : approvers

/** Who answers for the claim, also where that person works here no more. */
export const authorOf = (tx: Tx, claim: Claim): StaffMember | null => {
  const author = claim.author === null ? null : everStaffMember(tx, claim.author)
  return author === null ? null : asResident(tx, author)
}

/** Those who decided: enough of them, the second person among them, and nobody who filed it or gains by it. */
const refuseCouncil = (
  tx: Tx,
  ids: ReadonlySet<string>,
  { author, approver, resident }: { author: string; approver: string; resident: string },
): CreditRefusal | null => {
  if (ids.has(author)) return 'sameAsAuthor'
  const members = [...ids].map((id) => staffMember(tx, id))
  for (const member of members) {
    if (member?.roles.some((role) => approvers.includes(role)) !== true) return 'lacksRole'
    if (asResident(tx, member).resident === resident) return 'isBeneficiary'
  }
  return members.length < fewestInCouncil || !ids.has(approver) ? 'tooFewParticipants' : null
}

/** Gives what a claim is for, in the caller's transaction: entry, balance, record and the claim's last step. */
export const postClaim = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: { claim: Claim; ready: Ready; approver: string | null; participants: string[] },
): void => {
  const { claim, ready, approver, participants } = input
  give(tx, parts, action, {
    resident: ready.resident,
    amount: claim.amount,
    ruleId: claim.ruleId,
    ruleRev: claim.ruleRev,
    event: null,
    claim: claim.id,
    basisKind: 'document',
    basis: [claim.id],
    businessKey: ready.businessKey,
    businessDate: claim.happenedOn,
    minutes: null,
    author: claim.author,
    approver,
  })
  const step = { state: 'posted', actor: claim.author, approver, participants, at: action.at } as const
  insertClaimStep(tx, claim.id, nextStep(claim, step))
}

interface Work {
  claim: Claim
  ready: Ready
  participants: string[]
}

const plan = (
  tx: Tx,
  parts: Parts,
  input: CallInput<'claims.approve'>,
): Plan<Work | null, 'claims.approve'> => {
  const claim = knownClaim(tx, input.claim)
  const resident = realId(tx, claim.resident)
  const author = authorOf(tx, claim)
  if (claim.state === 'reported' || author === null)
    throw new StationError('conflict', { because: 'notVouchedFor' })
  const needed = neededFor(parts, claim)
  const base = { beneficiaries: [resident], needsSecond: null, askedBy: author, needed }
  const no = (reason: CreditRefusal): Plan<null, 'claims.approve'> => ({
    ...base,
    refused: reason,
    work: null,
  })
  if (claim.state !== 'waiting') return no('decided')
  const isCouncil = needed === council
  const seated = new Set(isCouncil ? input.participants : [])
  const ready = judgeClaim(tx, parts.catalogue(), claim)
  if (ready.kind === 'refused') return no(ready.reason)
  const people = { author: author.id, approver: input.approval.account, resident }
  const against = isCouncil ? refuseCouncil(tx, seated, people) : null
  if (against !== null) return no(against)
  return { ...base, refused: null, work: { claim, ready, participants: [...seated] } }
}

/** The second person's yes. It is posted at once, or on the day after its notice. */
export const approveClaim = (
  parts: Parts,
  input: CallInput<'claims.approve'>,
): HandEntry<Work | null, 'claims.approve'> => ({
  call: 'claims.approve',
  commandId: input.commandId,
  approval: input.approval,
  subject: input.claim,
  plan: (tx) => plan(tx, parts, input),
  write: (tx, work, signers) => {
    if (work === null || signers.approver === null) return { kind: 'refused', reason: 'lacksRole' }
    const { claim, ready, participants } = work
    const { approver, author, at } = signers
    const { noticeDays } = ready.rule.revision.approval
    const noticeUntil = noticeDays === 0 ? null : addDays(businessDateOf(at), noticeDays)
    if (noticeUntil === null) {
      const action = { at, tap: input.commandId }
      postClaim(tx, parts, action, { claim, ready, approver: approver.id, participants })
    } else {
      const by = { actor: author.id, approver: approver.id, participants, noticeUntil, at }
      insertClaimStep(tx, claim.id, nextStep(claim, { state: 'noticed', ...by }))
    }
    note(tx, { author: approver, at }, 'claims.approved', claim.id, {
      author: author.id,
      resident: ready.resident,
      amount: claim.amount,
      participants: participants.length,
      noticeUntil,
    })
    return done(claim.id, noticeUntil === null ? 'posted' : 'noticed', noticeUntil)
  },
})
