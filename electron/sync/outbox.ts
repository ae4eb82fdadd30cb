import { toInstant } from '../base/clock.ts'
import { StationError } from '../base/errors.ts'
import type { NewId } from '../base/ids.ts'
import {
  formatSequence,
  identifyingTypes,
  recordTypes,
  residentUrn,
  stationUrn,
  type RecordData,
  type RecordType,
  type StationRecord,
} from '../contract/records/index.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import type { SalvagedRecord } from '../store/recovery/notes.ts'
import { openBody, sealBody } from '../store/sealed-body.ts'
import type { Tx } from '../store/tx.ts'
import { canonicalText, emptyHash, linkHash, wellFormed } from './chain.ts'
import { advance, currentStream, openStream, recordsAbove, type Stream } from './stream.ts'

export type ClockState = StationRecord['clockstate']

/** What the caller knows of a record; the outbox adds the rest. */
export interface NewRecord<T extends RecordType> {
  type: T
  data: RecordData<T>
  /** UTC milliseconds of what happened, by the station's own clock. */
  time: number
  /** Whom it is about: becomes the record's `subject`. */
  resident?: string
  clockState: ClockState
  /** Milliseconds since `bootId` began. */
  monoMs: number
  bootId: string
  /** The tap that caused it. */
  tap?: string | null
  /** @default a new one */
  id?: string
}

/** Every record for the centre, written in the transaction that makes it true. Nothing ever leaves it. */
export interface Outbox {
  /**
   * Adds a record at the end of the current stream, hashed onto the one before. Throws `badInput` for what a
   * centre could not take, so that the whole transaction is refused rather than the queue blocked for ever.
   */
  append<T extends RecordType>(tx: Tx, record: NewRecord<T>): { id: string; sequence: number }
  /**
   * Begins a new stream and re-issues in it, with the same ids, what the centre has not acknowledged (or all from
   * `from` on). Returns the incarnation's id.
   */
  startIncarnation(tx: Tx, options: { station: string; at: number; from?: number }): string
  /** Tells again, in the current stream and with the same ids, records that lay behind a place that was lost. */
  tellAgain(tx: Tx, records: readonly SalvagedRecord[]): void
  /** The current incarnation of `station`, begun if there is none or the station code is another. */
  ensureIncarnation(tx: Tx, options: { station: string; at: number }): string
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const knownTypes: ReadonlySet<string> = new Set(recordTypes)
/** Larger ones no centre has to take. */
const largestRecordBytes = 65_536

const refuse = (reason: string): never => {
  throw new StationError('badInput', { reason })
}

/** A record of any type, once the caller's types have tied data to type. */
type AnyRecord = Omit<NewRecord<RecordType>, 'data'> & { data: unknown }

/** Costs a few microseconds; data against its full schema is what the tests of its writers check. */
const requireSound = (record: AnyRecord, id: string): void => {
  if (!knownTypes.has(record.type)) refuse(`record type ${record.type} is unknown`)
  if (!uuidPattern.test(id)) refuse('the record id is not a uuid')
  if (record.resident !== undefined && !uuidPattern.test(record.resident))
    refuse('the resident is not a uuid')
  if (!Number.isSafeInteger(record.time)) refuse('the time is not whole milliseconds')
  if (!(record.monoMs >= 0 && Number.isFinite(record.monoMs))) refuse('the monotonic time is not a number')
  if (record.bootId === '') refuse('the boot has no id')
}

/** What a record is written with. */
interface Desk {
  tx: Tx
  cipher: FieldCipher
}

const writeRecord = (
  { tx, cipher }: Desk,
  stream: Stream,
  event: object,
  row: { id: string; type: string; tap: string | null; madeAt: number },
): Stream => {
  const text = canonicalText(event)
  if (Buffer.byteLength(text) > largestRecordBytes) refuse('the record is larger than 64 KiB')
  const head = { sequence: stream.sequence + 1, hash: linkHash(stream.hash, text) }
  const { incarnation } = stream
  const body = identifyingTypes.has(row.type)
    ? sealBody(cipher, text, { table: 'outbox', incarnation, sequence: head.sequence })
    : text
  tx.run(
    `insert into outbox (incarnation, sequence, id, type, body, hash, tap, made_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    incarnation,
    head.sequence,
    row.id,
    row.type,
    body,
    head.hash,
    row.tap,
    row.madeAt,
  )
  return { ...stream, ...head }
}

const eventOf = (stream: Stream, record: AnyRecord, id: string): object => ({
  specversion: '1.0',
  id,
  source: stationUrn(stream.station, stream.incarnation),
  sequence: formatSequence(stream.sequence + 1),
  type: record.type,
  ...(record.resident === undefined ? {} : { subject: residentUrn(record.resident) }),
  time: toInstant(record.time),
  clockstate: record.clockState,
  monoms: String(Math.floor(record.monoMs)),
  bootid: record.bootId,
  datacontenttype: 'application/json',
  data: wellFormed(record.data),
})

/** The same record at the end of another stream; `row.body` is readable. */
const move = (
  desk: Desk,
  stream: Stream,
  row: Parameters<typeof writeRecord>[3] & { body: string },
): Stream => {
  const event = JSON.parse(row.body) as object
  const source = stationUrn(stream.station, stream.incarnation)
  return writeRecord(desk, stream, { ...event, source, sequence: formatSequence(stream.sequence + 1) }, row)
}

const reissue = (desk: Desk, old: Stream, from: number, fresh: Stream): Stream => {
  let stream = fresh
  for (const row of recordsAbove(desk.tx, desk.cipher, old.incarnation, from - 1)) {
    // Its time was over, or it named somebody who is gone.
    if (row.body === '') continue
    stream = move(desk, stream, row)
  }
  return stream
}

/** `cipher` keeps what names a person by number unreadable on the disk. */
export const createOutbox = ({ newId, cipher }: { newId: NewId; cipher: FieldCipher }): Outbox => {
  const startIncarnation: Outbox['startIncarnation'] = (tx, { station, at, from }) => {
    const old = currentStream(tx)
    const fresh = openStream(tx, {
      station,
      incarnation: newId(),
      sequence: 0,
      hash: emptyHash,
      acked: 0,
      startedAt: at,
    })
    if (old !== undefined) advance(tx, reissue({ tx, cipher }, old, from ?? old.acked + 1, fresh))
    return fresh.incarnation
  }
  return {
    startIncarnation,
    tellAgain: (tx, records) => {
      let stream = currentStream(tx)
      for (const row of records) {
        if (stream === undefined) throw new Error('no incarnation was started')
        const place = { table: 'outbox', incarnation: row.incarnation, sequence: row.sequence } as const
        stream = move({ tx, cipher }, stream, { ...row, body: openBody(cipher, row.body, place) })
      }
      if (stream !== undefined) advance(tx, stream)
    },
    ensureIncarnation: (tx, { station, at }) => {
      const stream = currentStream(tx)
      return stream?.station === station ? stream.incarnation : startIncarnation(tx, { station, at })
    },
    append: (tx, record: AnyRecord) => {
      const stream = currentStream(tx)
      if (stream === undefined) throw new Error('no incarnation was started')
      const id = record.id ?? newId()
      requireSound(record, id)
      const next = writeRecord({ tx, cipher }, stream, eventOf(stream, record, id), {
        id,
        type: record.type,
        tap: record.tap ?? null,
        madeAt: record.time,
      })
      advance(tx, next)
      return { id, sequence: next.sequence }
    },
  }
}
