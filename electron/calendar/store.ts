import type { EventKind } from '../contract/events.ts'
import type { Tx } from '../store/tx.ts'
import type { StationEvent } from './rules.ts'

interface EventRow {
  id: string
  title: string
  kind: EventKind
  place: string
  host: string | null
  starts_at: number
  ends_at: number
  opens_at: number | null
  closes_at: number | null
  capacity: number | null
  min_age: number | null
  rule_id: string | null
  status: StationEvent['status']
}

const eventOf = (row: EventRow): StationEvent => ({
  id: row.id,
  title: row.title,
  kind: row.kind,
  place: row.place,
  host: row.host,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  checkIn:
    row.opens_at === null || row.closes_at === null
      ? null
      : { opensAt: row.opens_at, closesAt: row.closes_at },
  capacity: row.capacity,
  minAge: row.min_age,
  ruleId: row.rule_id,
  status: row.status,
})

export const insertEvent = (tx: Tx, event: StationEvent): void => {
  tx.run(
    `insert into event (id, title, kind, place, host, starts_at, ends_at, opens_at, closes_at,
       capacity, min_age, rule_id, status) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    event.id,
    event.title,
    event.kind,
    event.place,
    event.host,
    event.startsAt,
    event.endsAt,
    event.checkIn?.opensAt ?? null,
    event.checkIn?.closesAt ?? null,
    event.capacity,
    event.minAge,
    event.ruleId,
    event.status,
  )
}

export const eventById = (tx: Tx, id: string): StationEvent | null => {
  const row = tx.get<EventRow>('select * from event where id = ?', id)
  return row === undefined ? null : eventOf(row)
}

/** Events that may still matter at `now`: not over yet, in order of their start, at most `limit`. */
export const eventsFrom = (tx: Tx, now: number, limit = 50): StationEvent[] =>
  tx
    .all<EventRow>(
      'select * from event where ends_at > ? or closes_at > ? order by starts_at, id limit ?',
      now,
      now,
      limit,
    )
    .map(eventOf)
