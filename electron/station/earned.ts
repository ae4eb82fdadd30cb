import { isPresentEnough } from '../attendance/minutes.ts'
import { countedOf, newestMinutes } from '../attendance/minutes-store.ts'
import { checkoutOf, standingAttendances, type Attendance } from '../attendance/store.ts'
import type { StationEvent } from '../calendar/rules.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'
import { judgeStays } from './service-minutes.ts'

interface AtEvent {
  event: StationEvent
  resident: string
}

/** The facts that an award for one attendance rests on, `null` where they do not earn it. */
const basisOf = (
  tx: Tx,
  parts: Parts,
  { event, resident }: AtEvent,
  attendance: Attendance,
): string[] | null => {
  if (event.creditAt === 'checkIn') return [attendance.id]
  const checkout = checkoutOf(tx, attendance.id)
  const ends = [attendance.id, ...(checkout === null ? [] : [checkout.id])]
  const newest = newestMinutes(tx, attendance.id)
  if (newest?.state === 'approved') {
    const all = standingAttendances(tx, event.id, resident).map(({ id }) => id)
    return isPresentEnough(event, countedOf(tx, all)) ? [...ends, newest.id] : null
  }
  if (checkout === null) return null
  const { verdict } = judgeStays(tx, parts, {
    event,
    attendance,
    resident,
    outAt: checkout.at,
    // A presence whose times are in doubt is a presence.
    isDoubtful: false,
  })
  return verdict.kind === 'tooShort' || verdict.kind === 'refused' ? null : ends
}

/** The facts by which somebody has earned the points of an event: of the newest attendance that has, else `null`. */
export const earnedBy = (tx: Tx, parts: Parts, at: AtEvent): string[] | null => {
  for (const attendance of standingAttendances(tx, at.event.id, at.resident)) {
    const basis = basisOf(tx, parts, at, attendance)
    if (basis !== null) return basis
  }
  return null
}

/** Whether what an award was given for still stands and still earns it. */
export const stillEarns = (tx: Tx, parts: Parts, at: AtEvent, basis: readonly string[]): boolean => {
  const standing = standingAttendances(tx, at.event.id, at.resident)
  return standing.some((attendance) => {
    if (!basis.includes(attendance.id)) return false
    const now = basisOf(tx, parts, at, attendance)
    return now !== null && basis.every((fact) => now.includes(fact))
  })
}
