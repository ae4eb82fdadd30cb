import {
  insertAttendance,
  insertCheckout,
  reverseAttendance,
  reverseCheckout,
  takenAt,
  type Attendance,
  type ByHand,
  type Checkout,
  type Method,
} from '../attendance/store.ts'
import type { StationEvent } from '../calendar/rules.ts'
import { moveUp } from '../calendar/sign-up-store.ts'
import { eventById } from '../calendar/store.ts'
import { businessDateOf } from '../contract/values.ts'
import type { Tx } from '../store/tx.ts'
import { nothingScored, type Scored } from './award.ts'
import type { Parts } from './parts.ts'
import { tell, type Action } from './records.ts'
import { settlePoints } from './scoring.ts'
import {
  judgeAnew,
  judgeStays,
  keepJudged,
  withdrawMinutes,
  vouchedFor,
  type Judged,
} from './service-minutes.ts'
import type { MinutesVerdict } from '../attendance/minutes.ts'
import { newestMinutes } from '../attendance/minutes-store.ts'

/** An action that has an id of its own: a tap, or a command of staff. */
export type Deed = Action & { tap: string }

/** Checks somebody in. `points`: what was given at once, nothing where points wait for the sign-out. */
export const checkIn = (
  tx: Tx,
  parts: Parts,
  action: Deed,
  input: { event: StationEvent; resident: string; agreed: boolean; method: Method; hand?: ByHand },
): { attendance: Attendance; points: Scored } => {
  const { event, resident, agreed, method, hand } = input
  const role = event.countsMinutes ? 'volunteer' : 'attendee'
  const override = hand?.override.asked === true ? { override: hand.override } : {}
  const id = tell(tx, parts, action, {
    type: 'cn.wmsj.attendance.checkin.v1',
    resident,
    data: { event: event.id, resident, method, role, ...override },
  })
  // A night event belongs to the day it began on: the event's date decides, not the clock's.
  const businessDate = businessDateOf(event.startsAt)
  const attendance = { id, event: event.id, resident, tap: action.tap, method, at: action.at, businessDate }
  insertAttendance(tx, { ...attendance, role, hand: hand ?? null })
  if (event.creditAt !== 'checkIn') return { attendance, points: nothingScored }
  const change = { resident, events: [event], agreed, why: 'attendanceReversed' } as const
  return { attendance, points: settlePoints(tx, parts, action, { ...change, earned: [id] }) }
}

const judge = (
  tx: Tx,
  parts: Parts,
  action: Deed,
  input: { event: StationEvent; attendance: Attendance; resident: string; checkout: string },
): Pick<Judged, 'verdict'> => {
  const { event, attendance, resident, checkout } = input
  const judged = judgeStays(tx, parts, { event, attendance, resident, outAt: action.at })
  if (event.countsMinutes) keepJudged(tx, parts, action, { event, judged, attendance, resident, checkout })
  return judged
}

/**
 * Signs somebody out: minutes where the event counts them, points where they need both ends. `minutes` is `null`
 * where none are counted.
 */
export const checkOut = (
  tx: Tx,
  parts: Parts,
  action: Deed,
  input: {
    event: StationEvent
    attendance: Attendance
    resident: string
    agreed: boolean
    method: Method
    hand?: ByHand
  },
): { points: Scored; minutes: MinutesVerdict | null } => {
  const { event, attendance, resident, agreed, method, hand } = input
  const id = tell(tx, parts, action, {
    type: 'cn.wmsj.attendance.checkout.v1',
    resident,
    data: { event: event.id, resident, checkin: attendance.id, method },
  })
  insertCheckout(tx, {
    id,
    attendance: attendance.id,
    tap: action.tap,
    method,
    at: action.at,
    hand: hand ?? null,
  })
  const vouched = vouchedFor(tx, attendance)
  const { verdict } = vouched ?? judge(tx, parts, action, { ...input, checkout: id })
  const isPresence = verdict.kind !== 'tooShort' && verdict.kind !== 'refused'
  return {
    points: settlePoints(tx, parts, action, {
      ...{ resident, events: [event], agreed, why: 'hoursChanged' },
      // Of minutes that two persons vouched for, it depends on all of them.
      ...(vouched === null ? { earned: isPresence ? [attendance.id, id] : null } : {}),
    }),
    minutes: event.countsMinutes ? verdict : null,
  }
}

/** Why and by whom; `detail` stays at the station. */
export interface TakenBack {
  reason: 'notMe' | 'staffUndo' | 'joined'
  detail: string
  /** Staff id, `null` for the resident. */
  author: string | null
  /** Moments of answers that were somebody else's: what they gave does not count as agreed to. */
  voided?: readonly number[]
}

const tellReversed = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: { reverses: string; resident: string; reason: TakenBack['reason'] },
): string =>
  tell(tx, parts, action, {
    type: 'cn.wmsj.attendance.reversed.v1',
    resident: input.resident,
    data: { ...input, by: input.reason === 'notMe' ? 'resident' : 'staff' },
  })

const settleAfter = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: TakenBack & { attendance: Attendance; resident: string },
): void => {
  const { attendance, resident, voided = [] } = input
  const event = eventById(tx, attendance.event)
  if (event === null) return
  settlePoints(tx, parts, action, { resident, events: [event], why: 'attendanceReversed', voided })
}

/** Takes a sign-out back, with the minutes and points that rest on it: the person is inside again. */
export const takeBackCheckout = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: TakenBack & { checkout: Checkout; attendance: Attendance; resident: string },
): void => {
  const { checkout, attendance, resident, reason, detail, author } = input
  const id = tellReversed(tx, parts, action, { reverses: checkout.id, resident, reason })
  reverseCheckout(tx, checkout, { id, reason: detail, author, at: action.at })
  // Staff may have vouched for minutes before this sign-out was made: those do not rest on it.
  if (newestMinutes(tx, attendance.id)?.checkout === checkout.id) {
    withdrawMinutes(tx, parts, action, { attendance, resident })
  }
  settleAfter(tx, parts, action, input)
}

/**
 * Takes a check-in back, with its sign-out, its minutes and the points that rest on it. The facts stay and do not
 * count. Another stay at the same event that stands counts by itself, with its minutes and its points. Who waits
 * longest moves up to the place that is free now.
 */
export const takeBack = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: TakenBack & { attendance: Attendance; resident: string },
): void => {
  const { attendance, resident, reason, detail, author } = input
  const id = tellReversed(tx, parts, action, { reverses: attendance.id, resident, reason })
  reverseAttendance(tx, attendance, { id, reason: detail, author, at: action.at })
  moveUp(tx, attendance.event, { now: action.at, takenAt })
  withdrawMinutes(tx, parts, action, { attendance, resident })
  const event = eventById(tx, attendance.event)
  if (event !== null) judgeAnew(tx, parts, action, { event, takenBack: attendance, resident })
  settleAfter(tx, parts, action, input)
}
