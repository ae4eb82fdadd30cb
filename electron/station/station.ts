import { existsSync, statfsSync } from 'node:fs'
import { createIds } from '../base/ids.ts'
import type { Clock } from '../base/clock.ts'
import { describeError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import type { Audience } from '../contract/calls.ts'
import type { Push, PushName } from '../contract/pushes.ts'
import type { ReaderEvent, ReaderHealth } from '../reader/card-reader.ts'
import { createCardReader } from '../reader/kinds.ts'
import { SimulatedDevice } from '../reader/simulated/device.ts'
import { createReports } from '../reports/client.ts'
import { exportFolder, importFolder, keyFile } from '../store/files.ts'
import type { KeyLevel } from '../store/key-store.ts'
import type { SyncHealth } from '../sync/sync.ts'
import { createNightly } from './backup/nightly.ts'
import { createBoard } from './board.ts'
import type { Built } from './built.ts'
import { createNextCard } from './calendar/asked.ts'
import { createCalendarWatch } from './calendar/watch.ts'
import { connectParts } from './connect.ts'
import { createCrowd } from './crowd.ts'
import { Demo } from './demo.ts'
import { createDesk } from './desk/desk.ts'
import { createHandlers, type CallHandlers } from './handlers.ts'
import type { StartOptions } from './options.ts'
import type { Parts } from './parts.ts'
import { openRecords, type RecordsFolder } from './records-folder.ts'
import { findByNumber } from '../residents/store.ts'
import { createCardTest } from './setup/reader-test.ts'
import { voiceFolder } from './hosting/recording-files.ts'
import { createRecordings } from './sound/recordings.ts'
import { createSession } from './session.ts'
import { createSignal } from './signal.ts'
import { createAdmission, createSnapshots } from './snapshots.ts'
import type { Supervisor } from './supervisor.ts'
import { Taps } from './taps.ts'
import { version } from './version.ts'

export interface StationDeps {
  clock: Clock
  log: Logger
  fetch: typeof fetch
  /** Uniform in [0, 1). */
  random: () => number
  supervisor: Supervisor | null
  /** One line for standard error. */
  warn: (line: string) => void
  /** The disk failed: end the process, so that the next one reopens the store and settles what is unknown. */
  fatal: (error: unknown) => void
}

export interface Health {
  reader: ReaderHealth
  outbox: SyncHealth
  clock: { state: 'synced' | 'drifting' | 'unset' }
  store: { ok: boolean; records: number }
  key: KeyLevel
  settings: 'file' | 'previous' | 'defaults'
  version: string
}

/** A whole station without a window: what hosts put in front of pages. */
export interface Station {
  readonly boot: string
  readonly app: string
  readonly handlers: CallHandlers
  isAdmitted(audience: Audience, page: string): boolean
  /** What this page may see. */
  snapshot<N extends PushName>(name: N, page: string): Push<N>
  onChanged(listener: (name: PushName) => void): () => void
  /** A page's connection ended. */
  pageClosed(page: string): void
  health(): Health
  /** Idempotent. */
  stop(): Promise<void>
}

/** The network of the demonstration, whose cable a visitor can pull. */
const createCable = (
  send: typeof fetch,
): { fetch: typeof fetch; isPulled: () => boolean; watch: (demo: Demo | null) => void } => {
  let watched: Demo | null = null
  const isPulled = (): boolean => watched?.isNetworkCut ?? false
  return {
    isPulled,
    watch: (demo) => {
      watched = demo
    },
    fetch: (input, init) =>
      isPulled() ? Promise.reject(new TypeError('the network cable is pulled')) : send(input, init),
  }
}

/** `null` where the system does not say. */
const freeBytes = (dir: string): number | null => {
  try {
    const { bavail, bsize } = statfsSync(dir)
    return bavail * bsize
  } catch {
    return null
  }
}

const residentOf =
  ({ store, cipher }: Parts) =>
  (number: string): string | null =>
    store.read((tx) => findByNumber(tx, cipher, number)?.id ?? null)

const build = (options: StartOptions, deps: StationDeps, records: RecordsFolder): Built => {
  const { clock, log, supervisor } = deps
  const { parts, settings, notices, sync, clockWatch } = records
  const device = options.reader === 'simulated' ? new SimulatedDevice({ clock }) : null
  const reader = createCardReader(options.reader, {
    clock,
    log,
    ...(device === null ? {} : { simulated: device }),
    ...(settings.data.readerPort === null ? {} : { knownPort: settings.data.readerPort }),
  })
  const readerEvents = createSignal<ReaderEvent>()
  reader.onEvent(readerEvents.emit)
  const session = createSession(clock)
  const demo =
    settings.data.mode === 'demo'
      ? new Demo({ clock, device, readerEvents, supervisor, centrePage: options.centre.url })
      : null
  const crowd = createCrowd(clock)
  const nextCard = createNextCard(clock)
  const taps = new Taps(parts, { session, crowd, nextCard })
  const desk = createDesk(parts, records.pinPepper, {
    holdCrowd: crowd.hold,
    confirmClock: clockWatch.confirm,
  })
  const reports = createReports({ dir: options.dataDir, log })
  const board = createBoard({
    parts,
    reports,
    isWanted: desk.sessions.showsAnyClerk,
    crowdHeld: crowd.isHeld,
  })
  return {
    parts,
    settings,
    notices,
    sync,
    clockWatch,
    session,
    crowd,
    taps,
    reader,
    desk,
    calendar: createCalendarWatch(parts),
    nextCard,
    reports,
    exportFolder: exportFolder(options.dataDir),
    importFolder: importFolder(options.dataDir),
    recordings: createRecordings(voiceFolder(options.dataDir), log),
    soundChanged: createSignal(),
    board,
    cardTest: createCardTest(clock, () => settings.data.mode === 'setup', residentOf(parts)),
    facts: () => ({
      storeOk: records.storeHealth().ok,
      keyOk: existsSync(keyFile(options.dataDir)),
      freeBytes: freeBytes(options.dataDir),
    }),
    demo,
  }
}

const healthOf = ({ reader, sync, settings }: Built, records: RecordsFolder): Health => ({
  reader: reader.health(),
  outbox: sync.health(),
  clock: { state: sync.clockState() },
  store: records.storeHealth(),
  key: records.keyLevel,
  settings: settings.source,
  version,
})

/**
 * Starts a station in its folder. Throws `folderUnwritable`, `folderInUse`, `storeMissing`, `storeRefused`,
 * `storeNewer`, `keyMissing`, `keyWrong`; a missing reader or an unreachable centre never stops it.
 */
export const createStation = async (options: StartOptions, deps: StationDeps): Promise<Station> => {
  const cable = createCable(deps.fetch)
  const records = await openRecords(options, { ...deps, newId: createIds(deps.clock), fetch: cable.fetch })
  const built = build(options, deps, records)
  const { sync, session, reader, desk, reports, demo } = built
  cable.watch(demo)
  const changed = createSignal<PushName>()
  const current = createSnapshots(built)
  const disconnect = connectParts(built, deps, changed.emit)
  const nightly = createNightly({
    dir: options.dataDir,
    clock: deps.clock,
    log: deps.log,
    opening: () => built.settings.data.opening,
    lastTapAt: () => {
      const last = built.taps.last()
      return last === null ? null : Date.parse(last.at)
    },
  })
  await reader.start()
  sync.start()

  const stop = async (): Promise<void> => {
    disconnect()
    demo?.stop()
    session.end()
    desk.sessions.stop()
    await reader.stop()
    await sync.stop()
    await nightly.stop()
    await reports.close()
    await records.close()
  }
  let stopping: Promise<void> | null = null
  return {
    boot: built.parts.boot.bootId,
    app: version,
    handlers: createHandlers(built),
    isAdmitted: createAdmission(built),
    snapshot: (name, page) => current[name](page),
    onChanged: changed.on,
    pageClosed: (page) => {
      built.nextCard.ended(page)
      desk.sessions.pageClosed(page)
    },
    health: () => healthOf(built, records),
    stop: () =>
      (stopping ??= stop().catch((error: unknown) => {
        deps.log.error('station did not stop cleanly', { cause: describeError(error) })
      })),
  }
}
