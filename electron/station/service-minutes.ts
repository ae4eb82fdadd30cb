import {
  exceedsDay,
  judgeMinutes,
  partInside,
  servedMinutes,
  type MinutesVerdict,
  type Stay,
} from '../attendance/minutes.ts'
import {
  countedOf,
  firstJudged,
  insertMinutes,
  newestMinutes,
  servedElsewhere,
  servedOn,
} from '../attendance/minutes-store.ts'
import { checkoutOf, standingAttendances, type Attendance } from '../attendance/store.ts'
import { toInstant } from '../base/clock.ts'
import type { StationEvent } from '../calendar/rules.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'
import { tell, type Action } from './records.ts'
import { clockMovedSince } from './tap-log.ts'

/** What all stays of somebody at one event come to. */
export interface Judged {
  verdict: MinutesVerdict
  stays: (Stay & { attendance: string; checkout: string | null })[]
}

/** Judges the stay that ends at `outAt` together with the earlier ones at the same event. Writes nothing. */
export const judgeStays = (
  tx: Tx,
  parts: Parts,
  input: {
    event: StationEvent
    attendance: Attendance
    resident: string
    outAt: number
    /** Whether the times are in doubt; left out, the clocks tell, which they can only at the sign-out itself. */
    isDoubtful?: boolean
  },
): Judged => {
  const { event, attendance, resident, outAt, isDoubtful } = input
  const all = standingAttendances(tx, event.id, resident)
  const stays = all.flatMap(({ id, at }) => {
    const checkout = checkoutOf(tx, id)
    if (id === attendance.id) return [{ inAt: at, outAt, attendance: id, checkout: checkout?.id ?? null }]
    return checkout === null ? [] : [{ inAt: at, outAt: checkout.at, attendance: id, checkout: checkout.id }]
  })
  const times = stays.flatMap(({ inAt, outAt: out }) => [inAt, out])
  const verdict = judgeMinutes({
    event,
    stays,
    counted: countedOf(
      tx,
      all.map(({ id }) => id),
    ),
    alreadyToday: servedOn(tx, resident, attendance.businessDate),
    elsewhere: servedElsewhere(tx, {
      resident,
      event: event.id,
      from: Math.min(...times),
      to: Math.max(...times),
    }),
    clockMoved: isDoubtful ?? (!parts.isClockTrusted() || clockMovedSince(tx, parts, attendance.tap, outAt)),
  })
  return { verdict, stays }
}

/** What two members of staff have said of this attendance: a later tap does not judge it again. */
export const vouchedFor = (tx: Tx, attendance: Attendance): Pick<Judged, 'verdict'> | null => {
  const newest = newestMinutes(tx, attendance.id)
  return newest?.state === 'approved' ? { verdict: { kind: 'verified', minutes: newest.minutes } } : null
}

const tellHours = (
  tx: Tx,
  parts: Parts,
  action: Action,
  hours: {
    resident: string
    event: string
    stay: Stay
    minutes: number
    source: 'taps' | 'manual'
    evidence: string[]
    approvedBy?: string
  },
): string => {
  const { resident, event, stay, minutes, source, evidence, approvedBy } = hours
  return tell(tx, parts, action, {
    type: 'cn.wmsj.volunteer.hours.v1',
    resident,
    data: {
      resident,
      event,
      start: toInstant(stay.inAt),
      end: toInstant(Math.max(stay.inAt, stay.outAt)),
      duration: `PT${String(minutes)}M`,
      source,
      evidence,
      ...(approvedBy === undefined ? {} : { approvedBy }),
    },
  })
}

const wholeOf = (stays: readonly Stay[]): Stay => ({
  inAt: Math.min(...stays.map(({ inAt }) => inAt)),
  outAt: Math.max(...stays.map(({ outAt }) => outAt)),
})

/** Keeps what was judged, and tells the centre of minutes that count at once. */
export const keepJudged = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: {
    event: StationEvent
    judged: Judged
    attendance: Attendance
    resident: string
    checkout: string
  },
): void => {
  const { event, judged, attendance, resident, checkout } = input
  const { verdict, stays } = judged
  const stay = wholeOf(stays.map((one) => partInside(event, one)))
  const evidence = stays.flatMap((one) => [one.attendance, one.checkout ?? checkout])
  const id =
    verdict.kind === 'verified' && verdict.minutes > 0
      ? tellHours(tx, parts, action, {
          resident,
          event: attendance.event,
          stay,
          minutes: verdict.minutes,
          source: 'taps',
          evidence,
        })
      : parts.newId()
  const byTaps = { source: 'taps', reason: null, author: null, approver: null } as const
  insertMinutes(tx, { id, attendance, checkout, resident, stay, verdict, ...byTaps, at: action.at })
}

/** Minutes of this attendance do not count any more, whatever was judged before. */
export const withdrawMinutes = (
  tx: Tx,
  parts: Parts,
  action: Action,
  { attendance, resident }: { attendance: Attendance; resident: string },
): void => {
  const newest = newestMinutes(tx, attendance.id)
  if (newest === null || newest.state === 'withdrawn') return
  insertMinutes(tx, {
    id: parts.newId(),
    attendance,
    checkout: newest.checkout,
    resident,
    stay: { inAt: newest.started_at, outAt: newest.ended_at },
    verdict: { kind: 'withdrawn', minutes: 0 },
    source: 'taps',
    reason: null,
    author: null,
    approver: null,
    at: action.at,
  })
}

/**
 * A stay was taken back on which minutes of later ones rest, as evidence and in their sum: those do not count any
 * more, and what is left is judged anew. What staff vouched for stays.
 */
export const judgeAnew = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: { event: StationEvent; takenBack: Attendance; resident: string },
): void => {
  const { event, takenBack, resident } = input
  const first = firstJudged(tx, takenBack.id)
  if (first === null || !event.countsMinutes) return
  const resting = standingAttendances(tx, event.id, resident).flatMap((attendance) => {
    const newest = newestMinutes(tx, attendance.id)
    const rests =
      newest !== null && newest.seq > first && newest.source === 'taps' && newest.state !== 'withdrawn'
    return rests ? [{ attendance, state: newest.state }] : []
  })
  for (const { attendance } of resting) withdrawMinutes(tx, parts, action, { attendance, resident })
  const [last] = resting
  const checkout = last === undefined ? null : checkoutOf(tx, last.attendance.id)
  if (last === undefined || checkout === null) return
  const { attendance } = last
  // Of what waits for a second person, the second person says what is right.
  const isDoubtful = resting.some(({ state }) => state !== 'verified')
  const judged = judgeStays(tx, parts, { event, attendance, resident, outAt: checkout.at, isDoubtful })
  keepJudged(tx, parts, action, { event, judged, attendance, resident, checkout: checkout.id })
}

/**
 * Minutes that two members of staff vouch for: somebody forgot to sign out, or what was judged waits. Never more
 * than the event lasted, nor than a day can hold: then `tooManyMinutes`, and nothing is written.
 */
export const confirmMinutes = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: {
    event: StationEvent
    attendance: Attendance
    resident: string
    minutes: number
    reason: string
    author: string
    approver: string
  },
): 'done' | 'tooManyMinutes' => {
  const { event, attendance, resident, minutes, reason, author, approver } = input
  const whole = servedMinutes(event, { inAt: event.startsAt, outAt: event.endsAt })
  const own = countedOf(tx, [attendance.id])
  const others = countedOf(
    tx,
    standingAttendances(tx, event.id, resident).map(({ id }) => id),
  )
  const today = servedOn(tx, resident, attendance.businessDate) - own
  if (minutes + others - own > whole || exceedsDay(minutes, today)) return 'tooManyMinutes'
  const checkout = checkoutOf(tx, attendance.id)
  const ends = [attendance.id, ...(checkout === null ? [] : [checkout.id])]
  const inAt = Math.max(attendance.at, event.startsAt)
  const stay = { inAt, outAt: checkout?.at ?? Math.max(inAt, event.endsAt) }
  const id = tellHours(tx, parts, action, {
    resident,
    event: event.id,
    stay,
    minutes,
    source: 'manual',
    evidence: ends,
    approvedBy: approver,
  })
  const verdict = { kind: 'approved', minutes } as const
  const by = { source: 'manual', reason, author, approver, checkout: checkout?.id ?? null } as const
  insertMinutes(tx, { id, attendance, resident, stay, verdict, ...by, at: action.at })
  return 'done'
}
