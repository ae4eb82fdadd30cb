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

export const hasAward = (tx: Tx, businessKey: string): boolean =>
  tx.get('select 1 as found from credit_entry where business_key = ?', businessKey) !== undefined

/** Adds an entry and moves the balance with it. Returns the new balance. */
export const post = (tx: Tx, entry: CreditEntry): number => {
  tx.run(
    `insert into credit_entry (id, resident, amount, rule_id, rule_rev, event, basis, business_key, business_date, at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
  )
  const row = tx.get<{ balance: number }>(
    `insert into credit_balance (resident, balance) values (?, ?)
     on conflict (resident) do update set balance = balance + excluded.balance returning balance`,
    entry.resident,
    entry.amount,
  )
  return row?.balance ?? entry.amount
}
