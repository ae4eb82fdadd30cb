import { ageOn, businessDateOf } from '../contract/values.ts'

/** Taps closer together than this are one person being nervous, never a sign-out. */
const nervousMs = 60_000

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
  now: number
}

export type TapDecision =
  | { kind: 'checkIn' }
  | { kind: 'already'; checkedInAt: number; mayLeaveEarly: boolean }
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

const decideInside = ({ event, now }: TapQuestion, presence: Presence): TapDecision => {
  const { checkedInAt, checkedOutAt } = presence
  if (checkedOutAt !== null) return { kind: 'alreadyOut', checkedOutAt }
  const stayed = now - checkedInAt
  if (event.signOut === null || stayed < nervousMs || !isSignOutOpen(event, presence, now)) {
    return { kind: 'already', checkedInAt, mayLeaveEarly: false }
  }
  const { fromBeforeEndMs, minStayMs } = event.signOut
  return now >= event.endsAt - fromBeforeEndMs && stayed >= minStayMs
    ? { kind: 'checkOut', checkedInAt }
    : { kind: 'already', checkedInAt, mayLeaveEarly: true }
}

/**
 * What a tap at one event means. Who is inside stays inside: that comes before window, age, team and places.
 * Age counts on the day of the event. A reason that no place would cure is told before "full".
 */
export const decideTap = (question: TapQuestion): TapDecision => {
  const { event, person, presence, taken, now } = question
  if (presence !== null) return decideInside(question, presence)
  if (event.checkIn === null || now >= event.checkIn.closesAt) return { kind: 'tooLate' }
  if (now < event.checkIn.opensAt) return { kind: 'tooEarly', opensAt: event.checkIn.opensAt }
  if (event.minAge !== null && ageOn(person.birth, businessDateOf(event.startsAt)) < event.minAge) {
    return { kind: 'notEligible', minAge: event.minAge }
  }
  if (event.team !== null && !person.teams.includes(event.team))
    return { kind: 'notInTeam', team: event.team }
  if (event.capacity !== null && taken >= event.capacity) return { kind: 'full' }
  return { kind: 'checkIn' }
}
