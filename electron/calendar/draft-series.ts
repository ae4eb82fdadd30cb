import type { EventDetails } from '../contract/calendar.ts'
import { plannedEvent, publishEvent, refuse, withdrawEvent, type Programme } from './programme.ts'
import { instantOf, type Recurrence } from './recurrence.ts'
import type { StationEvent } from './rules.ts'
import { createSeries, publishSeries, sound } from './series.ts'
import { putSeries, seriesById, type Series } from './series-store.ts'
import type { Tx } from '../store/tx.ts'
import { insertEvent, updateEvent } from './store.ts'

const minuteMs = 60_000

/** The series that this draft stands for, `null` where it stands for itself alone. */
export const draftSeriesOf = (tx: Tx, { series, status }: StationEvent): Series | null => {
  const found = series === null || status !== 'draft' ? null : seriesById(tx, series.id)
  return found?.status === 'draft' ? found : null
}

const firstDate = (id: string, series: Pick<Series, 'id' | 'recurrence' | 'details'>): StationEvent => {
  const { details, recurrence } = series
  const startsAt = instantOf(recurrence.start)
  return {
    ...plannedEvent({ id, details, startsAt, endsAt: startsAt + recurrence.minutes * minuteMs }),
    series: { id: series.id, recurrenceId: startsAt, detached: false },
  }
}

/** Plans a series that stands in staff's lists by its first date until it is published. Throws `badInput`. */
export const createDraftSeries = (
  tx: Tx,
  programme: Programme,
  input: { details: EventDetails; recurrence: Recurrence },
): StationEvent => {
  const { series: id } = createSeries(tx, programme, { ...input, publish: false })
  const series = seriesById(tx, id)
  if (series === null) throw new Error('the series was made a moment ago')
  const event = firstDate(programme.newId(), series)
  insertEvent(tx, event, programme.now)
  return event
}

/** Changes a draft's series as a whole. Throws `badInput`. */
export const editDraftSeries = (
  tx: Tx,
  { now }: Programme,
  event: StationEvent,
  to: { details: EventDetails; recurrence: Recurrence },
): StationEvent => {
  const series = draftSeriesOf(tx, event) ?? refuse('wrongPhase')
  const recurrence = sound(to.recurrence)
  const next = { ...series, details: to.details, recurrence, sequence: series.sequence + 1 }
  putSeries(tx, next, now)
  const first = { ...firstDate(event.id, next), sequence: event.sequence + 1 }
  updateEvent(tx, first, now)
  return first
}

/** Announces the series: its first date is the draft itself. Returns how many dates there are. Throws `badInput`. */
export const publishDraftSeries = (tx: Tx, programme: Programme, event: StationEvent): number => {
  const series = draftSeriesOf(tx, event) ?? refuse('wrongPhase')
  publishEvent(tx, programme, event.id)
  return publishSeries(tx, programme, series.id) + 1
}

/** Takes the whole series back; nobody has heard of it. */
export const withdrawDraftSeries = (tx: Tx, programme: Programme, event: StationEvent): void => {
  const series = draftSeriesOf(tx, event) ?? refuse('wrongPhase')
  withdrawEvent(tx, programme, event.id)
  const left = seriesById(tx, series.id) ?? series
  putSeries(tx, { ...left, status: 'ended', sequence: left.sequence + 1 }, programme.now)
}
