import { businessDateOf, shanghaiTime } from '../../electron/contract/values.ts'
import { centreWords } from '../../electron/contract/words/centre-zh-CN.ts'
import type { CentreStore, LatestRecord, Overview, StationLine } from '../store/centre-store.ts'

const silentAfterMs = 10 * 60_000
/** More than either orientation shows. */
const latestShown = 20

export type StationState = keyof typeof centreWords.states

/** What the page shows and `/page.json` says: counts and codes, nothing about a person. */
export interface PageView {
  at: string
  totals: Record<keyof typeof centreWords.tiles, number>
  stations: {
    station: string
    name: string
    town: string | null
    lastContactAt: string | null
    attendances: number
    people: number
    state: StationState
  }[]
  latest: {
    station: string
    name: string
    sequence: number
    type: string
    label: string
    occurredAt: string
    receivedAt: string
  }[]
}

const instant = (ms: number): string => new Date(ms).toISOString()

const stateOf = ({ paired, contactMs }: StationLine, nowMs: number): StationState => {
  if (!paired) return 'unpaired'
  return contactMs !== null && nowMs - contactMs <= silentAfterMs ? 'connected' : 'silent'
}

const stationOf = (line: StationLine, nowMs: number): PageView['stations'][number] => ({
  station: line.station,
  name: line.name ?? line.station,
  town: line.town,
  lastContactAt: line.contactMs === null ? null : instant(line.contactMs),
  attendances: line.attendances,
  people: line.people,
  state: stateOf(line, nowMs),
})

const labels = new Map<string, string>(Object.entries(centreWords.recordLabels))

const recordOf = (record: LatestRecord): PageView['latest'][number] => {
  const label = labels.get(record.type)
  return {
    station: record.station,
    name: record.name ?? record.station,
    sequence: record.sequence,
    // A type that nobody here knows is whatever the sender wrote: it is not repeated.
    type: label === undefined ? 'unknown' : record.type,
    label: label ?? centreWords.unknownRecord,
    occurredAt: instant(record.correctedMs),
    receivedAt: instant(record.receivedMs),
  }
}

const viewOf = ({ stations, people, received, latest }: Overview, nowMs: number): PageView => {
  const lines = stations.map((line) => stationOf(line, nowMs))
  return {
    at: instant(nowMs),
    totals: {
      stations: lines.length,
      connected: lines.filter(({ state }) => state === 'connected').length,
      attendances: lines.reduce((sum, { attendances }) => sum + attendances, 0),
      people,
      received,
    },
    stations: lines,
    latest: latest.map(recordOf),
  }
}

/** The state of all stations now; the day is the calendar day in Asia/Shanghai. */
export const readView = async (store: CentreStore, nowMs: number): Promise<PageView> => {
  const businessDate = businessDateOf(nowMs)
  const day = { businessDate, startMs: shanghaiTime(businessDate, 0) }
  return viewOf(await store.overview(day, latestShown), nowMs)
}
