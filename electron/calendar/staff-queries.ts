import type { EventPhase } from '../contract/event-desk.ts'
import { shanghaiTime } from '../contract/values.ts'
import type { Tx } from '../store/tx.ts'
import type { StationEvent } from './rules.ts'
import { eventOf, type EventRow } from './store.ts'

/** As `phaseOf` decides; `?1` is the moment. */
const inPhase: Readonly<Record<EventPhase, string>> = {
  draft: `status = 'draft'`,
  published: `status = 'published' and starts_at > ?1 and (sign_up_opens_at is null or sign_up_opens_at > ?1)`,
  signUp: `status = 'published' and starts_at > ?1 and sign_up_opens_at <= ?1`,
  inProgress: `status = 'published' and starts_at <= ?1 and ends_at > ?1`,
  ended: `status = 'published' and ends_at <= ?1`,
  archived: `status = 'archived'`,
  withdrawn: `status = 'withdrawn'`,
  cancelled: `status = 'cancelled'`,
}

const latestFirst: ReadonlySet<EventPhase> = new Set(['ended', 'archived', 'withdrawn', 'cancelled'])

/** One page of the events that staff look for, by their start. Both days are in the range. */
export const eventsListed = (
  tx: Tx,
  sought: {
    from: string | null
    to: string | null
    phase: EventPhase | null
    now: number
    offset: number
    limit: number
  },
): { total: number; events: StationEvent[] } => {
  const { from, to, phase, now, offset, limit } = sought
  const where = `?1 is not null and starts_at >= ?2 and starts_at < ?3 and ${phase === null ? 'true' : inPhase[phase]}`
  const range = [
    now,
    from === null ? 0 : shanghaiTime(from, 0),
    to === null ? Number.MAX_SAFE_INTEGER : shanghaiTime(to, 24 * 60),
  ]
  const order = phase !== null && latestFirst.has(phase) ? 'desc' : 'asc'
  return {
    total: tx.get<{ n: number }>(`select count(*) as n from event where ${where}`, ...range)?.n ?? 0,
    events: tx
      .all<EventRow>(
        `select * from event where ${where} order by starts_at ${order}, id ${order} limit ?4 offset ?5`,
        ...range,
        limit,
        offset,
      )
      .map(eventOf),
  }
}

/** What took place here last, each title once, the newest first. */
export const lastHeld = (tx: Tx, now: number, limit: number): StationEvent[] =>
  tx
    .all<EventRow>(
      `select * from (
         select *, row_number() over (partition by title, kind order by starts_at desc, id desc) as nth
           from event where ends_at <= ? and status in ('published', 'archived'))
        where nth = 1 order by starts_at desc, id desc limit ?`,
      now,
      limit,
    )
    .map(eventOf)

/** What took place, or is to, from one day to another, by its start. */
export const heldBetween = (
  tx: Tx,
  { from, to }: { from: string; to: string },
  limit: number,
): StationEvent[] =>
  tx
    .all<EventRow>(
      `select * from event
        where starts_at >= ? and starts_at < ? and status in ('published', 'archived')
        order by starts_at, id limit ?`,
      shanghaiTime(from, 0),
      shanghaiTime(to, 24 * 60),
      limit,
    )
    .map(eventOf)

/** Events between two moments at this place or of this team; drafts too, for their own planners to see. */
export const eventsBeside = (
  tx: Tx,
  { place, team, from, to }: { place: string; team: string | null; from: number; to: number },
): StationEvent[] =>
  tx
    .all<EventRow>(
      `select * from event
        where ends_at > ?1 and starts_at < ?2 and status in ('published', 'draft')
          and ((?3 <> '' and place = ?3) or team = ?4)
        order by starts_at, id`,
      from,
      to,
      place,
      team,
    )
    .map(eventOf)

/** Dates of a series that have not begun. */
export const datesAhead = (tx: Tx, series: string, now: number): number =>
  tx.get<{ n: number }>(
    `select count(*) as n from event where series = ? and starts_at > ? and status = 'published'`,
    series,
    now,
  )?.n ?? 0

/** People who have been checked in already to dates of a series that have not begun. */
export const arrivedAhead = (tx: Tx, series: string, now: number): number =>
  tx.get<{ n: number }>(
    `select count(*) as n from event e join presence p on p.event = e.id
      where e.series = ? and e.starts_at > ? and e.status = 'published'`,
    series,
    now,
  )?.n ?? 0

/** How many events were ever cancelled. */
export const cancelledSoFar = (tx: Tx): number =>
  tx.get<{ n: number }>(`select count(*) as n from event where status = 'cancelled'`)?.n ?? 0
