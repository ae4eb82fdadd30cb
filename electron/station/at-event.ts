import { decideTap } from '../attendance/rules.ts'
import { attendanceById, hasPlaceAt, takenAt, type PresenceRow } from '../attendance/store.ts'
import { toInstant } from '../base/clock.ts'
import { exhaustive } from '../base/result.ts'
import { briefOf, type StationEvent } from '../calendar/rules.ts'
import type { EventBrief } from '../contract/events.ts'
import type { TapOutcome } from '../contract/outcomes.ts'
import { teamsOf } from '../residents/store.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'
import { checkIn, checkOut, type Deed } from './presence.ts'
import { judgeStays } from './service-minutes.ts'
import { pointsOf, type Visitor } from './visitor.ts'

interface AtEvent {
  visitor: Visitor
  event: StationEvent
  next: EventBrief | null
  presence: PresenceRow | null
  pinned: boolean
  /** Leaving on purpose, before it is due. */
  early: boolean
}

/** With the places that are taken, counted once, and whether this person's is one of them. */
type Counted = AtEvent & { taken: number; hasPlace: boolean }

const signOut = (tx: Tx, parts: Parts, action: Deed, input: Counted): TapOutcome => {
  const { visitor, event, next, presence, taken } = input
  const attendance = presence === null ? null : attendanceById(tx, presence.attendance)
  if (attendance === null) throw new Error('nobody is inside')
  const { agreed, person, ask, resident } = visitor
  const who = { attendance, resident: resident.id, agreed }
  const { points, minutes } = checkOut(tx, parts, action, { event, ...who, method: 'id-card' })
  return {
    kind: 'checkedOut',
    person,
    event: briefOf(event, taken),
    checkedOutAt: toInstant(action.at),
    service: minutes ?? { kind: 'none' },
    points: pointsOf(tx, visitor, points),
    next,
    ask,
  }
}

/** Minutes that leaving now would count; `null` where the event counts none. */
const minutesIfLeaving = (
  tx: Tx,
  parts: Parts,
  { event, presence, visitor }: AtEvent,
  now: number,
): number | null => {
  const attendance = presence === null ? null : attendanceById(tx, presence.attendance)
  if (attendance === null || !event.countsMinutes) return null
  return judgeStays(tx, parts, { event, attendance, resident: visitor.resident.id, outAt: now }).verdict
    .minutes
}

const enter = (tx: Tx, parts: Parts, action: Deed, input: Counted): TapOutcome => {
  const { visitor, event, next, taken, hasPlace } = input
  const { resident, agreed, person, firstVisit, cardExpired, ask } = visitor
  const who = { resident: resident.id, agreed, method: 'id-card' } as const
  const { points } = checkIn(tx, parts, action, { event, ...who })
  return {
    kind: 'checkedIn',
    person,
    event: briefOf(event, hasPlace ? taken : taken + 1),
    points: pointsOf(tx, visitor, points),
    firstVisit,
    cardExpired,
    clockUnset: !parts.isClockTrusted(),
    next,
    ask,
  }
}

/** What a tap of this visitor at this event comes to; writes what follows from it. */
export const tapAtEvent = (tx: Tx, parts: Parts, action: Deed, input: AtEvent): TapOutcome => {
  const { visitor, event, next, presence, pinned, early } = input
  const { resident, person, ask } = visitor
  const taken = takenAt(tx, event.id)
  // Who comes back has kept the place.
  const hasPlace = presence !== null || hasPlaceAt(tx, event.id, resident.id)
  const counted = { ...input, taken, hasPlace }
  const brief = briefOf(event, taken)
  const teams = event.team === null ? [] : teamsOf(tx, resident.id)
  const someone = { birth: resident.birth, teams }
  const decision = decideTap({ event, person: someone, presence, taken, hasPlace, now: action.at, pinned })
  switch (decision.kind) {
    case 'checkIn':
      return enter(tx, parts, action, counted)
    case 'checkOut':
      return signOut(tx, parts, action, counted)
    case 'already': {
      if (early && decision.signOutFrom !== null) return signOut(tx, parts, action, counted)
      const leaveEarly =
        decision.signOutFrom === null
          ? null
          : {
              signOutFrom: toInstant(decision.signOutFrom),
              minutes: minutesIfLeaving(tx, parts, input, action.at),
            }
      const checkedInAt = toInstant(decision.checkedInAt)
      const points = pointsOf(tx, visitor)
      return { kind: 'alreadyCheckedIn', person, event: brief, checkedInAt, points, ask, leaveEarly }
    }
    case 'alreadyOut':
      return { kind: 'alreadyOut', person, event: brief, checkedOutAt: toInstant(decision.checkedOutAt) }
    case 'tooEarly': {
      const reason = { kind: 'tooEarly', opensAt: toInstant(decision.opensAt) } as const
      return { kind: 'refused', person, event: brief, reason, next }
    }
    case 'notEligible':
    case 'notInTeam':
    case 'full':
    case 'tooLate':
      return { kind: 'refused', person, event: brief, reason: decision, next }
    default:
      return exhaustive(decision)
  }
}
