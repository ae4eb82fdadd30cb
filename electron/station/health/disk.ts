import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { toInstant } from '../../base/clock.ts'
import { freeBytesNow } from '../../base/disk.ts'
import { backupFolder, recordsFile } from '../../store/files.ts'
import { dateOfBackup } from '../backup/rules.ts'

/** `null` where the system does not say. */
export const freeBytes = (dir: string): number | null => {
  try {
    return freeBytesNow(dir)
  } catch {
    return null
  }
}

const sizeOf = (path: string): number => {
  try {
    return statSync(path).size
  } catch {
    // A log that was merged and removed has no size.
    return 0
  }
}

export const storeSizes = (dir: string): { bytes: number; walBytes: number } => ({
  bytes: sizeOf(recordsFile(dir)),
  walBytes: sizeOf(`${recordsFile(dir)}-wal`),
})

/** Whether the disk lets this program write where the records lie. */
export const mayWrite = (dir: string): boolean => {
  try {
    accessSync(recordsFile(dir), constants.W_OK)
    accessSync(dir, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** When the newest checked copy was made, `null` without one. */
export const lastBackupAt = (dir: string): string | null => {
  const folder = backupFolder(dir)
  try {
    const newest = readdirSync(folder)
      .filter((name) => dateOfBackup(name) !== null)
      .toSorted()
      .at(-1)
    return newest === undefined ? null : toInstant(statSync(join(folder, newest)).mtimeMs)
  } catch {
    return null
  }
}
