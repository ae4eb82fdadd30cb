import { StationError } from '../base/errors.ts'
import type { NewId } from '../base/ids.ts'
import { eventDetails, type EventDetails } from '../contract/calendar.ts'
import type { Tx } from '../store/tx.ts'
import { eventOfKind } from './kinds.ts'
import { editNow, problemOf, type Act, type LifeProblem } from './lifecycle.ts'
import { localOf, type RecurrenceProblem } from './recurrence.ts'
import type { StationEvent } from './rules.ts'
import { putSeries, seriesById } from './series-store.ts'
import { moveUp, relyingOn, takeOver } from './sign-up-store.ts'
import { eventById, insertEvent, updateEvent } from './store.ts'

/** What changing the calendar needs. Everything here writes in the caller's transaction, all or nothing. */
export interface Programme {
  now: number
  newId: NewId
  /** People who have a place at an event. */
  takenAt: (tx: Tx, event: string) => number
}

/** Why the calendar is not changed; `problem` of a `badInput`. `startNotInRule`: the rule does not name that day. */
export type CalendarProblem =
  LifeProblem | RecurrenceProblem | 'tooLong' | 'startNotInRule' | 'notInSeries' | 'begun'

export const refuse = (problem: CalendarProblem): never => {
  throw new StationError('badInput', { problem })
}

/** Whoever looks for somebody's events of today looks no further back. */
const longestMs = 24 * 60 * 60_000
/** Until then what happened stands on the pages of the station. */
const archivedAfterMs = 30 * 24 * 60 * 60_000

/** An event as it is planned: windows and rules come from its kind. A draft. */
export const plannedEvent = (input: {
  id: string
  details: EventDetails
  startsAt: number
  endsAt: number
}): StationEvent => {
  const { id, startsAt, endsAt } = input
  const { title, kind, place, host, ...rest } = eventDetails.parse(input.details)
  if (endsAt <= startsAt) refuse('endBeforeStart')
  if (endsAt - startsAt > longestMs) refuse('tooLong')
  return { ...eventOfKind({ id, title, kind, place, host, startsAt, endsAt }), ...rest, status: 'draft' }
}

export const detailsOf = (event: StationEvent): EventDetails => {
  const { title, kind, place, host, leader, forWhom, bring, capacity, minAge, team, picture } = event
  return { title, kind, place, host, leader, forWhom, bring, capacity, minAge, team, picture }
}

/** The event that is spoken of. Throws `notFound`. */
export const requireEvent = (tx: Tx, id: string): StationEvent => {
  const event = eventById(tx, id)
  if (event === null) throw new StationError('notFound', { what: 'event' })
  return event
}

export const requireAct = (
  tx: Tx,
  act: Act,
  event: StationEvent,
  { now, reason = null }: { now: number; reason?: string | null },
): void => {
  const problem = problemOf(act, event, { now, relying: relyingOn(tx, event.id), reason })
  if (problem !== null) refuse(problem)
}

export const createEvent = (
  tx: Tx,
  { now, newId }: Programme,
  input: { details: EventDetails; startsAt: number; endsAt: number; publish: boolean },
): StationEvent => {
  const { publish, ...planned } = input
  const draft = plannedEvent({ id: newId(), ...planned })
  if (publish) requireAct(tx, 'publish', draft, { now })
  const event: StationEvent = { ...draft, status: publish ? 'published' : 'draft' }
  insertEvent(tx, event, now)
  return event
}

const change = (tx: Tx, { now }: Programme, event: StationEvent, to: Partial<StationEvent>): StationEvent => {
  const next = { ...event, ...to, sequence: event.sequence + 1 }
  updateEvent(tx, next, now)
  return next
}

export const publishEvent = (tx: Tx, programme: Programme, id: string): StationEvent => {
  const event = requireEvent(tx, id)
  requireAct(tx, 'publish', event, programme)
  const next: StationEvent = { ...event, status: 'published' }
  updateEvent(tx, next, programme.now)
  return next
}

/** Whoever came, came to this, at this time. */
const isSameForThosePresent = (before: StationEvent, after: StationEvent): boolean =>
  (['kind', 'startsAt', 'endsAt', 'team', 'minAge'] as const).every((name) => before[name] === after[name])

/**
 * Changes one event, or this one date of a series, which later edits of the series then leave alone. Who waits moves
 * up where places were added. While it takes place, only what it says of itself is put right.
 */
export const editEvent = (
  tx: Tx,
  programme: Programme,
  id: string,
  to: { details?: Partial<EventDetails>; startsAt?: number; endsAt?: number },
): StationEvent => {
  const event = requireEvent(tx, id)
  const act = editNow(event, programme.now)
  requireAct(tx, act, event, programme)
  const { startsAt = event.startsAt, endsAt = event.endsAt } = to
  const details = { ...detailsOf(event), ...to.details }
  const { status, cancelReason, movedTo, series } = event
  const planned = plannedEvent({ id, details, startsAt, endsAt })
  if (act === 'correct' && !isSameForThosePresent(event, planned)) refuse('begun')
  if (status === 'published' && endsAt <= programme.now) refuse('over')
  const next = change(tx, programme, event, {
    ...planned,
    status,
    cancelReason,
    movedTo,
    series: series === null ? null : { ...series, detached: true },
    sequence: event.sequence,
  })
  moveUp(tx, id, programme)
  return next
}

/** Takes back what nobody signed up for. A date of a series is left out of it from now on. */
export const withdrawEvent = (tx: Tx, programme: Programme, id: string): void => {
  const event = requireEvent(tx, id)
  requireAct(tx, 'withdraw', event, programme)
  change(tx, programme, event, { status: 'withdrawn' })
  const series = event.series === null ? null : seriesById(tx, event.series.id)
  if (series === null || event.series === null) return
  const { recurrence } = series
  const except = [...new Set([...recurrence.except, localOf(event.series.recurrenceId)])]
  putSeries(
    tx,
    { ...series, recurrence: { ...recurrence, except }, sequence: series.sequence + 1 },
    programme.now,
  )
}

/**
 * What was announced does not take place: those who signed up are told why, and keep their places at the event that
 * takes place instead.
 */
export const cancelEvent = (
  tx: Tx,
  programme: Programme,
  id: string,
  { reason, movedTo = null }: { reason: string; movedTo?: string | null },
): void => {
  const event = requireEvent(tx, id)
  requireAct(tx, 'cancel', event, { now: programme.now, reason })
  const instead = movedTo === null ? null : requireEvent(tx, movedTo)
  if (instead?.id === id || (instead !== null && instead.status !== 'published')) refuse('wrongPhase')
  change(tx, programme, event, { status: 'cancelled', cancelReason: reason.trim(), movedTo })
  if (instead === null) return
  takeOver(tx, id, instead.id)
  moveUp(tx, instead.id, programme)
}

/** What ended a month ago is put away: it stays in every report. Returns how many. */
export const archiveEnded = (tx: Tx, now: number): number =>
  tx.run(
    `update event set status = 'archived', archived_at = ?, changed_at = ? where status = 'published' and ends_at <= ?`,
    now,
    now,
    now - archivedAfterMs,
  ).changes
