import { eventDetails, type EventDetails } from '../contract/calendar.ts'
import type { Tx } from '../store/tx.ts'
import type { Recurrence } from './recurrence.ts'
import type { StationEvent } from './rules.ts'
import { eventOf, type EventRow } from './store.ts'

export interface Series {
  id: string
  recurrence: Recurrence
  details: EventDetails
  /** `ended`: no more dates are made of it. */
  status: 'draft' | 'published' | 'ended'
  sequence: number
  /** UTC milliseconds. */
  changedAt: number
}

interface SeriesRow {
  id: string
  rule: string | null
  first_start: string
  minutes: number
  dates: string
  exdates: string
  details: string
  status: Series['status']
  sequence: number
  changed_at: number
}

const seriesOf = (row: SeriesRow): Series => ({
  id: row.id,
  recurrence: {
    start: row.first_start,
    minutes: row.minutes,
    rule: row.rule,
    dates: JSON.parse(row.dates) as string[],
    except: JSON.parse(row.exdates) as string[],
  },
  details: eventDetails.parse(JSON.parse(row.details)),
  status: row.status,
  sequence: row.sequence,
  changedAt: row.changed_at,
})

/** Writes a series as it is now, new or known. */
export const putSeries = (tx: Tx, series: Omit<Series, 'changedAt'>, at: number): void => {
  const { id, recurrence, details, status, sequence } = series
  tx.run(
    `insert into series (id, rule, first_start, minutes, dates, exdates, details, status, sequence, created_at, changed_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do update set rule = excluded.rule, first_start = excluded.first_start,
       minutes = excluded.minutes, dates = excluded.dates, exdates = excluded.exdates, details = excluded.details,
       status = excluded.status, sequence = excluded.sequence, changed_at = excluded.changed_at`,
    id,
    recurrence.rule,
    recurrence.start,
    recurrence.minutes,
    JSON.stringify(recurrence.dates),
    JSON.stringify(recurrence.except),
    JSON.stringify(details),
    status,
    sequence,
    at,
    at,
  )
}

export const seriesById = (tx: Tx, id: string): Series | null => {
  const row = tx.get<SeriesRow>('select * from series where id = ?', id)
  return row === undefined ? null : seriesOf(row)
}

export const allSeries = (tx: Tx): Series[] =>
  tx.all<SeriesRow>('select * from series order by created_at, id').map(seriesOf)

/** When the dates of a series that were made are due, from a moment on. */
export const madeFrom = (tx: Tx, series: string, from: number): Set<number> =>
  new Set(
    tx
      .all<{ at: number }>(
        'select recurrence_id as at from event where series = ? and recurrence_id >= ?',
        series,
        from,
      )
      .map(({ at }) => at),
  )

/** Dates of a series that were due at a moment or later, wherever they were moved to, in order. */
export const datesFrom = (tx: Tx, series: string, recurrenceId: number): StationEvent[] =>
  tx
    .all<EventRow>(
      'select * from event where series = ? and recurrence_id >= ? order by recurrence_id',
      series,
      recurrenceId,
    )
    .map(eventOf)
