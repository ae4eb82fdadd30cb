import {
  checkoutOf,
  insertAttendance,
  insertCheckout,
  reverseAttendance,
  reverseCheckout,
  standingAttendances,
  type Attendance,
  type ByHand,
  type Checkout,
  type Method,
} from '../attendance/store.ts'
import type { StationEvent } from '../calendar/rules.ts'
import { eventById } from '../calendar/store.ts'
import { businessDateOf } from '../contract/values.ts'
import { entriesRestingOn } from '../credit/store.ts'
import { agreedTo } from '../residents/consent.ts'
import { consentOf } from '../residents/store.ts'
import type { Tx } from '../store/tx.ts'
import { scoreAttendance, takeBackEntries } from './award.ts'
import type { Parts } from './parts.ts'
import { tell, type Action } from './records.ts'
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

/** Checks somebody in. `added`: hundredths given at once, 0 where points wait for the sign-out. */
export const checkIn = (
  tx: Tx,
  parts: Parts,
  action: Deed,
  input: { event: StationEvent; resident: string; agreed: boolean; method: Method; hand?: ByHand },
): { attendance: Attendance; added: number } => {
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
  const earns = event.creditAt === 'checkIn'
  const added = earns
    ? scoreAttendance(tx, parts, action, { attendance, resident, event, agreed, basis: [id] })
    : 0
  return { attendance, added }
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
): { added: number; minutes: MinutesVerdict | null } => {
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
  const { verdict } = vouchedFor(tx, attendance) ?? judge(tx, parts, action, { ...input, checkout: id })
  const earns = event.creditAt === 'bothEnds' && verdict.kind !== 'tooShort' && verdict.kind !== 'refused'
  const basis = [attendance.id, id]
  return {
    added: earns ? scoreAttendance(tx, parts, action, { attendance, resident, event, agreed, basis }) : 0,
    minutes: event.countsMinutes ? verdict : null,
  }
}

/** Why and by whom; `detail` stays at the station. */
export interface TakenBack {
  reason: 'notMe' | 'staffUndo' | 'joined'
  detail: string
  /** Staff id, `null` for the resident. */
  author: string | null
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
  takeBackEntries(tx, parts, action, entriesRestingOn(tx, resident, checkout.id))
}

/**
 * Takes a check-in back, with its sign-out, its minutes and the points that rest on it. The facts stay and do not
 * count. Another stay at the same event that stands counts by itself, with its minutes and its points.
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
  withdrawMinutes(tx, parts, action, { attendance, resident })
  takeBackEntries(tx, parts, action, entriesRestingOn(tx, resident, attendance.id))
  const event = eventById(tx, attendance.event)
  if (event === null) return
  judgeAnew(tx, parts, action, { event, takenBack: attendance, resident })
  const agreed = agreedTo(consentOf(tx, resident), 'scoring')
  for (const other of standingAttendances(tx, event.id, resident)) {
    if (!isEarned(tx, parts, { attendance: other, resident, event })) {
      takeBackEntries(tx, parts, action, entriesRestingOn(tx, resident, other.id))
    }
    scoreWhatIsEarned(tx, parts, action, { attendance: other, resident, event, agreed })
  }
}

/** Whether both ends are there, and enough of the event between them, where points need that. */
const isEarned = (
  tx: Tx,
  parts: Parts,
  input: { attendance: Attendance; resident: string; event: StationEvent },
): boolean => {
  const { attendance, event } = input
  if (event.creditAt === 'checkIn' || vouchedFor(tx, attendance) !== null) return true
  const checkout = checkoutOf(tx, attendance.id)
  if (checkout === null) return false
  const { verdict } = judgeStays(tx, parts, { ...input, outAt: checkout.at })
  return verdict.kind !== 'tooShort' && verdict.kind !== 'refused'
}

/**
 * Gives what an attendance has earned and was not given, such as after consent. Returns the hundredths added.
 */
export const scoreWhatIsEarned = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: { attendance: Attendance; resident: string; event: StationEvent; agreed: boolean },
): number => {
  const { attendance, event } = input
  if (!isEarned(tx, parts, input)) return 0
  const checkout = event.creditAt === 'bothEnds' ? checkoutOf(tx, attendance.id) : null
  const basis = [attendance.id, ...(checkout === null ? [] : [checkout.id])]
  return scoreAttendance(tx, parts, action, { ...input, basis })
}
