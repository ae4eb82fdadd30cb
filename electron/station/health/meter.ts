import type { Clock } from '../../base/clock.ts'
import { isFatalForProcess, isStationError, type ErrorCode } from '../../base/errors.ts'
import type { Store, Tx } from '../../store/tx.ts'

/** What the store's calls came to since the start. */
export interface StoreFacts {
  /** `null` before the first write. */
  flushP99Ms: number | null
  ioErrors: number
  unknownCommits: number
  /** Why the last write failed; `null` when it did not. */
  trouble: ErrorCode | null
}

export interface Meter {
  /** The same store, with every call watched. */
  watch: <S extends Store>(store: S) => S
  facts: () => StoreFacts
}

/** Of so many the 99th percentile is told. */
const flushesKept = 1_000

const troubles = ['storeFull', 'storeReadOnly', 'storeIo', 'commitUnknown', 'storeRefused'] as const

const p99 = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? null
}

/** Watches how long flushes take and what fails: a disk that grows slow is about to die. */
export const createMeter = (clock: Pick<Clock, 'monotonic'>): Meter => {
  const flushes: number[] = []
  let next = 0
  const facts: Omit<StoreFacts, 'flushP99Ms'> = { ioErrors: 0, unknownCommits: 0, trouble: null }

  const failed = (error: unknown): void => {
    if (!isStationError(error, ...troubles)) return
    // Until the file is opened afresh every call repeats the same doubt.
    const isNew = facts.trouble !== error.code
    facts.trouble = error.code
    if (error.code === 'commitUnknown' && isNew) facts.unknownCommits += 1
    if (isFatalForProcess(error) && isNew) facts.ioErrors += 1
  }
  const watched = <T>(call: () => T): T => {
    try {
      return call()
    } catch (error) {
      failed(error)
      throw error
    }
  }
  const timed = <T>(store: Store, work: (tx: Tx) => T): T => {
    let workedAt = 0
    const result = store.transaction((tx) => {
      const value = work(tx)
      workedAt = clock.monotonic()
      return value
    })
    flushes[next % flushesKept] = clock.monotonic() - workedAt
    next += 1
    return result
  }
  return {
    watch: <S extends Store>(store: S): S => {
      const calls: Pick<Store, 'transaction' | 'unflushed' | 'read'> = {
        transaction: (work) =>
          watched(() => {
            const result = timed(store, work)
            facts.trouble = null
            return result
          }),
        unflushed: (work) => watched(() => store.unflushed(work)),
        read: (work) => watched(() => store.read(work)),
      }
      return new Proxy(store, {
        get: (target, name) => {
          if (Object.hasOwn(calls, name)) return Reflect.get(calls, name) as unknown
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value
        },
      })
    },
    facts: () => {
      const longest = p99(flushes)
      return { ...facts, flushP99Ms: longest === null ? null : Math.round(longest * 10) / 10 }
    },
  }
}
