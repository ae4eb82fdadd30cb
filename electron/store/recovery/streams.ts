import type { ConnectionTx } from '../connection.ts'
import { isEmptied } from '../emptied.ts'
import type { FieldCipher } from '../field-cipher.ts'
import { emptyHash, hashAt, linkHash, sameBytes } from '../outbox-chain.ts'
import { isSealed, openBody } from '../sealed-body.ts'
import type { Readable } from './rows.ts'

/** Records of one stream that could not be brought back, both ends included. */
export interface MissingRecords {
  incarnation: string
  from: number
  to: number
}

interface StreamRow {
  id: string
  station: string
  started_at: number
  head_sequence: number
  head_hash: Uint8Array
  acked_sequence: number
}

interface RecordRow {
  sequence: number
  id: string
  type: string
  body: string
  hash: Uint8Array
  tap: string | null
  made_at: number
}

interface Walk {
  source: Readable
  fresh: ConnectionTx
  cipher: FieldCipher | undefined
}

/** The text that was hashed, `null` where it does not open. */
const textOf = (cipher: FieldCipher | undefined, incarnation: string, row: RecordRow): string | null => {
  if (!isSealed(row.body)) return row.body
  if (cipher === undefined) return null
  try {
    return openBody(cipher, row.body, { table: 'outbox', incarnation, sequence: row.sequence })
  } catch {
    return null
  }
}

const insertRecord = (tx: ConnectionTx, incarnation: string, row: RecordRow, hash: Uint8Array): void => {
  tx.run(
    `insert or ignore into outbox (incarnation, sequence, id, type, body, hash, tap, made_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    incarnation,
    row.sequence,
    row.id,
    row.type,
    row.body,
    hash,
    row.tap,
    row.made_at,
  )
}

const stage = (tx: ConnectionTx, incarnation: string, row: RecordRow): void => {
  tx.run(
    `insert or ignore into salvaged_record (incarnation, sequence, id, type, body, tap, made_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
    incarnation,
    row.sequence,
    row.id,
    row.type,
    row.body,
    row.tap,
    row.made_at,
  )
}

const columns = 'sequence, id, type, body, hash, tap, made_at'

/** How far the chain goes on without a break from what the fresh file holds already. */
const walkPrefix = (
  { source, fresh, cipher }: Walk,
  stream: StreamRow,
  from: { sequence: number; hash: Uint8Array },
): { sequence: number; hash: Uint8Array } => {
  let end = from
  /** Its text hashes to something else than what stands beside it: either may be the one that was changed. */
  let doubtful: { row: RecordRow; hash: Uint8Array } | null = null
  for (const row of source.rows<RecordRow>(
    `select ${columns} from outbox where incarnation = ? and sequence > ? order by sequence`,
    stream.id,
    from.sequence,
  )) {
    const isNext = row.sequence === (doubtful?.row.sequence ?? end.sequence) + 1
    // Its text went when its time was over: what stands beside it is all that there is to go on.
    if (isNext && doubtful === null && row.body === '' && isEmptied(fresh, stream.id, row.sequence)) {
      insertRecord(fresh, stream.id, row, row.hash)
      end = { sequence: row.sequence, hash: row.hash }
      continue
    }
    const before = doubtful?.hash ?? end.hash
    const text = textOf(cipher, stream.id, row)
    if (!isNext || text === null || text === '') break
    const hash = linkHash(before, text)
    if (!sameBytes(hash, row.hash)) {
      if (doubtful !== null) break
      doubtful = { row, hash }
      continue
    }
    if (doubtful !== null) insertRecord(fresh, stream.id, doubtful.row, doubtful.hash)
    doubtful = null
    insertRecord(fresh, stream.id, row, hash)
    end = { sequence: row.sequence, hash }
  }
  const isHead = doubtful?.row.sequence === stream.head_sequence
  if (doubtful !== null && isHead && sameBytes(doubtful.hash, stream.head_hash)) {
    insertRecord(fresh, stream.id, doubtful.row, doubtful.hash)
    end = { sequence: doubtful.row.sequence, hash: doubtful.hash }
  }
  return end
}

/** Records behind the break that are whole by their own link, from both ends of what can be read. */
const stageRest = ({ source, fresh, cipher }: Walk, incarnation: string, after: number): void => {
  const isWhole = (before: RecordRow | null, row: RecordRow): boolean => {
    const text = textOf(cipher, incarnation, row)
    return (
      text !== null &&
      before?.sequence === row.sequence - 1 &&
      sameBytes(linkHash(before.hash, text), row.hash)
    )
  }
  const walk = (order: string): Generator<RecordRow> =>
    source.rows<RecordRow>(
      `select ${columns} from outbox where incarnation = ? and sequence >= ? order by sequence ${order}`,
      incarnation,
      after,
    )
  let before: RecordRow | null = null
  for (const row of walk('asc')) {
    if (row.sequence > after && isWhole(before, row)) stage(fresh, incarnation, row)
    before = row
  }
  if (source.whole) return
  let behind: RecordRow | null = null
  for (const row of walk('desc')) {
    if (behind !== null && isWhole(row, behind)) stage(fresh, incarnation, behind)
    behind = row
  }
}

const keepStream = (tx: ConnectionTx, stream: StreamRow): void => {
  tx.run(
    `insert into incarnation (id, station, started_at, head_sequence, head_hash, acked_sequence)
     values (?, ?, ?, ?, ?, ?)
     on conflict (id) do update set head_sequence = excluded.head_sequence, head_hash = excluded.head_hash,
       acked_sequence = excluded.acked_sequence`,
    stream.id,
    stream.station,
    stream.started_at,
    stream.head_sequence,
    stream.head_hash,
    stream.acked_sequence,
  )
}

/** Numbers up to `last` that are neither in the stream nor staged. */
const missingOf = (tx: ConnectionTx, incarnation: string, end: number, last: number): MissingRecords[] => {
  const missing: MissingRecords[] = []
  let next = end + 1
  const staged = tx.all<{ sequence: number }>(
    'select sequence from salvaged_record where incarnation = ? and sequence > ? order by sequence',
    incarnation,
    end,
  )
  for (const { sequence } of [...staged, { sequence: last + 1 }]) {
    if (sequence > next) missing.push({ incarnation, from: next, to: sequence - 1 })
    next = sequence + 1
  }
  return missing
}

/** A number above this is a flipped bit, not a record. */
const mostAhead = 1_000_000

const onwards = (walk: Walk, stream: StreamRow, isCurrent: boolean): MissingRecords[] => {
  const { fresh } = walk
  const known = fresh.get<StreamRow>('select * from incarnation where id = ?', stream.id)
  const from = { sequence: known?.head_sequence ?? 0, hash: known?.head_hash ?? emptyHash }
  // Rows need their stream.
  keepStream(fresh, { ...stream, head_sequence: from.sequence, head_hash: from.hash, acked_sequence: 0 })
  const end = walkPrefix(walk, stream, from)
  const acked = Math.min(Math.max(stream.acked_sequence, known?.acked_sequence ?? 0), end.sequence)
  keepStream(fresh, { ...stream, head_sequence: end.sequence, head_hash: end.hash, acked_sequence: acked })
  if (!isCurrent || end.sequence >= stream.head_sequence) return []
  stageRest(walk, stream.id, end.sequence)
  const last = stream.head_sequence - end.sequence > mostAhead ? end.sequence : stream.head_sequence
  return missingOf(fresh, stream.id, end.sequence, last)
}

/** Brings every stream of the damaged file on from where the fresh one ends. Says which records are missing. */
export const bringStreamsOn = (
  source: Readable,
  fresh: ConnectionTx,
  cipher: FieldCipher | undefined,
  current: string | undefined,
): { missing: MissingRecords[]; whole: boolean } => {
  const streams = [...source.rows<StreamRow>('select * from incarnation')]
  const listIsWhole = source.whole
  const missing = streams.flatMap((stream) =>
    onwards({ source, fresh, cipher }, stream, stream.id === current),
  )
  return { missing, whole: listIsWhole && missing.length === 0 && streams.some(({ id }) => id === current) }
}

/** What a second place remembers that this file does not hold. */
export const missingByWitness = (
  tx: ConnectionTx,
  { incarnation, head }: { incarnation: string; head: number },
): MissingRecords[] => {
  if (incarnation === '' || head === 0 || hashAt(tx, incarnation, head) !== undefined) return []
  const end = tx.get<{ sequence: number }>(
    'select head_sequence as sequence from incarnation where id = ?',
    incarnation,
  )
  return end === undefined || end.sequence >= head ? [] : missingOf(tx, incarnation, end.sequence, head)
}
