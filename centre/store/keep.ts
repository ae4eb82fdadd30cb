import type { Batch, JudgedRecord } from './centre-store.ts'
import type { Queries } from './database.ts'
import { effectsOf } from './effects.ts'
import type { Settled } from './settle.ts'

/** Check-ins and children by number. */
export const keepAttendance = async (
  tx: Queries,
  batch: Batch,
  records: readonly JudgedRecord[],
): Promise<void> => {
  const seen = effectsOf(records, 'attendance')
  if (seen.length > 0) {
    await tx.query(
      `insert into attendance (id, station, event, resident, business_date, received_ms)
       select u.id, $1, u.event, u.resident, u.business_date, $2
       from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as u (id, event, resident, business_date)`,
      [
        batch.station,
        batch.receivedMs,
        seen.map(({ id }) => id),
        seen.map(({ event }) => event),
        seen.map(({ resident }) => resident),
        seen.map(({ businessDate }) => businessDate),
      ],
    )
  }
  for (const { id, event, heads, businessDate } of effectsOf(records, 'headcount')) {
    await tx.query(
      'insert into headcount (id, station, event, heads, business_date) values ($1, $2, $3, $4, $5)',
      [id, batch.station, event, heads, businessDate],
    )
  }
}

/**
 * Numbers that came, and numbers whose owners took their word back: those are blotted out where they stand.
 * Returns the sequences of this batch that a later record of the batch withdrew.
 */
export const keepIdentities = async (
  tx: Queries,
  batch: Batch,
  records: readonly JudgedRecord[],
): Promise<Set<number>> => {
  const withdrawals = effectsOf(records, 'withdrawn')
  const identified = effectsOf(records, 'identified')
  if (withdrawals.length > 0) {
    const residents = withdrawals.map(({ resident }) => resident)
    await tx.query(
      `update station_record set body = '' where (station, incarnation, sequence) in
         (select station, incarnation, sequence from identity where resident = any($1::text[]))`,
      [residents],
    )
    await tx.query('delete from identity where resident = any($1::text[])', [residents])
  }
  const withdrawn = identified.filter((one) =>
    withdrawals.some((other) => other.resident === one.resident && other.sequence > one.sequence),
  )
  for (const { id, resident, numberIndex, sequence } of identified) {
    if (withdrawn.some((one) => one.sequence === sequence)) continue
    await tx.query(
      `insert into identity (id, resident, number_index, station, incarnation, sequence)
       values ($1, $2, $3, $4, $5, $6)`,
      [id, resident, numberIndex, batch.station, batch.incarnation, sequence],
    )
  }
  return new Set(withdrawn.map(({ sequence }) => sequence))
}

/** The raw records with their verdicts: every sequence has its row, whatever became of it. */
export const keepRecords = async (
  tx: Queries,
  batch: Batch,
  settled: readonly Settled[],
  blotted: ReadonlySet<number>,
): Promise<void> => {
  const column = <T>(pick: (one: Settled) => T): T[] => settled.map(pick)
  await tx.query(
    `insert into station_record (station, incarnation, received_ms, sequence, id, hash, record_type,
       occurred_ms, corrected_ms, verdict, code, body, sealed)
     select $1, $2, $3, u.* from unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::bigint[],
       $9::bigint[], $10::text[], $11::text[], $12::text[], $13::boolean[]) as u`,
    [
      batch.station,
      batch.incarnation,
      batch.receivedMs,
      column(({ record }) => record.sequence),
      column(({ record }) => record.id),
      column(({ record }) => record.hash),
      column(({ record }) => record.type),
      column(({ record }) => record.occurredMs),
      column(({ record }) => record.correctedMs),
      column(({ verdict }) => verdict),
      column(({ code }) => code),
      column(({ record }) => (blotted.has(record.sequence) ? '' : record.body)),
      column(({ record }) => record.sealed),
    ],
  )
}
