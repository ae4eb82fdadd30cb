import type { Tx } from '../store/tx.ts'
import type { Award } from './rules.ts'

export interface CreditEntry extends Award {
  /** Id of the entry and of its record to the centre. */
  id: string
  resident: string
  event: string
  /** Ids of the records that it rests on. */
  basis: string[]
  businessDate: string
  at: number
}

/** Hundredths of a point. */
export const balanceOf = (tx: Tx, resident: string): number =>
  tx.get<{ balance: number }>('select balance from credit_balance where resident = ?', resident)?.balance ?? 0

/** Whether this award was given and not taken back. */
export const hasAward = (tx: Tx, businessKey: string): boolean =>
  tx.get('select 1 as found from award_key where business_key = ?', businessKey) !== undefined

interface Posting {
  id: string
  resident: string
  amount: number
  ruleId: string
  ruleRev: number
  event: string | null
  basis: string[]
  businessKey: string
  businessDate: string
  at: number
  reverses: string | null
}

/** Adds a row to the ledger and moves the balance with it. Returns the new balance. */
const append = (tx: Tx, entry: Posting): number => {
  tx.run(
    `insert into credit_entry (id, resident, amount, rule_id, rule_rev, event, basis, business_key, business_date, at,
       reverses) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.id,
    entry.resident,
    entry.amount,
    entry.ruleId,
    entry.ruleRev,
    entry.event,
    JSON.stringify(entry.basis),
    entry.businessKey,
    entry.businessDate,
    entry.at,
    entry.reverses,
  )
  const row = tx.get<{ balance: number }>(
    `insert into credit_balance (resident, balance) values (?, ?)
     on conflict (resident) do update set balance = balance + excluded.balance returning balance`,
    entry.resident,
    entry.amount,
  )
  return row?.balance ?? entry.amount
}

/** Gives an award. The same award twice throws: the key is unique while the entry stands. */
export const post = (tx: Tx, entry: CreditEntry): number => {
  const balance = append(tx, { ...entry, reverses: null })
  tx.run('insert into award_key (business_key, entry) values (?, ?)', entry.businessKey, entry.id)
  return balance
}

interface EntryRow {
  id: string
  amount: number
  ruleId: string
  ruleRev: number
  event: string
  basis: string
  businessKey: string
  businessDate: string
  at: number
}

/** Entries of a resident that stand and pass the test. */
const standingEntries = (tx: Tx, resident: string, isMeant: (entry: CreditEntry) => boolean): CreditEntry[] =>
  tx
    .all<EntryRow & object>(
      `select e.id, e.amount, e.rule_id as ruleId, e.rule_rev as ruleRev, e.event, e.basis,
              e.business_key as businessKey, e.business_date as businessDate, e.at
         from credit_entry e join award_key k on k.entry = e.id where e.resident = ?`,
      resident,
    )
    .map((row) => ({ ...row, resident, basis: JSON.parse(row.basis) as string[] }))
    .filter(isMeant)

/** Entries that rest on this fact and stand. */
export const entriesRestingOn = (tx: Tx, resident: string, fact: string): CreditEntry[] =>
  standingEntries(tx, resident, ({ basis }) => basis.includes(fact))

/** Entries made at these very moments that stand. */
export const entriesMadeAt = (tx: Tx, resident: string, moments: readonly number[]): CreditEntry[] =>
  standingEntries(tx, resident, ({ at }) => moments.includes(at))

/** Takes an entry back, once: a second time throws. The award may be given again. */
export const reverse = (tx: Tx, entry: CreditEntry, reversal: { id: string; at: number }): number => {
  tx.run('delete from award_key where entry = ?', entry.id)
  return append(tx, {
    ...entry,
    id: reversal.id,
    amount: -entry.amount,
    basis: [entry.id],
    businessKey: `reversal|${entry.id}`,
    at: reversal.at,
    reverses: entry.id,
  })
}
