import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Clock } from '../../base/clock.ts'
import { describeError, isStationError, StationError } from '../../base/errors.ts'
import { rootKeyIn } from '../../store/key-sources.ts'
import { backupKeyOf } from '../../store/key-store.ts'
import { lockFolder } from '../../store/lock.ts'
import { isSheetDigits, type Opener } from '../../store/sealed-copy.ts'
import { isSealedFile, stageCopy, takeStagedCopy } from '../../store/restore.ts'
import { prepareFolder } from '../folder.ts'

export interface RestoreDeps {
  clock: Clock
  /** The digits of the printed sheet, asked for where the folder's own key does not open the copy. */
  askDigits: () => Promise<string>
  say: (line: string) => void
}

const readArguments = (args: string[]): { dir: string; from: string } => {
  try {
    const { data, from } = parseArgs({
      args,
      options: { data: { type: 'string' }, from: { type: 'string' } },
      allowPositionals: false,
      strict: true,
    }).values
    if (data !== undefined && data !== '' && from !== undefined && from !== '') return { dir: data, from }
  } catch (error) {
    throw new StationError('usage', { reason: describeError(error).split('. ')[0] ?? 'unknown option' })
  }
  throw new StationError('usage', { reason: 'restore needs --data DIR --from FILE' })
}

const digitsFrom = async (ask: RestoreDeps['askDigits']): Promise<Opener> => {
  const digits = (await ask()).replaceAll(/[\s-]/g, '')
  if (!isSheetDigits(digits)) throw new StationError('keyWrong', { reason: 'not thirty digits' })
  return { kind: 'sheet', digits }
}

/** `undefined` where it does not open here: then the sheet does. */
const ownKey = async (dir: string): Promise<Uint8Array | undefined> => {
  try {
    return await backupKeyOf(rootKeyIn(dir))
  } catch (error) {
    if (!isStationError(error, 'keyMissing')) throw error
    return undefined
  }
}

/** Restores a copy into a folder, with the folder's own key where that opens it, else with the sheet's digits. */
const stage = async (dir: string, from: string, { clock, askDigits }: RestoreDeps): Promise<void> => {
  if (!existsSync(from)) throw new StationError('copyRefused', { file: from, reason: 'it is not there' })
  if (!isSealedFile(from)) {
    await stageCopy({ dir, from, opener: null, clock })
    return
  }
  const key = await ownKey(dir)
  if (key !== undefined) {
    try {
      await stageCopy({ dir, from, opener: { kind: 'station', key }, clock })
      return
    } catch (error) {
      // Of another machine: its sheet opens it.
      if (!isStationError(error, 'keyWrong')) throw error
    }
  }
  await stageCopy({ dir, from, opener: await digitsFrom(askDigits), clock })
}

/** `restore --data DIR --from FILE`: puts a copy in the place of the records of a folder in which no station runs. */
export const runRestore = async (args: string[], deps: RestoreDeps): Promise<number> => {
  const { dir: given, from } = readArguments(args)
  const dir = prepareFolder(given)
  const lock = lockFolder(dir)
  try {
    await stage(dir, from, deps)
    takeStagedCopy(dir)
  } finally {
    lock.release()
  }
  deps.say(`restored from ${from}; what lay in ${dir} before is kept there in a folder damaged-…`)
  return 0
}
