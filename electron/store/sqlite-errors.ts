import { isStationError, StationError, type ErrorCode } from '../base/errors.ts'

/** Primary result codes of SQLite (https://sqlite.org/rescode.html) that have a meaning of their own here. */
const primary = {
  busy: 5,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const

/** SQLite's extended result code of a thrown value, `undefined` for anything else. */
export const sqliteCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode
    : undefined

/** SQLITE_IOERR_SHMSIZE: the shared-memory file finds no room. Filed under I/O, but it means a full disk. */
const noRoomForSharedMemory = 4874

const primaryCode = (error: unknown): number | undefined => {
  const code = sqliteCode(error)
  if (code === undefined) return undefined
  return code === noRoomForSharedMemory ? primary.full : code & 0xff
}

export const isBusy = (error: unknown): boolean => primaryCode(error) === primary.busy

/** The folder does not let a file be made or written. */
export const isUnwritable = (error: unknown): boolean =>
  primaryCode(error) === primary.readOnly || primaryCode(error) === primary.cannotOpen

/** The disk failed: what it says about the next flush cannot be trusted either. */
export const isIoFailure = (error: unknown): boolean =>
  primaryCode(error) === primary.io || isStationError(error, 'storeIo')

const meanings = new Map<number | undefined, readonly [code: ErrorCode, reason: string]>([
  [primary.full, ['storeFull', 'the disk is full']],
  [primary.readOnly, ['storeReadOnly', 'it cannot be written']],
  [primary.corrupt, ['storeRefused', 'it is damaged']],
  [primary.notADatabase, ['storeRefused', 'it is not a database']],
  [primary.cannotOpen, ['storeRefused', 'it cannot be opened']],
  [primary.io, ['storeIo', 'the disk failed']],
  [primary.busy, ['folderInUse', 'another program holds it']],
])

/**
 * What an error of SQLite means for the station. Constraint violations and other programming errors
 * come back as they are: they are not the disk's.
 */
export const storeError = (error: unknown, file: string): unknown => {
  const meaning = meanings.get(primaryCode(error))
  if (meaning === undefined) return error
  const [code, reason] = meaning
  return new StationError(code, { file, reason, sqlite: sqliteCode(error) ?? 0 }, { cause: error })
}
