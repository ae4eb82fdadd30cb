import type { Batch, JudgedRecord } from './centre-store.ts'
import type { Queries } from './database.ts'
import { effectsOf } from './effects.ts'
import { applied, rejected, type Fate } from './reversals.ts'

/**
 * From here to the end of the transaction nobody else changes who is whom. It comes after all other rows that two
 * stations may want, so that waiting for it cannot become a circle.
 */
const takeTurn = (tx: Queries): Promise<unknown> =>
  tx.query(`select name from turn where name = 'persons' for update`)

/** Whether following the joins from `resident` leads to `alias`. */
const leadsTo = async (tx: Queries, resident: string, alias: string): Promise<boolean> => {
  const rows = await tx.query(
    `with recursive above (resident) as (
       select $1::text union select a.resident from above b join alias a on a.alias = b.resident
     ) select resident from above where resident = $2`,
    [resident, alias],
  )
  return rows.length > 0
}

/** Joins references: each may be joined to another one once, and never in a circle. Fates by the record's id. */
export const settleJoins = async (tx: Queries, own: readonly JudgedRecord[]): Promise<Map<string, Fate>> => {
  const joins = effectsOf(own, 'joined')
  const fates = new Map<string, Fate>()
  if (joins.length > 0) await takeTurn(tx)
  for (const { id, alias, resident } of joins) {
    if (await leadsTo(tx, resident, alias)) {
      fates.set(id, rejected('circular-join'))
      continue
    }
    const joined = await tx.query(
      'insert into alias (alias, resident) values ($1, $2) on conflict do nothing returning alias',
      [alias, resident],
    )
    fates.set(id, joined.length > 0 ? applied : rejected('already-joined'))
  }
  return fates
}

/**
 * Finds the person anew behind these references and behind all that were one person with them. A person goes by the
 * smallest reference, so the order in which the links came does not matter.
 */
const findPersons = async (tx: Queries, residents: readonly string[]): Promise<void> => {
  if (residents.length === 0) return
  await takeTurn(tx)
  const before = await tx.query<{ resident: string }>(
    `select m.resident from person p join person m on m.person = p.person where p.resident = any($1::text[])`,
    [residents],
  )
  const touched = [...new Set([...residents, ...before.map(({ resident }) => resident)])]
  await tx.query(
    `with recursive linked (origin, resident) as (
       select u.resident, u.resident from unnest($1::text[]) as u (resident)
       union
       select l.origin, e.resident from linked l cross join lateral (
         select a.resident from alias a where a.alias = l.resident
         union all select a.alias from alias a where a.resident = l.resident
         union all select o.resident from identity i join identity o on o.number_index = i.number_index
           where i.resident = l.resident
       ) as e
     ), named as (select origin, min(resident) as person from linked group by origin)
     insert into person (resident, person)
     select l.resident, min(n.person) from linked l join named n on n.origin = l.origin group by l.resident
     on conflict (resident) do update set person = excluded.person`,
    [touched],
  )
}

const forget = async (tx: Queries, residents: readonly string[]): Promise<void> => {
  await tx.query(
    `update station_record set body = '' where (station, incarnation, sequence) in
       (select station, incarnation, sequence from identity where resident = any($1::text[]))`,
    [residents],
  )
  await tx.query('delete from identity where resident = any($1::text[])', [residents])
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
  const touched = effectsOf(records, 'joined').flatMap(({ resident, alias }) => [resident, alias])
  if (withdrawals.length > 0) {
    const forgotten = await tx.query<{ resident: string }>(
      'select distinct resident from identity where resident = any($1::text[])',
      [withdrawals.map(({ resident }) => resident)],
    )
    const residents = forgotten.map(({ resident }) => resident)
    if (residents.length > 0) await forget(tx, residents)
    touched.push(...residents)
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
    touched.push(resident)
  }
  await findPersons(tx, touched)
  return new Set(withdrawn.map(({ sequence }) => sequence))
}
