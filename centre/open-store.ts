import { existsSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ExitError } from './exit.ts'
import { databaseFolder, lockFolder, openFolder } from './folder.ts'
import type { CentreStore } from './store/centre-store.ts'
import { databaseErrorCode, type Database } from './store/database.ts'
import { openPglite } from './store/pglite.ts'
import { openPostgres } from './store/postgres.ts'
import { openSqlStore } from './store/sql-store.ts'

const retryMs = 100

/** The folder's path, made if need be. Throws `ExitError` when it cannot be. */
export const folderFor = (folder: string): string => {
  try {
    return openFolder(folder)
  } catch (cause) {
    throw new ExitError('ioError', `the folder ${folder} cannot be used`, { cause })
  }
}

/**
 * Takes the folder for this process, waiting as long as `mayWait` says so.
 * `undefined` = it stays taken.
 */
export const takeFolder = async (
  folder: string,
  mayWait: () => Promise<boolean>,
): Promise<Server | undefined> => {
  for (;;) {
    const lock = await lockFolder(folder)
    if (lock) return lock
    if (!(await mayWait())) return undefined
    await wait(retryMs)
  }
}

/**
 * PGlite takes a half-made folder for a whole one. Until the tables stood once, nothing was promised to
 * anybody: such a folder is made anew.
 */
const openOwnDatabase = async (folder: string): Promise<CentreStore> => {
  const database = databaseFolder(folder)
  const complete = join(database, 'centre-complete')
  if (!existsSync(complete)) rmSync(database, { recursive: true, force: true })
  const store = await prepared(await openPglite(database))
  writeFileSync(complete, '')
  return store
}

const prepared = async (db: Database): Promise<CentreStore> => {
  try {
    return await openSqlStore(db)
  } catch (error) {
    await db.close()
    throw error
  }
}

/** Opens and prepares the database. The line says its code, never the URL, which may hold a password. */
export const openStore = async (folder: string, url: string | undefined): Promise<CentreStore> => {
  try {
    return url === undefined ? await openOwnDatabase(folder) : await prepared(openPostgres(url))
  } catch (cause) {
    const newer = cause instanceof Error && cause.message.startsWith('the database is of a newer centre')
    throw new ExitError(
      'databaseRefused',
      newer ? cause.message : `the database refused: ${databaseErrorCode(cause)}`,
      { cause },
    )
  }
}
