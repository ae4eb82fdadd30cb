import { arrivedAt, expectedAt, takenAt } from '../attendance/store.ts'
import { toInstant } from '../base/clock.ts'
import { revisionOf } from '../calendar/queries.ts'
import { lunarDate } from '../calendar/lunar.ts'
import { briefOf, comingEvents, isOnDay, openEvents, type StationEvent } from '../calendar/rules.ts'
import type { EventBrief } from '../contract/events.ts'
import type { CrowdSnapshot, HomeSnapshot } from '../contract/pushes.ts'
import { businessDateOf } from '../contract/values.ts'
import { coreWords } from '../contract/words/core-words.ts'
import type { ReaderState } from '../reader/card-reader.ts'
import type { Tx } from '../store/tx.ts'
import type { Crowd } from './crowd.ts'
import type { Parts } from './parts.ts'
import type { Settings } from './settings.ts'
import { momentOf, type Moment } from './tap.ts'

const listedToday = 3
const listedBeside = 3

/** Where taps go now, and what else is open beside it. */
const whatIsOn = (tx: Tx, parts: Parts): { moment: Moment; on: StationEvent[] } => {
  const now = parts.clock.now()
  const moment = momentOf(tx, parts, now)
  const held = moment.events.filter(({ id }) => id === moment.pinned)
  const open = openEvents(moment.events, now).filter(({ id }) => id !== moment.pinned)
  return { moment, on: [...held, ...open] }
}

/** What home shows at this moment. */
export const homeSnapshot = (
  parts: Parts,
  input: {
    settings: Settings
    stationCode: string
    reader: { state: ReaderState; cardLeft: boolean; trouble: string | null }
    clockJumped: boolean
    queue: HomeSnapshot['queue']
  },
): Omit<HomeSnapshot, 'notices'> =>
  parts.store.read((tx) => {
    const now = parts.clock.now()
    const { moment, on } = whatIsOn(tx, parts)
    const { events, pinned } = moment
    const [open] = on
    const coming = comingEvents(events, now)
    const [next] = coming
    const brief = (event: StationEvent): EventBrief => briefOf(event, takenAt(tx, event.id))
    const { settings } = input
    const revision = revisionOf(tx)
    return {
      mode: settings.mode,
      station: { code: input.stationCode, name: settings.station.name },
      at: toInstant(now),
      lunar: coreWords.lunar(lunarDate(now)),
      reader: { ...input.reader, side: settings.readerSide },
      queue: input.queue,
      clock: parts.clockState(),
      clockJumped: input.clockJumped,
      open: open === undefined ? null : { event: brief(open), arrived: arrivedAt(tx, open.id) },
      alsoOpen: pinned === null ? on.slice(1, 1 + listedBeside).map(brief) : [],
      today: coming
        .filter((event) => isOnDay(event, businessDateOf(now)))
        .slice(0, listedToday)
        .map(brief),
      next: next === undefined ? null : brief(next),
      calendar: revision.events + revision.places,
    }
  })

/** What the page shows while many come at once; `null` when it is quiet, or nothing is on. */
export const crowdSnapshot = (
  parts: Parts,
  { crowd, chosen }: { crowd: Crowd; chosen: string | null },
): CrowdSnapshot | null => {
  if (!crowd.isOn()) return null
  return parts.store.read((tx) => {
    const { moment, on } = whatIsOn(tx, parts)
    const event = on.find(({ id }) => id === (moment.pinned ?? chosen)) ?? on[0]
    if (event === undefined) return null
    return {
      event: briefOf(event, takenAt(tx, event.id)),
      arrived: arrivedAt(tx, event.id),
      expected: expectedAt(tx, event),
      last: crowd.last(),
    }
  })
}
