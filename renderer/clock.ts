/** Time of the page: the only file that reads the browser's clock or sets its timers. */
export interface PageClock {
  /** Wall clock, milliseconds since 1970 UTC. */
  now(): number
  /** Milliseconds since the page opened; never goes back. */
  monotonic(): number
  /** Runs `task` once after `ms`; the returned function cancels it. */
  after(ms: number, task: () => void): () => void
  /** Runs `task` every `ms`; the returned function ends it. */
  every(ms: number, task: () => void): () => void
  /** When the last frame was made, ms; stands still while there are none, as after the machine has slept. */
  frameTime(): number
  /** Runs `task` after the next frame has been handed to the screen. */
  afterPaint(task: () => void): void
}

export const browserClock: PageClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms)
    return () => {
      clearTimeout(timer)
    }
  },
  every: (ms, task) => {
    const timer = setInterval(task, ms)
    return () => {
      clearInterval(timer)
    }
  },
  frameTime: () => Number(document.timeline.currentTime ?? 0),
  afterPaint: (task) => {
    requestAnimationFrame(() => {
      setTimeout(task, 0)
    })
  },
}
