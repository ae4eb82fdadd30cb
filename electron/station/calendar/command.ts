import { parseArgs } from 'node:util'
import { describeError, StationError } from '../../base/errors.ts'
import { toICalendar } from '../../calendar/ics.ts'
import { allSeries } from '../../calendar/series-store.ts'
import { storedEvents } from '../../calendar/store.ts'
import { newestVersion } from '../../store/database.ts'
import { recordsFile } from '../../store/files.ts'
import { openStoreReader } from '../../store/reader.ts'
import type { Tx } from '../../store/tx.ts'
import { version } from '../version.ts'

const folderOf = (args: string[]): string => {
  const options = { data: { type: 'string' } } as const
  try {
    const { data } = parseArgs({ args, options, allowPositionals: false, strict: true }).values
    if (data !== undefined && data !== '') return data
  } catch (error) {
    throw new StationError('usage', { reason: describeError(error).split('. ')[0] ?? 'unknown option' })
  }
  throw new StationError('usage', { reason: 'calendar needs --data DIR' })
}

/** Nobody brings an older layout up to date here: the folder is only looked at. */
const requireNewest = (tx: Tx, file: string): void => {
  const found = tx.get<{ user_version: number }>('pragma user_version')?.user_version ?? 0
  if (found < newestVersion()) {
    throw new StationError('storeRefused', {
      file,
      reason: 'an older program wrote it: start the station once',
    })
  }
}

/**
 * The command `calendar --data DIR`: the whole calendar as iCalendar, as of one moment, also while a station runs.
 * Throws `usage`, and what opening the store throws.
 */
export const exportCalendar = (args: string[]): string => {
  const dir = folderOf(args)
  const reader = openStoreReader(dir)
  try {
    return reader.read((tx) => {
      requireNewest(tx, recordsFile(dir))
      return toICalendar({ version, series: allSeries(tx), events: storedEvents(tx) })
    })
  } finally {
    reader.close()
  }
}
