import { firstPrev, formatSequence } from '../contract/records/index.ts'
import { readMeta, writeMeta } from '../store/meta.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import { hashAt } from '../store/outbox-chain.ts'
import { openBody } from '../store/sealed-body.ts'
import type { Tx } from '../store/tx.ts'
import { toHex } from './chain.ts'

/** The stream of records that is written now: one incarnation of one station. */
export interface Stream {
  incarnation: string
  station: string
  /** Last record. */
  sequence: number
  hash: Uint8Array
  /** What the centre holds, by its own word. */
  acked: number
}

export interface OutboxRow {
  sequence: number
  id: string
  type: string
  /** The text that was hashed, readable. */
  body: string
  hash: Uint8Array
  tap: string | null
  madeAt: number
}

/** Records that one upload carries, with everything the centre needs to place them. */
export interface Batch {
  station: string
  incarnation: string
  /** Last sequence before the first record. */
  before: number
  prev: { sequence: string; hash: string }
  bodies: string[]
  last: number
  /** Hash after the last record, hex. */
  hash: string
}

/** What became of a record; `applied` needs no row. */
export interface Verdict {
  sequence: number
  status: 'applied' | 'duplicate' | 'rejected' | 'held'
  code: string
}

interface StreamRow {
  id: string
  station: string
  head_sequence: number
  head_hash: Uint8Array
  acked_sequence: number
}

/** `undefined` before the first incarnation. */
export const currentStream = (tx: Tx): Stream | undefined => {
  const id = readMeta(tx, 'incarnation')
  if (id === undefined) return undefined
  const row = tx.get<StreamRow>('select * from incarnation where id = ?', id)
  return row === undefined
    ? undefined
    : {
        incarnation: row.id,
        station: row.station,
        sequence: row.head_sequence,
        hash: row.head_hash,
        acked: row.acked_sequence,
      }
}

export const openStream = (tx: Tx, stream: Stream & { startedAt: number }): Stream => {
  tx.run(
    `insert into incarnation (id, station, started_at, head_sequence, head_hash, acked_sequence)
     values (?, ?, ?, ?, ?, ?)`,
    stream.incarnation,
    stream.station,
    stream.startedAt,
    stream.sequence,
    stream.hash,
    stream.acked,
  )
  writeMeta(tx, 'incarnation', stream.incarnation)
  return stream
}

/** Moves the head to where `stream` now ends. */
export const advance = (tx: Tx, { incarnation, sequence, hash }: Stream): void => {
  tx.run('update incarnation set head_sequence = ?, head_hash = ? where id = ?', sequence, hash, incarnation)
}

/** Records after `sequence`, a page at a time. */
export function* recordsAbove(
  tx: Tx,
  cipher: FieldCipher,
  incarnation: string,
  sequence: number,
): Generator<OutboxRow> {
  const pageSize = 500
  for (let above = sequence; ;) {
    const page = tx.all<OutboxRow>(
      `select sequence, id, type, body, hash, tap, made_at as madeAt from outbox
       where incarnation = ? and sequence > ? order by sequence limit ?`,
      incarnation,
      above,
      pageSize,
    )
    for (const row of page) {
      const place = { table: 'outbox', incarnation, sequence: row.sequence } as const
      yield { ...row, body: openBody(cipher, row.body, place) }
    }
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    above = last.sequence
  }
}

/** Room for what stands around the records of a batch. */
const wrapperBytes = 1024

/** The next records for the centre: at most `limit` of them and `bytes` of text, at least one if there is any. */
export const nextBatch = (tx: Tx, cipher: FieldCipher, limit: number, bytes: number): Batch | undefined => {
  const stream = currentStream(tx)
  if (stream === undefined || stream.acked >= stream.sequence) return undefined
  const before = hashAt(tx, stream.incarnation, stream.acked)
  if (before === undefined) throw new Error('the acknowledged record is missing')
  const bodies: string[] = []
  let [room, last, hash] = [bytes - wrapperBytes, stream.acked, before]
  for (const row of recordsAbove(tx, cipher, stream.incarnation, stream.acked)) {
    room -= Buffer.byteLength(row.body) + 1
    if (bodies.length === limit || (room < 0 && bodies.length > 0)) break
    bodies.push(row.body)
    last = row.sequence
    hash = row.hash
  }
  const prev =
    stream.acked === 0 ? firstPrev : { sequence: formatSequence(stream.acked), hash: toHex(before) }
  const { station, incarnation, acked } = stream
  return { station, incarnation, before: acked, prev, bodies, last, hash: toHex(hash) }
}

const dayMs = 24 * 3_600_000

/** Notes since when the centre holds a stream up to there: the latest moment of each day. What shrank waits anew. */
export const noteAcknowledged = (tx: Tx, incarnation: string, ack: number, at: number): void => {
  tx.run('delete from acknowledged where incarnation = ? and sequence > ?', incarnation, ack)
  const last = tx.get<{ sequence: number; at: number }>(
    'select sequence, at from acknowledged where incarnation = ? order by sequence desc limit 1',
    incarnation,
  )
  if (ack <= (last?.sequence ?? 0)) return
  const latest = Math.max(at, last?.at ?? at)
  if (last !== undefined && Math.floor(last.at / dayMs) === Math.floor(latest / dayMs))
    tx.run('delete from acknowledged where incarnation = ? and sequence = ?', incarnation, last.sequence)
  tx.run('insert into acknowledged (incarnation, sequence, at) values (?, ?, ?)', incarnation, ack, latest)
}

/** Takes over what the centre holds now, up or down, with its verdicts. The records themselves stay. */
export const acknowledge = (
  tx: Tx,
  incarnation: string,
  ack: number,
  verdicts: readonly Verdict[],
  at: number,
  /** By the centre's own clock, where it is known. */
  heardAt = at,
): void => {
  tx.run('update incarnation set acked_sequence = ? where id = ?', ack, incarnation)
  noteAcknowledged(tx, incarnation, ack, heardAt)
  for (const verdict of verdicts) settle(tx, incarnation, verdict, at)
}

/** Notes a verdict, also a later one about a held record. */
export const settle = (tx: Tx, incarnation: string, verdict: Verdict, at: number): void => {
  if (verdict.status === 'applied') {
    tx.run('delete from verdict where incarnation = ? and sequence = ?', incarnation, verdict.sequence)
    return
  }
  tx.run(
    `insert into verdict (incarnation, sequence, status, code, at) values (?, ?, ?, ?, ?)
     on conflict (incarnation, sequence) do update set status = excluded.status, code = excluded.code, at = excluded.at`,
    incarnation,
    verdict.sequence,
    verdict.status,
    verdict.code,
    at,
  )
}

/** Rows of all streams, without counting them one by one. */
export const countRecords = (tx: Tx): number =>
  tx.get<{ n: number }>('select coalesce(sum(head_sequence), 0) as n from incarnation')?.n ?? 0

/** What waits: records above the centre's acknowledgement, and acknowledged ones whose verdict is open. */
export const countWaiting = (tx: Tx): { pending: number; held: number; oldestMadeAt: number | null } => {
  const stream = currentStream(tx)
  const held = tx.get<{ n: number }>(`select count(*) as n from verdict where status = 'held'`)?.n ?? 0
  const pending = stream === undefined ? 0 : stream.sequence - stream.acked
  if (stream === undefined || pending === 0) return { pending: 0, held, oldestMadeAt: null }
  const oldest = tx.get<{ made_at: number }>(
    'select made_at from outbox where incarnation = ? and sequence = ?',
    stream.incarnation,
    stream.acked + 1,
  )
  return { pending, held, oldestMadeAt: oldest?.made_at ?? null }
}
