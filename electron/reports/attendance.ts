import { shanghaiTime } from '../contract/values.ts'
import type { Cell, Tx } from '../store/tx.ts'

/** What of an event its figures depend on. Times are UTC milliseconds. */
export interface ReportedEvent {
  id: string
  startsAt: number
  endsAt: number
  /** The check-in, `null` where nobody checks in. */
  opensAt: number | null
  closesAt: number | null
  /** When signing out is over, `null` where nobody signs out. */
  signOutEndsAt: number | null
  countsMinutes: boolean
  cancelled: boolean
  /** Counted children, who are a number and no persons. */
  children: number
}

/** One person at one event: who counts there now, or is expected and has not come. */
export interface PersonFacts {
  resident: string
  expected: boolean
  /** The check-in that counts, `null` for who has not come. */
  attendance: string | null
  /** The first one that stands: who left and came back was not late. */
  checkedInAt: number | null
  checkedOutAt: number | null
  /** Something of it was entered by staff, or against a rule. */
  byHand: boolean
  override: boolean
  /** Minutes of service that count. */
  minutes: number
}

/** Everything that boards, lists and reports say about one event is computed from this. */
export interface EventAttendance {
  event: ReportedEvent
  people: PersonFacts[]
}

interface EventRow {
  id: string
  starts_at: number
  ends_at: number
  opens_at: number | null
  closes_at: number | null
  until_after_end: number | null
  counts_minutes: number
  status: string
  children: number
}

const eventColumns = `e.id, e.starts_at, e.ends_at, e.opens_at, e.closes_at, e.counts_minutes, e.status,
  json_extract(e.sign_out, '$.untilAfterEndMs') as until_after_end,
  (select coalesce(sum(h.count), 0) from headcount h where h.event = e.id) as children`

const eventOf = (row: EventRow): ReportedEvent => ({
  id: row.id,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  signOutEndsAt: row.until_after_end === null ? null : row.ends_at + row.until_after_end,
  countsMinutes: row.counts_minutes === 1,
  cancelled: row.status === 'cancelled',
  children: row.children,
})

interface PersonRow {
  resident: string
  expected: number
  attendance: string | null
  first_at: number | null
  checked_out_at: number | null
  by_hand: number
  override: number
  minutes: number
}

/**
 * Presence says who counts, under the person that a joined entry became; facts that were taken back add nothing.
 * Sign-ups say who is expected, else the event's team. All is gathered and grouped once: joined to one another, many
 * people at one event would be looked through for each of them.
 */
const peopleOfEvent = `
with chosen(event) as (select ?),
facts(resident, expected, attendance, checked_in_at, checked_out_at, first_at, by_hand, override, minutes) as (
  select resident, 0, attendance, checked_in_at, checked_out_at, null, 0, 0, 0
    from presence where event = (select event from chosen)
  union all
  select coalesce(l.resident, a.resident), 0, null, null, null, a.at, a.method = 'manual', a.override_needed,
         coalesce(c.minutes, 0)
    from attendance a left join resident_alias l on l.alias = a.resident
         left join counted_minutes c on c.attendance = a.id
   where a.event = (select event from chosen)
     and not exists (select 1 from reversal r where r.reverses = a.id)
  union all
  select coalesce(l.resident, s.resident), 1, null, null, null, null, 0, 0, 0
    from sign_up s left join resident_alias l on l.alias = s.resident
   where s.event = (select event from chosen)
  union all
  select coalesce(l.resident, m.resident), 1, null, null, null, null, 0, 0, 0
    from event e join team_member m on m.team = e.team left join resident_alias l on l.alias = m.resident
   where e.id = (select event from chosen)
     and not exists (select 1 from sign_up where event = (select event from chosen))
)
select resident, max(expected) as expected, max(attendance) as attendance,
       iif(max(attendance) is null, null, coalesce(min(first_at), max(checked_in_at))) as first_at,
       max(checked_out_at) as checked_out_at, max(by_hand) as by_hand, max(override) as override,
       sum(minutes) as minutes
  from facts group by resident having max(expected) = 1 or max(attendance) is not null`

const personOf = (row: PersonRow): PersonFacts => ({
  resident: row.resident,
  expected: row.expected === 1,
  attendance: row.attendance,
  checkedInAt: row.first_at,
  checkedOutAt: row.checked_out_at,
  byHand: row.by_hand === 1,
  override: row.override === 1,
  minutes: row.minutes,
})

/** Everybody who came to an event, or is expected there. */
export const peopleAt = (tx: Tx, event: string): PersonFacts[] =>
  tx.all<PersonRow>(peopleOfEvent, event).map(personOf)

/** One event with everybody who came or is expected, `null` where there is no such event. */
export const attendanceOf = (tx: Tx, event: string): EventAttendance | null => {
  const row = tx.get<EventRow>(`select ${eventColumns} from event e where e.id = ?`, event)
  return row === undefined ? null : { event: eventOf(row), people: peopleAt(tx, event) }
}

/** The first moment of a business date, and of the one after it. */
export const boundsOf = (day: string): { from: number; to: number } => ({
  from: shanghaiTime(day, 0),
  to: shanghaiTime(day, 24 * 60),
})

/** Events that pass a test of SQL on `e`, by their start. */
const eventsWhere = (tx: Tx, test: string, ...params: Cell[]): ReportedEvent[] =>
  tx
    .all<EventRow>(`select ${eventColumns} from event e where ${test} order by e.starts_at, e.id`, ...params)
    .map(eventOf)

/** Events of a business date: the day that they begin on. */
export const eventsOfDay = (tx: Tx, day: string): ReportedEvent[] => {
  const { from, to } = boundsOf(day)
  return eventsWhere(tx, 'e.ends_at > ? and e.starts_at >= ? and e.starts_at < ?', from, from, to)
}

/** Events that ended after one moment and have begun before another, or whose check-in has opened by `now`, and the pinned one. */
export const eventsAround = (
  tx: Tx,
  input: { endedAfter: number; startBefore: number; now: number; pinned: string | null },
): ReportedEvent[] =>
  eventsWhere(
    tx,
    '(e.ends_at > ? and (e.starts_at < ? or e.opens_at <= ?)) or e.id = ?',
    input.endedAfter,
    input.startBefore,
    input.now,
    input.pinned,
  )
