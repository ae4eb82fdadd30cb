import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../base/clock.ts'
import { describeError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import { freeBytes as freeBytesOn } from '../health/disk.ts'

const mebibyte = 1024 * 1024
/** Room for some ten thousand taps. */
export const ballastBytes = 64 * mebibyte
/** Below it no tap is taken any more: what is there is needed to close cleanly. */
export const leastFreeBytes = 20 * mebibyte
/** The ballast is only made where it leaves plenty. */
const plentyBytes = 200 * mebibyte
/** A start has other things to do. */
const firstLookMs = 10 * 60_000
const lookEveryMs = 10 * 60_000

/** Room on the station's disk, and some of it held back for the day when there is none. */
export interface Room {
  /** Whether a tap can be kept. */
  mayRecord: () => boolean
  /** The disk said that it is full: gives up what was held back. */
  onFull(): void
  /** The held back room is gone, or there is not even room for a tap. */
  isTight: () => boolean
  /** `null` where the system does not say. */
  freeBytes(): number | null
  stop(): void
}

const write = (file: string): void => {
  const unfinished = `${file}.unfinished`
  rmSync(unfinished, { force: true })
  const handle = openSync(unfinished, 'wx', 0o600)
  try {
    const piece = Buffer.alloc(mebibyte)
    for (let written = 0; written < ballastBytes; written += piece.length) writeSync(handle, piece)
    fsyncSync(handle)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
  renameSync(unfinished, file)
}

const isThere = (file: string): boolean => {
  try {
    return statSync(file).size >= ballastBytes
  } catch {
    return false
  }
}

export const createRoom = (deps: {
  dir: string
  clock: Clock
  log: Logger
  /** @default what the system says */
  free?: () => number | null
}): Room => {
  const { dir, clock, log } = deps
  const file = join(dir, 'ballast')
  const freeBytes = deps.free ?? (() => freeBytesOn(dir))
  let wasGivenUp = false

  const hasMore = (bytes: number): boolean => (freeBytes() ?? Infinity) >= bytes

  const look = (): void => {
    if (isThere(file) || !hasMore(ballastBytes + plentyBytes)) return
    try {
      write(file)
      wasGivenUp = false
    } catch (error) {
      log.warn('no ballast', { cause: describeError(error) })
    }
  }
  let endLooks: () => void = () => undefined
  const endFirst = clock.after(firstLookMs, () => {
    look()
    endLooks = clock.every(lookEveryMs, look)
  })

  const onFull = (): void => {
    wasGivenUp = true
    if (!isThere(file)) return
    log.error('the disk is full: what was held back is given up')
    rmSync(file, { force: true })
  }

  return {
    onFull,
    freeBytes,
    mayRecord: () => {
      if (hasMore(leastFreeBytes)) return true
      onFull()
      return hasMore(leastFreeBytes)
    },
    isTight: () => wasGivenUp || !hasMore(leastFreeBytes),
    stop: () => {
      endFirst()
      endLooks()
    },
  }
}
