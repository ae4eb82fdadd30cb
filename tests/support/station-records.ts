import { openStoreReader } from '../../electron/store/reader.ts'
import { toHex } from '../../electron/sync/chain.ts'
import { currentStream } from '../../electron/sync/stream.ts'

export interface StoredTap {
  seq: number
  id: string
  kind: string
}

/** What a station's database holds, read beside the station or after it. */
export interface StationRecords {
  taps: StoredTap[]
  /** Ids of all records, of every stream. */
  ids: string[]
  /** Id of the check-in that each tap made, by tap. */
  checkIns: Map<string, string>
  /** Ids of entries in the ledger that stand. */
  awards: string[]
  /** Check-ins of people who had agreed to points, at events that give some, without their points. */
  unpaid: string[]
  /** Points without a check-in that they rest on, or that the balance does not know. */
  unearned: string[]
  head: { incarnation: string; station: string; sequence: number; hash: string }
}

export const readRecords = (dir: string): StationRecords => {
  const reader = openStoreReader(dir)
  try {
    return reader.read((tx) => {
      const stream = currentStream(tx)
      if (stream === undefined) throw new Error('the database has no stream')
      const made = tx.all<{ id: string; tap: string }>('select id, tap from attendance')
      return {
        taps: tx.all<StoredTap>('select seq, id, kind from tap order by seq'),
        ids: tx.all<{ id: string }>('select distinct id from outbox').map(({ id }) => id),
        checkIns: new Map(made.map(({ id, tap }) => [tap, id])),
        awards: tx.all<{ id: string }>('select entry as id from award_key').map(({ id }) => id),
        unpaid: tx
          .all<{ id: string }>(
            `select a.id from attendance a join event v on v.id = a.event
              where v.rule_id = 'L01' and v.credit_at = 'checkIn'
                and exists (select 1 from consent c where c.resident = a.resident and c.answer = 'yes' and c.at <= a.at)
                and not exists (select 1 from credit_entry e where e.event = a.event and e.resident = a.resident)`,
          )
          .map(({ id }) => id),
        unearned: tx
          .all<{ id: string }>(
            `select e.id from credit_entry e
              where not exists (select 1 from attendance a join json_each(e.basis) f on f.value = a.id)
                 or not exists (select 1 from credit_balance b where b.resident = e.resident and b.balance =
                                  (select sum(amount) from credit_entry where resident = e.resident))`,
          )
          .map(({ id }) => id),
        head: {
          incarnation: stream.incarnation,
          station: stream.station,
          sequence: stream.sequence,
          hash: toHex(stream.hash),
        },
      }
    })
  } finally {
    reader.close()
  }
}
