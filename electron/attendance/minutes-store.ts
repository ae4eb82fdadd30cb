import type { Tx } from '../store/tx.ts'
import type { MinutesVerdict, Stay } from './minutes.ts'
import type { Attendance } from './store.ts'

/** What was judged of one attendance; the newest of an attendance counts. */
export interface MinutesEntry {
  id: string
  attendance: Attendance
  /** The sign-out that it rests on, `null` where staff vouched for somebody who had not signed out. */
  checkout: string | null
  /** The person who counts: after a join another one than the attendance names. */
  resident: string
  stay: Stay
  verdict: MinutesVerdict | { kind: 'approved' | 'withdrawn'; minutes: number }
  source: 'taps' | 'manual'
  reason: string | null
  author: string | null
  approver: string | null
  at: number
}

export const insertMinutes = (tx: Tx, entry: MinutesEntry): void => {
  tx.run(
    `insert into service_minutes (id, attendance, checkout, resident, started_at, ended_at, minutes, state, source,
       reason, author, approver, business_date, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.id,
    entry.attendance.id,
    entry.checkout,
    entry.resident,
    entry.stay.inAt,
    entry.stay.outAt,
    entry.verdict.minutes,
    entry.verdict.kind,
    entry.source,
    entry.reason,
    entry.author,
    entry.approver,
    entry.attendance.businessDate,
    entry.at,
  )
}

const sum = (tx: Tx, where: string, ...params: string[]): number =>
  tx.get<{ minutes: number }>(
    `select coalesce(sum(minutes), 0) as minutes from counted_minutes where ${where}`,
    ...params,
  )?.minutes ?? 0

/** Minutes of service that count, of all time. */
export const servedBy = (tx: Tx, resident: string): number => sum(tx, 'resident = ?', resident)

/** Minutes that count on one business date. */
export const servedOn = (tx: Tx, resident: string, businessDate: string): number =>
  sum(tx, 'resident = ? and business_date = ?', resident, businessDate)

/** Minutes that count of these attendances. */
export const countedOf = (tx: Tx, attendances: readonly string[]): number =>
  attendances.reduce((total, id) => total + sum(tx, 'attendance = ?', id), 0)

/** Minutes of one stay that count, with the id of what was judged. */
export interface CountedMinutes {
  id: string
  minutes: number
}

/** What counts of one person's stays at one event, in the order in which it was judged. */
export const countedAt = (tx: Tx, event: string, resident: string): CountedMinutes[] =>
  tx.all<CountedMinutes & object>(
    `select s.id, s.minutes from counted_minutes s join attendance a on a.id = s.attendance
      where s.resident = ? and a.event = ? and s.minutes > 0 order by s.seq`,
    resident,
    event,
  )

/** When this person served elsewhere around that day. */
export const servedElsewhere = (
  tx: Tx,
  input: { resident: string; event: string; from: number; to: number },
): Stay[] =>
  tx.all<Stay & object>(
    `select s.started_at as inAt, s.ended_at as outAt from counted_minutes s join attendance a on a.id = s.attendance
      where s.resident = ? and a.event <> ? and s.started_at < ? and s.ended_at > ?`,
    input.resident,
    input.event,
    input.to,
    input.from,
  )

interface NewestRow {
  id: string
  seq: number
  minutes: number
  state: MinutesEntry['verdict']['kind']
  source: MinutesEntry['source']
  checkout: string | null
  started_at: number
  ended_at: number
}

/** Number of what was judged first of an attendance, `null` where nothing was. */
export const firstJudged = (tx: Tx, attendance: string): number | null =>
  tx.get<{ seq: number | null }>(
    'select min(seq) as seq from service_minutes where attendance = ?',
    attendance,
  )?.seq ?? null

/** What was judged last of an attendance. */
export const newestMinutes = (tx: Tx, attendance: string): NewestRow | null =>
  tx.get<NewestRow & object>(
    `select id, seq, minutes, state, source, checkout, started_at, ended_at from service_minutes
      where attendance = ? order by seq desc limit 1`,
    attendance,
  ) ?? null

/**
 * What was judged of one person's stays stands for another from now on: the newest entry of each is written again
 * under the other id.
 */
export const moveMinutes = (
  tx: Tx,
  { from, to, at, newId }: { from: string; to: string; at: number; newId: () => string },
): void => {
  const newest = tx.all<{ seq: number }>(
    `select s.seq from service_minutes s where s.resident = ? and s.state <> 'withdrawn'
        and s.seq = (select max(seq) from service_minutes where attendance = s.attendance) order by s.seq`,
    from,
  )
  for (const { seq } of newest) {
    tx.run(
      `insert into service_minutes (id, attendance, checkout, resident, started_at, ended_at, minutes, state, source,
         reason, author, approver, business_date, at)
       select ?, attendance, checkout, ?, started_at, ended_at, minutes, state, source, reason, author, approver,
         business_date, ? from service_minutes where seq = ?`,
      newId(),
      to,
      at,
      seq,
    )
  }
}
