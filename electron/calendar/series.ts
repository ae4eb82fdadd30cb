import type { EventDetails } from '../contract/calendar.ts'
import { businessDateOf, dayMs, shanghaiTime } from '../contract/values.ts'
import type { Tx } from '../store/tx.ts'
import {
  cancelEvent,
  plannedEvent,
  refuse,
  requireAct,
  requireEvent,
  withdrawEvent,
  type Programme,
} from './programme.ts'
import {
  countedBefore,
  countedDown,
  endedBefore,
  firstOf,
  instantOf,
  localOf,
  normalRule,
  occurrencesBetween,
  problemWith,
  type LocalTime,
  type Recurrence,
} from './recurrence.ts'
import type { SeriesDate, StationEvent } from './rules.ts'
import { allSeries, datesFrom, madeFrom, putSeries, seriesById, type Series } from './series-store.ts'
import { moveUp, relyingOn } from './sign-up-store.ts'
import { insertEvent, updateEvent } from './store.ts'

const minuteMs = 60_000
/** Dates of a series are rows so far ahead: a year, and the month that somebody turns to after it. */
export const aheadMs = 400 * dayMs

/** Checks a recurrence, and lets it begin at the first date that its rule names. Throws `badInput`. */
export const sound = (recurrence: Recurrence): Recurrence => {
  const problem = problemWith(recurrence)
  if (problem !== null) return refuse(problem)
  const { rule } = recurrence
  if (rule === null) return recurrence
  const start = firstOf({ ...recurrence, dates: [], except: [] }) ?? recurrence.start
  return { ...recurrence, start, rule: normalRule(rule) }
}

const dateOf = (
  series: Pick<Series, 'details' | 'recurrence'>,
  id: string,
  startsAt: number,
  date: SeriesDate,
): StationEvent => {
  const endsAt = startsAt + series.recurrence.minutes * minuteMs
  return {
    ...plannedEvent({ id, details: series.details, startsAt, endsAt }),
    status: 'published',
    series: date,
  }
}

/** Makes the dates of one series for the time ahead. What was made, moved or left out stays. Returns how many. */
const makeDates = (tx: Tx, { now, newId }: Programme, series: Series | Omit<Series, 'changedAt'>): number => {
  if (series.status !== 'published') return 0
  const today = shanghaiTime(businessDateOf(now), 0)
  const made = madeFrom(tx, series.id, today)
  const missing = occurrencesBetween(series.recurrence, today, now + aheadMs).filter((at) => !made.has(at))
  for (const startsAt of missing) {
    const date = { id: series.id, recurrenceId: startsAt, detached: false }
    insertEvent(tx, dateOf(series, newId(), startsAt, date), now)
  }
  return missing.length
}

/** Makes every date that is missing ahead; a second run makes none. Returns how many. */
export const topUp = (tx: Tx, programme: Programme): number =>
  allSeries(tx).reduce((made, series) => made + makeDates(tx, programme, series), 0)

/** Begins a series and makes its dates. Throws `badInput` with what is wrong with its rule. */
export const createSeries = (
  tx: Tx,
  programme: Programme,
  input: { details: EventDetails; recurrence: Recurrence; publish: boolean },
): { series: string; made: number } => {
  const recurrence = sound(input.recurrence)
  const series = {
    id: programme.newId(),
    recurrence,
    details: input.details,
    status: input.publish ? ('published' as const) : ('draft' as const),
    sequence: 0,
  }
  putSeries(tx, series, programme.now)
  return { series: series.id, made: makeDates(tx, programme, series) }
}

export const publishSeries = (tx: Tx, programme: Programme, id: string): number => {
  const series = seriesById(tx, id)
  if (series?.status !== 'draft') return refuse('wrongPhase')
  const published: Series = { ...series, status: 'published' }
  putSeries(tx, published, programme.now)
  return makeDates(tx, programme, published)
}

/** Which date, and what of it and all later ones changes. */
export interface SeriesEdit {
  event: string
  /** `all`: every date that has not begun. */
  scope: 'future' | 'all'
  details?: Partial<EventDetails>
  /** When this very date begins now; the others move by as much. */
  start?: LocalTime
  minutes?: number
  rule?: string
  /** Told to those who signed up for a date that the new rule no longer names. */
  reason?: string
}

/** The series, and the date from which on it changes. */
const cutOf = (
  tx: Tx,
  { now }: Programme,
  { event: id, scope }: Pick<SeriesEdit, 'event' | 'scope'>,
): { series: Series; chosen: SeriesDate; from: number } => {
  const event = requireEvent(tx, id)
  const series = event.series === null ? null : seriesById(tx, event.series.id)
  if (series === null || event.series === null) return refuse('notInSeries')
  requireAct(tx, 'edit', event, { now })
  const ahead = datesFrom(tx, series.id, 0).find(({ startsAt }) => startsAt > now)
  const from =
    scope === 'all' ? (ahead?.series?.recurrenceId ?? event.series.recurrenceId) : event.series.recurrenceId
  return { series, chosen: event.series, from }
}

const dayOf = (local: LocalTime): number => Date.parse(local.slice(0, 10))

/** What is left out, or comes beside the rule, moves with the dates; a whole day moves by whole days. */
const moved = (texts: readonly string[], from: number, byMs: number, byDaysMs: number): string[] =>
  texts.flatMap((text) => {
    if (text.length === 10) {
      const isLater = text >= localOf(from).slice(0, 10)
      return isLater ? [new Date(Date.parse(text) + byDaysMs).toISOString().slice(0, 10)] : []
    }
    return instantOf(text) >= from ? [localOf(instantOf(text) + byMs)] : []
  })

const before = (texts: readonly string[], from: number): string[] =>
  texts.filter((text) => instantOf(text.length === 10 ? `${text}T00:00` : text) < from)

/** The recurrence from a date on, changed. */
const changedFrom = (old: Recurrence, from: number, byMs: number, edit: SeriesEdit): Recurrence => {
  const start = localOf(from + byMs)
  const byDaysMs = dayOf(start) - dayOf(localOf(from))
  const rest = old.rule === null ? null : countedDown(old.rule, countedBefore(old, from))
  const next = {
    start,
    minutes: edit.minutes ?? old.minutes,
    rule: edit.rule ?? rest,
    dates: moved(old.dates, from, byMs, byDaysMs),
    except: moved(old.except, from, byMs, byDaysMs),
  }
  const checked = sound(next)
  if (edit.rule === undefined && edit.start !== undefined && checked.start !== start) refuse('startNotInRule')
  return checked
}

/** The old series ends before the date; one that had not begun by then is changed in place. */
const split = (
  tx: Tx,
  { now, newId }: Programme,
  series: Series,
  from: number,
  to: Pick<Series, 'recurrence' | 'details'>,
): Omit<Series, 'changedAt'> => {
  const { recurrence: old } = series
  const isWhole = countedBefore(old, from) === 0 && before([old.start, ...old.dates], from).length === 0
  const next = isWhole
    ? { ...series, ...to, sequence: series.sequence + 1 }
    : { id: newId(), status: series.status, sequence: 0, ...to }
  if (!isWhole) {
    const recurrence = {
      ...old,
      rule: old.rule === null ? null : endedBefore(old.rule, from),
      dates: before(old.dates, from),
      except: before(old.except, from),
    }
    putSeries(tx, { ...series, recurrence, sequence: series.sequence + 1 }, now)
  }
  putSeries(tx, next, now)
  return next
}

/** One row of the old series: kept as it is, changed with the series, or dropped because it is named no more. */
const carryOver = (
  tx: Tx,
  programme: Programme,
  row: StationEvent & { series: SeriesDate },
  to: { series: Omit<Series, 'changedAt'>; byMs: number; isNamed: boolean; reason: string | null },
): void => {
  const { now } = programme
  const recurrenceId = row.series.recurrenceId + to.byMs
  const stays = row.series.detached || row.status !== 'published' || row.startsAt <= now
  const date = to.isNamed ? { id: to.series.id, recurrenceId, detached: stays } : null
  if (stays) {
    updateEvent(tx, { ...row, series: date, sequence: row.sequence + 1 }, now)
    return
  }
  if (date !== null) {
    const next = dateOf(to.series, row.id, recurrenceId, date)
    updateEvent(tx, { ...next, sequence: row.sequence + 1 }, now)
    moveUp(tx, row.id, programme)
    return
  }
  updateEvent(tx, { ...row, series: null }, now)
  if (relyingOn(tx, row.id) === 0) withdrawEvent(tx, programme, row.id)
  else cancelEvent(tx, programme, row.id, { reason: to.reason ?? '' })
}

const hasSeries = (event: StationEvent): event is StationEvent & { series: SeriesDate } =>
  event.series !== null

/**
 * Changes a date of a series and all later ones, or all that have not begun. Dates that were edited by themselves
 * stay; places and sign-ups stay with their dates. Throws `badInput`. Returns the series that the dates belong to now.
 */
export const editSeries = (tx: Tx, programme: Programme, edit: SeriesEdit): string => {
  const { series, chosen, from } = cutOf(tx, programme, edit)
  const byMs = edit.start === undefined ? 0 : instantOf(edit.start) - chosen.recurrenceId
  const recurrence = changedFrom(series.recurrence, from, byMs, edit)
  const rows = datesFrom(tx, series.id, from).filter(hasSeries)
  const next = split(tx, programme, series, from, {
    recurrence,
    details: { ...series.details, ...edit.details },
  })
  const last = rows.at(-1)?.series.recurrenceId ?? from
  // What was left out by hand is named all the same: its row says what became of it.
  const named = new Set(occurrencesBetween({ ...recurrence, except: [] }, 0, last + byMs + 1))
  // Rows are keyed by their date: each moves to where the one before it has left.
  for (const row of byMs > 0 ? rows.toReversed() : rows) {
    const isNamed = named.has(row.series.recurrenceId + byMs)
    carryOver(tx, programme, row, { series: next, byMs, isNamed, reason: edit.reason ?? null })
  }
  makeDates(tx, programme, next)
  return next.id
}

/** Ends a series before one of its dates: later ones are withdrawn, or cancelled where people signed up. */
export const endSeries = (tx: Tx, programme: Programme, event: string, reason: string | null): void => {
  const { series, from } = cutOf(tx, programme, { event, scope: 'future' })
  const { recurrence: old } = series
  const rows = datesFrom(tx, series.id, from)
  for (const { id, status, startsAt } of rows) {
    if (status !== 'published' || startsAt <= programme.now) continue
    if (relyingOn(tx, id) === 0) {
      withdrawEvent(tx, programme, id)
      continue
    }
    cancelEvent(tx, programme, id, { reason: reason ?? '' })
    // The series does not name this date any more: it is told of by itself.
    updateEvent(tx, { ...requireEvent(tx, id), series: null }, programme.now)
  }
  const kept = seriesById(tx, series.id) ?? series
  const recurrence = {
    ...old,
    rule: old.rule === null ? null : endedBefore(old.rule, from),
    dates: before(old.dates, from),
  }
  const status = countedBefore(old, from) === 0 ? ('ended' as const) : kept.status
  putSeries(tx, { ...kept, recurrence, status, sequence: kept.sequence + 1 }, programme.now)
}
