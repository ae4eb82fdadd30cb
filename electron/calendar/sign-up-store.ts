import type { Tx } from '../store/tx.ts'
import type { StationEvent } from './rules.ts'
import { eventById } from './store.ts'
import type { Standing } from './sign-up.ts'

const countOf = (tx: Tx, sql: string, ...params: string[]): number =>
  tx.get<{ n: number }>(sql, ...params)?.n ?? 0

export const signedUpFor = (tx: Tx, event: string): number =>
  countOf(tx, 'select count(*) as n from sign_up where event = ?', event)

/** Who came waits no longer, whatever the list says. */
const stillWaiting = `w.event = ? and not exists
  (select 1 from presence p where p.event = w.event and p.resident = w.resident)`

/** People who wait for a place. */
export const waitingFor = (tx: Tx, event: string): number =>
  countOf(tx, `select count(*) as n from waiting_list w where ${stillWaiting}`, event)

/** Who waits for a place, the longest first. */
export const peopleWaiting = (tx: Tx, event: string, limit: number): string[] =>
  tx
    .all<{ resident: string }>(
      `select w.resident from waiting_list w where ${stillWaiting} order by w.seq limit ?`,
      event,
      limit,
    )
    .map(({ resident }) => resident)

/** People who rely on the event: signed up, or waiting. */
export const relyingOn = (tx: Tx, event: string): number => signedUpFor(tx, event) + waitingFor(tx, event)

/** What this person has to do with the event. */
export const standingOf = (tx: Tx, event: string, resident: string): Standing => {
  const isThere =
    tx.get('select 1 as found from presence where event = ? and resident = ?', event, resident) !== undefined
  if (isThere) return { kind: 'checkedIn' }
  const signed = tx.get<{ waited: number }>(
    'select waited from sign_up where event = ? and resident = ?',
    event,
    resident,
  )
  if (signed !== undefined) return { kind: 'signedUp', moved: signed.waited === 1 }
  const row = tx.get<{ seq: number }>(
    'select seq from waiting_list where event = ? and resident = ?',
    event,
    resident,
  )
  if (row === undefined) return { kind: 'none' }
  const inFront = countOf(
    tx,
    `select count(*) as n from waiting_list w where ${stillWaiting} and w.seq < ${String(row.seq)}`,
    event,
  )
  return { kind: 'waiting', place: inFront + 1 }
}

interface Entry {
  event: string
  resident: string
  /** The tap that it was done with. */
  tap: string
  at: number
}

export const insertSignUp = (tx: Tx, { event, resident, tap, at }: Entry): void => {
  tx.run('insert into sign_up (event, resident, at, tap) values (?, ?, ?, ?)', event, resident, at, tap)
}

/** Puts somebody at the end of the queue. */
export const insertWaiting = (tx: Tx, { event, resident, tap, at }: Entry): void => {
  tx.run('insert into waiting_list (event, resident, tap, at) values (?, ?, ?, ?)', event, resident, tap, at)
}

export const deleteSignUp = (tx: Tx, event: string, resident: string): void => {
  tx.run('delete from sign_up where event = ? and resident = ?', event, resident)
  tx.run('delete from waiting_list where event = ? and resident = ?', event, resident)
}

/** Events that were signed up or waited for with this tap. */
export const eventsOfTap = (tx: Tx, tap: string, resident: string): string[] =>
  tx
    .all<{ event: string }>(
      `select event from sign_up where tap = ? and resident = ?
       union select event from waiting_list where tap = ? and resident = ?`,
      tap,
      resident,
      tap,
      resident,
    )
    .map(({ event }) => event)

/**
 * Gives every free place to who waits longest, in order, in the caller's transaction: the state is read here and now,
 * so nobody gets a place twice, and who left the queue or came meanwhile is passed over. Returns how many moved up.
 */
export const moveUp = (
  tx: Tx,
  id: string,
  { now, takenAt }: { now: number; takenAt: (tx: Tx, event: string) => number },
): number => {
  const event = eventById(tx, id)
  if (event?.status !== 'published' || now >= event.endsAt) return 0
  let moved = 0
  for (;;) {
    if (event.capacity !== null && takenAt(tx, id) >= event.capacity) return moved
    const next = tx.get<{ seq: number; resident: string; tap: string | null }>(
      `select w.seq, w.resident, w.tap from waiting_list w where ${stillWaiting}
         and not exists (select 1 from sign_up s where s.event = w.event and s.resident = w.resident)
        order by w.seq limit 1`,
      id,
    )
    if (next === undefined) return moved
    tx.run('delete from waiting_list where seq = ?', next.seq)
    tx.run(
      'insert into sign_up (event, resident, at, tap, waited) values (?, ?, ?, ?, 1)',
      id,
      next.resident,
      now,
      next.tap,
    )
    moved += 1
  }
}

/** Everybody keeps the place, or the place in the queue, at the event that takes place instead. */
export const takeOver = (tx: Tx, from: string, to: string): void => {
  tx.run(
    'insert or ignore into sign_up (event, resident, at, waited) select ?, resident, at, 0 from sign_up where event = ?',
    to,
    from,
  )
  tx.run(
    `insert or ignore into waiting_list (event, resident, at)
       select ?, resident, at from waiting_list where event = ? order by seq`,
    to,
    from,
  )
}

/** Another event that this person comes to, or signed up for, at the same time; the first one. */
export const clashOf = (
  tx: Tx,
  resident: string,
  { id, startsAt, endsAt }: Pick<StationEvent, 'id' | 'startsAt' | 'endsAt'>,
): StationEvent | null => {
  const row = tx.get<{ id: string }>(
    `select e.id from event e
      where e.id in (select event from sign_up where resident = ?
                     union select event from presence where resident = ?)
        and e.id <> ? and e.status = 'published' and e.starts_at < ? and e.ends_at > ?
      order by e.starts_at, e.id limit 1`,
    resident,
    resident,
    id,
    endsAt,
    startsAt,
  )
  return row === undefined ? null : eventById(tx, row.id)
}

/** Events that this person signed up or waits for, and that are not over, by their start. */
export const eventsSignedUpFor = (tx: Tx, resident: string, now: number, limit: number): string[] =>
  tx
    .all<{ id: string }>(
      `select e.id from event e
        where e.id in (select event from sign_up where resident = ?
                       union select event from waiting_list where resident = ?)
          and e.ends_at > ? and e.status in ('published', 'cancelled')
        order by e.starts_at, e.id limit ?`,
      resident,
      resident,
      now,
      limit,
    )
    .map(({ id }) => id)
