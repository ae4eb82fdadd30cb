import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { createIds } from '../../electron/base/ids.ts'
import { silentLog, type LogFields, type Logger } from '../../electron/base/log.ts'
import { openStore, type OpenedStore, type OpenStoreOptions } from '../../electron/store/database.ts'
import { createFieldCipher, type FieldCipher } from '../../electron/store/field-cipher.ts'
import { firstVersions, type FieldVersions } from '../../electron/store/field-versions.ts'
import { ManualClock } from './manual-clock.ts'

/** In memory where the system offers it: what is on a real disk after a cut is the business of the fault tests. */
const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A folder of one test, removed after it. */
export const testFolder = (): string => {
  const dir = mkdtempSync(join(parent, 'station-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  return dir
}

/** A database in `dir`, closed after the test. */
export const openTestStore = (
  dir: string,
  change: Partial<OpenStoreOptions> = {},
): OpenedStore & { clock: ManualClock; newId: () => string } => {
  const clock = new ManualClock()
  const newId = createIds(clock)
  const store = openStore({
    dir,
    mayCreate: true,
    newId,
    clock,
    log: silentLog,
    machineId: 'this machine',
    ...change,
  })
  onTestFinished(() => {
    store.close()
  })
  return Object.assign(store, { clock, newId })
}

/** A cipher with keys that are the same for every test. */
export const testCipherOf = (versions: () => FieldVersions): FieldCipher =>
  createFieldCipher(
    {
      field: (version) =>
        createHash('sha256')
          .update(`field ${String(version)}`)
          .digest(),
      index: Buffer.alloc(32, 2),
    },
    versions,
  )
export const testCipher = testCipherOf(() => firstVersions)

/** Keeps what is logged, for tests of what staff can find there. */
export const keptLog = (): Logger & { lines: { level: string; message: string; fields: LogFields }[] } => {
  const lines: { level: string; message: string; fields: LogFields }[] = []
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      lines.push({ level, message, fields })
    }
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
  return { ...log, lines, child: () => ({ ...log, child: () => silentLog }) }
}

/** The code of the `StationError` that `work` throws, or what else it did. */
export const codeThrown = (work: () => unknown): string => {
  try {
    work()
    return 'nothing thrown'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

/** Stands for any text like this in a comparison. */
export const textLike = (pattern: RegExp | string): unknown =>
  typeof pattern === 'string' ? expect.stringContaining(pattern) : expect.stringMatching(pattern)

/** Stands for a thrown `StationError` with this code. */
export const errorWith = (code: string, params?: object): Error =>
  expect.objectContaining({
    code,
    ...(params === undefined ? {} : { params: expect.objectContaining(params) as unknown }),
  }) as Error
