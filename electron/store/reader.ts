import { StationError } from '../base/errors.ts'
import { ConnectionTx, openReadOnly, Statements } from './connection.ts'
import { newestVersion, requireOurs } from './database.ts'
import { recordsFile } from './files.ts'
import { versionOf } from './migrate.ts'
import { storeError } from './sqlite-errors.ts'
import type { Tx } from './tx.ts'

/** A connection beside the running station that can change nothing. */
export interface StoreReader {
  /** Everything inside one call sees the same moment. */
  read<T>(work: (tx: Tx) => T): T
  close(): void
}

/** For reports, exports and checks; works while the station writes. Throws as `openStore` does. */
export const openStoreReader = (dir: string): StoreReader => {
  const file = recordsFile(dir)
  try {
    const db = openReadOnly(file)
    try {
      requireOurs(db, file, newestVersion())
    } catch (error) {
      db.close()
      throw error
    }
    const statements = new Statements(db)
    return {
      read: (work) => {
        const tx = new ConnectionTx(statements, false)
        db.exec('begin')
        try {
          return work(tx)
        } catch (error) {
          throw storeError(error, file)
        } finally {
          tx.end()
          db.exec('commit')
        }
      },
      close: () => {
        db.close()
      },
    }
  } catch (error) {
    throw storeError(error, file)
  }
}

/** As much as SQLite maps at most. */
const mappedBytes = 2_147_418_112

/** A connection that stays at one moment of the store while the station writes on. */
export interface StoreSnapshot {
  read<T>(work: (tx: Tx) => T): T
  /** Moves on to the newest moment. */
  renew(): void
  close(): void
}

/** For what must be read in this program's own layout, which nobody brings about here: throws `storeRefused` for an older one. */
export const openSnapshot = (dir: string): StoreSnapshot => {
  const file = recordsFile(dir)
  try {
    const db = openReadOnly(file)
    try {
      requireOurs(db, file, newestVersion())
      if (versionOf(db) < newestVersion()) {
        throw new StationError('storeRefused', {
          file,
          reason: 'an older program wrote it: start the station once',
        })
      }
      // The whole file is walked: mapped, its pages are not copied. A disk that fails under it ends the process.
      db.exec(`pragma mmap_size = ${String(mappedBytes)}`)
      db.exec('begin')
    } catch (error) {
      db.close()
      throw error
    }
    const statements = new Statements(db)
    return {
      read: (work) => {
        const tx = new ConnectionTx(statements, false)
        try {
          return work(tx)
        } catch (error) {
          throw storeError(error, file)
        } finally {
          tx.end()
        }
      },
      renew: () => {
        db.exec('commit; begin')
      },
      close: () => {
        db.close()
      },
    }
  } catch (error) {
    throw storeError(error, file)
  }
}
