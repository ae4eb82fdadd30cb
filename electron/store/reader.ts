import { ConnectionTx, openReadOnly, Statements } from './connection.ts'
import { newestVersion, requireOurs } from './database.ts'
import { recordsFile } from './files.ts'
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
