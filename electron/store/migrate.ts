import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../base/clock.ts'
import { freeBytesNow } from '../base/disk.ts'
import { StationError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import { verifiedCopy } from './backup.ts'
import { pragma } from './connection.ts'
import { backupFolder, recordsFile } from './files.ts'
import type { Migration } from './migrations/index.ts'
import { storeError } from './sqlite-errors.ts'

/** A copy and the rewritten tables must fit beside the database. */
const spaceFactor = 2.2

const requireSpace = (dir: string): void => {
  const needed = Math.ceil(statSync(recordsFile(dir)).size * spaceFactor)
  const free = freeBytesNow(dir)
  if (free < needed) {
    throw new StationError('storeFull', {
      file: recordsFile(dir),
      reason: 'no room to upgrade',
      needed,
      free,
    })
  }
}

/** Applies one layout change and its number together: after a power cut either both are there or neither is. */
const apply = (db: DatabaseSync, { version, sql }: Migration, file: string): void => {
  // Outside the transaction, where it counts: tables may be rebuilt, and the check below decides.
  db.exec('pragma foreign_keys = off')
  try {
    db.exec('begin immediate')
    db.exec(sql)
    const broken = db.prepare('pragma foreign_key_check').all().length
    if (broken > 0) {
      throw new StationError('storeRefused', { file, version, reason: 'rows lost their partner', broken })
    }
    db.exec(`pragma user_version = ${String(version)}`)
    db.exec('commit')
  } catch (error) {
    if (db.isTransaction) db.exec('rollback')
    throw storeError(error, file)
  } finally {
    db.exec('pragma foreign_keys = on')
  }
}

export const versionOf = (db: DatabaseSync): number => Number(pragma(db, 'user_version'))

const pending = (db: DatabaseSync, migrations: readonly Migration[]): Migration[] => {
  const now = versionOf(db)
  return migrations.filter(({ version }) => version > now)
}

/** Lays out a database that holds nothing yet. */
export const layOut = (db: DatabaseSync, migrations: readonly Migration[], file: string): void => {
  for (const migration of pending(db, migrations)) apply(db, migration, file)
}

/** Brings a database that holds data to the newest layout, with a verified copy in `backups/` before each step. */
export const upgrade = (
  db: DatabaseSync,
  migrations: readonly Migration[],
  { dir, clock, log }: { dir: string; clock: Clock; log: Logger },
): void => {
  for (const migration of pending(db, migrations)) {
    requireSpace(dir)
    const from = versionOf(db)
    const copy = join(
      backupFolder(dir),
      `before-${String(migration.version)}-from-${String(from)}-${String(clock.now())}.db`,
    )
    verifiedCopy(db, copy)
    apply(db, migration, recordsFile(dir))
    log.info('store upgraded', { from, to: migration.version, copy })
  }
}
