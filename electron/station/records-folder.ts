import type { Clock } from '../base/clock.ts'
import { describeError, isStationError, type StationError } from '../base/errors.ts'
import type { NewId } from '../base/ids.ts'
import type { Logger } from '../base/log.ts'
import type { Catalogue } from '../credit/catalogue.ts'
import type { OpenedStore } from '../store/database.ts'
import type { StationDocument } from '../store/documents.ts'
import type { FieldCipher } from '../store/field-cipher.ts'
import { recordsFile } from '../store/files.ts'
import { rootKeyIn } from '../store/key-sources.ts'
import type { LiveVersions } from '../store/field-versions.ts'
import type { KeyLevel } from '../store/key-store.ts'
import { lockFolder } from '../store/lock.ts'
import { keepWitness, machineName } from '../store/witness.ts'
import { createBoot } from '../sync/boot.ts'
import { createOutbox } from '../sync/outbox.ts'
import { createSync, type Sync } from '../sync/sync.ts'
import { copyBeside } from './backup/copier.ts'
import { createRoom, type Room } from './care/ballast.ts'
import { openRecordsWhole, type OpenedRecords } from './care/open.ts'
import { tellOfRecoveries } from './care/told.ts'
import { watchStore } from './care/watch.ts'
import { keepCityScores } from './credit/city-scores.ts'
import { keepLectureOpen, loadDemonstration } from './demonstration.ts'
import { createClockWatch, type ClockWatch } from './clock-watch.ts'
import { createFirstStaff, firstPins } from './first-staff.ts'
import { openCatalogue } from './catalogue-file.ts'
import { openSettings, prepareFolder, settingsAtStart, warnOfProblem } from './folder.ts'
import { createMeter, type Meter } from './health/meter.ts'
import { openRuns, type Runs } from './health/runs.ts'
import { openNotices, type NoticesDocument } from './notices/file.ts'
import type { StartOptions } from './options.ts'
import type { Parts } from './parts.ts'
import type { Settings } from './settings.ts'
import { newestTap } from './tap-log.ts'
import { releasedAt, version } from './version.ts'

/** A station's folder, opened: database, keys, settings, and the way to the centre. */
export interface RecordsFolder {
  parts: Parts
  settings: StationDocument<Settings>
  notices: NoticesDocument
  sync: Sync
  clockWatch: ClockWatch
  keyLevel: KeyLevel
  /** Which field keys are in use. */
  fieldVersions: LiveVersions
  /** What PINs are hashed with. */
  pinPepper: Uint8Array
  room: Room
  /** Somebody found that the records are not whole. */
  onDamage: (error: unknown) => void
  meter: Meter
  runs: Runs
  close: () => Promise<void>
}

/** Things to be closed in the opposite order, whatever came before fails. */
const createClosers = (
  log: Logger,
): {
  add: (close: () => unknown) => void
  closeAll: () => Promise<void>
} => {
  const closers: (() => unknown)[] = []
  return {
    add: (close) => {
      closers.push(close)
    },
    closeAll: async () => {
      for (const close of closers.splice(0).reverse()) {
        try {
          await close()
        } catch (error) {
          log.error('not closed cleanly', { cause: describeError(error) })
        }
      }
    },
  }
}

interface FolderDeps {
  clock: Clock
  log: Logger
  newId: NewId
  fetch: typeof fetch
  random: () => number
  warn: (line: string) => void
  fatal: (error: unknown) => void
}

/** Errors of the disk, from before anybody could do something about them. */
const createTrouble = (): {
  tell: (error: StationError) => void
  hear: (listener: (error: StationError) => void) => void
} => {
  let heard: (error: StationError) => void = () => undefined
  return {
    tell: (error) => {
      heard(error)
    },
    hear: (listener) => {
      heard = listener
    },
  }
}

/** Locks the folder and opens database and keys; what was opened is closed by `closers`. */
const openDatabase = async (
  dir: string,
  { clock, log, newId, fatal }: FolderDeps,
  closers: ReturnType<typeof createClosers>,
): Promise<OpenedRecords & Pick<RecordsFolder, 'room' | 'onDamage' | 'meter'>> => {
  const meter = createMeter(clock)
  const lock = lockFolder(dir)
  closers.add(() => {
    lock.release()
  })
  const trouble = createTrouble()
  const room = createRoom({ dir, clock, log })
  const opened = await openRecordsWhole(
    { dir, mayCreate: true, newId, clock, log, onTrouble: trouble.tell },
    rootKeyIn(dir),
  )
  const store = meter.watch(opened.store)
  closers.add(() => {
    store.close()
  })
  const stopped = new AbortController()
  const watch = watchStore({
    dir,
    clock,
    log,
    store,
    fatal,
    check: () => copyBeside({ from: recordsFile(dir), to: null, keyDir: dir }, stopped.signal),
  })
  trouble.hear((error) => {
    if (isStationError(error, 'storeRefused')) watch.onDamage(error)
    if (isStationError(error, 'storeFull')) room.onFull()
  })
  closers.add(() => {
    stopped.abort()
    room.stop()
    watch.stop()
  })
  return { ...opened, store, room, onDamage: watch.onDamage, meter }
}

/** What the first start in a new folder writes, and what every start of the demonstration tops up. */
const prepareContent = (
  parts: Pick<Parts, 'store' | 'clock' | 'newId'>,
  settings: Settings,
  isNew: boolean,
): void => {
  if (settings.mode !== 'demo') return
  const now = parts.clock.now()
  parts.store.transaction((tx) => {
    if (isNew) loadDemonstration(tx, now, parts.newId)
    keepLectureOpen(tx, now, parts.newId)
  })
}

const takeOverSettings = async (
  settings: StationDocument<Settings>,
  options: StartOptions,
  warn: (line: string) => void,
): Promise<boolean> => {
  const before = settings.data
  const wanted = settingsAtStart(before, options)
  if (options.demo && before.mode !== 'setup') {
    warn('--demo is ignored: this folder is set up already')
  }
  if (JSON.stringify(wanted) !== JSON.stringify(before)) await settings.update(() => wanted)
  return before.mode === 'setup'
}

/** Looks after the clock from the newest tap of the starts before. */
const watchClock = (store: OpenedStore, clock: Clock, sync: Sync): ClockWatch => {
  const newest = store.read(newestTap)
  return createClockWatch({
    clock,
    newestAt: newest === null ? null : Date.parse(newest.at),
    state: () => sync.clockState(),
    offsetMs: () => sync.clockOffsetMs(),
  })
}

/** Opens the documents beside the database: what somebody set up, the rules of credit points, and notices. */
const openDocuments = async (
  dir: string,
  deps: FolderDeps,
  closers: ReturnType<typeof createClosers>,
): Promise<{
  settings: StationDocument<Settings>
  catalogue: StationDocument<Catalogue>
  notices: NoticesDocument
}> => {
  const settings = await openSettings(dir, deps)
  closers.add(() => {
    settings.close()
  })
  warnOfProblem('settings.json', settings, deps.warn)
  const catalogue = await openCatalogue(dir, deps)
  closers.add(() => {
    catalogue.close()
  })
  warnOfProblem('catalogue.json', catalogue, deps.warn)
  const notices = await openNotices(dir, deps)
  closers.add(() => {
    notices.close()
  })
  warnOfProblem('notices.json', notices, deps.warn)
  return { settings, catalogue, notices }
}

interface OpenedFolder {
  store: OpenedStore
  cipher: FieldCipher
  code: string
  /** The address that was given on the screen. */
  centre: string | null
  catalogue: StationDocument<Catalogue>
}

/** What works on the opened database: the outbox, the way to the centre, and the eye on the clock. */
const createParts = (
  options: StartOptions,
  deps: FolderDeps,
  { store, cipher, code, catalogue, centre }: OpenedFolder,
): Pick<RecordsFolder, 'parts' | 'sync' | 'clockWatch'> => {
  const { clock, log, newId } = deps
  const outbox = createOutbox({ newId, cipher })
  const boot = createBoot({ clock, newId })
  // A copy that went back in time, or to another machine, must not write on in the stream it was copied from.
  const isCopy = store.witness === 'rolledBack' || store.witness === 'otherMachine'
  if (isCopy) deps.warn('this database is a copy of an earlier state: its records continue in a new stream')
  const sync = createSync({
    store,
    outbox,
    cipher,
    clock,
    log,
    fetch: deps.fetch,
    random: deps.random,
    boot,
    centreUrl: options.centre.url ?? centre,
    token: options.centre.token,
    station: code,
    rolledBack: isCopy,
    otherMachine: store.witness === 'otherMachine',
    appVersion: version,
    buildDate: releasedAt,
    keepScores: keepCityScores,
    onFatal: deps.fatal,
  })
  const clockState = (): ReturnType<Sync['clockState']> => sync.clockState()
  const clockWatch = watchClock(store, clock, sync)
  const { isTrusted: isClockTrusted } = clockWatch
  return {
    parts: {
      store,
      outbox,
      cipher,
      clock,
      newId,
      log,
      boot,
      clockState,
      isClockTrusted,
      catalogue: () => catalogue.data,
    },
    sync,
    clockWatch,
  }
}

/** Opens everything that lies in a station's folder. Throws as `createStation` says; nothing stays open then. */
export const openRecords = async (options: StartOptions, deps: FolderDeps): Promise<RecordsFolder> => {
  const { clock, log, newId } = deps
  const dir = prepareFolder(options.dataDir)
  const closers = createClosers(log)
  try {
    const { store, keys, cipher, versions, room, onDamage, meter } = await openDatabase(dir, deps, closers)
    tellOfRecoveries({ store, clock })
    const { settings, catalogue, notices } = await openDocuments(dir, deps, closers)
    const isNew = await takeOverSettings(settings, options, deps.warn)
    prepareContent({ store, clock, newId }, settings.data, isNew)
    if (isNew)
      await createFirstStaff(
        { store, clock, newId, pepper: keys.pinPepper },
        firstPins(settings.data, options),
      )

    const { parts, sync, clockWatch } = createParts(options, deps, {
      store,
      cipher,
      code: settings.data.station.code,
      centre: settings.data.centre?.url ?? null,
      catalogue,
    })
    const witness = await keepWitness({ dir, store, machineId: machineName(), clock, log })
    closers.add(() => witness.close())
    const runs = await openRuns(dir, deps)
    closers.add(() => runs.end())
    return {
      parts,
      clockWatch,
      settings,
      notices,
      sync,
      keyLevel: keys.level,
      fieldVersions: versions,
      pinPepper: keys.pinPepper,
      room,
      onDamage,
      meter,
      runs,
      close: closers.closeAll,
    }
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}
