import { createHash } from 'node:crypto'
import type { Store, Tx } from './tx.ts'

/** So long after the centre had a record its text stays, in case that the centre loses it. */
export const textsStayMs = 400 * 24 * 3_600_000

/** Records of one stream whose texts are gone, both ends included. */
export interface EmptiedPart {
  incarnation: string
  from: number
  to: number
}

/** `old`: their time is over; `person`: they named somebody who is gone. */
export type EmptiedFor = 'old' | 'person'

interface Mark {
  incarnation: string
  from_sequence: number
  to_sequence: number
  why: EmptiedFor
  acked_at: number
  at: number
  proof: Uint8Array
  audit: number
}

/**
 * What is left of the records, and what the ledger says that they told of: without their texts nothing else would show
 * that either was changed.
 */
const remainsOf = `select json_array(o.sequence, o.id, o.type, lower(hex(o.hash)), e.resident, e.amount, e.rule_id, e.rule_rev,
    e.event, e.basis, e.business_key, e.business_date, e.minutes, e.author, e.approver, e.reverses, e.reason) as line
  from outbox o left join credit_entry e on e.id = o.id
 where o.incarnation = ? and o.sequence between ? and ? order by o.sequence`

/** SHA-256 over what is left of the records of a part, line by line. */
export const proofOf = (tx: Tx, { incarnation, from, to }: EmptiedPart): Uint8Array => {
  const hash = createHash('sha256')
  for (const { line } of tx.all<{ line: string }>(remainsOf, incarnation, from, to)) hash.update(`${line}\n`)
  return hash.digest()
}

/** Notes that the texts of a part go, and lets them go. `audit`: the entry that holds the proof, too. */
export const emptyPart = (
  tx: Tx,
  part: EmptiedPart,
  note: { why: EmptiedFor; ackedAt: number; at: number; proof: Uint8Array; audit: number },
): void => {
  const { incarnation, from, to } = part
  tx.run(
    `insert into emptied (incarnation, from_sequence, to_sequence, why, acked_at, at, proof, audit)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    incarnation,
    from,
    to,
    note.why,
    note.ackedAt,
    note.at,
    note.proof,
    note.audit,
  )
  dropTexts(tx, part)
}

/** Also of a part that is noted already: a copy that was laid over may have brought texts back. */
export const dropTexts = (tx: Tx, { incarnation, from, to }: EmptiedPart): number =>
  tx.run(
    `update outbox set body = '' where incarnation = ? and sequence between ? and ? and body <> ''`,
    incarnation,
    from,
    to,
  ).changes

/** What was deleted stays readable in the log of the database until it is cut off. */
export const cutLog = (store: Pick<Store, 'read'>): void => {
  store.read((tx) => tx.all('pragma wal_checkpoint(truncate)'))
}

/** Marks that touch these records. */
export const emptiedIn = (tx: Tx, { incarnation, from, to }: EmptiedPart): EmptiedPart[] =>
  tx
    .all<Mark>(
      'select * from emptied where incarnation = ? and from_sequence <= ? and to_sequence >= ?',
      incarnation,
      to,
      from,
    )
    .map((mark) => ({ incarnation, from: mark.from_sequence, to: mark.to_sequence }))

/** Whether a record's text is gone with leave. */
export const isEmptied = (tx: Tx, incarnation: string, sequence: number): boolean =>
  emptiedIn(tx, { incarnation, from: sequence, to: sequence }).length > 0

/** The last record of a stream whose text is gone, 0 where all are there. Those of `old` are all up to there. */
export const lastEmptied = (tx: Tx, incarnation: string, why?: EmptiedFor): number =>
  tx.get<{ last: number | null }>(
    'select max(to_sequence) as last from emptied where incarnation = ? and why = coalesce(?, why)',
    incarnation,
    why ?? null,
  )?.last ?? 0

const actions: Readonly<Record<EmptiedFor, string>> = { old: 'records.emptied', person: 'people.erased' }

/** For both reasons the audit names it; of old ones it holds the proof as well. */
const isInAudit = (tx: Tx, { audit, why, proof }: Mark): boolean => {
  const row = tx.get<{ action: string; detail: string }>(
    'select action, detail from audit where seq = ?',
    audit,
  )
  if (row?.action !== actions[why]) return false
  const detail = JSON.parse(row.detail) as { proof?: unknown }
  return why === 'person' || detail.proof === Buffer.from(proof).toString('hex')
}

/** Records of a part that no centre has, by their own stream or by one in which they were told again. */
const untoldIn = `select count(*) as untold from outbox o join incarnation i on i.id = o.incarnation
  where o.incarnation = ? and o.sequence between ? and ? and o.sequence > i.acked_sequence
    and not exists (select 1 from outbox n join incarnation j on j.id = n.incarnation
                     where n.id = o.id and n.incarnation <> o.incarnation and n.sequence <= j.acked_sequence)`

const isEarly = (tx: Tx, mark: Mark): boolean => {
  if (mark.why === 'old' && mark.at - mark.acked_at < textsStayMs) return true
  const { incarnation, from_sequence: from, to_sequence: to } = mark
  return (tx.get<{ untold: number }>(untoldIn, incarnation, from, to)?.untold ?? 0) > 0
}

export interface BrokenMark extends EmptiedPart {
  reason: 'early' | 'changed'
}

/**
 * Parts that were emptied against the rule, or of which something was changed since: `early` before their time or
 * without the centre's word, `changed` not as they were left.
 */
export const brokenMarks = (tx: Tx): BrokenMark[] =>
  tx.all<Mark>('select * from emptied order by incarnation, from_sequence').flatMap((mark): BrokenMark[] => {
    const part = { incarnation: mark.incarnation, from: mark.from_sequence, to: mark.to_sequence }
    if (isEarly(tx, mark)) return [{ ...part, reason: 'early' }]
    const isWhole = Buffer.compare(proofOf(tx, part), mark.proof) === 0 && isInAudit(tx, mark)
    return isWhole ? [] : [{ ...part, reason: 'changed' }]
  })
