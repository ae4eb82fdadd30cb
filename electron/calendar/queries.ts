import type { EventKind } from '../contract/events.ts'
import { businessDateOf, shanghaiTime } from '../contract/values.ts'
import type { Tx } from '../store/tx.ts'
import type { StationEvent } from './rules.ts'
import { eventOf, type EventRow } from './store.ts'

/** The first moments of two days in Shanghai, and of the day after the second. */
const boundsOf = (from: string, to: string): [number, number] => [
  shanghaiTime(from, 0),
  shanghaiTime(to, 24 * 60),
]

const ofTeam = '(?3 is null or team = ?3)'

/** Kinds of what takes place on each day of a range, by the start. What was cancelled leaves no mark. */
export const marksBetween = (
  tx: Tx,
  { from, to, team }: { from: string; to: string; team: string | null },
): Map<string, EventKind[]> => {
  const rows = tx.all<{ starts_at: number; kind: EventKind }>(
    `select starts_at, kind from event
      where starts_at >= ?1 and starts_at < ?2 and status in ('published', 'archived') and ${ofTeam}
      order by starts_at, id`,
    ...boundsOf(from, to),
    team,
  )
  const marks = new Map<string, EventKind[]>()
  for (const { starts_at: startsAt, kind } of rows) {
    const day = businessDateOf(startsAt)
    const before = marks.get(day)
    if (before === undefined) marks.set(day, [kind])
    else before.push(kind)
  }
  return marks
}

/** Events that begin on a day, cancelled ones too, by their start. */
export const eventsOn = (tx: Tx, date: string, team: string | null): StationEvent[] =>
  tx
    .all<EventRow>(
      `select * from event
        where starts_at >= ?1 and starts_at < ?2 and status in ('published', 'cancelled', 'archived') and ${ofTeam}
        order by starts_at, id`,
      ...boundsOf(date, date),
      team,
    )
    .map(eventOf)

/** Drafts that begin on a day, by their start. */
export const draftsOn = (tx: Tx, date: string): StationEvent[] =>
  tx
    .all<EventRow>(
      `select * from event where starts_at >= ? and starts_at < ? and status = 'draft' order by starts_at, id`,
      ...boundsOf(date, date),
    )
    .map(eventOf)

/** The first event that begins at a moment or later and takes place. */
export const nextFrom = (tx: Tx, from: number, team: string | null): StationEvent | null => {
  const row = tx.get<EventRow>(
    `select * from event where starts_at >= ?1 and starts_at < ?2 and status = 'published' and ${ofTeam}
      order by starts_at, id limit 1`,
    from,
    Number.MAX_SAFE_INTEGER,
    team,
  )
  return row === undefined ? null : eventOf(row)
}

/** Later dates of the same series that take place. */
export const furtherDates = (tx: Tx, { series, startsAt }: StationEvent, limit: number): StationEvent[] =>
  series === null
    ? []
    : tx
        .all<EventRow>(
          `select * from event where series = ? and starts_at > ? and status = 'published'
            order by starts_at limit ?`,
          series.id,
          startsAt,
          limit,
        )
        .map(eventOf)

/** How many events of each team are still to come. */
export const comingOfTeams = (tx: Tx, now: number): Map<string, number> =>
  new Map(
    tx
      .all<{ team: string; coming: number }>(
        `select team, count(*) as coming from event
          where ends_at > ? and status = 'published' and team is not null group by team`,
        now,
      )
      .map(({ team, coming }) => [team, coming]),
  )

/** What these teams do next. */
export const eventsOfTeams = (
  tx: Tx,
  teams: readonly string[],
  { now, limit }: { now: number; limit: number },
): StationEvent[] =>
  tx
    .all<EventRow>(
      `select * from event
        where team in (select value from json_each(?)) and ends_at > ? and status = 'published'
        order by starts_at, id limit ?`,
      JSON.stringify(teams),
      now,
      limit,
    )
    .map(eventOf)

/** What comes next of these kinds; of a series its next date. */
export const eventsOfKinds = (
  tx: Tx,
  kinds: readonly EventKind[],
  { now, limit }: { now: number; limit: number },
): StationEvent[] =>
  tx
    .all<EventRow>(
      `select * from event e
        where kind in (select value from json_each(?1)) and ends_at > ?2 and status = 'published'
          and not exists (select 1 from event earlier
            where earlier.series = e.series and earlier.starts_at < e.starts_at
              and earlier.ends_at > ?2 and earlier.status = 'published')
        order by starts_at, id limit ?3`,
      JSON.stringify(kinds),
      now,
      limit,
    )
    .map(eventOf)

/** What of an event is looked through while somebody types. */
export interface Findable {
  id: string
  title: string
  kind: EventKind
  team: string | null
  series: string | null
  startsAt: number
  endsAt: number
}

/** Everything that is not over and takes place, by the start. */
export const findableEvents = (tx: Tx, now: number): Findable[] =>
  tx.all<Findable>(
    `select id, title, kind, team, series, starts_at as startsAt, ends_at as endsAt from event
      where ends_at > ? and status = 'published' order by starts_at, id`,
    now,
  )

/** How often events, and places at them, have changed. */
export const revisionOf = (tx: Tx): { events: number; places: number } => {
  const row = tx.get<{ events: number; places: number }>('select events, places from calendar_revision')
  if (row === undefined) throw new Error('the calendar has lost its revision')
  return { events: row.events, places: row.places }
}
