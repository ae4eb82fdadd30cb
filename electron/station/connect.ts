import { describeError, isFatalForProcess } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import type { PushName } from '../contract/pushes.ts'
import type { ReaderEvent } from '../reader/card-reader.ts'
import { currentHead } from '../store/outbox-chain.ts'
import type { Built } from './built.ts'
import { createDateWatch } from './calendar/keep.ts'
import { keepLectureOpen } from './demonstration.ts'
import type { StationDeps } from './station.ts'
import type { TapWay } from './taps.ts'

/** Home changes often in small ways; pages get one snapshot for all of them. */
const gatherMs = 40
/** Today's list, the open event and the lunar date follow the clock. */
const minuteMs = 60_000
const clockCheckMs = 15_000
/** A recording that somebody put into the folder is heard so much later at most. */
const recordingsMs = 15_000

type Emit = (name: PushName) => void

const tapLine = (way: TapWay): string =>
  `tap ${String(way.seq)}: ${way.kind}, card ${way.readMs.toFixed(0)} ms, decided ${way.checkMs.toFixed(1)} ms, on disk ${way.commitMs.toFixed(1)} ms`

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

const connectReader = (built: Built, log: Logger, homeChanged: () => void): (() => void)[] => {
  const { reader, clockWatch, taps, desk, cardTest } = built
  return [
    reader.onEvent((event) => {
      // Before the tap is dated and judged.
      clockWatch.check()
      // A card that the reader is tried with is nobody's tap.
      const isTest = cardTest.isOn()
      if (isTest) cardTest.take(event)
      else taps.take(event)
      if (isCard(event) && !isTest) desk.sessions.lockAll()
      if (event.kind === 'cardLeft' || event.kind === 'cardGone') homeChanged()
      if (event.kind !== 'stateChanged') return
      homeChanged()
      if (event.state === 'ready') rememberPort(built, log)
    }),
  ]
}

const connectTaps = (
  built: Built,
  deps: StationDeps,
  emit: Emit,
  homeChanged: () => void,
): (() => void)[] => {
  const { taps, session, crowd, sync, board, calendar, demo } = built
  return [
    calendar.changed.on(homeChanged),
    taps.changed.on(() => {
      emit('lastTap')
      homeChanged()
      calendar.refresh()
      board.refresh()
    }),
    taps.done.on((way) => {
      sync.kick()
      demo?.tapDone(way, built.parts.store.read(currentHead)?.sequence ?? 0)
      deps.supervisor?.line(tapLine(way))
    }),
    taps.fatal.on(deps.fatal),
    session.changed.on(() => {
      emit('session')
      sync.kick()
    }),
    crowd.changed.on(() => {
      if (crowd.isOn()) session.ask(null)
      emit('crowd')
      emit('board')
    }),
  ]
}

const connectDesk = (
  { desk, board, sync, calendar }: Built,
  emit: Emit,
  homeChanged: () => void,
): (() => void)[] => [
  desk.sessions.changed.on(() => {
    emit('staff')
    emit('board')
    board.refresh()
  }),
  desk.written.on(() => {
    homeChanged()
    calendar.refresh()
    board.refresh()
    sync.kick()
  }),
  board.changed.on(() => {
    emit('board')
  }),
]

const connectCentre = ({ sync, demo }: Built, deps: StationDeps, homeChanged: () => void): (() => void)[] => [
  sync.onChange(homeChanged),
  sync.onUploaded(({ ackedSequence }) => {
    demo?.tapUploaded()
    deps.supervisor?.line(`upload: the centre holds everything up to record ${String(ackedSequence)}`)
  }),
]

/** What a council decided is posted when its notice is over; by a clock that staff must look at first, nothing is. */
const postNotices = ({ clockWatch, desk }: Built, { log, fatal }: StationDeps): void => {
  if (clockWatch.jumped()) return
  try {
    desk.notices.check()
  } catch (error) {
    log.error('notices not looked through', { cause: describeError(error) })
    if (isFatalForProcess(error)) fatal(error)
  }
}

const connectClock = (built: Built, deps: StationDeps, homeChanged: () => void): (() => void)[] => {
  const { parts, clockWatch, board, calendar, demo } = built
  const { clock } = deps
  postNotices(built, deps)
  const dates = createDateWatch(parts)
  dates.check()
  return [
    clockWatch.changed.on(homeChanged),
    clock.every(clockCheckMs, clockWatch.check),
    clock.every(minuteMs, () => {
      if (demo !== null) parts.store.transaction((tx) => keepLectureOpen(tx, clock.now(), parts.newId))
      dates.check()
      calendar.refresh()
      postNotices(built, deps)
      homeChanged()
      board.refresh()
    }),
  ]
}

const connectSound = (
  { recordings, soundChanged }: Built,
  { clock }: StationDeps,
  emit: Emit,
): (() => void)[] => [
  clock.every(recordingsMs, () => {
    if (recordings.look()) soundChanged.emit(undefined)
  }),
  soundChanged.on(() => {
    emit('sound')
  }),
]

/**
 * Connects the parts: reader → taps → pages, staff → pages, and apart from them outbox → centre. Returns what ends
 * the connections.
 */
export const connectParts = (built: Built, deps: StationDeps, emit: Emit): (() => void) => {
  let cancelHome: (() => void) | null = null
  const homeChanged = (): void => {
    cancelHome ??= deps.clock.after(gatherMs, () => {
      cancelHome = null
      emit('home')
    })
  }
  const offs = [
    ...connectReader(built, deps.log, homeChanged),
    ...connectTaps(built, deps, emit, homeChanged),
    ...connectDesk(built, emit, homeChanged),
    ...connectCentre(built, deps, homeChanged),
    ...connectClock(built, deps, homeChanged),
    ...connectSound(built, deps, emit),
  ]
  const offDemo = built.demo?.changed.on(() => {
    emit('demo')
  })
  return () => {
    for (const off of offs) off()
    offDemo?.()
    cancelHome?.()
  }
}
