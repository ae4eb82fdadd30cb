import { lastEmptied, textsStayMs, type EmptiedPart } from '../../store/emptied.ts'
import type { Tx } from '../../store/tx.ts'

/** Texts that go in one transaction. */
export const partRecords = 2048

/** Records whose time is over, with the moment at which the centre had the last of them. */
export interface DuePart extends EmptiedPart {
  ackedAt: number
}

interface StreamRow {
  id: string
  head: number
}

const ackedAt = (tx: Tx, incarnation: string, sequence: number): number | null =>
  tx.get<{ at: number | null }>(
    'select min(at) as at from acknowledged where incarnation = ? and sequence >= ?',
    incarnation,
    sequence,
  )?.at ?? null

/**
 * Since when the centre has each of these records by a later stream, in which it was told again; `null` where it has
 * one of them not.
 */
const ackedElsewhere = (tx: Tx, { incarnation, from, to }: EmptiedPart): number | null =>
  tx.get<{ at: number | null }>(
    `select case when count(*) = count(heard) then max(heard) end as at from (
       select (select min(a.at) from outbox n join acknowledged a on a.incarnation = n.incarnation
                                                                 and a.sequence >= n.sequence
                where n.id = o.id and n.incarnation <> o.incarnation) as heard
         from outbox o where o.incarnation = ? and o.sequence between ? and ?)`,
    incarnation,
    from,
    to,
  )?.at ?? null

const dueOf = (tx: Tx, { id, head }: StreamRow, now: number): DuePart[] => {
  const from = lastEmptied(tx, id, 'old') + 1
  const limit = now - textsStayMs
  const upTo =
    tx.get<{ sequence: number | null }>(
      'select max(sequence) as sequence from acknowledged where incarnation = ? and at <= ?',
      id,
      limit,
    )?.sequence ?? 0
  if (from <= upTo) {
    const to = Math.min(from + partRecords - 1, upTo)
    const at = ackedAt(tx, id, to)
    return at === null || at > limit ? [] : [{ incarnation: id, from, to, ackedAt: at }]
  }
  // What the centre never took in this stream it was told again in a later one.
  if (ackedAt(tx, id, from) !== null || from > head) return []
  const rest = { incarnation: id, from, to: Math.min(from + partRecords - 1, head) }
  const at = ackedElsewhere(tx, rest)
  return at === null || at > limit ? [] : [{ ...rest, ackedAt: at }]
}

/** The next records of each stream that the centre has had for longer than their texts stay. */
export const dueParts = (tx: Tx, now: number): DuePart[] =>
  tx
    .all<StreamRow>('select id, head_sequence as head from incarnation order by started_at, id')
    .flatMap((stream) => dueOf(tx, stream, now))
