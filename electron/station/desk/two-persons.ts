import type { CallOutput } from '../../contract/calls.ts'
import type { Approval, HandResult, OverrideCause, Role } from '../../contract/staff.ts'
import { realId } from '../../residents/aliases.ts'
import { areTogether, refuseApproval, type ApprovalRefusal } from '../../staff/rules.ts'
import { checkPin } from '../../staff/sign-in.ts'
import { staffMember, type StaffMember } from '../../staff/store.ts'
import type { Tx } from '../../store/tx.ts'
import { answered, once } from '../commands.ts'
import { clerkOf, note, type DeskDeps } from './acts.ts'
import type { Author } from './sessions.ts'

/** Calls that enter something by hand. */
type HandCall = 'attendance.checkInByHand' | 'attendance.confirmMinutes'
type Refusal = Extract<HandResult, { kind: 'refused' }>['reason']

/** Who may be the second person. */
const approvers: readonly Role[] = ['head', 'council']

/** What an entry by hand would come to. */
export interface Plan<T> {
  /** Residents who gain by it. */
  beneficiaries: readonly string[]
  /** What no second person can cure. */
  refused: Refusal | null
  /** Why a second person is needed, `null` if none is. `because` names the rule that says no. */
  needsSecond: { because: OverrideCause | null } | null
  /** What there is to write. */
  work: T
}

/** The two who answer for an entry. */
export interface Signers {
  author: StaffMember
  approver: StaffMember | null
  at: number
}

/** One kind of entry by hand. */
export interface HandEntry<T> {
  call: HandCall
  commandId: string
  approval: Approval | null
  /** What the audit names it by: an event or an attendance. */
  subject: string
  /** Reads only. Throws what the call fails with. */
  plan: (tx: Tx) => Plan<T>
  /** Called once, inside the transaction that has just planned. */
  write: (tx: Tx, work: T, signers: Signers) => Exclude<HandResult, { kind: 'needsApproval' | 'needsOwnPin' }>
}

type Decision<T> = { kind: 'write'; signers: Signers; work: T } | { kind: 'not'; result: HandResult }

const known = (tx: Tx, member: StaffMember): StaffMember => ({
  ...member,
  resident: member.resident === null ? null : realId(tx, member.resident),
})

const refuseSecond = (
  author: StaffMember,
  approver: StaffMember | null,
  beneficiaries: readonly string[],
): ApprovalRefusal | null =>
  approver === null ? 'lacksRole' : refuseApproval({ author, approver, beneficiaries, needed: approvers })

const refused = (reason: Refusal): Decision<never> => ({ kind: 'not', result: { kind: 'refused', reason } })

/** The one decision about entries by hand. Made before anybody's PIN is used up, and again where it is written. */
const decide = <T>(tx: Tx, { parts }: DeskDeps, entry: HandEntry<T>, author: Author): Decision<T> => {
  const member = known(tx, clerkOf(tx, author.member.id))
  const plan = entry.plan(tx)
  if (plan.refused !== null) return refused(plan.refused)
  const at = parts.clock.now()
  if (entry.approval === null) {
    if (plan.needsSecond !== null)
      return { kind: 'not', result: { kind: 'needsApproval', because: plan.needsSecond.because } }
    // Alone, nobody enters the own attendance.
    if (plan.beneficiaries.some((id) => id === member.resident)) return refused('isBeneficiary')
    return { kind: 'write', signers: { author: member, approver: null, at }, work: plan.work }
  }
  const second = staffMember(tx, entry.approval.account)
  const approver = second === null ? null : known(tx, second)
  const refusal = refuseSecond(member, approver, plan.beneficiaries)
  if (refusal !== null) return refused(refusal)
  if (!areTogether(author.ownPinAt, parts.clock.monotonic()))
    return { kind: 'not', result: { kind: 'needsOwnPin' } }
  return { kind: 'write', signers: { author: member, approver, at }, work: plan.work }
}

const noteRefused = <T>(
  tx: Tx,
  { parts }: DeskDeps,
  entry: HandEntry<T>,
  author: StaffMember,
  result: HandResult,
): void => {
  const why = 'reason' in result ? result.reason : 'because' in result ? result.because : null
  note(tx, { author, at: parts.clock.now() }, `${entry.call}Refused`, entry.subject, {
    kind: result.kind,
    why,
    approver: entry.approval?.account ?? null,
  })
}

/**
 * Enters something by hand, with a second person where one is needed. An answer other than `done` wrote nothing but
 * its audit entry; the same command may be tried again. Throws `notAllowed` where the author is no clerk any more.
 */
export const enterByHand = async <T>(
  deps: DeskDeps,
  page: string,
  entry: HandEntry<T>,
): Promise<CallOutput<HandCall>> => {
  const { parts, desk, pins, written } = deps
  const author = desk.author(page)
  const before = answered(parts, entry.commandId, entry.call)
  if (before !== null) return before
  const first = parts.store.read((tx) => decide(tx, deps, entry, author))
  if (first.kind === 'not') {
    parts.store.transaction((tx) => {
      noteRefused(tx, deps, entry, author.member, first.result)
    })
    return { result: first.result }
  }
  if (entry.approval !== null) {
    const checked = await checkPin(pins, { ...entry.approval, purpose: 'approval' })
    if (checked.kind !== 'right') return { result: checked }
  }
  const { output, repeated } = once(
    parts,
    entry.commandId,
    entry.call,
    (tx): CallOutput<HandCall> => {
      const decided = decide(tx, deps, entry, author)
      const result = decided.kind === 'not' ? decided.result : entry.write(tx, decided.work, decided.signers)
      if (result.kind !== 'done') noteRefused(tx, deps, entry, author.member, result)
      return { result }
    },
    ({ result }) => result.kind === 'done',
  )
  if (!repeated && output.result.kind === 'done') written()
  return output
}
