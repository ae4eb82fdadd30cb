import { takenAt } from '../../attendance/store.ts'
import { briefOf, type StationEvent } from '../../calendar/rules.ts'
import { decideSignUp, problemWithCancelling } from '../../calendar/sign-up.ts'
import {
  clashOf,
  deleteSignUp,
  eventsOfTap,
  insertSignUp,
  insertWaiting,
  moveUp,
  standingOf,
  waitingFor,
} from '../../calendar/sign-up-store.ts'
import { eventById } from '../../calendar/store.ts'
import type { CancelResult, SignUpResult } from '../../contract/calendar.ts'
import type { TapOutcome } from '../../contract/outcomes.ts'
import { teamsOf, type Resident } from '../../residents/store.ts'
import type { Tx } from '../../store/tx.ts'
import type { Deed } from '../presence.ts'
import type { Decided } from '../tap.ts'
import { pointsOf, type Visitor } from '../visitor.ts'
import type { Asked } from './asked.ts'

/** Signs somebody up, or puts them at the end of the queue. Capacity is read in the transaction that takes the place. */
export const signUp = (
  tx: Tx,
  action: Deed,
  input: { event: StationEvent; resident: Pick<Resident, 'id' | 'birth'>; wait: boolean },
): SignUpResult => {
  const { event, resident, wait } = input
  const now = action.at
  moveUp(tx, event.id, { now, takenAt })
  const decision = decideSignUp({
    event,
    person: { birth: resident.birth, teams: teamsOf(tx, resident.id) },
    standing: standingOf(tx, event.id, resident.id),
    taken: takenAt(tx, event.id),
    waiting: waitingFor(tx, event.id),
    wait,
    now,
  })
  if (decision.kind === 'refused') return decision
  const clashing = clashOf(tx, resident.id, event)
  const clash = clashing === null ? null : briefOf(clashing, takenAt(tx, clashing.id))
  const entry = { event: event.id, resident: resident.id, tap: action.tap, at: now }
  if (decision.kind === 'join') insertSignUp(tx, entry)
  if (decision.kind === 'wait') insertWaiting(tx, entry)
  const again = decision.kind === 'already'
  const standing = standingOf(tx, event.id, resident.id)
  return standing.kind === 'waiting'
    ? { kind: 'waitListed', place: standing.place, again, clash }
    : { kind: 'signedUp', again, clash }
}

/** Gives a place away, or a place in the queue; who waits longest moves up in the same transaction. */
export const cancelSignUp = (
  tx: Tx,
  { event, resident, now }: { event: StationEvent; resident: string; now: number },
): CancelResult => {
  const problem = problemWithCancelling(event, standingOf(tx, event.id, resident), now)
  if (problem !== null) return { kind: 'refused', reason: problem }
  deleteSignUp(tx, event.id, resident)
  moveUp(tx, event.id, { now, takenAt })
  return { kind: 'cancelled' }
}

/** The card was somebody else's: what was signed up for with it is taken back. Returns whether there was anything. */
export const takeBackSignUps = (
  tx: Tx,
  { tap, resident, now }: { tap: string; resident: string; now: number },
): boolean => {
  const events = eventsOfTap(tx, tap, resident)
  for (const event of events) {
    deleteSignUp(tx, event, resident)
    moveUp(tx, event, { now, takenAt })
  }
  return events.length > 0
}

const meanwhileOf = (outcome: TapOutcome): Extract<TapOutcome, { kind: 'signedUp' }>['meanwhile'] =>
  outcome.kind === 'checkedIn' || outcome.kind === 'checkedOut'
    ? { kind: outcome.kind, event: outcome.event }
    : null

/** Whoever is let into the very event that was asked for needs no place there any more. */
const isThere = ({ outcome, event }: Decided, asked: string): boolean =>
  event === asked &&
  (outcome.kind === 'checkedIn' ||
    outcome.kind === 'checkedOut' ||
    outcome.kind === 'alreadyCheckedIn' ||
    outcome.kind === 'alreadyOut')

/** What the card has done as ever, and the sign-up that its page asked for; all in the caller's transaction. */
export const withSignUp = (
  tx: Tx,
  action: Deed,
  input: { decided: Decided; visitor: Visitor; asked: Asked },
): Decided => {
  const { decided, visitor, asked } = input
  const event = eventById(tx, asked.event)
  if (event === null || isThere(decided, event.id)) return decided
  const { outcome } = decided
  const result = signUp(tx, action, { event, resident: visitor.resident, wait: asked.wait })
  const besides = {
    person: visitor.person,
    event: briefOf(event, takenAt(tx, event.id)),
    meanwhile: meanwhileOf(outcome),
    points: 'points' in outcome ? outcome.points : pointsOf(tx, visitor),
    firstVisit: visitor.firstVisit,
    cardExpired: visitor.cardExpired,
    ask: 'ask' in outcome ? outcome.ask : null,
  }
  switch (result.kind) {
    case 'signedUp':
    case 'waitListed':
      return { ...decided, outcome: { ...besides, ...result } }
    case 'refused':
      return { ...decided, outcome: { ...besides, kind: 'signUpRefused', reason: result.reason } }
  }
}
