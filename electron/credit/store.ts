import { StationError } from '../base/errors.ts'
import type { Tx } from '../store/tx.ts'

/** What an award rests on. */
export type BasisKind = 'attendance' | 'hours' | 'document' | 'star'
export type ReversalReason = 'attendanceReversed' | 'hoursChanged' | 'correction' | 'objection'

/** A line of the ledger that gives points. */
export interface CreditEntry {
  /** Id of the entry and of its record to the centre. */
  id: string
  resident: string
  /** Hundredths of a point. */
  amount: number
  ruleId: string
  /** Revision of the rule that it was given under; kept whatever the catalogue says later. */
  ruleRev: number
  event: string | null
  claim: string | null
  basisKind: BasisKind
  /** Ids of the records that it rests on. */
  basis: string[]
  /** The same award is given once while it stands. */
  businessKey: string
  businessDate: string
  /** Minutes of service at the event, where the rule counts hours. */
  minutes: number | null
  /** Staff who answer for it, `null` where taps alone made it. */
  author: string | null
  approver: string | null
  at: number
}

/** Any line as it stands in the ledger. */
export interface LedgerEntry extends CreditEntry {
  /** Its place in the ledger. */
  seq: number
  /** Id of the entry that it takes back, `null` for an award. */
  reverses: string | null
  reason: ReversalReason | null
}

/** Who takes an entry back, and why. */
export interface Reversal {
  id: string
  at: number
  reason: ReversalReason
  author: string | null
  approver: string | null
}

/** Hundredths of a point. */
export const balanceOf = (tx: Tx, resident: string): number =>
  tx.get<{ balance: number }>('select balance from credit_balance where resident = ?', resident)?.balance ?? 0

/** Whether this award was given and not taken back. */
export const hasAward = (tx: Tx, businessKey: string): boolean =>
  tx.get('select 1 as found from award_key where business_key = ?', businessKey) !== undefined

/** Adds a row to the ledger and moves the balance with it. Returns the new balance. */
const append = (tx: Tx, entry: Omit<LedgerEntry, 'seq'>): number => {
  tx.run(
    `insert into credit_entry (id, resident, amount, rule_id, rule_rev, event, claim, basis_kind, basis, business_key,
       business_date, minutes, author, approver, at, reverses, reason)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.id,
    entry.resident,
    entry.amount,
    entry.ruleId,
    entry.ruleRev,
    entry.event,
    entry.claim,
    entry.basisKind,
    JSON.stringify(entry.basis),
    entry.businessKey,
    entry.businessDate,
    entry.minutes,
    entry.author,
    entry.approver,
    entry.at,
    entry.reverses,
    entry.reason,
  )
  const row = tx.get<{ balance: number }>(
    `insert into credit_balance (resident, balance) values (?, ?)
     on conflict (resident) do update set balance = balance + excluded.balance returning balance`,
    entry.resident,
    entry.amount,
  )
  return row?.balance ?? entry.amount
}

/** Gives an award. Throws `conflict` with `alreadyGiven` where the same one stands: nothing is written then. */
export const post = (tx: Tx, entry: CreditEntry): number => {
  if (hasAward(tx, entry.businessKey)) throw new StationError('conflict', { because: 'alreadyGiven' })
  const balance = append(tx, { ...entry, reverses: null, reason: null })
  tx.run('insert into award_key (business_key, entry) values (?, ?)', entry.businessKey, entry.id)
  return balance
}

const notReversible = (tx: Tx, id: string): StationError => {
  const row = tx.get<{ reverses: string | null }>('select reverses from credit_entry where id = ?', id)
  if (row === undefined) return new StationError('notFound', { what: 'entry' })
  return new StationError('conflict', { because: row.reverses === null ? 'alreadyReversed' : 'isReversal' })
}

/**
 * Takes an entry back: the award may be given again. Throws `conflict` with `alreadyReversed` the second time, with
 * `isReversal` for a line that itself takes something back, and `notFound`; nothing is written then.
 */
export const reverse = (tx: Tx, entry: CreditEntry, reversal: Reversal): number => {
  const { changes } = tx.run('delete from award_key where entry = ?', entry.id)
  if (changes !== 1) throw notReversible(tx, entry.id)
  return append(tx, {
    ...entry,
    ...reversal,
    amount: -entry.amount,
    basis: [entry.id],
    businessKey: `reversal|${entry.id}`,
    reverses: entry.id,
  })
}

const columns = `e.seq, e.id, e.resident, e.amount, e.rule_id as ruleId, e.rule_rev as ruleRev, e.event, e.claim,
  e.basis_kind as basisKind, e.basis, e.business_key as businessKey, e.business_date as businessDate, e.minutes,
  e.author, e.approver, e.at, e.reverses, e.reason`

type EntryRow = Omit<LedgerEntry, 'basis'> & { basis: string }

const entryOf = (row: EntryRow): LedgerEntry => ({ ...row, basis: JSON.parse(row.basis) as string[] })

export const entryById = (tx: Tx, id: string): LedgerEntry | null => {
  const row = tx.get<EntryRow>(`select ${columns} from credit_entry e where e.id = ?`, id)
  return row === undefined ? null : entryOf(row)
}

/** Whether an entry gives points that were not taken back. */
export const isStanding = (tx: Tx, id: string): boolean =>
  tx.get('select 1 as found from award_key where entry = ?', id) !== undefined

/** Hundredths of all these ids together: facts keep the id that they were made under. */
export const balanceOfAll = (tx: Tx, residents: readonly string[]): number =>
  residents.reduce((sum, resident) => sum + balanceOf(tx, resident), 0)

/** How many lines these ids have together. */
export const linesOf = (tx: Tx, residents: readonly string[]): number =>
  residents.reduce(
    (sum, resident) =>
      sum +
      (tx.get<{ lines: number }>('select count(*) as lines from credit_entry where resident = ?', resident)
        ?.lines ?? 0),
    0,
  )

/** Lines of one person, the newest first; `before` is the number of the last one seen. */
export const ledgerOf = (
  tx: Tx,
  resident: string,
  { before, limit }: { before: number | null; limit: number },
): LedgerEntry[] =>
  tx
    .all<EntryRow>(
      `select ${columns} from credit_entry e where e.resident = ? and e.seq < ? order by e.seq desc limit ?`,
      resident,
      before ?? Number.MAX_SAFE_INTEGER,
      limit,
    )
    .map(entryOf)

/** As `ledgerOf`, of several ids that are one person. */
export const ledgerOfAll = (
  tx: Tx,
  residents: readonly string[],
  page: { before: number | null; limit: number },
): LedgerEntry[] =>
  residents
    .flatMap((resident) => ledgerOf(tx, resident, page))
    .toSorted((a, b) => b.seq - a.seq)
    .slice(0, page.limit)

/** Entries of a resident that stand and pass the test, in their order. */
const standingEntries = (tx: Tx, resident: string, isMeant: (entry: LedgerEntry) => boolean): LedgerEntry[] =>
  tx
    .all<EntryRow>(
      `select ${columns} from credit_entry e join award_key k on k.entry = e.id where e.resident = ? order by e.seq`,
      resident,
    )
    .map(entryOf)
    .filter(isMeant)

/** The entry under this key that stands. */
export const standingByKey = (tx: Tx, businessKey: string): LedgerEntry | null => {
  const row = tx.get<EntryRow>(
    `select ${columns} from award_key k join credit_entry e on e.id = k.entry where k.business_key = ?`,
    businessKey,
  )
  return row === undefined ? null : entryOf(row)
}

/** The entries under these keys that stand. */
export const standingByKeys = (tx: Tx, businessKeys: readonly string[]): LedgerEntry[] =>
  tx
    .all<EntryRow>(
      `select ${columns} from award_key k join credit_entry e on e.id = k.entry
        where k.business_key in (select value from json_each(?)) order by e.seq`,
      JSON.stringify(businessKeys),
    )
    .map(entryOf)

/** Whether two persons took this award back as wrong on that business date: it is not given again by itself. */
export const wasCorrected = (
  tx: Tx,
  award: Pick<CreditEntry, 'resident' | 'ruleId' | 'businessDate' | 'businessKey'>,
): boolean =>
  tx.get(
    `select 1 as found from credit_entry e join credit_entry r on r.reverses = e.id
      where e.resident = ? and e.rule_id = ? and e.business_date = ? and e.business_key = ?
        and r.reason in ('correction', 'objection')`,
    award.resident,
    award.ruleId,
    award.businessDate,
    award.businessKey,
  ) !== undefined

/** Entries made at these very moments that stand. */
export const entriesMadeAt = (tx: Tx, resident: string, moments: readonly number[]): LedgerEntry[] =>
  standingEntries(tx, resident, ({ at }) => moments.includes(at))

/** Entries under a rule that stand, with a business date in `from` … `to`, both inclusive; in their order. */
export const standingUnder = (
  tx: Tx,
  { resident, ruleId, from, to }: { resident: string; ruleId: string; from: string; to: string },
): LedgerEntry[] =>
  tx
    .all<EntryRow>(
      `select ${columns} from credit_entry e join award_key k on k.entry = e.id
        where e.resident = ? and e.rule_id = ? and e.business_date between ? and ? order by e.seq`,
      resident,
      ruleId,
      from,
      to,
    )
    .map(entryOf)
