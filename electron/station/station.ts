import { existsSync } from 'node:fs'
import { createIds } from '../base/ids.ts'
import type { Clock } from '../base/clock.ts'
import { describeError } from '../base/errors.ts'
import type { LogHealth } from '../base/log-file.ts'
import type { Logger } from '../base/log.ts'
import type { Audience } from '../contract/calls.ts'
import type { Health } from '../contract/health.ts'
import type { Push, PushName } from '../contract/pushes.ts'
import type { CardReader, ReaderEvent } from '../reader/card-reader.ts'
import { createCardReader } from '../reader/kinds.ts'
import { SimulatedDevice } from '../reader/simulated/device.ts'
import { createReports } from '../reports/client.ts'
import { exportFolder, importFolder, keyFiles } from '../store/files.ts'
import { currentHead } from '../store/outbox-chain.ts'
import { createBackups } from './backup/build.ts'
import { createBoard } from './board.ts'
import type { Built } from './built.ts'
import { createNextCard } from './calendar/asked.ts'
import { createCalendarWatch } from './calendar/watch.ts'
import { connectParts } from './connect.ts'
import { createCrowd } from './crowd.ts'
import { Demo } from './demo.ts'
import { createDesk } from './desk/desk.ts'
import { stickPlaces } from './desk/stick.ts'
import { createHandlers, type CallHandlers } from './handlers.ts'
import { createPageWatch } from './kiosk/page-watch.ts'
import { createDailyCheck } from './health/check.ts'
import { freeBytes, mayWrite } from './health/disk.ts'
import { watchHealth } from './health/health.ts'
import type { StartOptions } from './options.ts'
import type { Parts } from './parts.ts'
import { openRecords, type RecordsFolder } from './records-folder.ts'
import { quietFacts } from './quiet.ts'
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
  /** How the files of the log are; absent where nothing is logged into files. */
  logHealth?: () => LogHealth
  fetch: typeof fetch
  /** Uniform in [0, 1). */
  random: () => number
  supervisor: Supervisor | null
  /** One line for standard error. */
  warn: (line: string) => void
  /** The disk failed: end the process, so that the next one reopens the store and settles what is unknown. */
  fatal: (error: unknown) => void
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
  /** Throws where the database does not answer. */
  probe(): void
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

const residentOf =
  ({ store, cipher }: Parts) =>
  (number: string): string | null =>
    store.read((tx) => findByNumber(tx, cipher, number)?.id ?? null)

const createReader = (
  { reader: kind }: StartOptions,
  { clock, log }: Pick<StationDeps, 'clock' | 'log'>,
  knownPort: string | null,
): { reader: CardReader; device: SimulatedDevice | null } => {
  const device = kind === 'simulated' ? new SimulatedDevice({ clock }) : null
  const reader = createCardReader(kind, {
    clock,
    log,
    ...(device === null ? {} : { simulated: device }),
    ...(knownPort === null ? {} : { knownPort }),
  })
  return { reader, device }
}

const build = (options: StartOptions, deps: StationDeps, records: RecordsFolder): Built => {
  const { clock, log, supervisor } = deps
  const { parts, settings, notices, sync, clockWatch } = records
  const { reader, device } = createReader(options, { clock, log }, settings.data.readerPort)
  const readerEvents = createSignal<ReaderEvent>()
  reader.onEvent(readerEvents.emit)
  const session = createSession(clock)
  const demo =
    settings.data.mode === 'demo'
      ? new Demo({
          clock,
          device,
          readerEvents,
          supervisor,
          centrePage: options.centre.url,
          fresh: (parts.store.read(currentHead)?.sequence ?? 0) === 0,
        })
      : null
  const crowd = createCrowd(clock)
  const nextCard = createNextCard(clock)
  const taps = new Taps(parts, { session, crowd, nextCard, mayRecord: records.room.mayRecord })
  const sticks = stickPlaces(options.sticks)
  const effects = { holdCrowd: crowd.hold, confirmClock: clockWatch.confirm }
  const desk = createDesk(parts, records.pinPepper, effects, sticks)
  const reports = createReports({ dir: options.dataDir, log })
  const board = createBoard({
    parts,
    reports,
    isWanted: desk.sessions.showsAnyClerk,
    crowdHeld: crowd.isHeld,
  })
  const common = { parts, settings, sync, taps, desk, reports }
  return {
    ...common,
    ...createBackups({ ...common, dir: options.dataDir, records, sticks, fatal: deps.fatal }),
    notices,
    clockWatch,
    session,
    crowd,
    reader,
    calendar: createCalendarWatch(parts),
    nextCard,
    dir: options.dataDir,
    exportFolder: exportFolder(options.dataDir),
    importFolder: importFolder(options.dataDir),
    recordings: createRecordings(voiceFolder(options.dataDir), log),
    soundChanged: createSignal(),
    board,
    cardTest: createCardTest(clock, () => settings.data.mode === 'setup', residentOf(parts)),
    facts: () => ({
      storeOk: records.meter.facts().trouble === null && !records.room.isTight() && mayWrite(options.dataDir),
      keyOk: keyFiles(options.dataDir).some((file) => existsSync(file)),
      freeBytes: freeBytes(options.dataDir),
    }),
    pageWatch: createPageWatch(clock, (news) => supervisor?.page(news)),
    supervisor,
    demo,
  }
}

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
  const disconnect = connectParts(built, deps, changed.emit)
  const { dataDir: dir } = options
  const { clock, log, logHealth } = deps
  const dailyCheck = createDailyCheck({ dir, clock, log, runs: records.runs, ...quietFacts(built) })
  const watch = watchHealth({ dir, clock, built, records, logHealth })
  const current = createSnapshots(built, watch.alarms)
  await reader.start()
  sync.start()

  const stop = async (): Promise<void> => {
    disconnect()
    demo?.stop()
    built.pageWatch.stop()
    session.end()
    desk.sessions.stop()
    await reader.stop()
    await sync.stop()
    built.stickPaper.stop()
    built.rotation.stop()
    await built.nightly.stop()
    await dailyCheck.stop()
    watch.stop()
    await reports.close()
    await records.close()
  }
  let stopping: Promise<void> | null = null
  return {
    boot: built.parts.boot.bootId,
    app: version,
    handlers: createHandlers(built, watch.health),
    isAdmitted: createAdmission(built),
    snapshot: (name, page) => current[name](page),
    onChanged: changed.on,
    pageClosed: (page) => {
      built.nextCard.ended(page)
      desk.sessions.pageClosed(page)
      built.pageWatch.closed(page)
    },
    health: watch.health,
    probe: () => {
      built.parts.store.read((tx) => tx.get('select 1'))
    },
    stop: () =>
      (stopping ??= stop().catch((error: unknown) => {
        deps.log.error('station did not stop cleanly', { cause: describeError(error) })
      })),
  }
}
