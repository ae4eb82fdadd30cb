import type { CallOutput } from '../../contract/calls.ts'
import type { Approval, Role } from '../../contract/staff.ts'
import { realId } from '../../residents/aliases.ts'
import { areTogether, refuseApproval, type ApprovalRefusal } from '../../staff/rules.ts'
import { checkPin } from '../../staff/sign-in.ts'
import { staffMember, type StaffMember } from '../../staff/store.ts'
import type { Tx } from '../../store/tx.ts'
import { answered, once } from '../commands.ts'
import { clerkOf, note, type DeskDeps } from './acts.ts'
import type { Author } from './sessions.ts'

/** Calls that enter something by hand. */
type HandCall = 'attendance.checkInByHand' | 'attendance.confirmMinutes' | 'people.merge' | 'people.erase'
/** Calls that a second person answers for with the own PIN. */
export type TwoPersonCall = HandCall | 'claims.approve' | 'credit.reverse' | 'objections.answer'
type ResultOf<N extends TwoPersonCall> = CallOutput<N>['result']
type Answer<N extends TwoPersonCall, Kind extends string> = Extract<ResultOf<N>, { kind: Kind }>

/** Who may be the second person. */
export const approvers: readonly Role[] = ['head', 'council']

/** What something that may take two persons would come to. */
export interface Plan<T, N extends TwoPersonCall = HandCall> {
  /** Residents who gain or lose by it. */
  beneficiaries: readonly string[]
  /** What no second person can cure. */
  refused: Answer<N, 'refused'>['reason'] | null
  /** Why a second person is needed, `null` if none is. `because` names the rule that says no. */
  needsSecond: Omit<Answer<N, 'needsApproval'>, 'kind'> | null
  /**
   * Who asked for it at another time, with a PIN given then: the second person's alone is given now. Left out, it is
   * who works at the page, and both PINs are given together.
   */
  askedBy?: StaffMember
  /** Staff who must not be the second person: they made what is in question. */
  barred?: readonly (string | null)[]
  /** Roles of the second person, where not every one of `approvers` will do. */
  needed?: readonly Role[]
  /** What there is to write. */
  work: T
}

/** The two who answer for an entry. */
export interface Signers {
  author: StaffMember
  approver: StaffMember | null
  at: number
}

/** One thing that may take two persons. */
export interface HandEntry<T, N extends TwoPersonCall = HandCall> {
  call: N
  commandId: string
  approval: Approval | null
  /** What the audit names it by: an event, an attendance, a claim, an entry. */
  subject: string
  /** Reads only. Throws what the call fails with. `author` works at the page. */
  plan: (tx: Tx, author: StaffMember) => Plan<T, N>
  /** Called once, inside the transaction that has just planned. */
  write: (tx: Tx, work: T, signers: Signers) => Answer<N, 'done' | 'refused'>
}

type Decision<T, N extends TwoPersonCall> =
  { kind: 'write'; signers: Signers; work: T } | { kind: 'not'; result: ResultOf<N> }

/** Staff with the resident that they are known as now. */
export const asResident = (tx: Tx, member: StaffMember): StaffMember => ({
  ...member,
  resident: member.resident === null ? null : realId(tx, member.resident),
})

/** Why this member of staff cannot be the second person, `null` if nothing stands against it. */
export const refuseSecond = (
  approver: StaffMember | null,
  {
    askedBy,
    beneficiaries,
    barred = [],
    needed = approvers,
  }: { askedBy: StaffMember } & Pick<Plan<unknown, TwoPersonCall>, 'beneficiaries' | 'barred' | 'needed'>,
): ApprovalRefusal | null => {
  if (approver === null) return 'lacksRole'
  return barred.includes(approver.id)
    ? 'sameAsAuthor'
    : refuseApproval({ author: askedBy, approver, beneficiaries, needed })
}

const refused = <N extends TwoPersonCall>(
  reason: Answer<N, 'refused'>['reason'] | ApprovalRefusal,
): { kind: 'not'; result: ResultOf<N> } => ({
  kind: 'not',
  result: { kind: 'refused', reason },
})

const needs = <N extends TwoPersonCall>(
  result: { kind: 'needsOwnPin' } | ({ kind: 'needsApproval' } & Plan<unknown, N>['needsSecond']),
): { kind: 'not'; result: ResultOf<N> } => ({ kind: 'not', result })

/** The one decision about what takes two. Made before anybody's PIN is used up, and again where it is written. */
const decide = <T, N extends TwoPersonCall>(
  tx: Tx,
  { parts }: DeskDeps,
  entry: HandEntry<T, N>,
  page: Author,
): Decision<T, N> => {
  const member = asResident(tx, clerkOf(tx, page.member.id))
  const plan = entry.plan(tx, member)
  if (plan.refused !== null) return refused(plan.refused)
  const at = parts.clock.now()
  if (entry.approval === null) {
    if (plan.needsSecond !== null) return needs({ kind: 'needsApproval', ...plan.needsSecond })
    // Alone, nobody enters what is to the own advantage.
    if (plan.beneficiaries.some((id) => id === member.resident)) return refused('isBeneficiary')
    return { kind: 'write', signers: { author: member, approver: null, at }, work: plan.work }
  }
  const second = staffMember(tx, entry.approval.account)
  const approver = second === null ? null : asResident(tx, second)
  const author = plan.askedBy === undefined ? member : asResident(tx, plan.askedBy)
  const refusal = refuseSecond(approver, { ...plan, askedBy: author })
  if (refusal !== null) return refused(refusal)
  if (plan.askedBy === undefined && !areTogether(page.ownPinAt, parts.clock.monotonic()))
    return needs({ kind: 'needsOwnPin' })
  return { kind: 'write', signers: { author, approver, at }, work: plan.work }
}

const noteRefused = <T, N extends TwoPersonCall>(
  tx: Tx,
  { parts }: DeskDeps,
  entry: HandEntry<T, N>,
  author: StaffMember,
  result: ResultOf<N>,
): void => {
  const why = 'reason' in result ? result.reason : 'because' in result ? result.because : null
  note(tx, { author, at: parts.clock.now() }, `${entry.call}Refused`, entry.subject, {
    kind: result.kind,
    why,
    approver: entry.approval?.account ?? null,
  })
}

/**
 * Does something with a second person where one is needed. An answer other than `done` wrote nothing but its audit
 * entry; the same command may be tried again. Throws `notAllowed` where the author is no clerk any more.
 */
export const enterByHand = async <T, N extends TwoPersonCall>(
  deps: DeskDeps,
  page: string,
  entry: HandEntry<T, N>,
): Promise<CallOutput<N>> => {
  const { parts, desk, pins, written } = deps
  const author = desk.author(page)
  const before = answered(parts, entry.commandId, entry.call)
  if (before !== null) return before
  const answer = (result: ResultOf<N>): CallOutput<N> => ({ result }) as CallOutput<N>
  const first = parts.store.read((tx) => decide(tx, deps, entry, author))
  if (first.kind === 'not') {
    parts.store.transaction((tx) => {
      noteRefused(tx, deps, entry, author.member, first.result)
    })
    return answer(first.result)
  }
  if (entry.approval !== null) {
    const checked = await checkPin(pins, { ...entry.approval, purpose: 'approval' })
    if (checked.kind !== 'right') return answer(checked)
  }
  const { output, repeated } = once(
    parts,
    entry.commandId,
    entry.call,
    (tx): CallOutput<N> => {
      const decided = decide(tx, deps, entry, author)
      const result = decided.kind === 'not' ? decided.result : entry.write(tx, decided.work, decided.signers)
      if (result.kind !== 'done') noteRefused(tx, deps, entry, author.member, result)
      return answer(result)
    },
    ({ result }) => result.kind === 'done',
  )
  if (!repeated && output.result.kind === 'done') written()
  return output
}
