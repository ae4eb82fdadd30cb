import { StationError } from '../base/errors.ts'
import type { EventKind } from '../contract/events.ts'
import type { Tx } from '../store/tx.ts'
import type { Presence } from './rules.ts'

export type Method = 'id-card' | 'manual'

/** Who entered something without a card, and why. The mark stays for ever. */
export interface ByHand {
  reason: string
  author: string
  approver: string | null
  /** Whether staff asked to go past a rule, and whether that was needed. */
  override: { asked: boolean; needed: boolean }
}

/** One check-in: a fact, never changed. Whether it still counts is said by `presence`. */
export interface Attendance {
  /** Id of the fact and of its record to the centre. */
  id: string
  event: string
  /** As recorded; somebody joined with another entry later is found through `presence`. */
  resident: string
  /** Id of the tap, or of the staff action, that made it. */
  tap: string
  method: Method
  at: number
  businessDate: string
}

interface AttendanceRow {
  id: string
  event: string
  resident: string
  tap: string
  method: Method
  at: number
  business_date: string
}

const columns = 'a.id, a.event, a.resident, a.tap, a.method, a.at, a.business_date'

const attendanceOf = ({ business_date: businessDate, ...row }: AttendanceRow): Attendance => ({
  ...row,
  businessDate,
})

/**
 * Adds the fact and makes it the one that counts; who had left comes in again. Throws `conflict` while one that
 * counts is open: nobody is inside twice.
 */
export const insertAttendance = (
  tx: Tx,
  attendance: Attendance & { role: 'attendee' | 'volunteer'; hand: ByHand | null },
): void => {
  const { id, event, resident, tap, method, role, at, businessDate, hand } = attendance
  tx.run(
    `insert into attendance (id, event, resident, tap, method, role, at, business_date, reason, author, approver,
       override_asked, override_needed) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    event,
    resident,
    tap,
    method,
    role,
    at,
    businessDate,
    hand?.reason ?? null,
    hand?.author ?? null,
    hand?.approver ?? null,
    hand?.override.asked === true ? 1 : 0,
    hand?.override.needed === true ? 1 : 0,
  )
  const { changes } = tx.run(
    `insert into presence (event, resident, attendance, checked_in_at) values (?, ?, ?, ?)
     on conflict (event, resident) do update set attendance = excluded.attendance,
       checked_in_at = excluded.checked_in_at, checked_out_at = null where presence.checked_out_at is not null`,
    event,
    resident,
    id,
    at,
  )
  if (changes !== 1) throw new StationError('conflict', { because: 'alreadyIn' })
}

export const attendanceById = (tx: Tx, id: string): Attendance | null => {
  const row = tx.get<AttendanceRow>(`select ${columns} from attendance a where a.id = ?`, id)
  return row === undefined ? null : attendanceOf(row)
}

/** The attendance that a tap made and that counts, `null` if there is none. */
export const attendanceOfTap = (tx: Tx, tap: string): Attendance | null => {
  const row = tx.get<AttendanceRow>(
    `select ${columns} from attendance a join presence p on p.attendance = a.id where a.tap = ?`,
    tap,
  )
  return row === undefined ? null : attendanceOf(row)
}

export interface PresenceRow extends Presence {
  event: string
  attendance: string
}

const presenceColumns = 'event, attendance, checked_in_at as checkedInAt, checked_out_at as checkedOutAt'

export const presenceAt = (tx: Tx, event: string, resident: string): PresenceRow | null =>
  tx.get<PresenceRow>(
    `select ${presenceColumns} from presence where event = ? and resident = ?`,
    event,
    resident,
  ) ?? null

/** Where this person is or was, for events that still matter. */
export const presencesOf = (tx: Tx, resident: string, events: readonly string[]): Map<string, PresenceRow> =>
  new Map(
    events.flatMap((event) => {
      const row = presenceAt(tx, event, resident)
      return row === null ? [] : [[event, row] as const]
    }),
  )

/** Attendances that count, of events that end after `now`: consent given before the end still scores them. */
export const attendanceNotOver = (tx: Tx, resident: string, now: number): Attendance[] =>
  tx
    .all<AttendanceRow>(
      `select ${columns} from presence p join attendance a on a.id = p.attendance join event e on e.id = a.event
        where p.resident = ? and p.checked_in_at > ? and e.ends_at > ? order by p.checked_in_at`,
      resident,
      // No event lasts longer than a day: keeps the look-up on a short part of the index.
      now - 86_400_000,
      now,
    )
    .map(attendanceOf)

/** Events under a credit rule in `from` … `to`, both inclusive, at which this person counts as having come. */
export const presencesUnder = (
  tx: Tx,
  input: { resident: string; ruleId: string; from: string; to: string },
): number =>
  tx.get<{ n: number }>(
    `select count(*) as n from presence p join attendance a on a.id = p.attendance join event e on e.id = p.event
      where p.resident = ? and e.rule_id = ? and a.business_date between ? and ?`,
    input.resident,
    input.ruleId,
    input.from,
    input.to,
  )?.n ?? 0

/** Everybody who counts, gone or not. */
const presentAt = (tx: Tx, event: string): number =>
  tx.get<{ present: number }>('select count(*) as present from presence where event = ?', event)?.present ?? 0

/** Places taken: everybody who counts, gone or not, and who signed up and has not come yet. */
export const takenAt = (tx: Tx, event: string): number =>
  presentAt(tx, event) +
  (tx.get<{ held: number }>(
    `select count(*) as held from sign_up s where s.event = ?
       and not exists (select 1 from presence p where p.event = s.event and p.resident = s.resident)`,
    event,
  )?.held ?? 0)

/** Whether a place is kept for this person. */
export const hasPlaceAt = (tx: Tx, event: string, resident: string): boolean =>
  tx.get('select 1 as found from sign_up where event = ? and resident = ?', event, resident) !== undefined

export interface Checkout {
  id: string
  attendance: string
  at: number
}

export const insertCheckout = (
  tx: Tx,
  checkout: Checkout & { tap: string; method: Method; hand: ByHand | null },
): void => {
  const { id, attendance, tap, method, at, hand } = checkout
  tx.run(
    'insert into checkout (id, attendance, tap, method, author, approver, reason, at) values (?, ?, ?, ?, ?, ?, ?, ?)',
    id,
    attendance,
    tap,
    method,
    hand?.author ?? null,
    hand?.approver ?? null,
    hand?.reason ?? null,
    at,
  )
  tx.run('update presence set checked_out_at = ? where attendance = ?', at, attendance)
}

const standingCheckout =
  'select id, attendance, at from checkout c where not exists (select 1 from reversal r where r.reverses = c.id)'

/** The sign-out of an attendance that stands, `null` while the person is inside. */
export const checkoutOf = (tx: Tx, attendance: string): Checkout | null =>
  tx.get<Checkout>(`${standingCheckout} and attendance = ? order by at desc limit 1`, attendance) ?? null

/** The sign-out that a tap made and that stands. */
export const checkoutOfTap = (tx: Tx, tap: string): Checkout | null =>
  tx.get<Checkout>(`${standingCheckout} and tap = ? limit 1`, tap) ?? null

const insertReversal = (
  tx: Tx,
  what: 'attendance' | 'checkout',
  reversal: { id: string; reverses: string; reason: string; author: string | null; at: number },
): void => {
  tx.run(
    'insert into reversal (id, reverses, what, reason, author, at) values (?, ?, ?, ?, ?, ?)',
    reversal.id,
    reversal.reverses,
    what,
    reversal.reason,
    reversal.author,
    reversal.at,
  )
}

/** The sign-out does not stand any more: the person is inside. */
export const reverseCheckout = (
  tx: Tx,
  checkout: Checkout,
  reversal: { id: string; reason: string; author: string | null; at: number },
): void => {
  insertReversal(tx, 'checkout', { ...reversal, reverses: checkout.id })
  tx.run('update presence set checked_out_at = null where attendance = ?', checkout.attendance)
}

/** The attendances of one event and person that were not taken back, the newest first. */
export const standingAttendances = (tx: Tx, event: string, resident: string): Attendance[] =>
  tx
    .all<AttendanceRow>(
      `select ${columns} from attendance a
        where a.event = ?
          and (a.resident = ? or a.resident in (select alias from resident_alias where resident = ?))
          and not exists (select 1 from reversal r where r.reverses = a.id)
        order by a.at desc, a.id desc`,
      event,
      resident,
      resident,
    )
    .map(attendanceOf)

/**
 * The attendance does not count any more; the fact stays. An earlier stay at the same event counts again.
 * Throws where it was taken back before.
 */
export const reverseAttendance = (
  tx: Tx,
  attendance: Attendance,
  reversal: { id: string; reason: string; author: string | null; at: number },
): void => {
  insertReversal(tx, 'attendance', { ...reversal, reverses: attendance.id })
  const place = tx.get<{ resident: string }>(
    'select resident from presence where attendance = ?',
    attendance.id,
  )
  if (place === undefined) return
  const [earlier] = standingAttendances(tx, attendance.event, place.resident)
  tx.run('delete from presence where attendance = ?', attendance.id)
  if (earlier === undefined) return
  tx.run(
    'insert into presence (event, resident, attendance, checked_in_at, checked_out_at) values (?, ?, ?, ?, ?)',
    attendance.event,
    place.resident,
    earlier.id,
    earlier.at,
    checkoutOf(tx, earlier.id)?.at ?? null,
  )
}

export const isReversed = (tx: Tx, fact: string): boolean =>
  tx.get('select 1 as found from reversal where reverses = ?', fact) !== undefined

export const insertHeadcount = (
  tx: Tx,
  headcount: {
    id: string
    event: string
    tap: string
    count: number
    at: number
    guardian: string | null
    author: string | null
  },
): void => {
  tx.run(
    'insert into headcount (id, event, tap, count, at, guardian, author) values (?, ?, ?, ?, ?, ?, ?)',
    headcount.id,
    headcount.event,
    headcount.tap,
    headcount.count,
    headcount.at,
    headcount.guardian,
    headcount.author,
  )
}

/** People who came: attendances that count, and counted children. */
export const arrivedAt = (tx: Tx, event: string): number =>
  presentAt(tx, event) +
  (tx.get<{ children: number }>(
    'select coalesce(sum(count), 0) as children from headcount where event = ?',
    event,
  )?.children ?? 0)

/** People in the hall now: who counts and has not signed out, and counted children. */
export const insideAt = (tx: Tx, event: string): number =>
  arrivedAt(tx, event) -
  (tx.get<{ gone: number }>(
    'select count(*) as gone from presence where event = ? and checked_out_at is not null',
    event,
  )?.gone ?? 0)

/** When this person was last checked in anywhere, of what counts. */
export const lastCameAt = (tx: Tx, resident: string): number | null =>
  tx.get<{ at: number | null }>('select max(checked_in_at) as at from presence where resident = ?', resident)
    ?.at ?? null

/** Events between two moments at which this person counts as having come, in order. */
export const eventsCameTo = (
  tx: Tx,
  resident: string,
  range: { from: number; to: number },
  limit: number,
): string[] =>
  tx
    .all<{ event: string }>(
      `select p.event from presence p join event e on e.id = p.event
        where p.resident = ? and e.ends_at > ? and e.starts_at < ? order by e.starts_at, e.id limit ?`,
      resident,
      range.from,
      range.to,
      limit,
    )
    .map(({ event }) => event)

/** Kinds of events at which this person counts as having come. */
export const kindsCameTo = (tx: Tx, resident: string): EventKind[] =>
  tx
    .all<{ kind: EventKind }>(
      'select distinct e.kind from presence p join event e on e.id = p.event where p.resident = ?',
      resident,
    )
    .map(({ kind }) => kind)

/** Attendances recorded under any of these ids, taken back or not, the newest first. */
export const historyOf = (
  tx: Tx,
  residents: readonly string[],
  limit: number,
): (Attendance & { isOverride: boolean })[] =>
  residents
    .flatMap((resident) =>
      tx.all<AttendanceRow & { override_needed: number }>(
        `select ${columns}, a.override_needed from attendance a where a.resident = ?
          order by a.at desc, a.id desc limit ?`,
        resident,
        limit,
      ),
    )
    .map(({ override_needed: needed, ...row }) => ({ ...attendanceOf(row), isOverride: needed === 1 }))
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .slice(0, limit)

/** All places that this person holds, for events of any time. */
export const allPresencesOf = (tx: Tx, resident: string): PresenceRow[] =>
  tx.all<PresenceRow>(
    `select ${presenceColumns} from presence where resident = ? order by checked_in_at, event`,
    resident,
  )

/** What counts for the one counts for the other from now on, at this event. */
export const movePresence = (tx: Tx, event: string, from: string, to: string): void => {
  tx.run('update presence set resident = ? where event = ? and resident = ?', to, event, from)
}

/** People who signed up, else the members of the event's team; `null` where nobody in particular is expected. */
export const expectedAt = (tx: Tx, event: { id: string; team: string | null }): number | null => {
  const count = (sql: string, value: string): number => tx.get<{ n: number }>(sql, value)?.n ?? 0
  const signedUp = count('select count(*) as n from sign_up where event = ?', event.id)
  if (signedUp > 0) return signedUp
  const members =
    event.team === null ? 0 : count('select count(*) as n from team_member where team = ?', event.team)
  return members > 0 ? members : null
}
