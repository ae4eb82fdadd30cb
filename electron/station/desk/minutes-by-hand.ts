import { newestMinutes } from '../../attendance/minutes-store.ts'
import {
  attendanceById,
  checkoutOf,
  isReversed,
  type Attendance,
  type ByHand,
} from '../../attendance/store.ts'
import { StationError } from '../../base/errors.ts'
import type { StationEvent } from '../../calendar/rules.ts'
import { eventById } from '../../calendar/store.ts'
import type { CallInput } from '../../contract/calls.ts'
import { realId } from '../../residents/aliases.ts'
import type { Tx } from '../../store/tx.ts'
import { hasAgreed } from '../agreement.ts'
import type { Parts } from '../parts.ts'
import { checkOut, type Deed } from '../presence.ts'
import { settlePoints } from '../scoring.ts'
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
  const isOut = checkoutOf(tx, id) !== null
  if (!event.countsMinutes && (event.signOut === null || isOut)) throw conflict('countsNoMinutes')
  if (isReversed(tx, id)) throw conflict('takenBack')
  if (!isOut && now < event.endsAt) throw conflict('stillOn')
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

/** Who forgot to sign out of an event that counts no minutes is signed out, and given what both ends earn. */
const signOut = (
  tx: Tx,
  parts: Parts,
  action: Deed,
  { work, hand }: { work: Work; hand: ByHand },
): 'done' => {
  const agreed = hasAgreed(tx, work.resident)
  checkOut(tx, parts, action, { ...work, agreed, method: 'manual', hand })
  return 'done'
}

/** The minutes that two persons vouch for, and the points that they bring. */
const confirm = (
  tx: Tx,
  parts: Parts,
  action: Deed,
  work: Parameters<typeof confirmMinutes>[3],
): 'done' | 'tooManyMinutes' => {
  const done = confirmMinutes(tx, parts, action, work)
  if (done === 'done') {
    const { resident, event } = work
    settlePoints(tx, parts, action, { resident, events: [event], why: 'hoursChanged' })
  }
  return done
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
    const by = { reason, author: author.id, approver: approver.id }
    const action = { at, tap: input.commandId }
    const done = work.event.countsMinutes
      ? confirm(tx, parts, action, { ...work, ...by, minutes })
      : signOut(tx, parts, action, { work, hand: { ...by, override: { asked: false, needed: false } } })
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
