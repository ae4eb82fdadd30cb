import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Names inside the station's folder; fixed for whoever looks from outside. */
export const recordsFile = (dir: string): string => join(dir, 'records.db')
export const lockFile = (dir: string): string => join(dir, 'station.lock')
export const witnessFile = (dir: string): string => join(dir, 'witness.json')
export const keyFile = (dir: string): string => join(dir, 'key')
/** The same key as the machine's TPM sealed it. */
export const tpmKeyFile = (dir: string): string => join(dir, 'key.tpm')
/** The same key as the operating system's key store sealed it. */
export const systemKeyFile = (dir: string): string => join(dir, 'key.os')
/** Wherever the key of a folder may lie. The first one that is there is it. */
export const keyFiles = (dir: string): string[] => [keyFile(dir), tpmKeyFile(dir), systemKeyFile(dir)]
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

/** Writes a small file that only this user may read, whole or not at all. Its name is durable after `flushFolder`. */
export const keepPrivately = (file: string, bytes: Uint8Array): void => {
  const unfinished = `${file}.unfinished`
  rmSync(unfinished, { force: true })
  const handle = openSync(unfinished, 'wx', 0o600)
  try {
    writeSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(unfinished, file)
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

/** Makes names in `folder` durable. Windows has no such call and needs none. */
export const flushFolder = (folder: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
