import type { ChainPart } from '../../store/chain-walk.ts'
import type { Tx } from '../../store/tx.ts'
import { entryName } from './ledger.ts'
import { dataText, isUnquoted } from './record-text.ts'

const creditTypes = `('cn.wmsj.credit.entry.v1', 'cn.wmsj.credit.reversed.v1')`

// A record whose text is gone is held against the proof that was made of it instead (`store/emptied.ts`).
const isPlain = `e.id is not null and (o.type = 'cn.wmsj.credit.entry.v1') = (e.reverses is null)
  and (o.body = '' or instr(o.body, ${dataText('o.id')}) > 0 and ${isUnquoted})`

interface DoubtfulRow {
  sequence: number
  record: string
  type: string
  body: string
  id: string | null
  seq: number
  resident: string
  amount: number
  rule_id: string
  rule_rev: number
  event: string | null
  basis: string
  business_key: string
  business_date: string
  minutes: number | null
  author: string | null
  approver: string | null
  reverses: string | null
  reason: string | null
}

/** What the record of a row must hold, by the names of its data. */
const wantedOf = (row: DoubtfulRow): Record<string, unknown> => {
  const { resident, amount, author, approver, reverses, reason } = row
  const answered = { author: author ?? undefined, approvedBy: approver ?? undefined }
  return reverses === null
    ? {
        type: 'cn.wmsj.credit.entry.v1',
        resident,
        amount,
        ruleId: row.rule_id,
        ruleRev: row.rule_rev,
        event: row.event ?? undefined,
        basis: JSON.parse(row.basis) as unknown,
        businessKey: row.business_key,
        businessDate: row.business_date,
        minutes: row.minutes ?? undefined,
        ...answered,
      }
    : { type: 'cn.wmsj.credit.reversed.v1', reverses, resident, amount, reason, ...answered }
}

const parsed = (body: string): { id?: unknown; type?: unknown; data?: Record<string, unknown> } | null => {
  try {
    return JSON.parse(body) as { data?: Record<string, unknown> }
  } catch {
    // The chain names the record; here the entry has none that can be read.
    return null
  }
}

/** Names of what differs between a row and its record; nothing where only the spelling of the record is another. */
const differencesOf = (row: DoubtfulRow): string[] => {
  const event = parsed(row.body)
  if (event === null) return ['record']
  const wanted = { id: row.record, ...wantedOf(row) }
  // Listed as what it is not, a record is none that its entry could rest on.
  const type = event.type === row.type ? event.type : undefined
  const told: Record<string, unknown> = { ...event.data, id: event.id, type }
  return Object.entries(wanted).flatMap(([name, value]) =>
    JSON.stringify(told[name]) === JSON.stringify(value) ? [] : [name],
  )
}

const saidOf = (part: ChainPart, row: DoubtfulRow): string[] => {
  if (row.id === null) {
    const place = `record ${String(row.sequence)} of stream ${part.incarnation}`
    return [`${place}: the ledger has no entry ${row.record}`]
  }
  const names = differencesOf(row)
  if (names.length === 0) return []
  return [
    `${entryName(row.id, row.seq)}: not as its record ${String(row.sequence)} says: ${names.join(', ')}`,
  ]
}

/**
 * Holds the credit records of a part of a stream against the ledger. A record must hold its entry's data to the letter;
 * those that do not are read word by word. `pairs`: records that have an entry.
 */
export const compareRecords = (tx: Tx, part: ChainPart): { found: string[]; pairs: number } => {
  const range = `from outbox o left join credit_entry e on e.id = o.id
    where o.incarnation = ? and o.sequence between ? and ? and o.type in ${creditTypes}`
  const place = [part.incarnation, part.from, part.to] as const
  const counts = tx.get<{ pairs: number; plain: number; records: number }>(
    `select count(e.id) as pairs, count(*) as records, coalesce(sum(${isPlain}), 0) as plain ${range}`,
    ...place,
  )
  const { pairs = 0, plain = 0, records = 0 } = counts ?? {}
  if (plain === records) return { found: [], pairs }
  const doubtful = tx.all<DoubtfulRow & object>(
    `select o.sequence, o.id as record, o.type, o.body, e.* ${range} and (${isPlain}) is not 1`,
    ...place,
  )
  return { found: doubtful.flatMap((row) => saidOf(part, row)), pairs }
}

/** Entries that no credit record tells of. */
export const untold = (tx: Tx): string[] =>
  tx
    .all<{ id: string; seq: number }>(
      `select e.id, e.seq from credit_entry e not indexed
        where not exists (select 1 from outbox o where o.id = e.id and o.type in ${creditTypes})`,
    )
    .map(({ id, seq }) => `${entryName(id, seq)}: there is no record of it`)
