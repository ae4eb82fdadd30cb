import type { Batch, JudgedRecord } from './centre-store.ts'
import type { Queries } from './database.ts'
import { effectsOf, type Told } from './effects.ts'
import { applied, objection, rejected, type CreditReversal, type Fate, type Target } from './reversals.ts'

type Entry = Told<'credit'>

/** Entries, then what is taken back after them. */
interface Step {
  entries: Entry[]
  reversals: CreditReversal[]
}

/**
 * The order in which the batch gives to one resident and takes back: a reversal frees its business key for the entries
 * after it. One that came before its entry stands right behind it.
 */
const stepsOfResident = (
  batch: Batch,
  entries: readonly Entry[],
  reversals: readonly CreditReversal[],
  targets: ReadonlyMap<string, Target>,
): Step[] => {
  const placed = reversals.map((reversal) => {
    const own = reversal.incarnation === batch.incarnation ? reversal.sequence : 0
    return { at: Math.max(own, targets.get(reversal.effect.reverses)?.sequence ?? 0), reversal }
  })
  placed.sort((a, b) => a.at - b.at)
  let rest = [...entries]
  const steps = placed.map(({ at, reversal }): Step => {
    const before = rest.filter(({ sequence }) => sequence <= at)
    rest = rest.filter(({ sequence }) => sequence > at)
    return { entries: before, reversals: [reversal] }
  })
  return [...steps, { entries: rest, reversals: [] }]
}

/**
 * All steps, resident by resident: batches that want the same business keys then never wait for each other in a circle.
 * Neighbours from whom nothing is taken back share one step.
 */
const stepsOf = (
  batch: Batch,
  entries: readonly Entry[],
  reversals: readonly CreditReversal[],
  targets: ReadonlyMap<string, Target>,
): Step[] => {
  if (reversals.length === 0) return entries.length === 0 ? [] : [{ entries: [...entries], reversals: [] }]
  const given = Map.groupBy(entries, ({ resident }) => resident)
  const taken = Map.groupBy(reversals, ({ effect }) => effect.resident)
  const steps: Step[] = []
  for (const resident of [...new Set([...given.keys(), ...taken.keys()])].sort()) {
    const own = taken.get(resident)
    const last = steps.at(-1)
    if (own !== undefined) steps.push(...stepsOfResident(batch, given.get(resident) ?? [], own, targets))
    else if (last?.reversals.length === 0) last.entries.push(...(given.get(resident) ?? []))
    else steps.push({ entries: given.get(resident) ?? [], reversals: [] })
  }
  return steps
}

/** Of two standing entries with one business key the first stays. Returns the ids of what was posted. */
const post = async (tx: Queries, batch: Batch, entries: readonly Entry[]): Promise<Set<string>> => {
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
  return new Set(posted.map((row) => row.entry_id))
}

/** Takes one entry back with an entry of its own, or says why not. */
const takeBack = async (
  tx: Queries,
  batch: Batch,
  { id, effect, station }: CreditReversal,
): Promise<Fate> => {
  const { reverses, resident, amount } = effect
  const [entry] = await tx.query<{ amount: number; reversed_by: string | null }>(
    'select amount, reversed_by from ledger where resident = $1 and entry_id = $2 for update',
    [resident, reverses],
  )
  if (entry === undefined) return rejected('other-resident')
  if (entry.reversed_by !== null) return rejected('already-reversed')
  if (entry.amount + amount !== 0) return rejected('other-amount')
  await tx.query('update ledger set reversed_by = $3 where resident = $1 and entry_id = $2', [
    resident,
    reverses,
    id,
  ])
  await tx.query(
    `insert into ledger (resident, entry_id, amount, rule_id, rule_rev, event, business_key, business_date, station,
       received_ms, reverses)
     select resident, $3, -amount, rule_id, rule_rev, event, business_key, business_date, $4, $5, entry_id
     from ledger where resident = $1 and entry_id = $2`,
    [resident, reverses, id, station, batch.receivedMs],
  )
  return applied
}

/** In resident order, so that two batches that touch the same residents cannot block each other for ever. */
const moveBalances = async (
  tx: Queries,
  changes: readonly { resident: string; amount: number }[],
): Promise<void> => {
  if (changes.length === 0) return
  const sums = new Map<string, number>()
  for (const { resident, amount } of changes) sums.set(resident, (sums.get(resident) ?? 0) + amount)
  await tx.query(
    `insert into balance (resident, amount, rev)
     select u.resident, u.amount, 1 from unnest($1::text[], $2::bigint[]) as u (resident, amount) order by u.resident
     on conflict (resident) do update set amount = balance.amount + excluded.amount, rev = balance.rev + 1`,
    [[...sums.keys()], [...sums.values()]],
  )
}

/**
 * Gives credit and takes it back, in the order of the stream, and moves the balances. Returns a fate for every entry
 * and every reversal, by id.
 */
export const settleCredit = async (
  tx: Queries,
  batch: Batch,
  own: readonly JudgedRecord[],
  reversals: readonly CreditReversal[],
  targets: ReadonlyMap<string, Target>,
): Promise<Map<string, Fate>> => {
  const fates = new Map<string, Fate>()
  const changes: { resident: string; amount: number }[] = []
  for (const step of stepsOf(batch, effectsOf(own, 'credit'), reversals, targets)) {
    const posted = await post(tx, batch, step.entries)
    for (const entry of step.entries) {
      fates.set(entry.id, posted.has(entry.id) ? applied : rejected('duplicate-award'))
      if (posted.has(entry.id)) changes.push(entry)
    }
    for (const reversal of step.reversals) {
      const target = targets.get(reversal.effect.reverses)
      const verdict = fates.get(reversal.effect.reverses)?.verdict
      const known = target && verdict ? { ...target, verdict } : target
      const fate = objection(reversal, known) ?? (await takeBack(tx, batch, reversal))
      fates.set(reversal.id, fate)
      if (fate.verdict === 'applied') changes.push(reversal.effect)
    }
  }
  await moveBalances(tx, changes)
  return fates
}
