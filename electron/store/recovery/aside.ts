import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { StationError } from '../../base/errors.ts'
import { flushFolder, recordsFile } from '../files.ts'

/** A database that is whole and waits to take the damaged one's place. */
export const recoveredFile = (dir: string): string => join(dir, 'records.db.recovered')

/** Asks the next start to look at everything before it opens the records. */
export const doubtFile = (dir: string): string => join(dir, 'records.doubt')

const sideFiles = ['', '-wal', '-shm', '-journal']

export const damagedFolder = (dir: string, now: number): string =>
  join(dir, `damaged-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`)

/** A name that nothing has yet: a clock may stand still, or go back. */
const freeName = (folder: string, name: string): string => {
  for (let n = 1; ; n += 1) {
    const path = join(folder, n === 1 ? name : `${name}.${String(n)}`)
    if (!existsSync(path)) return path
  }
}

/** Moves a file of ours into `folder`, where it stays for ever. */
export const setAside = (path: string, folder: string): void => {
  if (!existsSync(path)) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  renameSync(path, freeName(folder, basename(path)))
}

/**
 * The recovered database takes its place, and what lay there goes into `folder`. The database itself moves first: a
 * kill in between leaves it whole with its log, or leaves no database and a recovered one, and the next start goes on.
 */
export const takePlace = (dir: string, folder: string): void => {
  const recovered = recoveredFile(dir)
  if (!existsSync(recovered)) throw new StationError('storeMissing', { file: recovered })
  for (const suffix of sideFiles) setAside(`${recordsFile(dir)}${suffix}`, folder)
  if (existsSync(folder)) flushFolder(folder)
  flushFolder(dir)
  renameSync(recovered, recordsFile(dir))
  flushFolder(dir)
}

/** Ends a change of places that was cut short. */
export const finishTakingPlace = (dir: string, now: number): boolean => {
  if (existsSync(recordsFile(dir)) || !existsSync(recoveredFile(dir))) return false
  takePlace(dir, damagedFolder(dir, now))
  return true
}

/** A copy of the damaged file with its log, to be worked on; the damaged one itself is not touched. */
export const copyWithLog = (from: string, to: string): void => {
  copyFileSync(from, to)
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`)
}
