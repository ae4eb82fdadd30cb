import type { DeviceShown } from '../../../electron/contract/device.ts'
import { centreWords } from '../../../electron/contract/words/centre-zh-CN.ts'
import { readerStatusText } from '../../../electron/contract/words/reader-statuses.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import { formatCameShort } from '../says.ts'

const say = words.device
const kibi = 1024

/** `61 GB`, `3.2 MB`. */
export const formatSize = (bytes: number): string => {
  const units = ['KB', 'MB', 'GB', 'TB']
  let value = bytes / kibi
  let at = 0
  while (value >= kibi && at < units.length - 1) {
    value /= kibi
    at += 1
  }
  const shown = value >= 10 ? Math.round(value).toString() : (Math.ceil(value * 10) / 10).toString()
  return `${shown} ${units[at] ?? ''}`
}

/** What the centre's code means. */
export const sayAnswer = (code: string): string => say.queue.answers[code] ?? say.queue.other(code)

/** A record's type in words. */
export const sayRecord = (type: string): string =>
  (centreWords.recordLabels as Readonly<Record<string, string>>)[type] ?? centreWords.unknownRecord

/** The line under the title. */
export const sayNet = ({ queue, health }: DeviceShown, now: number): string => {
  if (queue.link !== 'offline') return say.net[queue.link]
  const since = queue.contactAt ?? health.outbox.oldestAt
  const minutes = since === null ? 0 : Math.floor((now - Date.parse(since)) / 60_000)
  return minutes > 0 ? say.net.offline(minutes) : say.net.offlineNew
}

export interface StepRow {
  key: keyof typeof say.reader.steps
  state: 'done' | 'now' | 'waiting' | 'wrong'
  detail: string
}

const reached = { searching: 0, opened: 1, answered: 2, found: 3, selected: 4, read: 5 } as const

/** The reader step by step: what is done, what it does now, and where it is stuck. */
export const stepRows = ({ steps, health: { reader } }: DeviceShown): StepRow[] => {
  const at = reached[steps.stage]
  const isFaulty = reader.state === 'fault'
  const { cards } = reader.counters
  const isIdle = at <= reached.answered
  const state = (from: number, isDone: boolean): StepRow['state'] =>
    isDone ? 'done' : at === from ? 'now' : 'waiting'
  const { cards: sayCards, lastRead, ms, rate, searching, takeCard, unread } = say.reader
  return [
    {
      key: 'port',
      state: reader.state === 'absent' ? 'waiting' : state(reached.searching, at >= reached.opened),
      detail: steps.port ?? reader.port ?? (reader.state === 'absent' ? say.none : searching),
    },
    {
      key: 'answer',
      state: isFaulty ? 'wrong' : state(reached.opened, at >= reached.answered),
      detail:
        steps.answerMs === null
          ? steps.baudRate === null
            ? say.none
            : rate(steps.baudRate)
          : ms(steps.answerMs),
    },
    {
      key: 'select',
      state: state(reached.found, at >= reached.selected || (isIdle && cards > 0)),
      detail: sayCards(cards),
    },
    {
      key: 'read',
      state: state(reached.selected, at >= reached.read || (isIdle && steps.readMs !== null)),
      detail: steps.readMs === null ? say.none : lastRead(steps.readMs),
    },
    {
      key: 'next',
      state: at === reached.answered && !isFaulty ? 'now' : 'waiting',
      detail: at >= reached.found ? takeCard : unread(steps.unread),
    },
  ]
}

/** What the reader or a card gave trouble with, in plain words; `null` where nothing did. */
export const sayReaderTrouble = ({ health: { reader } }: DeviceShown): string | null =>
  reader.trouble === null ? null : readerStatusText(reader.trouble)

export const sayCounters = ({ health: { reader } }: DeviceShown): string => {
  const { checksumErrors, lengthErrors, timeouts, reopens } = reader.counters
  return say.reader.counters(checksumErrors, lengthErrors, timeouts, reopens)
}

const sayClock = ({ clock }: DeviceShown['health']): string => {
  if (clock.jumped) return say.facts.jumped
  if (clock.state === 'unset') return say.facts.unset
  if (clock.state === 'drifting' || clock.offsetMs === null) return say.facts.drifting
  return say.facts.off((Math.abs(clock.offsetMs) / 1000).toFixed(1))
}

const sayRecords = ({ store }: DeviceShown['health']): string => {
  if (!store.ok) return say.facts.bad
  if (store.lastCheck === null) return say.facts.unchecked(store.records)
  return store.lastCheck.ok ? say.facts.checked(store.records) : say.facts.differs(store.records)
}

/** The row of facts below. */
export const factRows = ({ health, at }: DeviceShown): { name: string; value: string }[] => {
  const { store } = health
  const now = Date.parse(at)
  return [
    { name: say.facts.clock, value: sayClock(health) },
    {
      name: say.facts.disk,
      value: store.freeBytes === null ? say.none : say.facts.free(formatSize(store.freeBytes)),
    },
    {
      name: say.facts.backup,
      value: store.lastBackup === null ? say.facts.noBackup : formatCameShort(store.lastBackup, now),
    },
    { name: say.facts.records, value: sayRecords(health) },
    { name: say.facts.version, value: health.version },
  ]
}

/** All that was counted, for whoever looks for a cause. */
export const countRows = ({ health, at }: DeviceShown): { name: string; value: string }[] => {
  const { rows, times, lines, two } = say.counts
  const { counts, starts, store, versions, logs, renderer } = health
  const now = Date.parse(at)
  const exit = starts.lastExit
  const taps = Object.values(counts.taps).reduce((sum, count) => sum + count, 0)
  const { ms } = say.reader
  return [
    { name: rows.startedAt, value: formatCameShort(starts.at, now) },
    { name: rows.starts, value: times(starts.count) },
    { name: rows.unclean, value: times(starts.unclean) },
    { name: rows.lastExit, value: exit === null ? say.none : exit.clean ? rows.clean : rows.cut },
    { name: rows.taps, value: times(taps) },
    { name: rows.wrongPins, value: times(counts.wrongPins) },
    { name: rows.clockSteps, value: times(counts.clockSteps) },
    { name: rows.page, value: two(renderer.gone, renderer.hung) },
    { name: rows.flush, value: counts.flushP99Ms === null ? say.none : ms(Math.round(counts.flushP99Ms)) },
    { name: rows.io, value: times(counts.ioErrors) },
    { name: rows.unknown, value: times(health.unknownCommits) },
    { name: rows.lag, value: ms(Math.round(health.loopLagP99)) },
    { name: rows.bytes, value: formatSize(store.bytes) },
    { name: rows.wal, value: formatSize(store.walBytes) },
    { name: rows.logs, value: logs === null ? say.none : formatSize(logs.bytes) },
    { name: rows.oldest, value: logs?.oldest ?? say.none },
    { name: rows.dropped, value: lines(logs?.dropped ?? 0) },
    { name: rows.key, value: rows.keys[health.key] },
    { name: rows.node, value: versions.electron ?? versions.node },
    { name: rows.sqlite, value: versions.sqlite },
    { name: rows.schema, value: String(versions.schema) },
  ]
}
