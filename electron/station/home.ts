import { arrivedAt, takenAt } from '../attendance/store.ts'
import { toInstant } from '../base/clock.ts'
import { lunarDate } from '../calendar/lunar.ts'
import { briefOf, comingEvents, isOnDay, openEvent, type StationEvent } from '../calendar/rules.ts'
import { eventsFrom } from '../calendar/store.ts'
import type { EventBrief } from '../contract/events.ts'
import type { HomeSnapshot } from '../contract/pushes.ts'
import { businessDateOf } from '../contract/values.ts'
import { coreWords } from '../contract/words/core-words.ts'
import type { ReaderState } from '../reader/card-reader.ts'
import type { Parts } from './parts.ts'
import type { Settings } from './settings.ts'

const listedToday = 3

/** What home shows at this moment. */
export const homeSnapshot = (
  parts: Parts,
  input: {
    settings: Settings
    stationCode: string
    reader: ReaderState
    queue: HomeSnapshot['queue']
  },
): HomeSnapshot =>
  parts.store.read((tx) => {
    const now = parts.clock.now()
    const events = eventsFrom(tx, now)
    const open = openEvent(events, now)
    const coming = comingEvents(events, now)
    const [next] = coming
    const brief = (event: StationEvent): EventBrief => briefOf(event, takenAt(tx, event.id))
    const { settings } = input
    return {
      mode: settings.mode,
      station: { code: input.stationCode, name: settings.station.name },
      at: toInstant(now),
      lunar: coreWords.lunar(lunarDate(now)),
      reader: { state: input.reader, side: settings.readerSide },
      queue: input.queue,
      clock: parts.clockState(),
      open: open === null ? null : { event: brief(open), arrived: arrivedAt(tx, open.id) },
      today: coming
        .filter((event) => isOnDay(event, businessDateOf(now)))
        .slice(0, listedToday)
        .map(brief),
      next: next === undefined ? null : brief(next),
    }
  })
