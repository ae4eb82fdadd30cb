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
  hall_limit: number | null
  team: string | null
  sign_out: string | null
  reentry: number
  credit_at: StationEvent['creditAt']
  counts_minutes: number
  min_presence_percent: number
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
  hallLimit: row.hall_limit,
  reentry: row.reentry === 1,
  team: row.team,
  signOut: row.sign_out === null ? null : (JSON.parse(row.sign_out) as StationEvent['signOut']),
  creditAt: row.credit_at,
  countsMinutes: row.counts_minutes === 1,
  minPresencePercent: row.min_presence_percent,
  status: row.status,
})

export const insertEvent = (tx: Tx, event: StationEvent): void => {
  tx.run(
    `insert into event (id, title, kind, place, host, starts_at, ends_at, opens_at, closes_at,
       capacity, hall_limit, min_age, rule_id, team, sign_out, reentry, credit_at, counts_minutes,
       min_presence_percent, status)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    event.hallLimit,
    event.minAge,
    event.ruleId,
    event.team,
    event.signOut === null ? null : JSON.stringify(event.signOut),
    event.reentry ? 1 : 0,
    event.creditAt,
    event.countsMinutes ? 1 : 0,
    event.minPresencePercent,
    event.status,
  )
}

export const eventById = (tx: Tx, id: string): StationEvent | null => {
  const row = tx.get<EventRow>('select * from event where id = ?', id)
  return row === undefined ? null : eventOf(row)
}

/** A sign-out may follow an event's end by so much. */
const lateSignOutMs = 12 * 3_600_000

/** Events that may still matter at `now`: not over yet, or over and still to be signed out of; by their start. */
export const eventsFrom = (tx: Tx, now: number, limit = 50): StationEvent[] =>
  tx
    .all<EventRow>(
      'select * from event where ends_at > ? order by starts_at, id limit ?',
      now - lateSignOutMs,
      limit,
    )
    .map(eventOf)

/** A longer event keeps its window as long as it was: who comes late still checks in. */
export const extendEvent = (tx: Tx, id: string, byMs: number): void => {
  tx.run('update event set ends_at = ends_at + ?, closes_at = closes_at + ? where id = ?', byMs, byMs, id)
}

/** The event that staff sent all taps to, `null` if none. */
export const pinnedEvent = (tx: Tx): string | null =>
  tx.get<{ value: string }>(`select value from standing where name = 'pinnedEvent'`)?.value ?? null

export const pinEvent = (tx: Tx, event: string | null): void => {
  tx.run(`delete from standing where name = 'pinnedEvent'`)
  if (event !== null) tx.run(`insert into standing (name, value) values ('pinnedEvent', ?)`, event)
}
