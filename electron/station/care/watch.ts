import { statSync, writeFileSync } from 'node:fs'
import type { Clock } from '../../base/clock.ts'
import { describeError, StationError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import type { OpenedStore } from '../../store/database.ts'
import { recordsFile } from '../../store/files.ts'
import { damagedFolder, doubtFile, recoveredFile, takePlace } from '../../store/recovery/aside.ts'
import { noteRecovery } from '../../store/recovery/notes.ts'

const lookEveryMs = 60_000
/** After an unclean end: the first people of the day come first. */
const checkAfterMs = 30_000

export interface WatchDeps {
  dir: string
  clock: Clock
  log: Logger
  store: OpenedStore
  /** Looks at the whole file beside the station. Rejects with `storeRefused` where it is damaged. */
  check: () => Promise<void>
  fatal: (error: unknown) => void
}

export interface StoreWatch {
  /** Something read from the file cannot be: the process ends, and the next start looks at everything first. */
  onDamage: (error: unknown) => void
  /** Looks now whether the file still has its name. */
  look: () => void
  stop: () => void
}

interface Identity {
  dev: number
  ino: number
}

const identityOf = (file: string): Identity | null => {
  try {
    const { dev, ino } = statSync(file)
    return { dev, ino }
  } catch {
    return null
  }
}

/** Somebody removed the file, or put another in its place: all of it is still there behind the open handle. */
const rescue = ({ dir, clock, store }: WatchDeps): string => {
  const at = clock.now()
  const folder = damagedFolder(dir, at)
  const note = { at, from: null, folder: '', missing: [], torn: [], newStream: false }
  store.transaction((tx) => {
    noteRecovery(tx, { ...note, step: 'rescued' })
  })
  store.copyTo(recoveredFile(dir))
  takePlace(dir, folder)
  return folder
}

/** Sees damage while the station runs, and makes the next start deal with it. */
export const watchStore = (deps: WatchDeps): StoreWatch => {
  const { dir, clock, log, store, fatal } = deps
  const file = recordsFile(dir)
  const opened = identityOf(file)
  let ended = false

  const end = (reason: string, cause: unknown): void => {
    if (ended) return
    ended = true
    log.error('the records are damaged', { reason, cause: describeError(cause) })
    fatal(new StationError('storeIo', { file, reason }, { cause }))
  }

  const onDamage = (error: unknown): void => {
    if (ended) return
    try {
      writeFileSync(doubtFile(dir), `${describeError(error)}\n`, { mode: 0o600 })
    } catch (again) {
      log.error('doubt not noted', { cause: describeError(again) })
    }
    end('it is damaged', error)
  }

  const look = (): void => {
    const now = identityOf(file)
    if (ended || opened === null || (now?.dev === opened.dev && now.ino === opened.ino)) return
    try {
      const folder = rescue(deps)
      log.error('the records were taken away and are saved', { folder })
    } catch (error) {
      // Tried again each minute: as long as the process lives, so does the file.
      log.error('the records were taken away and not saved yet', { cause: describeError(error) })
      return
    }
    // Nothing may be written to the old file any more: it has no name.
    store.close()
    end('it was taken away', null)
  }

  const stopLooking = clock.every(lookEveryMs, look)
  const stopCheck = store.wasUnclean
    ? clock.after(checkAfterMs, () => void deps.check().catch(onDamage))
    : () => undefined
  return {
    onDamage,
    look,
    stop: () => {
      ended = true
      stopLooking()
      stopCheck()
    },
  }
}
