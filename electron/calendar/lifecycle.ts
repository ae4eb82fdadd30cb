import type { StationEvent } from './rules.ts'

/** Where an event stands: what is kept of it, and the time, decide. */
export type Phase =
  'draft' | 'published' | 'signUp' | 'inProgress' | 'ended' | 'archived' | 'withdrawn' | 'cancelled'

/** `correct`: what it says of itself is put right while it takes place. */
export type Act = 'publish' | 'edit' | 'correct' | 'withdraw' | 'cancel' | 'archive'

/** Why an act is not done. `signedUp`: people rely on it, so it is cancelled with a reason and not withdrawn. */
export type LifeProblem = 'wrongPhase' | 'signedUp' | 'noReason' | 'over'

export const phaseOf = (
  { status, startsAt, endsAt, signUp }: Pick<StationEvent, 'status' | 'startsAt' | 'endsAt' | 'signUp'>,
  now: number,
): Phase => {
  if (status !== 'published') return status
  if (now >= endsAt) return 'ended'
  if (now >= startsAt) return 'inProgress'
  return signUp !== null && now >= signUp.opensAt ? 'signUp' : 'published'
}

const allowedIn: Record<Act, readonly Phase[]> = {
  publish: ['draft'],
  edit: ['draft', 'published', 'signUp'],
  correct: ['inProgress'],
  withdraw: ['draft', 'published', 'signUp'],
  cancel: ['published', 'signUp', 'inProgress'],
  archive: ['ended'],
}

/** What must stay as it is once people have come to it: what it is, and for whom, and when. */
export const fixedOnceBegun = ['kind', 'start', 'minutes', 'repeat', 'team', 'minAge'] as const

/** The act that an edit is now. */
export const editNow = (...[event, now]: Parameters<typeof phaseOf>): 'edit' | 'correct' =>
  phaseOf(event, now) === 'inProgress' ? 'correct' : 'edit'

/**
 * Whether an act may be done now, `null` where it may. `relying`: people who signed up or wait; `reason`: what
 * they are told.
 */
export const problemOf = (
  act: Act,
  event: Pick<StationEvent, 'status' | 'startsAt' | 'endsAt' | 'signUp'>,
  facts: { now: number; relying: number; reason: string | null },
): LifeProblem | null => {
  if (!allowedIn[act].includes(phaseOf(event, facts.now))) return 'wrongPhase'
  if (act === 'publish' && event.endsAt <= facts.now) return 'over'
  if (act === 'withdraw' && facts.relying > 0) return 'signedUp'
  if (act === 'cancel' && (facts.reason ?? '').trim() === '') return 'noReason'
  return null
}
