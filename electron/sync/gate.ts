import type { Clock } from '../base/clock.ts'

/** Holds the next request back until its time. */
export interface Gate {
  /** Nothing passes for `ms` from now. */
  close(ms: number): void
  /** Lets the next one pass at once. */
  open(): void
  /** Resolves with true when the time has come, with false when `signal` aborts. */
  passed(signal: AbortSignal): Promise<boolean>
}

export const createGate = (clock: Clock): Gate => {
  let opensAt = 0
  let hurry = new AbortController()
  return {
    close: (ms) => {
      opensAt = clock.monotonic() + ms
    },
    open: () => {
      opensAt = 0
      hurry.abort()
      hurry = new AbortController()
    },
    passed: async (signal) => {
      for (;;) {
        const ms = opensAt - clock.monotonic()
        if (signal.aborted) return false
        if (ms <= 0) return true
        await clock.sleep(ms, AbortSignal.any([signal, hurry.signal]))
      }
    },
  }
}
