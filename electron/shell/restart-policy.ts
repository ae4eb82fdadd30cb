import type { Clock } from '../base/clock.ts'

const windowMs = 10 * 60_000
const firstPauseMs = 200
const growth = 4
const calmPauseMs = 60_000
const quickRestarts = 3

export interface RestartPolicy {
  /** Counts a death; how long to wait before the next start. */
  pauseAfterDeath(): { ms: number; calm: boolean }
}

/**
 * Starts again at once, then slower; after three deaths within ten minutes only once a minute. Meanwhile the page,
 * which hears nothing from a core, shows that the machine is resting.
 */
export const createRestartPolicy = (clock: Clock): RestartPolicy => {
  let deaths: number[] = []
  return {
    pauseAfterDeath: () => {
      const now = clock.monotonic()
      deaths = [...deaths.filter((at) => at > now - windowMs), now]
      const calm = deaths.length >= quickRestarts
      return { calm, ms: calm ? calmPauseMs : firstPauseMs * growth ** (deaths.length - 1) }
    },
  }
}
