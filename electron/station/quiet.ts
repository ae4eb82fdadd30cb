import type { OpeningWeek } from '../contract/station.ts'
import type { StationDocument } from '../store/documents.ts'
import type { Settings } from './settings.ts'
import type { Taps } from './taps.ts'

/** What long work looks at before it begins: it waits until the door is shut and nobody has been there lately. */
export interface QuietFacts {
  opening: () => OpeningWeek | null
  /** Wall clock of the last card, `null` before the first. */
  lastTapAt: () => number | null
}

export const quietFacts = ({
  settings,
  taps,
}: {
  settings: StationDocument<Settings>
  taps: Taps
}): QuietFacts => ({
  opening: () => settings.data.opening,
  lastTapAt: () => {
    const last = taps.last()
    return last === null ? null : Date.parse(last.at)
  },
})
