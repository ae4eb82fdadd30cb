import type { Tx } from '../../store/tx.ts'

/** Some entries of the ledger by their order, both ends included. */
export interface LedgerPart {
  from: number
  to: number
}

/** What a part of the ledger adds up to. */
export interface LedgerSums {
  entries: number
  /** Entries that must have an award key: given, and not taken back. */
  standing: number
  /** Hundredths by resident. */
  balances: Map<string, number>
}

export const entryName = (id: string, seq: number): string => `entry ${id} (no. ${String(seq)})`

interface StandingRow {
  id: string
  seq: number
  is_reversal: number
  taken_back: number
  business_key: string | null
}

/** Awards that stand have their key, and nothing else has one. */
const wrongKeys = (tx: Tx, { from, to }: LedgerPart): string[] =>
  tx
    .all<StandingRow & object>(
      `select e.id, e.seq, e.reverses is not null as is_reversal, r.id is not null as taken_back, k.business_key
         from credit_entry e not indexed left join award_key k on k.entry = e.id
              left join credit_entry r on r.reverses = e.id
        where e.seq between ? and ?
          and iif(e.reverses is null and r.id is null, k.business_key is not e.business_key, k.entry is not null)`,
      from,
      to,
    )
    .map(({ id, seq, is_reversal, taken_back, business_key }) => {
      const what =
        business_key === null
          ? 'stands without its award key'
          : is_reversal === 1
            ? 'is a reversal and has an award key'
            : taken_back === 1
              ? 'was taken back and still has an award key'
              : 'has the award key of another award'
      return `${entryName(id, seq)}: ${what}`
    })

interface ReversalRow {
  id: string
  seq: number
  of_amount: number | null
  of_reversal: number | null
}

/** A reversal takes one award back, whole: the same person, rule, event and day, and minus its amount. */
const wrongReversals = (tx: Tx, { from, to }: LedgerPart): string[] =>
  tx
    .all<ReversalRow & object>(
      `select r.id, r.seq, e.amount as of_amount, e.reverses is not null as of_reversal
         from credit_entry r not indexed left join credit_entry e on e.id = r.reverses
        where r.seq between ? and ? and r.reverses is not null
          and (e.id is null or e.reverses is not null or e.seq >= r.seq or r.amount <> -e.amount
               or r.resident <> e.resident or r.rule_id <> e.rule_id or r.rule_rev <> e.rule_rev
               or r.event is not e.event or r.business_date <> e.business_date
               or r.business_key <> 'reversal|' || e.id)`,
      from,
      to,
    )
    .map(({ id, seq, of_amount, of_reversal }) => {
      const what =
        of_amount === null
          ? 'takes back an entry that is not there'
          : of_reversal === 1
            ? 'takes back a reversal'
            : 'does not fit the entry that it takes back'
      return `${entryName(id, seq)}: ${what}`
    })

/** What is wrong within a part of the ledger, read from the table itself: an index may say something else. */
export const wrongEntries = (tx: Tx, part: LedgerPart): string[] => [
  ...wrongKeys(tx, part),
  ...wrongReversals(tx, part),
]

interface ResidentSums {
  resident: string
  amount: number
  entries: number
  standing: number
}

export const sumsOf = (tx: Tx, { from, to }: LedgerPart): LedgerSums => {
  const sums: LedgerSums = { entries: 0, standing: 0, balances: new Map() }
  for (const { resident, amount, entries, standing } of tx.all<ResidentSums & object>(
    `select resident, sum(amount) as amount, count(*) as entries, sum(iif(reverses is null, 1, -1)) as standing
       from credit_entry not indexed where seq between ? and ? group by resident`,
    from,
    to,
  )) {
    sums.entries += entries
    sums.standing += standing
    sums.balances.set(resident, amount)
  }
  return sums
}

/** Entries that were taken back more than once. */
export const doubleReversals = (tx: Tx): string[] =>
  tx
    .all<{ reverses: string; times: number }>(
      `select reverses, count(*) as times from credit_entry not indexed where reverses is not null
        group by reverses having count(*) > 1`,
    )
    .map(({ reverses, times }) => `entry ${reverses}: was taken back ${String(times)} times`)

/** Award keys that no standing entry has. */
export const strayKeys = (tx: Tx): string[] =>
  tx
    .all<{ entry: string }>(
      `select k.entry from award_key k not indexed
        where not exists (select 1 from credit_entry e where e.id = k.entry and e.reverses is null
                            and not exists (select 1 from credit_entry r where r.reverses = e.id))`,
    )
    .map(({ entry }) => `award key of entry ${entry}: no such entry stands`)

export const countKeys = (tx: Tx): number =>
  tx.get<{ keys: number }>('select count(*) as keys from award_key not indexed')?.keys ?? 0

/** Balances that are not what the entries make, and entries of people who have no balance. */
export const wrongBalances = (tx: Tx, sums: ReadonlyMap<string, number>): string[] => {
  const left = new Map(sums)
  const found: string[] = []
  const say = (resident: string, kept: string, made: number): void => {
    found.push(`balance of resident ${resident}: ${kept}, and the entries make ${String(made)} hundredths`)
  }
  for (const { resident, balance } of tx.all<{ resident: string; balance: number }>(
    'select resident, balance from credit_balance not indexed order by resident',
  )) {
    const made = left.get(resident) ?? 0
    left.delete(resident)
    if (made !== balance) say(resident, `${String(balance)} hundredths are kept`, made)
  }
  for (const [resident, made] of left) say(resident, 'none is kept', made)
  return found
}
