import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Names inside the station's folder that the shell has to know too; the others stand in `store/files.ts`. */
export const recordsFile = (dir: string): string => join(dir, 'records.db')
export const keyFile = (dir: string): string => join(dir, 'key')
/** The same key as the machine's TPM sealed it. */
export const tpmKeyFile = (dir: string): string => join(dir, 'key.tpm')
/** The same key as the operating system's key store sealed it. */
export const systemKeyFile = (dir: string): string => join(dir, 'key.os')
/** Wherever the key of a folder may lie. The first one that is there is it. */
export const keyFiles = (dir: string): string[] => [keyFile(dir), tpmKeyFile(dir), systemKeyFile(dir)]

/** Writes a small file that only this user may read, whole or not at all. Its name is durable after `flushFolder`. */
export const keepPrivately = (file: string, bytes: Uint8Array): void => {
  const unfinished = `${file}.unfinished`
  rmSync(unfinished, { force: true })
  try {
    const handle = openSync(unfinished, 'wx', 0o600)
    try {
      writeSync(handle, bytes)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(unfinished, file)
  } finally {
    rmSync(unfinished, { force: true })
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
