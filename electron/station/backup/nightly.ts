import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../base/clock.ts'
import { freeBytesNow } from '../../base/disk.ts'
import { describeError, StationError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import type { OpeningWeek } from '../../contract/station.ts'
import { businessDateOf, minuteOfDay, shanghaiTime } from '../../contract/values.ts'
import { backupFolder, recordsFile } from '../../store/files.ts'
import { doorOn } from '../attract.ts'
import { copyBeside, saysDamaged, type Copy } from './copier.ts'
import type { QuietFacts } from '../quiet.ts'
import { backupName, dateOfBackup, isDue, outlived, quietMs } from './rules.ts'

const lookEveryMs = 10 * 60_000
/** Where nobody said when the door is open. */
const usualHours = { from: '06:00', to: '21:00' }
/** The copy, and as much again: a full disk would stop taps. */
const spaceFactor = 2

interface NightlyDeps extends QuietFacts {
  dir: string
  clock: Clock
  log: Logger
  copy?: Copy
  /** The records themselves are not whole. */
  onDamage?: (error: unknown) => void
  /** The door is shut: what else belongs to the night; a copy can be made within it. Must not reject. */
  atNight?: (copyNow: () => Promise<void>) => Promise<unknown>
}

export interface Nightly {
  /** Looks now whether a copy is due, and makes it. Never rejects. */
  look(): Promise<void>
  /** A copy now, whoever stands there. Rejects with why there is none. */
  makeNow(): Promise<void>
  /** Ends a copy that is being made. Idempotent. */
  stop(): Promise<void>
}

/** Whether the door is open at this moment; by usual hours where nobody said. */
export const isOpenAt = (opening: OpeningWeek | null, now: number): boolean => {
  const date = businessDateOf(now)
  const door = doorOn(opening, date)
  const hours = door === null ? usualHours : door.hours
  if (!hours) return false
  return now >= shanghaiTime(date, minuteOfDay(hours.from)) && now < shanghaiTime(date, minuteOfDay(hours.to))
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    // Before the first copy there is no folder.
    return []
  }
}

/** A copy of a day to come is one of a clock that was wrong. */
const newestBy = (folder: string, today: string): string | null =>
  namesIn(folder)
    .flatMap((name) => dateOfBackup(name) ?? [])
    .filter((date) => date <= today)
    .toSorted()
    .at(-1) ?? null

const hasSpace = (dir: string): boolean => freeBytesNow(dir) > statSync(recordsFile(dir)).size * spaceFactor

/**
 * A checked copy of the records a day, made while the door is shut; seven days and four weeks are kept beside it.
 * Nothing but a copy that was replaced by newer ones is ever removed.
 */
export const createNightly = ({
  dir,
  clock,
  log,
  opening,
  lastTapAt,
  copy = copyBeside,
  onDamage = () => undefined,
  atNight = () => Promise.resolve(),
}: NightlyDeps): Nightly => {
  const folder = backupFolder(dir)
  const end = new AbortController()
  let running: Promise<void> | null = null

  const make = async (today: string): Promise<void> => {
    if (!hasSpace(dir)) {
      throw new StationError('storeFull', { file: folder, reason: 'the disk is nearly full' })
    }
    const from = clock.monotonic()
    const to = join(folder, backupName(today))
    try {
      await copy({ from: recordsFile(dir), to, keyDir: dir }, end.signal)
    } catch (error) {
      if (saysDamaged(error)) onDamage(error)
      throw error
    }
    log.info('backup made', { date: today, ms: Math.round(clock.monotonic() - from) })
    for (const name of outlived(namesIn(folder))) rmSync(join(folder, name))
  }

  const begin = async (): Promise<void> => {
    const now = clock.now()
    const today = businessDateOf(now)
    const quietForMs = now - (lastTapAt() ?? -Infinity)
    const isOpen = isOpenAt(opening(), now)
    try {
      if (isDue({ today, newest: newestBy(folder, today), isOpen, quietForMs })) await make(today)
    } catch (error) {
      log.error('no backup', { cause: describeError(error) })
    }
    if (!isOpen && quietForMs >= quietMs) await atNight(() => make(today))
  }

  const look = async (): Promise<void> => {
    running ??= begin().finally(() => {
      running = null
    })
    await running
  }
  const stopLooking = clock.every(lookEveryMs, () => void look())
  return {
    look,
    makeNow: async () => {
      await running
      await make(businessDateOf(clock.now()))
    },
    stop: async () => {
      stopLooking()
      end.abort()
      await running
    },
  }
}
