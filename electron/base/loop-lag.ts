import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Clock } from './clock.ts'

const resolutionMs = 20
const windowMs = 10 * 60_000
const nanosPerMs = 1e6

export interface LoopLag {
  /** The 99th of a hundred delays of the last ten to twenty minutes, milliseconds. */
  p99Ms: () => number
  stop: () => void
}

/** How late the event loop comes to what is due: a program that is busy with itself is late for taps. */
export const watchLoopLag = (clock: Clock): LoopLag => {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  let before = 0
  const now = (): number => {
    const p99 = histogram.count === 0 ? 0 : histogram.percentile(99) / nanosPerMs
    // What is measured is the distance of two looks, of which the resolution is no delay.
    return Math.max(0, Math.round((p99 - resolutionMs) * 10) / 10)
  }
  const endWindows = clock.every(windowMs, () => {
    before = now()
    histogram.reset()
  })
  return {
    p99Ms: () => Math.max(before, now()),
    stop: () => {
      endWindows()
      histogram.disable()
    },
  }
}
