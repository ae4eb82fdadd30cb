import { newestMinutes } from '../../attendance/minutes-store.ts'
import { attendanceById, checkoutOf, isReversed, type Attendance } from '../../attendance/store.ts'
import { StationError } from '../../base/errors.ts'
import type { StationEvent } from '../../calendar/rules.ts'
import { eventById } from '../../calendar/store.ts'
import type { CallInput } from '../../contract/calls.ts'
import { realId } from '../../residents/aliases.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'
import { confirmMinutes } from '../service-minutes.ts'
import { note } from './acts.ts'
import type { HandEntry, Plan } from './two-persons.ts'

interface Work {
  event: StationEvent
  attendance: Attendance
  resident: string
}

const plan = (tx: Tx, id: string, now: number): Plan<Work> => {
  const attendance = attendanceById(tx, id)
  const event = attendance === null ? null : eventById(tx, attendance.event)
  if (attendance === null || event === null) throw new StationError('notFound', { what: 'attendance' })
  const conflict = (because: string): StationError => new StationError('conflict', { because })
  if (!event.countsMinutes) throw conflict('countsNoMinutes')
  if (isReversed(tx, id)) throw conflict('takenBack')
  if (checkoutOf(tx, id) === null && now < event.endsAt) throw conflict('stillOn')
  const state = newestMinutes(tx, id)?.state
  if (state === 'verified' || state === 'approved') throw conflict('counted')
  const resident = realId(tx, attendance.resident)
  return {
    beneficiaries: [resident],
    refused: null,
    needsSecond: { because: null },
    work: { event, attendance, resident },
  }
}

/** Minutes of somebody who forgot to sign out, or that wait: always with a second person. */
export const minutesByHand = (
  parts: Parts,
  input: CallInput<'attendance.confirmMinutes'>,
): HandEntry<Work> => ({
  call: 'attendance.confirmMinutes',
  commandId: input.commandId,
  approval: input.approval,
  subject: input.attendance,
  plan: (tx) => plan(tx, input.attendance, parts.clock.now()),
  write: (tx, work, signers) => {
    const { author, approver, at } = signers
    if (approver === null) return { kind: 'refused', reason: 'lacksRole' }
    const { minutes, reason } = input
    const by = { minutes, reason, author: author.id, approver: approver.id }
    const done = confirmMinutes(tx, parts, { at, tap: input.commandId }, { ...work, ...by })
    if (done === 'tooManyMinutes') return { kind: 'refused', reason: done }
    note(tx, signers, 'attendance.minutesConfirmed', work.attendance.id, {
      event: work.event.id,
      resident: work.resident,
      minutes,
      reason,
      approver: approver.id,
    })
    return { kind: 'done', entered: 1, already: 0 }
  },
})
