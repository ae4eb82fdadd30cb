import type { Tx } from '../../store/tx.ts'
import { currentStream } from '../../sync/stream.ts'

/** The verdicts after which a record does not count at the city, or not yet. */
const withheld = `('held', 'rejected')`

/** Whether the city holds this record and has nothing against it. What was issued again counts where it stands now. */
export const isConfirmed = (tx: Tx, id: string): boolean => {
  const stream = currentStream(tx)
  if (stream === undefined) return false
  const row = tx.get<{ is_here: number; sequence: number; status: string | null }>(
    `select o.incarnation = ? as is_here, o.sequence, v.status
       from outbox o join incarnation i on i.id = o.incarnation
            left join verdict v on v.incarnation = o.incarnation and v.sequence = o.sequence
      where o.id = ? order by is_here desc, i.started_at desc, i.id desc limit 1`,
    stream.incarnation,
    id,
  )
  if (row === undefined || (row.is_here === 1 && row.sequence > stream.acked)) return false
  return row.status !== 'held' && row.status !== 'rejected'
}

/** Hundredths of a person's entries that the city has not confirmed, of these ids together. */
export const unconfirmedOf = (tx: Tx, residents: readonly string[]): number => {
  const stream = currentStream(tx)
  const { incarnation = '', acked = 0 } = stream ?? {}
  const sum = (sql: string, ...params: (string | number)[]): number =>
    tx.get<{ amount: number | null }>(sql, ...params)?.amount ?? 0
  return residents.reduce((total, resident) => {
    // The index over record ids holds the place as well: no record is read.
    const waiting = sum(
      `select sum(e.amount) as amount from credit_entry e where e.resident = ?
         and (exists (select 1 from outbox o where o.id = e.id and o.incarnation = ? and o.sequence > ?)
              or not exists (select 1 from outbox o where o.id = e.id))`,
      resident,
      incarnation,
      acked,
    )
    const refused = sum(
      `select sum(e.amount) as amount
         from verdict v cross join outbox o on o.incarnation = v.incarnation and o.sequence = v.sequence
              cross join credit_entry e on e.id = o.id
        where v.status in ${withheld} and e.resident = ?
          and (v.incarnation = ? and v.sequence <= ?
               or not exists (select 1 from outbox n where n.id = o.id and n.incarnation = ?)
                  and v.incarnation <> ?)`,
      resident,
      incarnation,
      acked,
      incarnation,
      incarnation,
    )
    return total + waiting + refused
  }, 0)
}
