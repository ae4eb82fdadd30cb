import {
  closeSync,
  cpSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../electron/base/clock.ts'
import { silentLog } from '../../electron/base/log.ts'
import { verifiedCopy } from '../../electron/store/backup.ts'
import { openReadOnly } from '../../electron/store/connection.ts'
import { rootKeyInFile } from '../../electron/store/key-store.ts'
import { recoverStore } from '../../electron/store/recovery/ladder.ts'
import type { Recovery } from '../../electron/store/recovery/notes.ts'
import { openTapStore, writeTap, type TapStore } from './tap-store.ts'

/** A folder in which people tapped, some of them before the night's copy was made. */
export interface TappedFolder {
  dir: string
  /** Ids of taps, in order. */
  taps: string[]
  /** How many of them the copy holds. */
  copied: number
}

const tapTimes = (world: TapStore, count: number): string[] =>
  Array.from({ length: count }, () => {
    const id = world.newId()
    world.store.transaction((tx) => {
      writeTap(tx, world, id, 1)
    })
    return id
  })

/** `after`: taps that only the records hold. Without `before` there is no copy. */
export const tappedFolder = async (
  dir: string,
  { before, after }: { before: number; after: number },
): Promise<TappedFolder> => {
  const world = await openTapStore(dir)
  const taps = tapTimes(world, before)
  if (before > 0) {
    const db = openReadOnly(join(dir, 'records.db'))
    verifiedCopy(db, join(dir, 'backups', 'records-2026-11-23.db'))
    db.close()
  }
  taps.push(...tapTimes(world, after))
  world.store.close()
  return { dir, taps, copied: before }
}

/** The same folder again, to be damaged in another way. */
export const copyOf = (folder: TappedFolder, dir: string): TappedFolder => {
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  cpSync(folder.dir, dir, { recursive: true })
  return { ...folder, dir }
}

export const recordsOf = (dir: string): string => join(dir, 'records.db')

/** Changes bytes in place. */
export const overwrite = (file: string, at: number, change: (bytes: Buffer) => void, length = 1): void => {
  const handle = openSync(file, 'r+')
  try {
    const bytes = Buffer.alloc(Math.min(length, fstatSync(handle).size - at))
    readSync(handle, bytes, 0, bytes.length, at)
    change(bytes)
    writeSync(handle, bytes, 0, bytes.length, at)
  } finally {
    closeSync(handle)
  }
}

export const recover = (dir: string): Promise<Recovery | null> =>
  recoverStore({ dir, clock: systemClock, log: silentLog, keySource: rootKeyInFile(dir) })

/** Bytes of every file that was set aside, to be compared with what lay there. */
export const asideFiles = (dir: string, recovery: Recovery): Record<string, Buffer> =>
  Object.fromEntries(
    ['records.db', 'records.db-wal']
      .map((name) => [name, join(dir, recovery.folder, name)] as const)
      .filter(([, file]) => existsSync(file))
      .map(([name, file]) => [name, readFileSync(file)]),
  )
