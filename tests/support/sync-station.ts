import { beforeEach, onTestFinished } from 'vitest'
import { createIds } from '../../electron/base/ids.ts'
import { silentLog } from '../../electron/base/log.ts'
import { openStore, type OpenedStore } from '../../electron/store/database.ts'
import type { Store } from '../../electron/store/tx.ts'
import { createFieldCipher, type FieldCipher } from '../../electron/store/field-cipher.ts'
import { liveVersions } from '../../electron/store/field-versions.ts'
import { openKeyStore, rootKeyInFile } from '../../electron/store/key-store.ts'
import { createBoot } from '../../electron/sync/boot.ts'
import { createOutbox, type Outbox } from '../../electron/sync/outbox.ts'
import { createSync, type Sync, type SyncOptions } from '../../electron/sync/sync.ts'
import { FakeCentre } from './fake-centre.ts'
import { ManualClock, settle } from './manual-clock.ts'
import { testFolder } from './test-store.ts'

/** The part of a station that talks to a centre, over a real database and real sockets. */
export interface SyncStation {
  readonly store: OpenedStore
  readonly outbox: Outbox
  readonly cipher: FieldCipher
  readonly sync: Sync
  readonly clock: ManualClock
  /** Monotonic time of each request. */
  readonly requestTimes: number[]
  /** Moves the clock until so many requests were made and the last one has had its effect. */
  driveRequests(count: number): Promise<void>
  /** Writes records as a tap does and rings the uploader. Gives their ids. */
  tap(records?: number): string[]
  /** Moves the clock from timer to timer, but never while a request is under way, until `condition` holds. */
  drive(condition: () => boolean, limitMs?: number): Promise<void>
  /** As `drive`, until nothing is pending. */
  drain(): Promise<void>
  /** Ends in order, or as a power cut does: without a word to anyone. */
  stop(): Promise<void>
}

export type SyncStationOptions = {
  dir: string
  clock?: ManualClock
  /** Puts something between the exchange and its database. */
  wrapStore?: (store: Store) => Store
} & Partial<SyncOptions>

const longestStepMs = 24 * 3_600_000

/** Starts one in `dir`; a later one in the same folder is the same station after a restart. */
export const startSyncStation = async (options: SyncStationOptions): Promise<SyncStation> => {
  const { dir, clock = new ManualClock(), wrapStore, ...change } = options
  const newId = createIds(clock)
  // The database's own timers stand still, so that only those of the exchange move the clock.
  const store = openStore({
    dir,
    mayCreate: true,
    newId,
    clock: new ManualClock(),
    log: silentLog,
    machineId: 'machine',
  })
  const keys = await openKeyStore({ source: rootKeyInFile(dir), store })
  const cipher = createFieldCipher(keys, liveVersions(store).now)
  const outbox = createOutbox({ newId, cipher })
  const boot = createBoot({ clock, newId })
  const requestTimes: number[] = []
  let underWay = 0
  const watchedFetch: typeof fetch = (input, init) => {
    requestTimes.push(clock.monotonic())
    underWay += 1
    // The client lets go of every request by its signal, however it ended.
    init?.signal?.addEventListener('abort', () => {
      underWay -= 1
    })
    return fetch(input, init)
  }
  const sync = createSync({
    store: wrapStore === undefined ? store : wrapStore(store),
    outbox,
    cipher,
    clock,
    boot,
    random: () => 0.5,
    fetch: watchedFetch,
    log: silentLog,
    station: '119999001001',
    rolledBack: store.witness === 'rolledBack',
    centreUrl: null,
    token: 'TOKEN',
    appVersion: '0.0.0',
    buildDate: Date.parse('2026-11-01T00:00:00Z'),
    onFatal: (error) => {
      throw error
    },
    ...change,
  })
  sync.start()

  const drive: SyncStation['drive'] = async (condition, limitMs = 7 * longestStepMs) => {
    const end = clock.monotonic() + limitMs
    const realEnd = performance.now() + 20_000
    while (!condition()) {
      if (clock.monotonic() > end || performance.now() > realEnd) throw new Error('it did not come to that')
      await new Promise((resolve) => {
        setTimeout(resolve, 1)
      })
      if (underWay === 0) await clock.advanceUntil(() => underWay > 0 || condition(), longestStepMs)
      if (clock.waiting === 0) await settle()
    }
  }

  return {
    store,
    outbox,
    cipher,
    sync,
    clock,
    requestTimes,
    tap: (records = 1) => {
      const ids = store.transaction((tx) =>
        Array.from(
          { length: records },
          () =>
            outbox.append(tx, {
              type: 'cn.wmsj.attendance.headcount.v1',
              data: { event: newId(), count: 1 },
              time: clock.now(),
              clockState: sync.clockState(),
              monoMs: boot.monoMs(),
              bootId: boot.bootId,
            }).id,
        ),
      )
      sync.kick()
      return ids
    },
    drive,
    driveRequests: (count) => drive(() => requestTimes.length === count && underWay === 0),
    drain: () => drive(() => sync.health().pending === 0),
    stop: async () => {
      await sync.stop()
      store.close()
    },
  }
}

/** A centre and a folder for each test of a file, and stations that end with their test. */
export interface SyncWorld {
  readonly centre: FakeCentre
  readonly dir: string
  start(change?: Partial<SyncStationOptions>): Promise<SyncStation>
  /** As `start`; the station is paired and at rest. */
  startPaired(change?: Partial<SyncStationOptions>): Promise<SyncStation>
}

export const useSyncStations = (): SyncWorld => {
  let centre: FakeCentre
  let dir: string
  beforeEach(async () => {
    centre = await FakeCentre.start()
    dir = testFolder()
    return () => centre.close()
  })
  const start: SyncWorld['start'] = async (change = {}) => {
    const station = await startSyncStation({ dir, centreUrl: centre.url, ...change })
    onTestFinished(() => station.stop())
    return station
  }
  return {
    get centre() {
      return centre
    },
    get dir() {
      return dir
    },
    start,
    startPaired: async (change = {}) => {
      const station = await start(change)
      await station.drive(() => station.sync.link() === 'online')
      return station
    },
  }
}

/** Ids of all records that the centre holds, stream by stream. */
export const heldIds = (centre: FakeCentre): string[] => centre.held.map(({ event }) => String(event.id))
