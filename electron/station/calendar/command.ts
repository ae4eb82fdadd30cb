import { toICalendar } from '../../calendar/ics.ts'
import { allSeries } from '../../calendar/series-store.ts'
import { storedEvents } from '../../calendar/store.ts'
import { openSnapshot } from '../../store/reader.ts'
import { folderArguments } from '../folder-argument.ts'
import { version } from '../version.ts'

/**
 * The command `calendar --data DIR`: the whole calendar as iCalendar, as of one moment, also while a station runs.
 * Throws `usage`, and what opening the store throws.
 */
export const exportCalendar = (args: string[]): string => {
  const snapshot = openSnapshot(folderArguments('calendar', args).dir)
  try {
    return snapshot.read((tx) => toICalendar({ version, series: allSeries(tx), events: storedEvents(tx) }))
  } finally {
    snapshot.close()
  }
}
