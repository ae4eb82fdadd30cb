import { StationError } from '../../base/errors.ts'
import type { Reports } from '../../reports/client.ts'
import { createPrinter } from '../../reports/papers/printer.ts'
import type { StationDocument } from '../../store/documents.ts'
import { rootKeyIn } from '../../store/key-sources.ts'
import type { Sync } from '../../sync/sync.ts'
import { createBusy, createKeyRotation, type KeyRotation } from '../care/key-rotation.ts'
import type { Desk } from '../desk/desk.ts'
import type { StickPlaces } from '../desk/stick.ts'
import { makeRoster } from '../papers/handlers.ts'
import type { Parts } from '../parts.ts'
import type { RecordsFolder } from '../records-folder.ts'
import { quietFacts } from '../quiet.ts'
import { careForData } from '../retention/night.ts'
import { createSweep } from '../retention/sweep.ts'
import type { Settings } from '../settings.ts'
import type { Taps } from '../taps.ts'
import type { BackupHandlerDeps } from './handlers.ts'
import { createKeeper } from './keeper.ts'
import { createNightly, type Nightly } from './nightly.ts'
import { createStickPaper, type StickPaper } from './stick-paper.ts'

/** Everything about copies. */
export interface Backups {
  nightly: Nightly
  stickPaper: StickPaper
  rotation: KeyRotation
  /** What the calls `backup.*` work with. */
  backup: BackupHandlerDeps
}

/** The centre's time, `null` while nobody has asked it lately. */
const heardFrom = (parts: Parts, sync: Pick<Sync, 'clockOffsetMs'>) => (): number | null => {
  const offsetMs = sync.clockOffsetMs()
  return offsetMs === null || parts.clockState() !== 'synced' ? null : parts.clock.now() + offsetMs
}

interface BackupsDeps {
  dir: string
  parts: Parts
  settings: StationDocument<Settings>
  records: Pick<RecordsFolder, 'room' | 'onDamage' | 'fieldVersions'>
  sync: Pick<Sync, 'isHeld' | 'letGo' | 'clockOffsetMs'>
  taps: Taps
  desk: Desk
  reports: Reports
  sticks: StickPlaces
  fatal: (error: unknown) => void
}

export const createBackups = (deps: BackupsDeps): Backups => {
  const { dir, parts, settings, records, sync, taps, desk, reports, sticks } = deps
  const { clock, log } = parts
  const quiet = quietFacts({ settings, taps })
  const stationName = (): string => settings.data.station.name
  const heardNow = heardFrom(parts, sync)
  const sweep = createSweep({ parts, heardNow })
  const nightly = createNightly({
    dir,
    clock,
    log,
    ...quiet,
    onDamage: records.onDamage,
    atNight: async (copyNow) => {
      await careForData({ dir, parts, sweep, heardNow, copyNow })
      await keeper.fillSticks()
    },
  })
  const keySource = rootKeyIn(dir)
  const keeper = createKeeper({
    dir,
    parts,
    keySource,
    stationName,
    roots: sticks.roots,
    isMounted: sticks.mounted,
    nightly,
    isDiskTight: records.room.isTight,
    isOtherMachine: sync.isHeld,
  })
  const printer = createPrinter(clock)
  const stickPaper = createStickPaper({
    parts,
    keeper,
    roster: (event) => makeRoster({ desk: desk.deps, reports, printer, stationName }, { event, as: 'pdf' }),
  })
  taps.changed.on(stickPaper.changed)
  desk.written.on(stickPaper.changed)
  const rotation = createKeyRotation({
    ...parts,
    versions: records.fieldVersions,
    isBusy: createBusy({ clock, lastTapAt: quiet.lastTapAt, isDiskTight: records.room.isTight }),
    fatal: deps.fatal,
  })
  const restart = (): void => {
    deps.fatal(new StationError('restartWanted'))
  }
  return {
    nightly,
    stickPaper,
    rotation,
    backup: { dir, desk: desk.deps, keeper, keySource, rotation, goOn: sync.letGo, restart },
  }
}
