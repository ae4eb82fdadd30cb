import type { Clock } from '../../base/clock.ts'
import type { LogHealth } from '../../base/log-file.ts'
import { watchLoopLag } from '../../base/loop-lag.ts'
import type { Health } from '../../contract/health.ts'
import type { MachineAlarm } from '../../contract/staff.ts'
import { newestVersion } from '../../store/database.ts'
import type { Tx } from '../../store/tx.ts'
import type { SyncHealth } from '../../sync/sync.ts'
import type { Built } from '../built.ts'
import type { RecordsFolder } from '../records-folder.ts'
import { version } from '../version.ts'
import { alarmsOf, createDownSince } from './alarms.ts'
import { freeBytes, lastBackupAt, mayWrite, storeSizes } from './disk.ts'
import { storeHealth } from './store-health.ts'

export interface HealthWatch {
  health: () => Health
  /** What is wrong and wants a hand of staff. */
  alarms: () => MachineAlarm[]
  stop: () => void
}

interface HealthDeps {
  dir: string
  clock: Clock
  built: Built
  records: RecordsFolder
  logHealth: (() => LogHealth) | undefined
}

/** Wrong PINs since this start, told by the audit itself. */
const wrongPinsAfter = (tx: Tx, seq: number): number =>
  tx.get<{ n: number }>(
    `select count(*) as n from audit where seq > ? and action in ('staff.pinWrong', 'staff.codeWrong')`,
    seq,
  )?.n ?? 0

const newestAudit = (tx: Tx): number =>
  tx.get<{ seq: number | null }>('select max(seq) as seq from audit')?.seq ?? 0

const countTaps = ({ taps }: Built): { counts: () => Record<string, number>; stop: () => void } => {
  const counts = new Map<string, number>()
  let counted = taps.last()?.seq ?? -1
  const stop = taps.changed.on(() => {
    const last = taps.last()
    // A tap is shown again with another outcome where somebody answered on the screen.
    if (last === null || last.seq === counted) return
    counted = last.seq
    counts.set(last.outcome.kind, (counts.get(last.outcome.kind) ?? 0) + 1)
  })
  return { counts: () => Object.fromEntries(counts), stop }
}

const ageOf = (oldestAt: string | null, now: number): number =>
  oldestAt === null ? 0 : Math.max(0, now - Date.parse(oldestAt))

const versionsOf = (): Health['versions'] => ({
  node: process.versions.node,
  sqlite: process.versions.sqlite ?? '',
  electron: 'electron' in process.versions ? process.versions.electron : null,
  schema: newestVersion(),
})

/** How the records are: what the store's calls came to, and what lies on the disk. */
const storeWatch = ({ dir, built, records }: HealthDeps): (() => Health['store']) => {
  const { meter, runs } = records
  const look = storeHealth({
    meter,
    store: built.parts.store,
    mayWrite: () => mayWrite(dir),
    hasRoom: () => !records.room.isTight(),
  })
  return () => ({
    ...look(),
    ...storeSizes(dir),
    freeBytes: freeBytes(dir),
    lastCheck: runs.lastCheck(),
    lastBackup: lastBackupAt(dir),
  })
}

const watchReader = (
  { reader }: Built,
  clock: Clock,
): { downMs: () => number; state: () => Health['reader']; stop: () => void } => {
  const downSince = createDownSince()
  const downMs = (): number => downSince(reader.health().state, clock.monotonic())
  const stop = reader.onEvent(downMs)
  downMs()
  return { downMs, state: () => reader.health(), stop }
}

const nothingWaits: SyncHealth = { pending: 0, held: 0, oldestAt: null, lastError: null }

/** What a read gave last while the file cannot be read: whoever asks how the station is gets an answer all the same. */
export const lastGood = <T>(first: T, read: () => T): (() => T) => {
  let value = first
  return () => {
    try {
      value = read()
    } catch {
      // `store.ok` says it.
    }
    return value
  }
}

/** Puts together how the station is. Cheap enough to be asked every second. */
export const watchHealth = (deps: HealthDeps): HealthWatch => {
  const { clock, built, records } = deps
  const { sync, settings, clockWatch } = built
  const { store } = built.parts
  const lag = watchLoopLag(clock)
  const taps = countTaps(built)
  const reader = watchReader(built, clock)
  const storeFacts = storeWatch(deps)
  const firstAudit = store.read(newestAudit)
  const wrongPins = lastGood(0, () => store.read((tx) => wrongPinsAfter(tx, firstAudit)))
  const outboxNow = lastGood<SyncHealth>(nothingWaits, () => sync.health())
  const logs = (): Health['logs'] => deps.logHealth?.() ?? null

  const counts = (oldestAt: string | null): Health['counts'] => {
    const { flushP99Ms, ioErrors } = records.meter.facts()
    return {
      taps: taps.counts(),
      flushP99Ms,
      ioErrors,
      queueAgeMs: ageOf(oldestAt, clock.now()),
      clockSteps: clockWatch.steps(),
      wrongPins: wrongPins(),
    }
  }
  const health = (): Health => {
    const outbox = outboxNow()
    return {
      reader: reader.state(),
      outbox,
      clock: { state: sync.clockState(), offsetMs: sync.clockOffsetMs(), jumped: clockWatch.jumped() },
      store: storeFacts(),
      key: records.keyLevel,
      settings: settings.source,
      version,
      versions: versionsOf(),
      starts: { count: store.boots, ...records.runs.facts() },
      loopLagP99: lag.p99Ms(),
      renderer: built.pageWatch.counters(),
      unknownCommits: records.meter.facts().unknownCommits,
      counts: counts(outbox.oldestAt),
      logs: logs(),
    }
  }
  return {
    health,
    alarms: () => alarmsOf({ store: storeFacts(), logs: logs() }, reader.downMs()),
    stop: () => {
      reader.stop()
      lag.stop()
      taps.stop()
    },
  }
}
