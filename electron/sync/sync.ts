import { toInstant, type Clock } from '../base/clock.ts'
import { describeError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import { clearMeta, readMeta } from '../store/meta.ts'
import { takeSalvaged } from '../store/recovery/notes.ts'
import type { Store } from '../store/tx.ts'
import type { Boot } from './boot.ts'
import { createCentreClient, type Fetch } from './centre-client.ts'
import { createClockOffset } from './clock-offset.ts'
import type { ClockState, Outbox } from './outbox.ts'
import { loadPairing } from './pairing.ts'
import { pairOnce } from './pair-once.ts'
import { noteLostTail } from './lost-tail.ts'
import { countWaiting, currentStream } from './stream.ts'
import { clearSyncState, readSyncState, writeSyncState } from './sync-state.ts'
import { readUploaderState } from './uploader-state.ts'
import { createUploader, type Uploader, type UploaderOptions, type UploadNews } from './uploader.ts'
import type { LastError, Link, PairOutcome } from './upload-step.ts'

export interface SyncOptions {
  store: Store
  outbox: Outbox
  cipher: FieldCipher
  clock: Clock
  boot: Boot
  /** A number in [0, 1). */
  random: () => number
  fetch: Fetch
  log: Logger
  /** Station code of the settings; a paired database keeps the centre's. */
  station: string
  /** The database is older than its witness, or a copy: what follows belongs to a new incarnation. */
  rolledBack: boolean
  /** The records woke up on another machine: nothing is sent before staff have said that the old one is gone. */
  otherMachine?: boolean
  /** `null`: no centre, everything waits in the outbox. */
  centreUrl: string | null
  /** Pairing token; ignored once paired. */
  token: string | null
  appVersion: string
  /** Milliseconds since 1970 UTC; a clock before it is not set. */
  buildDate: number
  /** What is done with scores of the city that come with an answer; see `UploaderOptions`. */
  keepScores?: UploaderOptions['keepScores']
  /** The disk failed under the uploader: the process must end. */
  onFatal: (error: unknown) => void
}

export interface SyncHealth {
  /** Records above the centre's acknowledgement. */
  pending: number
  /** Acknowledged ones whose verdict is open. */
  held: number
  /** UTC instant of the oldest pending record. */
  oldestAt: string | null
  lastError: LastError | null
}

/** The exchange with the centre. Nothing it meets ever stops a tap. */
export interface Sync {
  start(): void
  /** Ends within moments, also in the middle of a request; whatever was not acknowledged is sent again. */
  stop(): Promise<void>
  /** A record was committed. */
  kick(): void
  /** The station got another code in its settings; a paired one keeps the centre's. */
  useStation(station: string): void
  isPaired(): boolean
  /** Nothing is sent: the same records may be alive on another machine. */
  isHeld: () => boolean
  /** Staff have said that this machine goes on alone. */
  letGo: () => void
  /**
   * Asks this centre once to take the station, and from then on talks to it; where it does not, everything stays as
   * it was.
   */
  pairWith(centre: { url: string; token: string }): Promise<PairOutcome>
  /** The network is back, or staff ask: no back-off is waited for. */
  retryNow(): void
  health(): SyncHealth
  link(): Link
  clockState(): ClockState
  /** Centre's time minus ours, `null` before the first contact. */
  clockOffsetMs(): number | null
  /** Called when pending, held, link or lastError are different from before. */
  onChange(listener: () => void): () => void
  onUploaded(listener: (news: UploadNews) => void): () => void
}

const createListeners = <T>(): {
  add: (listener: (value: T) => void) => () => void
  tell: (value: T) => void
} => {
  const listeners = new Set<(value: T) => void>()
  return {
    add: (listener) => {
      // A wrapper of its own, so that adding one function twice gives two that end apart.
      const own = (value: T): void => {
        listener(value)
      }
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
    tell: (value) => {
      for (const listener of [...listeners]) listener(value)
    },
  }
}

/** Whichever incarnation the next record belongs to, it exists before the first tap. */
const settleIncarnation = (options: SyncOptions, code: string, isOlder: boolean): void => {
  const { store, outbox, cipher, clock } = options
  store.transaction((tx) => {
    const station = loadPairing(tx, cipher)?.stationId ?? code
    const at = clock.now()
    if (!isOlder && readMeta(tx, 'newStream') === undefined) {
      outbox.ensureIncarnation(tx, { station, at })
      return
    }
    const old = currentStream(tx)
    outbox.startIncarnation(tx, { station, at })
    outbox.tellAgain(tx, takeSalvaged(tx))
    clearMeta(tx, 'newStream')
    // What the centre got after the moment that this database remembers, it alone still has.
    if (old !== undefined) noteLostTail(tx, { incarnation: old.incarnation, from: old.sequence + 1 })
  })
}

/** What staff may see of the exchange, and who is told when it changes. */
const createView = (
  { store, token }: SyncOptions,
  uploader: () => Uploader | undefined,
): Pick<Sync, 'health' | 'link' | 'onChange'> & { changed: () => void } => {
  const changes = createListeners<undefined>()
  const link = (): Link => {
    const state = uploader()?.state()
    if (state === undefined) return 'none'
    const paired = token !== null || store.read((tx) => readSyncState(tx, 'pairing')) !== undefined
    return paired ? state.link : 'none'
  }
  const health = (): SyncHealth => {
    const { pending, held, oldestMadeAt } = store.read(countWaiting)
    const lastError = (uploader()?.state() ?? store.read(readUploaderState)?.state)?.lastError ?? null
    return { pending, held, oldestAt: oldestMadeAt === null ? null : toInstant(oldestMadeAt), lastError }
  }
  const snapshot = (): string => {
    const { pending, held, lastError } = health()
    return JSON.stringify([pending, held, lastError, link()])
  }
  let told = ''
  return {
    link,
    health,
    onChange: (listener) => changes.add(listener),
    changed: () => {
      const now = snapshot()
      if (now === told) return
      told = now
      changes.tell(undefined)
    },
  }
}

/** Runs whichever uploader there is, from `start` to `stop`; it rests while the station is paired. */
const createLoop = (
  uploader: () => Uploader | undefined,
  isHeld: () => boolean,
  onFatal: SyncOptions['onFatal'],
): Pick<Sync, 'start' | 'stop'> & { rest: () => Promise<AbortSignal>; goOn: () => void } => {
  let phase: 'new' | 'started' | 'stopped' = 'new'
  let stopping = new AbortController()
  let running: Promise<void> | undefined
  const goOn = (): void => {
    if (phase === 'started' && !isHeld()) running ??= uploader()?.run(stopping.signal).catch(onFatal)
  }
  const end = async (): Promise<void> => {
    stopping.abort()
    await running
    running = undefined
  }
  return {
    goOn,
    start: () => {
      if (phase === 'new') phase = 'started'
      goOn()
    },
    stop: async () => {
      phase = 'stopped'
      await end()
    },
    rest: async () => {
      await end()
      if (phase !== 'stopped') stopping = new AbortController()
      return stopping.signal
    },
  }
}

/** Whether the records wait for staff to say which machine goes on with them; kept through restarts. */
const createHold = ({
  store,
  clock,
  otherMachine = false,
}: SyncOptions): {
  isHeld: () => boolean
  end: () => void
} => {
  if (otherMachine)
    store.transaction((tx) => {
      writeSyncState(tx, 'held', { at: clock.now() })
    })
  return {
    isHeld: () => store.read((tx) => readSyncState(tx, 'held')) !== undefined,
    end: () => {
      store.transaction((tx) => {
        clearSyncState(tx, 'held')
      })
    },
  }
}

/** What would tell pages of a change, for what is committed already: whoever wrote it must not hear of a failure. */
const quietly =
  (log: Logger, tell: () => void): (() => void) =>
  () => {
    try {
      tell()
    } catch (error) {
      log.error('queue not counted', { reason: describeError(error) })
    }
  }

/** Builds the exchange and makes sure that there is an incarnation to write to; `start()` begins to talk. */
export const createSync = (options: SyncOptions): Sync => {
  const { store, clock, centreUrl, fetch, cipher } = options
  const isPaired = (): boolean => store.read((tx) => loadPairing(tx, cipher)) !== undefined
  settleIncarnation(options, options.station, options.rolledBack)
  const hold = createHold(options)
  const uploads = createListeners<UploadNews>()
  const clockOffset = createClockOffset({
    clock,
    buildDate: options.buildDate,
    saved: store.read((tx) => readSyncState(tx, 'clock')),
  })
  const { changed, ...view } = createView(options, () => uploader)
  const uploaderTo = (url: string | null): Uploader | undefined =>
    url === null
      ? undefined
      : createUploader({
          ...options,
          keepScores: options.keepScores ?? (() => undefined),
          client: createCentreClient({ baseUrl: url, fetch, clock }),
          clockOffset,
          changed,
          uploaded: uploads.tell,
        })
  let uploader = uploaderTo(centreUrl)
  const counted = quietly(options.log, changed)
  changed()

  const { rest, goOn, ...loop } = createLoop(() => uploader, hold.isHeld, options.onFatal)
  return {
    ...view,
    ...loop,
    isPaired,
    isHeld: hold.isHeld,
    letGo: () => {
      hold.end()
      goOn()
      changed()
    },
    pairWith: async ({ url, token }) => {
      // One request at a time: the loop rests meanwhile.
      const stop = await rest()
      const client = createCentreClient({ baseUrl: url, fetch, clock })
      const outcome = await pairOnce(options, { client, token, stop })
      if (outcome.kind === 'paired') uploader = uploaderTo(url)
      goOn()
      changed()
      return outcome
    },
    kick: () => {
      uploader?.kick()
      counted()
    },
    useStation: (station) => {
      settleIncarnation(options, station, false)
      changed()
    },
    retryNow: () => uploader?.retryNow(),
    clockState: () => clockOffset.state(),
    clockOffsetMs: () => clockOffset.contact()?.offsetMs ?? null,
    onUploaded: (listener) => uploads.add(listener),
  }
}
