import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StationError } from '../base/errors.ts'
import { createPrivateFile, databaseUri, lockFile } from './files.ts'
import { isBusy, isUnwritable, storeError } from './sqlite-errors.ts'

export interface FolderLock {
  release(): void
}

/** Without a reference the garbage collector would close the connection, and with it silently give up the lock. */
const held = new Set<DatabaseSync>()

const createIfMissing = (file: string, dir: string): void => {
  if (existsSync(file)) return
  try {
    createPrivateFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
    throw new StationError('folderUnwritable', { dir }, { cause: error })
  }
}

/**
 * Holds the folder for this process. The lock is an operating system lock on a file of its own, so it ends with
 * the process however that ends, and readers of the database are not shut out.
 * Throws `folderInUse` when another station holds it, `folderUnwritable` when the file cannot be made.
 */
export const lockFolder = (dir: string): FolderLock => {
  const file = lockFile(dir)
  createIfMissing(file, dir)
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(databaseUri(file, 'rw'))
    lock.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    lock?.close()
    if (isBusy(error)) throw new StationError('folderInUse', { dir }, { cause: error })
    if (isUnwritable(error)) throw new StationError('folderUnwritable', { dir }, { cause: error })
    throw storeError(error, file)
  }
  const mine = lock
  held.add(mine)
  return {
    release: () => {
      if (held.delete(mine)) mine.close()
    },
  }
}
