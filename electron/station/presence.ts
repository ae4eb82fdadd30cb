import { judgeMinutes, type MinutesVerdict } from '../attendance/minutes.ts'
import {
  insertAttendance,
  insertCheckout,
  insertMinutes,
  insertReversal,
  minutesOf,
  type Attendance,
  type Method,
} from '../attendance/store.ts'
import type { StationEvent } from '../calendar/rules.ts'
import { businessDateOf } from '../contract/values.ts'
import { entriesOfAttendance, reverse } from '../credit/store.ts'
import type { Tx } from '../store/tx.ts'
import { scoreAttendance } from './award.ts'
import type { Parts } from './parts.ts'
import { tell, type Action } from './records.ts'

/** Checks somebody in. Returns the hundredths added, 0 where points wait for the sign-out. */
export const checkIn = (
  tx: Tx,
  parts: Parts,
  action: Action & { tap: string },
  input: { event: StationEvent; resident: string; agreed: boolean; method: Method },
): number => {
  const { event, resident, agreed, method } = input
  const id = tell(tx, parts, action, {
    type: 'cn.wmsj.attendance.checkin.v1',
    resident,
    data: { event: event.id, resident, method, role: event.countsMinutes ? 'volunteer' : 'attendee' },
  })
  // A night event belongs to the day it began on: the event's date decides, not the clock's.
  const businessDate = businessDateOf(event.startsAt)
  const attendance = { id, event: event.id, resident, tap: action.tap, method, at: action.at, businessDate }
  insertAttendance(tx, attendance)
  return event.creditAt === 'checkIn' ? scoreAttendance(tx, parts, action, { attendance, event, agreed }) : 0
}

/** Tells the centre of minutes that count. */
export const tellMinutes = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: {
    attendance: Attendance
    start: number
    end: number
    minutes: number
    source: 'taps' | 'manual'
    evidence: string[]
    approvedBy?: string
  },
): string =>
  tell(tx, parts, action, {
    type: 'cn.wmsj.volunteer.hours.v1',
    resident: input.attendance.resident,
    data: {
      resident: input.attendance.resident,
      event: input.attendance.event,
      start: new Date(input.start).toISOString(),
      end: new Date(input.end).toISOString(),
      duration: `PT${String(input.minutes)}M`,
      source: input.source,
      evidence: input.evidence,
      ...(input.approvedBy === undefined ? {} : { approvedBy: input.approvedBy }),
    },
  })

const countMinutes = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: { event: StationEvent; attendance: Attendance; checkout: string },
): MinutesVerdict => {
  const { event, attendance, checkout } = input
  const times = { startsAt: event.startsAt, endsAt: event.endsAt, inAt: attendance.at, outAt: action.at }
  const today = minutesOf(tx, attendance.resident, attendance.businessDate)
  const verdict = judgeMinutes(times, event, today)
  const id =
    verdict.kind === 'verified'
      ? tellMinutes(tx, parts, action, {
          attendance,
          start: attendance.at,
          end: action.at,
          minutes: verdict.minutes,
          source: 'taps',
          evidence: [attendance.id, checkout],
        })
      : parts.newId()
  const by = { source: 'taps', reason: null, author: null, approver: null } as const
  insertMinutes(tx, { id, attendance, verdict, ...by, at: action.at })
  return verdict
}

/** Signs somebody out: minutes where the event counts them, points where they need both ends. */
export const checkOut = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: { event: StationEvent; attendance: Attendance; agreed: boolean; method: Method },
): { added: number; minutes: MinutesVerdict | null } => {
  const { event, attendance, agreed, method } = input
  const { resident } = attendance
  const id = tell(tx, parts, action, {
    type: 'cn.wmsj.attendance.checkout.v1',
    resident,
    data: { event: event.id, resident, checkin: attendance.id, method },
  })
  insertCheckout(tx, { id, attendance, tap: action.tap, method, at: action.at })
  const times = { startsAt: event.startsAt, endsAt: event.endsAt, inAt: attendance.at, outAt: action.at }
  const minutes = event.countsMinutes
    ? countMinutes(tx, parts, action, { event, attendance, checkout: id })
    : null
  const stayed = minutes ?? judgeMinutes(times, event, 0)
  const earns = event.creditAt === 'bothEnds' && stayed.kind !== 'tooShort' && stayed.kind !== 'refused'
  return { added: earns ? scoreAttendance(tx, parts, action, { attendance, event, agreed }) : 0, minutes }
}

/** Takes an attendance back, with the points it earned. The facts stay, and do not count. */
export const takeBack = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: { attendance: Attendance; reason: 'notMe' | 'staffUndo'; detail: string; author: string },
): void => {
  const { attendance, reason, detail, author } = input
  const { resident } = attendance
  const id = tell(tx, parts, action, {
    type: 'cn.wmsj.attendance.reversed.v1',
    resident,
    data: { reverses: attendance.id, resident, reason, by: reason === 'notMe' ? 'resident' : 'staff' },
  })
  insertReversal(tx, { id, attendance, reason: detail, author, at: action.at })
  for (const entry of entriesOfAttendance(tx, resident, attendance.id)) {
    const reversal = tell(tx, parts, action, {
      type: 'cn.wmsj.credit.reversed.v1',
      resident,
      data: { reverses: entry.id, resident, amount: -entry.amount, reason: 'attendanceReversed' },
    })
    reverse(tx, entry, { id: reversal, at: action.at })
  }
}
