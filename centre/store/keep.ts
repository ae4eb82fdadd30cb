import { createHash } from 'node:crypto'
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
      `insert into attendance (id, station, event, resident, business_date, corrected_ms, received_ms)
       select u.id, $1, u.event, u.resident, u.business_date, u.corrected_ms, $2
       from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
         as u (id, event, resident, business_date, corrected_ms)`,
      [
        batch.station,
        batch.receivedMs,
        seen.map(({ id }) => id),
        seen.map(({ event }) => event),
        seen.map(({ resident }) => resident),
        seen.map(({ businessDate }) => businessDate),
        seen.map(({ correctedMs }) => correctedMs),
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

/** Sign-outs, also of check-ins that are not here yet. */
export const keepCheckouts = async (
  tx: Queries,
  batch: Batch,
  records: readonly JudgedRecord[],
): Promise<void> => {
  const seen = effectsOf(records, 'checkout')
  if (seen.length === 0) return
  await tx.query(
    `insert into checkout (id, station, checkin, event, resident, corrected_ms)
     select u.id, $1, u.checkin, u.event, u.resident, u.corrected_ms
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
       as u (id, checkin, event, resident, corrected_ms)`,
    [
      batch.station,
      seen.map(({ id }) => id),
      seen.map(({ checkin }) => checkin),
      seen.map(({ event }) => event),
      seen.map(({ resident }) => resident),
      seen.map(({ correctedMs }) => correctedMs),
    ],
  )
}

/** Equal where two records tell of the same service. */
const evidenceKey = (event: string, evidence: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([event, evidence]))
    .digest('hex')

/** Minutes of service, with the records that they rest on. */
export const keepHours = async (
  tx: Queries,
  batch: Batch,
  records: readonly JudgedRecord[],
): Promise<void> => {
  for (const hours of effectsOf(records, 'hours')) {
    await tx.query(
      `insert into service_hours (id, station, resident, event, started_ms, ended_ms, minutes, source, approved_by,
         evidence_key)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        hours.id,
        batch.station,
        hours.resident,
        hours.event,
        hours.startedMs,
        hours.endedMs,
        hours.minutes,
        hours.source,
        hours.approvedBy,
        evidenceKey(hours.event, hours.evidence),
      ],
    )
    await tx.query(
      'insert into hours_evidence (record, hours) select u.record, $1 from unnest($2::text[]) as u (record)',
      [hours.id, hours.evidence],
    )
  }
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
