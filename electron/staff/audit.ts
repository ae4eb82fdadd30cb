import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Tx } from '../store/tx.ts'

/** One thing that staff did or saw. No names, no numbers: ids, codes and counts. */
export interface AuditEntry {
  at: number
  /** Staff member's id, `holder` for whose card was identified last, `station` for what the station does by itself. */
  actor: string
  /** `topic.verb`, past tense: `attendance.undone`. */
  action: string
  /** Id of what it was done to; `''` if it is the station. */
  subject: string
  detail: Readonly<Record<string, string | number | boolean | null>>
}

interface AuditRow {
  seq: number
  at: number
  actor: string
  action: string
  subject: string
  detail: string
  prev: Uint8Array
  hash: Uint8Array
}

const none = Buffer.alloc(32)

const link = (prev: Uint8Array, row: Omit<AuditRow, 'prev' | 'hash'>): Buffer => {
  const { seq, at, actor, action, subject, detail } = row
  return createHash('sha256')
    .update(prev)
    .update(canonicalize({ seq, at, actor, action, subject, detail }) ?? '', 'utf8')
    .digest()
}

/** Adds an entry to the chain, in the transaction of what it tells of. */
export const writeAudit = (tx: Tx, entry: AuditEntry): void => {
  const last = tx.get<{ seq: number; hash: Uint8Array }>(
    'select seq, hash from audit order by seq desc limit 1',
  )
  const prev = last?.hash ?? none
  const row = { ...entry, seq: (last?.seq ?? 0) + 1, detail: canonicalize(entry.detail) ?? '{}' }
  tx.run(
    'insert into audit (seq, at, actor, action, subject, detail, prev, hash) values (?, ?, ?, ?, ?, ?, ?, ?)',
    row.seq,
    row.at,
    row.actor,
    row.action,
    row.subject,
    row.detail,
    prev,
    link(prev, row),
  )
}

/** The first entry whose link does not hold, `null` when the whole chain does. */
export const brokenAuditEntry = (tx: Tx): number | null => {
  let prev: Uint8Array = none
  for (const row of tx.all<AuditRow>('select * from audit order by seq')) {
    const isLinked = Buffer.compare(row.prev, prev) === 0 && Buffer.compare(row.hash, link(prev, row)) === 0
    if (!isLinked) return row.seq
    prev = row.hash
  }
  return null
}
