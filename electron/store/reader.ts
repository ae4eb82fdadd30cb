import type { DatabaseSync } from 'node:sqlite'
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

/** Opens a station's own database for reading, and closes it again where `prepare` throws. */
const openOurs = (file: string, prepare: (db: DatabaseSync) => void): DatabaseSync => {
  const db = openReadOnly(file)
  try {
    requireOurs(db, file, newestVersion())
    prepare(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** For reports, exports and checks; works while the station writes. Throws as `openStore` does. */
export const openStoreReader = (dir: string): StoreReader => {
  const file = recordsFile(dir)
  try {
    const db = openOurs(file, () => undefined)
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

/** A connection that stays at one moment of the store while the station writes on. */
export interface StoreSnapshot {
  read<T>(work: (tx: Tx) => T): T
  /** Moves on to the newest moment. */
  renew(): void
  close(): void
}

const requireNewest = (db: DatabaseSync, file: string): void => {
  if (versionOf(db) === newestVersion()) return
  throw new StationError('storeRefused', {
    file,
    reason: 'an older program wrote it: start the station once',
  })
}

/** For what must be read in this program's own layout, which nobody brings about here: throws `storeRefused` for an older one. */
export const openSnapshot = (dir: string): StoreSnapshot => {
  const file = recordsFile(dir)
  try {
    const db = openOurs(file, (opened) => {
      requireNewest(opened, file)
      opened.exec('begin')
    })
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
