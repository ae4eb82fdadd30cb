import type { EventKind } from '../contract/events.ts'
import type { Cell, Tx } from '../store/tx.ts'
import type { StationEvent } from './rules.ts'

export interface EventRow {
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
  sign_up_opens_at: number | null
  sign_up_closes_at: number | null
  leader: string | null
  for_whom: string | null
  bring: string | null
  picture: string | null
  status: StationEvent['status']
  cancel_reason: string | null
  moved_to: string | null
  series: string | null
  recurrence_id: number | null
  detached: number
  sequence: number
  changed_at: number
}

const windowOf = (opensAt: number | null, closesAt: number | null): StationEvent['signUp'] =>
  opensAt === null || closesAt === null ? null : { opensAt, closesAt }

export const eventOf = (row: EventRow): StationEvent => ({
  id: row.id,
  title: row.title,
  kind: row.kind,
  place: row.place,
  host: row.host,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  checkIn: windowOf(row.opens_at, row.closes_at),
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
  signUp: windowOf(row.sign_up_opens_at, row.sign_up_closes_at),
  leader: row.leader,
  forWhom: row.for_whom,
  bring: row.bring,
  picture: row.picture,
  status: row.status,
  cancelReason: row.cancel_reason,
  movedTo: row.moved_to,
  series:
    row.series === null || row.recurrence_id === null
      ? null
      : { id: row.series, recurrenceId: row.recurrence_id, detached: row.detached === 1 },
  sequence: row.sequence,
})

/** Every column of an event but its id and its stamps, in order. */
const columns = [
  'title',
  'kind',
  'place',
  'host',
  'starts_at',
  'ends_at',
  'opens_at',
  'closes_at',
  'capacity',
  'hall_limit',
  'min_age',
  'rule_id',
  'team',
  'sign_out',
  'reentry',
  'credit_at',
  'counts_minutes',
  'min_presence_percent',
  'sign_up_opens_at',
  'sign_up_closes_at',
  'leader',
  'for_whom',
  'bring',
  'picture',
  'status',
  'cancel_reason',
  'moved_to',
  'series',
  'recurrence_id',
  'detached',
  'sequence',
] as const

const cellsOf = (event: StationEvent): Cell[] => [
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
  event.signUp?.opensAt ?? null,
  event.signUp?.closesAt ?? null,
  event.leader,
  event.forWhom,
  event.bring,
  event.picture,
  event.status,
  event.cancelReason,
  event.movedTo,
  event.series?.id ?? null,
  event.series?.recurrenceId ?? null,
  event.series?.detached === true ? 1 : 0,
  event.sequence,
]

const stampOf = {
  draft: null,
  published: 'published_at',
  withdrawn: 'withdrawn_at',
  cancelled: 'cancelled_at',
  archived: 'archived_at',
} as const satisfies Record<StationEvent['status'], string | null>

const insertSql = `insert into event (id, created_at, changed_at, ${columns.join(', ')})
  values (?, ?, ?, ${columns.map(() => '?').join(', ')})`

const stamp = (tx: Tx, { id, status }: Pick<StationEvent, 'id' | 'status'>, at: number): void => {
  const column = stampOf[status]
  if (column !== null) {
    tx.run(`update event set ${column} = ? where id = ? and ${column} is null`, at, id)
  }
}

/** `at`: UTC milliseconds of this very act. */
export const insertEvent = (tx: Tx, event: StationEvent, at = event.startsAt): void => {
  tx.run(insertSql, event.id, at, at, ...cellsOf(event))
  stamp(tx, event, at)
}

/** Writes the whole event anew, with the moment of that. Throws where there is none. */
export const updateEvent = (tx: Tx, event: StationEvent, at: number): void => {
  const { changes } = tx.run(
    `update event set ${columns.map((column) => `${column} = ?`).join(', ')}, changed_at = ? where id = ?`,
    ...cellsOf(event),
    at,
    event.id,
  )
  if (changes !== 1) throw new Error('there is no such event')
  stamp(tx, event, at)
}

export const eventById = (tx: Tx, id: string): StationEvent | null => {
  const row = tx.get<EventRow>('select * from event where id = ?', id)
  return row === undefined ? null : eventOf(row)
}

/** A sign-out may follow an event's end by so much. */
const lateSignOutMs = 12 * 3_600_000

/** Every event that ever stood in the calendar, with the moment of its last change, by their start. */
export const storedEvents = (tx: Tx): { event: StationEvent; changedAt: number }[] =>
  tx
    .all<EventRow>(`select * from event where status <> 'draft' order by starts_at, id`)
    .map((row) => ({ event: eventOf(row), changedAt: row.changed_at }))

/** What cards can mean something at: not over at `now`, or over and still to be signed out of; by their start. */
export const eventsFrom = (tx: Tx, now: number, limit = 50): StationEvent[] =>
  tx
    .all<EventRow>(
      `select * from event where ends_at > ? and status in ('published', 'cancelled')
        order by starts_at, id limit ?`,
      now - lateSignOutMs,
      limit,
    )
    .map(eventOf)

/** A longer event keeps its window as long as it was: who comes late still checks in. */
export const extendEvent = (tx: Tx, id: string, byMs: number): void => {
  tx.run(
    `update event set ends_at = ends_at + ?, closes_at = closes_at + ?, sequence = sequence + 1 where id = ?`,
    byMs,
    byMs,
    id,
  )
}

/** The event that staff sent all taps to, `null` if none. */
export const pinnedEvent = (tx: Tx): string | null =>
  tx.get<{ value: string }>(`select value from standing where name = 'pinnedEvent'`)?.value ?? null

export const pinEvent = (tx: Tx, event: string | null): void => {
  tx.run(`delete from standing where name = 'pinnedEvent'`)
  if (event !== null) tx.run(`insert into standing (name, value) values ('pinnedEvent', ?)`, event)
}
