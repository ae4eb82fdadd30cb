import type { Batch, JudgedRecord, StoredBody } from './centre-store.ts'
import type { Queries } from './database.ts'
import { settleCredit } from './credit.ts'
import { effectsOf } from './effects.ts'
import { settleJoins } from './persons.ts'
import {
  applied,
  findTargets,
  isOfAttendance,
  isOfCredit,
  keepAwaiting,
  rejected,
  reversalsOf,
  reverseAttendance,
  settleAwaiting,
  takeAwaiting,
  type Fate,
} from './reversals.ts'

/** A record with its final verdict. */
export interface Settled extends Fate {
  record: JudgedRecord
}

/**
 * Claims the ids. What is not in the answer was claimed before, by any station or earlier in this batch; for the rest
 * it says whether a held record waits for it.
 */
const claimIds = async (
  tx: Queries,
  batch: Batch,
  fresh: readonly JudgedRecord[],
): Promise<Map<number, boolean>> => {
  const named = fresh.filter(({ id }) => id !== null)
  if (named.length === 0) return new Map()
  const rows = await tx.query<{ sequence: number; awaited: boolean }>(
    `with claimed as (
       insert into record_key (id, station, incarnation, sequence)
       select u.id, $1, $2, u.sequence from unnest($3::text[], $4::bigint[]) as u (id, sequence)
       order by u.id, u.sequence on conflict do nothing returning id, sequence
     ) select c.sequence, w.awaited is not null as awaited
       from claimed c left join (select distinct awaited from awaiting) as w on w.awaited = c.id`,
    [batch.station, batch.incarnation, named.map(({ id }) => id), named.map(({ sequence }) => sequence)],
  )
  return new Map(rows.map(({ sequence, awaited }) => [sequence, awaited]))
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

/** Hours by hand count only with a second person's word. */
const settleHours = (own: readonly JudgedRecord[]): Map<string, Fate> =>
  new Map(
    effectsOf(own, 'hours').flatMap(({ id, source, approvedBy }) =>
      source === 'manual' && approvedBy === null ? [[id, rejected('not-approved')]] : [],
    ),
  )

/** What takes others back and what gives credit, with what waited for these records. Fates by the record's id. */
const settleReversible = async (
  tx: Queries,
  batch: Batch,
  own: readonly JudgedRecord[],
  awaited: readonly string[],
): Promise<Map<string, Fate>> => {
  const waited = await takeAwaiting(tx, awaited)
  const fresh = reversalsOf(batch, own)
  const reversals = [...waited, ...fresh]
  const targets = await findTargets(tx, batch, own, reversals)
  const credit = await settleCredit(tx, batch, own, reversals.filter(isOfCredit), targets)
  const attendance = await reverseAttendance(tx, reversals.filter(isOfAttendance), targets)
  const fates = new Map([...credit, ...attendance])
  await keepAwaiting(
    tx,
    fresh.filter(({ id }) => fates.get(id)?.verdict === 'held'),
  )
  await settleAwaiting(tx, waited, fates)
  return fates
}

/**
 * Decides each record against what the centre holds already: its id, its business key, what it takes back, whom it
 * joins. Moves the ledger.
 */
export const settle = async (
  tx: Queries,
  batch: Batch,
  fresh: readonly JudgedRecord[],
): Promise<Settled[]> => {
  const claimed = await claimIds(tx, batch, fresh)
  const isNew = (record: JudgedRecord): boolean => record.id === null || claimed.has(record.sequence)
  const own = fresh.filter(isNew)
  const repeated = await settleRepeated(
    tx,
    batch,
    own,
    fresh.filter((record) => !isNew(record)),
  )
  const awaited = own.flatMap(({ id, heldAs, sequence }) =>
    id !== null && heldAs === null && claimed.get(sequence) === true ? [id] : [],
  )
  const fates = new Map([
    ...settleHours(own),
    ...(await settleReversible(tx, batch, own, awaited)),
    // Last: it may have to wait for other stations.
    ...(await settleJoins(tx, own)),
  ])
  return fresh.map((record): Settled => {
    const again = repeated.get(record.sequence)
    if (again) return again
    if (record.heldAs !== null) return { record, verdict: 'held', code: record.heldAs }
    return { record, ...((record.id === null ? undefined : fates.get(record.id)) ?? applied) }
  })
}
