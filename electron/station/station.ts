import { createIds } from '../base/ids.ts'
import type { Clock } from '../base/clock.ts'
import { describeError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import type { Audience } from '../contract/calls.ts'
import type { Push, PushName } from '../contract/pushes.ts'
import type { CardReader, ReaderEvent, ReaderHealth } from '../reader/card-reader.ts'
import { createCardReader } from '../reader/kinds.ts'
import { SimulatedDevice } from '../reader/simulated/device.ts'
import type { StationDocument } from '../store/documents.ts'
import type { KeyLevel } from '../store/key-store.ts'
import { currentStream } from '../sync/stream.ts'
import type { Sync, SyncHealth } from '../sync/sync.ts'
import type { ClockWatch } from './clock-watch.ts'
import { createCrowd, type Crowd } from './crowd.ts'
import { Demo } from './demo.ts'
import { keepLectureOpen } from './demonstration.ts'
import { createDesk, type Desk } from './desk/desk.ts'
import { createHandlers, type CallHandlers } from './handlers.ts'
import { crowdSnapshot, homeSnapshot } from './home.ts'
import type { StartOptions } from './options.ts'
import type { Parts } from './parts.ts'
import { openRecords, type RecordsFolder } from './records-folder.ts'
import { createSession, type Session } from './session.ts'
import type { Settings } from './settings.ts'
import { createSignal } from './signal.ts'
import type { Supervisor } from './supervisor.ts'
import { Taps, type TapWay } from './taps.ts'
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

/** Home changes often in small ways; pages get one snapshot for all of them. */
const gatherMs = 40
/** Today's list, the open event and the lunar date follow the clock. */
const minuteMs = 60_000
const clockCheckMs = 15_000

const tapLine = (way: TapWay): string =>
  `tap ${String(way.seq)}: ${way.kind}, card ${way.readMs.toFixed(0)} ms, decided ${way.checkMs.toFixed(1)} ms, on disk ${way.commitMs.toFixed(1)} ms`

interface Built {
  parts: Parts
  settings: StationDocument<Settings>
  sync: Sync
  clockWatch: ClockWatch
  session: Session
  crowd: Crowd
  taps: Taps
  reader: CardReader
  desk: Desk
  demo: Demo | null
}

type Snapshots = { [N in PushName]: (page: string) => Push<N> }

const snapshots = ({
  parts,
  settings,
  sync,
  clockWatch,
  session,
  crowd,
  taps,
  reader,
  desk,
  demo,
}: Built): Snapshots => ({
  home: () =>
    homeSnapshot(parts, {
      settings: settings.data,
      stationCode: parts.store.read(currentStream)?.station ?? settings.data.station.code,
      reader: { state: reader.health().state, cardLeft: taps.cardLeft() },
      clockJumped: clockWatch.jumped(),
      queue: { pending: sync.health().pending, link: sync.link() },
    }),
  lastTap: () => taps.last(),
  session: () => session.snapshot(),
  crowd: () => crowdSnapshot(parts, { crowd, chosen: taps.queue.event() }),
  demo: () => demo?.snapshot() ?? null,
  staff: (page) => desk.sessions.snapshot(page),
})

/** The next start looks first where the reader was found. */
const rememberPort = ({ reader, settings }: Built, log: Logger): void => {
  const { port } = reader.health()
  if (port === null || port === 'simulated' || port === settings.data.readerPort) return
  settings
    .update((data) => ({ ...data, readerPort: port }))
    .catch((error: unknown) => {
      log.warn('reader port not remembered', { cause: describeError(error) })
    })
}

/** Somebody put something on the reader. */
const isCard = ({ kind }: ReaderEvent): boolean =>
  kind === 'cardSeen' || kind === 'cardUnreadable' || kind === 'cardUnverified' || kind === 'notIdCard'

const wireDesk = (
  { desk, sync }: Built,
  emit: (name: PushName) => void,
  homeChanged: () => void,
): (() => void)[] => [
  desk.sessions.changed.on(() => {
    emit('staff')
    emit('board')
  }),
  desk.written.on(() => {
    emit('board')
    homeChanged()
    sync.kick()
  }),
]

/** Connects the parts: reader → taps → pages, and apart from it outbox → centre. Returns what ends the connections. */
const wire = (built: Built, deps: StationDeps, emit: (name: PushName) => void): (() => void) => {
  const { parts, sync, clockWatch, session, crowd, taps, reader, desk, demo } = built
  const { clock, supervisor } = deps
  let cancelHome: (() => void) | null = null
  const homeChanged = (): void => {
    cancelHome ??= clock.after(gatherMs, () => {
      cancelHome = null
      emit('home')
    })
  }
  const offs = [
    reader.onEvent((event) => {
      // Before the tap is dated and judged.
      clockWatch.check()
      taps.take(event)
      if (isCard(event)) desk.sessions.lockAll()
      if (event.kind === 'cardLeft' || event.kind === 'cardGone') homeChanged()
      if (event.kind !== 'stateChanged') return
      homeChanged()
      if (event.state === 'ready') rememberPort(built, deps.log)
    }),
    taps.changed.on(() => {
      emit('lastTap')
      homeChanged()
    }),
    taps.done.on((way) => {
      sync.kick()
      demo?.tapDone(way)
      supervisor?.line(tapLine(way))
    }),
    taps.fatal.on(deps.fatal),
    session.changed.on(() => {
      emit('session')
      sync.kick()
    }),
    crowd.changed.on(() => {
      if (crowd.isOn()) session.ask(null)
      emit('crowd')
    }),
    clockWatch.changed.on(homeChanged),
    clock.every(clockCheckMs, clockWatch.check),
    sync.onChange(homeChanged),
    sync.onUploaded(({ ackedSequence }) => {
      demo?.tapUploaded()
      supervisor?.line(`upload: the centre holds everything up to record ${String(ackedSequence)}`)
    }),
    clock.every(minuteMs, () => {
      if (demo !== null) parts.store.transaction((tx) => keepLectureOpen(tx, clock.now(), parts.newId))
      homeChanged()
    }),
    ...wireDesk(built, emit, homeChanged),
    demo?.changed.on(() => {
      emit('demo')
    }),
  ]
  return () => {
    for (const off of offs) off?.()
    cancelHome?.()
  }
}

const admits = (built: Built): Station['isAdmitted'] => {
  return (audience, page) => {
    switch (audience) {
      case 'anyone':
        return true
      case 'demo':
        return built.demo !== null
      case 'holder':
        return built.session.holder() !== null
      case 'clerk':
      case 'head':
      case 'council':
      case 'technician':
        return built.desk.sessions.admits(audience, page)
    }
  }
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

const build = (options: StartOptions, deps: StationDeps, records: RecordsFolder): Built => {
  const { clock, log, supervisor } = deps
  const { parts, settings, sync, clockWatch } = records
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
  const taps = new Taps(parts, { session, crowd })
  const desk = createDesk(parts, records.pinPepper, {
    holdCrowd: crowd.hold,
    confirmClock: clockWatch.confirm,
  })
  return { parts, settings, sync, clockWatch, session, crowd, taps, reader, desk, demo }
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
  const { parts, sync, session, taps, reader, desk, demo } = built
  cable.watch(demo)
  const changed = createSignal<PushName>()
  const current = snapshots(built)
  const unwire = wire(built, deps, changed.emit)
  await reader.start()
  sync.start()

  const stop = async (): Promise<void> => {
    unwire()
    demo?.stop()
    session.end()
    desk.sessions.stop()
    await reader.stop()
    await sync.stop()
    await records.close()
  }
  let stopping: Promise<void> | null = null
  return {
    boot: parts.boot.bootId,
    app: version,
    handlers: createHandlers({ parts, session, taps, demo, staff: desk.handlers }),
    isAdmitted: admits(built),
    snapshot: (name, page) => current[name](page),
    onChanged: changed.on,
    pageClosed: desk.sessions.pageClosed,
    health: () => healthOf(built, records),
    stop: () =>
      (stopping ??= stop().catch((error: unknown) => {
        deps.log.error('station did not stop cleanly', { cause: describeError(error) })
      })),
  }
}
