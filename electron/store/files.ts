import { closeSync, fsyncSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export {
  flushFolder,
  keepPrivately,
  keyFile,
  keyFiles,
  recordsFile,
  systemKeyFile,
  tpmKeyFile,
} from '../base/folder-files.ts'

/** Names inside the station's folder; fixed for whoever looks from outside. */
export const lockFile = (dir: string): string => join(dir, 'station.lock')
export const witnessFile = (dir: string): string => join(dir, 'witness.json')
export const exportFolder = (dir: string): string => join(dir, 'exports')
export const importFolder = (dir: string): string => join(dir, 'imports')
/** What stands beside the records and belongs to a whole copy. */
export const documentNames = ['settings.json', 'catalogue.json', 'notices.json', 'policy.json'] as const
export const logFolder = (dir: string): string => join(dir, 'logs')
/** Where support files go without a memory stick. */
export const supportFolder = (dir: string): string => join(dir, 'support')
export const backupFolder = (dir: string): string => join(dir, 'backups')

/** `mode=rw` never creates: an empty file would open as a healthy new database. */
export const databaseUri = (file: string, mode: 'rw' | 'ro'): string =>
  `${pathToFileURL(file).href}?mode=${mode}`

/** Makes an empty file that only this user may read; SQLite gives its side files the same mode. */
export const createPrivateFile = (file: string): void => {
  closeSync(openSync(file, 'wx', 0o600))
}

/** Flushes one file that SQLite does not hold open: closing any handle would drop SQLite's own locks on it. */
export const flushFile = (file: string): void => {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
