import type { Batch, Effect, JudgedRecord, StoredBody, Verdict } from './centre-store.ts'
import type { Queries } from './database.ts'
import { effectsOf } from './effects.ts'

/** A record with its final verdict. */
export interface Settled {
  record: JudgedRecord
  verdict: Verdict
  code: string | null
}

type Credit = Extract<Effect, { kind: 'credit' }>

/** Claims the ids. What is not in the answer was claimed before, by any station or earlier in this batch. */
const claimIds = async (tx: Queries, batch: Batch, fresh: readonly JudgedRecord[]): Promise<Set<number>> => {
  const named = fresh.filter(({ id }) => id !== null)
  if (named.length === 0) return new Set()
  const rows = await tx.query<{ sequence: number }>(
    `insert into record_key (id, station, incarnation, sequence)
     select u.id, $1, $2, u.sequence from unnest($3::text[], $4::bigint[]) as u (id, sequence)
     order by u.id, u.sequence on conflict do nothing returning sequence`,
    [batch.station, batch.incarnation, named.map(({ id }) => id), named.map(({ sequence }) => sequence)],
  )
  return new Set(rows.map(({ sequence }) => sequence))
}

const duplicate = { verdict: 'duplicate', code: 'duplicate' } as const
const idConflict = { verdict: 'rejected', code: 'id-conflict' } as const

const settleRepeated = async (
  tx: Queries,
  batch: Batch,
  fresh: readonly JudgedRecord[],
  repeated: readonly JudgedRecord[],
): Promise<Map<number, Settled>> => {
  if (repeated.length === 0) return new Map()
  const stored = await tx.query<StoredBody & { id: string }>(
    `select k.id, r.body, r.sealed from record_key k
       join station_record r on r.station = k.station and r.incarnation = k.incarnation and r.sequence = k.sequence
     where k.id = any($1::text[])`,
    [repeated.map(({ id }) => id)],
  )
  const originals = new Map<string | null, StoredBody>(stored.map((row) => [row.id, row]))
  for (const record of fresh) if (!originals.has(record.id)) originals.set(record.id, record)
  return new Map(
    repeated.map((record) => {
      const original = originals.get(record.id)
      if (original?.body === '') {
        // Its owner withdrew it: the copy must not bring the number back.
        return [record.sequence, { record: { ...record, body: '' }, ...duplicate }]
      }
      const same = original !== undefined && batch.sameContent(original, record)
      return [record.sequence, { record, ...(same ? duplicate : idConflict) }]
    }),
  )
}

/** Posts credit; of two entries with one business key the first stands. Returns the sequences posted. */
const postCredit = async (
  tx: Queries,
  batch: Batch,
  entries: readonly (Credit & { id: string; sequence: number })[],
): Promise<Set<number>> => {
  if (entries.length === 0) return new Set()
  const posted = await tx.query<{ entry_id: string }>(
    `insert into ledger (resident, entry_id, amount, rule_id, rule_rev, event, business_key, business_date, station, received_ms)
     select u.resident, u.id, u.amount, u.rule_id, u.rule_rev, u.event, u.business_key, u.business_date, $1, $2
     from unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::bigint[])
       as u (resident, id, amount, rule_id, rule_rev, event, business_key, business_date, sequence)
     order by u.resident, u.business_key, u.sequence on conflict do nothing returning entry_id`,
    [
      batch.station,
      batch.receivedMs,
      entries.map((entry) => entry.resident),
      entries.map((entry) => entry.id),
      entries.map((entry) => entry.amount),
      entries.map((entry) => entry.ruleId),
      entries.map((entry) => entry.ruleRev),
      entries.map((entry) => entry.event),
      entries.map((entry) => entry.businessKey),
      entries.map((entry) => entry.businessDate),
      entries.map((entry) => entry.sequence),
    ],
  )
  const ids = new Set(posted.map((row) => row.entry_id))
  const standing = entries.filter(({ id }) => ids.has(id))
  if (standing.length === 0) return new Set()
  const sums = new Map<string, number>()
  for (const { resident, amount } of standing) sums.set(resident, (sums.get(resident) ?? 0) + amount)
  // In resident order, so that two batches that touch the same residents cannot block each other for ever.
  await tx.query(
    `insert into balance (resident, amount, rev)
     select u.resident, u.amount, 1 from unnest($1::text[], $2::bigint[]) as u (resident, amount) order by u.resident
     on conflict (resident) do update set amount = balance.amount + excluded.amount, rev = balance.rev + 1`,
    [[...sums.keys()], [...sums.values()]],
  )
  return new Set(standing.map(({ sequence }) => sequence))
}

/**
 * Decides each record against what the centre holds already: its id and its business key. Posts the
 * credit that stands.
 */
export const settle = async (
  tx: Queries,
  batch: Batch,
  fresh: readonly JudgedRecord[],
): Promise<Settled[]> => {
  const claimed = await claimIds(tx, batch, fresh)
  const isNew = (record: JudgedRecord): boolean => record.id === null || claimed.has(record.sequence)
  const repeated = await settleRepeated(
    tx,
    batch,
    fresh.filter(isNew),
    fresh.filter((record) => !isNew(record)),
  )
  const credits = effectsOf(fresh.filter(isNew), 'credit')
  const posted = await postCredit(tx, batch, credits)
  return fresh.map((record): Settled => {
    const again = repeated.get(record.sequence)
    if (again) return again
    if (record.heldAs !== null) return { record, verdict: 'held', code: record.heldAs }
    if (record.effect?.kind === 'credit' && !posted.has(record.sequence)) {
      return { record, verdict: 'rejected', code: 'duplicate-award' }
    }
    return { record, verdict: 'applied', code: null }
  })
}
