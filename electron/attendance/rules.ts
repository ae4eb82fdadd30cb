import { ageOn, businessDateOf } from '../contract/values.ts'

/** Taps closer together than this are one person being nervous, never a sign-out. */
export const nervousMs = 60_000

/** When and how a person signs out of an event. */
export interface SignOutRule {
  /** A tap signs out from so long before the planned end … */
  fromBeforeEndMs: number
  /** … until so long after it. */
  untilAfterEndMs: number
  /** … and not before so long after the check-in. */
  minStayMs: number
}

/** What of an event decides about a tap. Times are UTC milliseconds; windows are half-open. */
export interface TapEvent {
  startsAt: number
  endsAt: number
  checkIn: { opensAt: number; closesAt: number } | null
  capacity: number | null
  /** Whole years on the day of the event. */
  minAge: number | null
  /** Only for members of this team. */
  team: string | null
  signOut: SignOutRule | null
  /** Who left early may come in again, until signing out begins. */
  reentry: boolean
}

/** This person at this event so far. */
export interface Presence {
  checkedInAt: number
  checkedOutAt: number | null
}

export interface TapQuestion {
  event: TapEvent
  person: { birth: string; teams: readonly string[] }
  presence: Presence | null
  /** People who have a place. */
  taken: number
  /** This person is one of them, signed up before. */
  hasPlace?: boolean
  now: number
  /** Staff sent all taps here: the window does not matter. */
  pinned?: boolean
}

export type TapDecision =
  | { kind: 'checkIn' }
  /** `signOutFrom`: where signing out is possible, but not due: from then on a tap signs out. */
  | { kind: 'already'; checkedInAt: number; signOutFrom: number | null }
  | { kind: 'checkOut'; checkedInAt: number }
  | { kind: 'alreadyOut'; checkedOutAt: number }
  | { kind: 'notEligible'; minAge: number }
  | { kind: 'notInTeam'; team: string }
  | { kind: 'full' }
  /** The window for checking in is over, and this person is not inside. */
  | { kind: 'tooLate' }
  | { kind: 'tooEarly'; opensAt: number }

export const isCheckInOpen = ({ checkIn }: Pick<TapEvent, 'checkIn'>, now: number): boolean =>
  checkIn !== null && checkIn.opensAt <= now && now < checkIn.closesAt

/** Whether this person, who is inside, may still sign out of the event. */
export const isSignOutOpen = (
  { signOut, endsAt }: Pick<TapEvent, 'signOut' | 'endsAt'>,
  presence: Presence,
  now: number,
): boolean => signOut !== null && presence.checkedOutAt === null && now < endsAt + signOut.untilAfterEndMs

const decideInside = (question: TapQuestion, presence: Presence): TapDecision => {
  const { event, now } = question
  const { checkedInAt } = presence
  const stayed = now - checkedInAt
  if (event.signOut === null || stayed < nervousMs || !isSignOutOpen(event, presence, now)) {
    return { kind: 'already', checkedInAt, signOutFrom: null }
  }
  const { fromBeforeEndMs, minStayMs } = event.signOut
  const signOutFrom = Math.max(event.endsAt - fromBeforeEndMs, checkedInAt + minStayMs)
  return now >= signOutFrom
    ? { kind: 'checkOut', checkedInAt }
    : { kind: 'already', checkedInAt, signOutFrom }
}

/** Whether somebody who left may come in again. */
export const mayComeBack = (
  event: Pick<TapEvent, 'signOut' | 'endsAt' | 'reentry'>,
  checkedOutAt: number,
  now: number,
): boolean =>
  event.reentry &&
  now - checkedOutAt >= nervousMs &&
  now < event.endsAt - (event.signOut?.fromBeforeEndMs ?? 0)

const refuseByTime = ({ event, now, pinned }: TapQuestion): TapDecision | null => {
  if (pinned === true) return null
  if (event.checkIn === null || now >= event.checkIn.closesAt) return { kind: 'tooLate' }
  return now < event.checkIn.opensAt ? { kind: 'tooEarly', opensAt: event.checkIn.opensAt } : null
}

/**
 * What a tap at one event means. Who is inside stays inside: that comes before window, age, team and places.
 * Age counts on the day of the event. A reason that no place would cure is told before "full".
 */
export const decideTap = (question: TapQuestion): TapDecision => {
  const { event, person, presence, taken, hasPlace = false } = question
  if (presence !== null && presence.checkedOutAt === null) return decideInside(question, presence)
  if (presence !== null && presence.checkedOutAt !== null) {
    const { checkedOutAt } = presence
    return mayComeBack(event, checkedOutAt, question.now)
      ? { kind: 'checkIn' }
      : { kind: 'alreadyOut', checkedOutAt }
  }
  const untimely = refuseByTime(question)
  if (untimely !== null) return untimely
  if (event.minAge !== null && ageOn(person.birth, businessDateOf(event.startsAt)) < event.minAge) {
    return { kind: 'notEligible', minAge: event.minAge }
  }
  if (event.team !== null && !person.teams.includes(event.team))
    return { kind: 'notInTeam', team: event.team }
  if (event.capacity !== null && !hasPlace && taken >= event.capacity) return { kind: 'full' }
  return { kind: 'checkIn' }
}
