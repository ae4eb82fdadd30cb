import type { EraseReason } from '../../contract/erase-calls.ts'
import type { Tx } from '../../store/tx.ts'

/** Somebody who is to be erased: asked for by two persons, done once the centre has everything. */
export interface Erasure {
  resident: string
  reason: EraseReason
  author: string
  approver: string
  orderedAt: number
}

export const isOrdered = (tx: Tx, resident: string): boolean =>
  tx.get('select 1 as found from erasure where resident = ?', resident) !== undefined

/** Whether it was asked for and still waits for the centre. */
export const isErasing = (tx: Tx, resident: string): boolean =>
  tx.get('select 1 as found from erasure where resident = ? and done_at is null', resident) !== undefined

/** Whether nothing says any more who this was. */
export const isErased = (tx: Tx, resident: string): boolean =>
  tx.get('select 1 as found from erasure where resident = ? and done_at is not null', resident) !== undefined

export const orderErasure = (tx: Tx, erasure: Erasure): void => {
  const { resident, reason, author, approver, orderedAt } = erasure
  tx.run(
    'insert into erasure (resident, reason, author, approver, ordered_at) values (?, ?, ?, ?, ?)',
    resident,
    reason,
    author,
    approver,
    orderedAt,
  )
}

/** Whether there was one that was not done yet. */
export const takeBackErasure = (tx: Tx, resident: string): boolean =>
  tx.run('delete from erasure where resident = ? and done_at is null', resident).changes > 0

/** Those that are not done yet. */
export const openErasures = (tx: Tx): Erasure[] =>
  tx.all<Erasure>(
    `select resident, reason, author, approver, ordered_at as orderedAt from erasure
      where done_at is null order by ordered_at, resident`,
  )

export const markErased = (tx: Tx, resident: string, at: number): void => {
  tx.run('update erasure set done_at = ? where resident = ?', at, resident)
}

/** Whether copies lie about in which somebody stands who is erased since. */
export const copiesAreStale = (tx: Tx): boolean =>
  tx.get('select 1 as found from erasure where done_at is not null and copies_at is null') !== undefined

/** Copies made from now on know nothing of those who were erased up to `upTo`. */
export const markCopied = (tx: Tx, upTo: number, at: number): void => {
  tx.run('update erasure set copies_at = ? where done_at <= ? and copies_at is null', at, upTo)
}
