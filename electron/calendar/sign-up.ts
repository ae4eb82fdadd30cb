import type { SignUpReason, SignUpState } from '../contract/calendar.ts'
import { ageOn, businessDateOf } from '../contract/values.ts'
import type { StationEvent } from './rules.ts'

/** What this person has to do with the event so far. `place` in the queue is counted from 1. */
export type Standing =
  | { kind: 'none' }
  | { kind: 'signedUp'; moved: boolean }
  | { kind: 'waiting'; place: number }
  | { kind: 'checkedIn' }

export type SignUpDecision =
  { kind: 'join' } | { kind: 'wait' } | { kind: 'already' } | { kind: 'refused'; reason: SignUpReason }

const toInstant = (ms: number): string => new Date(ms).toISOString()

type Timed = Pick<StationEvent, 'status' | 'startsAt' | 'signUp'>

/** Why nobody at all can sign up now, `null` where people can. */
const untimely = ({ status, startsAt, signUp }: Timed, now: number): SignUpReason | null => {
  if (status !== 'published' && status !== 'archived') return { kind: 'cancelled' }
  if (status === 'archived' || now >= startsAt) return { kind: 'past' }
  if (signUp === null) return { kind: 'notNeeded' }
  if (now < signUp.opensAt) return { kind: 'notYet', opensAt: toInstant(signUp.opensAt) }
  return now >= signUp.closesAt ? { kind: 'closed' } : null
}

/**
 * What signing up comes to. Who is signed up, waits or is there stays as it is; a reason that no place would cure is
 * told before "full". A clash with another event is no reason: it is shown.
 */
export const decideSignUp = (question: {
  event: Timed & Pick<StationEvent, 'minAge' | 'team' | 'capacity'>
  person: { birth: string; teams: readonly string[] }
  standing: Standing
  /** People who have a place. */
  taken: number
  /** People who wait for one: whoever comes now stands behind them. */
  waiting: number
  /** Said yes to waiting where no place is left. */
  wait: boolean
  now: number
}): SignUpDecision => {
  const { event, person, standing, taken, waiting, wait, now } = question
  const refused = (reason: SignUpReason): SignUpDecision => ({ kind: 'refused', reason })
  const reason = untimely(event, now)
  if (reason !== null) return refused(reason)
  if (standing.kind !== 'none') return { kind: 'already' }
  if (event.minAge !== null && ageOn(person.birth, businessDateOf(event.startsAt)) < event.minAge) {
    return refused({ kind: 'notEligible', minAge: event.minAge })
  }
  if (event.team !== null && !person.teams.includes(event.team)) {
    return refused({ kind: 'notInTeam', team: event.team })
  }
  const isFull = event.capacity !== null && (taken >= event.capacity || waiting > 0)
  if (!isFull) return { kind: 'join' }
  return wait ? { kind: 'wait' } : refused({ kind: 'full' })
}

/** Why somebody cannot give the place away, `null` where they can. Who came cannot have stayed away. */
export const problemWithCancelling = (
  { endsAt }: Pick<StationEvent, 'endsAt'>,
  standing: Standing,
  now: number,
): 'checkedIn' | 'notSignedUp' | 'past' | null => {
  if (standing.kind === 'checkedIn') return 'checkedIn'
  if (standing.kind === 'none') return 'notSignedUp'
  return now >= endsAt ? 'past' : null
}

/** Whether people may sign up, as the event's page says it to everybody. */
export const signUpStateOf = (
  event: Timed & Pick<StationEvent, 'capacity'>,
  { taken, waiting, now }: { taken: number; waiting: number; now: number },
): SignUpState => {
  const reason = untimely(event, now)
  if (reason === null) {
    const isFull = event.capacity !== null && (taken >= event.capacity || waiting > 0)
    return isFull ? { kind: 'full', waiting } : { kind: 'open' }
  }
  return reason.kind === 'notYet' || reason.kind === 'notNeeded' ? reason : { kind: 'closed' }
}
