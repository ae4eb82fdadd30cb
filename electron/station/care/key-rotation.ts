import type { Clock } from '../../base/clock.ts'
import { describeError, isFatalForProcess, isStationError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import type { FieldCipher } from '../../store/field-cipher.ts'
import type { LiveVersions } from '../../store/field-versions.ts'
import { beginRotation, dropOldKeys, resealNext, walkStart, type WalkPosition } from '../../store/rotation.ts'
import type { Store, Tx } from '../../store/tx.ts'

/** Between two pieces: whoever taps now waits for one piece at most, some hundredths of a second. */
const pauseMs = 100
/** So long after a card nothing is done: the person is still there, and the next one comes. */
const quietMs = 3000
/** After an error of the disk. */
const againMs = 60_000

interface RotationDeps {
  store: Store
  cipher: FieldCipher
  versions: LiveVersions
  clock: Clock
  log: Logger
  /** Not now. */
  isBusy: () => boolean
  fatal: (error: unknown) => void
}

export interface KeyRotation {
  /** Asks for a new key, in the transaction of whoever wants it; `false` while the one before is still being replaced. */
  begin: (tx: Tx) => boolean
  /** That transaction is durable: what stands under the old key is sealed anew from now on. */
  begun: () => void
  state: () => { version: number; isRotating: boolean }
  stop: () => void
}

/** Whether it is better to wait: somebody is at the reader, or there is no room for what is written. */
export const createBusy =
  ({
    clock,
    lastTapAt,
    isDiskTight,
  }: {
    clock: Clock
    /** Wall clock of the last card, `null` before the first. */
    lastTapAt: () => number | null
    isDiskTight: () => boolean
  }) =>
  (): boolean => {
    // A card of a time to come is one of a clock that was wrong.
    const agoMs = clock.now() - (lastTapAt() ?? -Infinity)
    return isDiskTight() || (agoMs >= 0 && agoMs < quietMs)
  }

/** What a walk from the first row to the last has come to so far. */
interface Walk {
  position: WalkPosition
  resealed: number
  unreadable: number
}

const newWalk = (): Walk => ({ position: walkStart, resealed: 0, unreadable: 0 })

const isRotating = (versions: LiveVersions): boolean => versions.now().oldest < versions.now().current

/** At the end of a walk: the key is dropped, or there is another walk; `null` where one would come to the same. */
const afterWalk = ({ store, versions, log }: RotationDeps, { resealed, unreadable }: Walk): Walk | null => {
  if (resealed > 0) return newWalk()
  if (unreadable > 0) {
    log.error('the old key is kept: some fields do not open', { fields: unreadable })
    return null
  }
  store.transaction(dropOldKeys)
  versions.refresh()
  log.info('field key replaced', { version: versions.now().current })
  return null
}

/** One piece more of a walk; `null` where nothing is left to be done. */
const goOn = (deps: RotationDeps, walk: Walk): Walk | null => {
  const { next, resealed, unreadable } = resealNext(deps.store, deps.cipher, walk.position)
  const sums = { resealed: walk.resealed + resealed, unreadable: walk.unreadable + unreadable }
  return next === null ? afterWalk(deps, { ...walk, ...sums }) : { position: next, ...sums }
}

/**
 * Replaces an old field key in the background, piece by piece, and goes on at the next start where it was stopped. The
 * old key is dropped when a whole walk found nothing under it any more.
 */
export const createKeyRotation = (deps: RotationDeps): KeyRotation => {
  const { store, versions, clock, log, isBusy, fatal } = deps
  let walk: Walk | null = null
  let cancel: (() => void) | null = null
  let isOver = false

  const recoverFrom = (error: unknown): void => {
    log.error('the old key was not replaced yet', { cause: describeError(error) })
    if (isFatalForProcess(error)) {
      // A disk that failed one flush may lie about the next: the next process goes on.
      isOver = true
      fatal(error)
    } else if (isStationError(error, 'commitUnknown')) store.reopen()
  }
  const schedule = (ms: number): void => {
    cancel?.()
    cancel = isOver || walk === null ? null : clock.after(ms, work)
  }
  const work = (): void => {
    if (walk === null) return
    if (isBusy()) {
      schedule(quietMs)
      return
    }
    try {
      walk = goOn(deps, walk)
      schedule(pauseMs)
    } catch (error) {
      recoverFrom(error)
      walk = newWalk()
      schedule(againMs)
    }
  }
  const start = (): void => {
    walk = isRotating(versions) ? newWalk() : null
    schedule(pauseMs)
  }

  start()
  return {
    begin: beginRotation,
    begun: () => {
      versions.refresh()
      start()
    },
    state: () => ({ version: versions.now().current, isRotating: isRotating(versions) }),
    stop: () => {
      isOver = true
      cancel?.()
      cancel = null
    },
  }
}
