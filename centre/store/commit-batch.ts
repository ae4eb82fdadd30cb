import type { Batch, BatchOutcome, ChainPoint, Result, Verdict } from './centre-store.ts'
import type { Queries } from './database.ts'
import { keepAttendance, keepCheckouts, keepHours, keepRecords } from './keep.ts'
import { keepIdentities } from './persons.ts'
import { settle } from './settle.ts'

const beginning: ChainPoint = { sequence: 0, hash: '0'.repeat(64) }

/**
 * The stream's head, with all streams of its station under a row lock: two batches of one station come one after the
 * other, so a record and what takes it back never pass each other unseen.
 */
const lockHead = async (tx: Queries, batch: Batch): Promise<ChainPoint | undefined> => {
  const lock = async (): Promise<ChainPoint | undefined> => {
    const rows = await tx.query<{ incarnation: string; last_sequence: number; last_hash: string }>(
      `select incarnation, last_sequence, last_hash from stream_head where station = $1
       order by incarnation for update`,
      [batch.station],
    )
    const row = rows.find(({ incarnation }) => incarnation === batch.incarnation)
    return row && { sequence: row.last_sequence, hash: row.last_hash }
  }
  const known = await lock()
  if (known ?? batch.prev.sequence > 0) return known
  // Two streams of one station that begin at once do not see each other's heads yet.
  await tx.query('select station from station where station = $1 for update', [batch.station])
  await tx.query(
    `insert into stream_head (station, incarnation, last_sequence, last_hash, opened_ms)
     values ($1, $2, 0, $3, $4) on conflict do nothing`,
    [batch.station, batch.incarnation, beginning.hash, batch.receivedMs],
  )
  return lock()
}

/** Compares what the batch repeats with what is held: verdicts where it agrees, the fork where it does not. */
const compareOverlap = async (
  tx: Queries,
  batch: Batch,
  head: ChainPoint,
): Promise<{ kind: 'fork'; at: number } | { kind: 'same'; results: Result[] }> => {
  if (batch.prev.sequence === head.sequence) {
    return batch.prev.hash === head.hash ? { kind: 'same', results: [] } : { kind: 'fork', at: head.sequence }
  }
  const last = Math.min(head.sequence, batch.prev.sequence + batch.records.length)
  const held = await tx.query<{ sequence: number; hash: string; verdict: Verdict; code: string | null }>(
    `select sequence, hash, verdict, code from station_record
     where station = $1 and incarnation = $2 and sequence between $3 and $4 order by sequence`,
    [batch.station, batch.incarnation, batch.prev.sequence, last],
  )
  const hashes = new Map(held.map((row) => [row.sequence, row.hash])).set(0, beginning.hash)
  const sent: ChainPoint[] = [batch.prev, ...batch.records.filter(({ sequence }) => sequence <= last)]
  const differing = sent.find(({ sequence, hash }) => hashes.get(sequence) !== hash)
  if (differing) return { kind: 'fork', at: differing.sequence }
  const results = held.flatMap(({ sequence, verdict, code }) =>
    verdict === 'applied' || sequence === batch.prev.sequence
      ? []
      : [{ sequence, status: verdict, code: code ?? verdict }],
  )
  return { kind: 'same', results }
}

/**
 * Takes what is new of a batch, in one transaction that the caller opened: stream head, raw records,
 * ledger, balances. Nothing is written on a gap or a fork. A batch that was taken before gets its answer
 * again.
 */
export const commitBatch = async (tx: Queries, batch: Batch): Promise<BatchOutcome> => {
  if (batch.prev.sequence === 0 && batch.prev.hash !== beginning.hash) return { kind: 'fork', at: 0 }
  const head = await lockHead(tx, batch)
  if (!head || batch.prev.sequence > head.sequence) {
    return { kind: 'gap', expected: (head?.sequence ?? 0) + 1 }
  }
  const overlap = await compareOverlap(tx, batch, head)
  if (overlap.kind === 'fork') return overlap
  const ack = batch.prev.sequence + batch.records.length
  const fresh = batch.records.filter(({ sequence }) => sequence > head.sequence)
  const last = fresh.at(-1)
  if (!last) return { kind: 'accepted', ack, results: overlap.results }

  const settled = await settle(tx, batch, fresh)
  const applied = settled.flatMap(({ record, verdict }) => (verdict === 'applied' ? [record] : []))
  await keepAttendance(tx, batch, applied)
  await keepCheckouts(tx, batch, applied)
  await keepHours(tx, batch, applied)
  const blotted = await keepIdentities(tx, batch, applied)
  await keepRecords(tx, batch, settled, blotted)
  await tx.query(
    'update stream_head set last_sequence = $3, last_hash = $4 where station = $1 and incarnation = $2',
    [batch.station, batch.incarnation, last.sequence, last.hash],
  )
  const results = settled.flatMap(({ record, verdict, code }) =>
    verdict === 'applied' ? [] : [{ sequence: record.sequence, status: verdict, code: code ?? verdict }],
  )
  return { kind: 'accepted', ack, results: [...overlap.results, ...results] }
}
