import type { Tx } from '../store/tx.ts'

export interface Attendance {
  /** Id of the fact and of its record to the centre. */
  id: string
  event: string
  resident: string
  tap: string
  at: number
  businessDate: string
}

export const insertAttendance = (tx: Tx, attendance: Attendance): void => {
  tx.run(
    `insert into attendance (id, event, resident, tap, method, role, at, business_date)
     values (?, ?, ?, ?, 'id-card', 'attendee', ?, ?)`,
    attendance.id,
    attendance.event,
    attendance.resident,
    attendance.tap,
    attendance.at,
    attendance.businessDate,
  )
}

interface AttendanceRow {
  id: string
  event: string
  resident: string
  tap: string
  at: number
  business_date: string
}

const attendanceOf = (row: AttendanceRow): Attendance => ({
  id: row.id,
  event: row.event,
  resident: row.resident,
  tap: row.tap,
  at: row.at,
  businessDate: row.business_date,
})

export const attendanceAt = (tx: Tx, event: string, resident: string): Attendance | null => {
  const row = tx.get<AttendanceRow>(
    'select id, event, resident, tap, at, business_date from attendance where event = ? and resident = ?',
    event,
    resident,
  )
  return row === undefined ? null : attendanceOf(row)
}

/** Attendances of events that end after `now`: consent given before the end still scores them. */
export const attendanceNotOver = (tx: Tx, resident: string, now: number): Attendance[] =>
  tx
    .all<AttendanceRow>(
      `select a.id, a.event, a.resident, a.tap, a.at, a.business_date
         from attendance a join event e on e.id = a.event
        where a.resident = ? and a.at > ? and e.ends_at > ? order by a.at`,
      resident,
      // No event lasts longer than a day: keeps the look-up on a short part of the index.
      now - 86_400_000,
      now,
    )
    .map(attendanceOf)

export const takenAt = (tx: Tx, event: string): number =>
  tx.get<{ taken: number }>('select count(*) as taken from attendance where event = ?', event)?.taken ?? 0

export const insertHeadcount = (
  tx: Tx,
  headcount: { id: string; event: string; tap: string; count: number; at: number },
): void => {
  tx.run(
    'insert into headcount (id, event, tap, count, at) values (?, ?, ?, ?, ?)',
    headcount.id,
    headcount.event,
    headcount.tap,
    headcount.count,
    headcount.at,
  )
}

/** People in the hall: attendances and counted children. */
export const arrivedAt = (tx: Tx, event: string): number =>
  takenAt(tx, event) +
  (tx.get<{ children: number }>(
    'select coalesce(sum(count), 0) as children from headcount where event = ?',
    event,
  )?.children ?? 0)
