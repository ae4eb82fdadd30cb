import { StationError } from '../../base/errors.ts'
import type { StationEvent } from '../../calendar/rules.ts'
import { eventById } from '../../calendar/store.ts'
import type { CallName, CallOutput } from '../../contract/calls.ts'
import { realResident } from '../../residents/aliases.ts'
import type { Resident } from '../../residents/store.ts'
import { writeAudit, type AuditEntry } from '../../staff/audit.ts'
import { mayActAs, mayOversee } from '../../staff/rules.ts'
import type { SignInDeps } from '../../staff/sign-in.ts'
import { staffMember, type StaffMember } from '../../staff/store.ts'
import type { Tx } from '../../store/tx.ts'
import { once } from '../commands.ts'
import type { Parts } from '../parts.ts'
import type { StaffDesk } from './sessions.ts'
import type { Stick } from './stick.ts'

/** What the calls of staff work with. */
export interface DeskDeps {
  parts: Parts
  desk: StaffDesk
  pins: SignInDeps
  stick: Stick
  /** Something was written that screens and the centre should know of. */
  written: () => void
}

/** One thing that a member of staff does. */
export interface Act {
  author: StaffMember
  at: number
}

/** Still a clerk or the head, looked up in the transaction itself. Throws `notAllowed`. */
export const clerkOf = (tx: Tx, id: string): StaffMember => {
  const member = staffMember(tx, id)
  if (member === null || !mayActAs(member.roles, 'clerk')) throw new StationError('notAllowed')
  return member
}

/** Looks up who does something, and whether that may be. Throws `notAllowed`. */
export type Admit = (tx: Tx, id: string) => StaffMember

/** As `clerkOf`, for the head or a technician. */
export const overseerOf: Admit = (tx, id) => {
  const member = staffMember(tx, id)
  if (member === null || !mayOversee(member.roles)) throw new StationError('notAllowed')
  return member
}

/** As `clerkOf`, for a technician alone. */
export const technicianOf: Admit = (tx, id) => {
  const member = staffMember(tx, id)
  if (member === null || !mayActAs(member.roles, 'technician')) throw new StationError('notAllowed')
  return member
}

/** The event that a page speaks of. Throws `notFound`, also for what was never announced, or taken back. */
export const knownEvent = (tx: Tx, id: string): StationEvent => {
  const event = eventById(tx, id)
  if (event === null || event.status === 'draft' || event.status === 'withdrawn') {
    throw new StationError('notFound', { what: 'event' })
  }
  return event
}

/** The person behind an id, also one that stands for somebody. Throws `notFound`. */
export const knownResident = (tx: Tx, id: string): Resident => {
  const resident = realResident(tx, id)
  if (resident === null) throw new StationError('notFound', { what: 'resident' })
  return resident
}

/** `subject` is what it was done to, `''` for the station; the detail holds ids, codes and counts. */
export const note = (
  tx: Tx,
  { author, at }: Act,
  action: string,
  subject: string,
  detail: AuditEntry['detail'] = {},
): void => {
  writeAudit(tx, { at, actor: author.id, action, subject, detail })
}

/** Does something once for the person signed in on the page, in one transaction with its audit entry. */
export const act = <N extends CallName>(
  { parts, desk, written }: DeskDeps,
  page: string,
  command: { call: N; commandId: string },
  work: (tx: Tx, act: Act) => CallOutput<N>,
  admit: Admit = clerkOf,
): { output: CallOutput<N>; repeated: boolean } => {
  const { member } = desk.author(page)
  const done = once(parts, command.commandId, command.call, (tx) =>
    work(tx, { author: admit(tx, member.id), at: parts.clock.now() }),
  )
  if (!done.repeated) written()
  return done
}

/**
 * As `act`, for what may be refused: a refusal wrote nothing but its audit entry, and the same command may be tried
 * again. `work` decides before it writes.
 */
export const attempt = <N extends 'claims.file' | 'claims.vouch' | 'claims.return'>(
  { parts, desk, written }: DeskDeps,
  page: string,
  command: { call: N; commandId: string; subject: string },
  work: (tx: Tx, act: Act) => CallOutput<N>['result'],
): CallOutput<N> => {
  const { member } = desk.author(page)
  const { output, repeated } = once(
    parts,
    command.commandId,
    command.call,
    (tx) => {
      const doing = { author: clerkOf(tx, member.id), at: parts.clock.now() }
      const result = work(tx, doing)
      if (result.kind === 'refused')
        note(tx, doing, `${command.call}Refused`, command.subject, { reason: result.reason })
      return { result } as CallOutput<N>
    },
    ({ result }) => result.kind === 'done',
  )
  if (!repeated && output.result.kind === 'done') written()
  return output
}

/** Looks something up for the person signed in on the page, and notes it. */
export const look = <T>(
  { parts, desk }: DeskDeps,
  page: string,
  work: (tx: Tx, act: Act) => T,
  admit: Admit = clerkOf,
): T => {
  const { member } = desk.author(page)
  return parts.store.transaction((tx) => work(tx, { author: admit(tx, member.id), at: parts.clock.now() }))
}
