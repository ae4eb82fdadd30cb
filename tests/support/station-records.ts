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
