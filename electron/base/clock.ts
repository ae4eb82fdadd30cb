/** Time as an argument: whatever needs it takes a `Clock`, so that tests move it and wrong clocks can be played. */
export interface Clock {
  /** Wall clock, milliseconds since 1970 UTC. May jump; never used for order. */
  now(): number
  /** Milliseconds since an arbitrary point; never goes back while the process lives. */
  monotonic(): number
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Runs `task` once after `ms`; the returned function cancels it. */
  after(ms: number, task: () => void): () => void
  /** Runs `task` every `ms`; the returned function ends it. */
  every(ms: number, task: () => void): () => void
}

/** The machine's clock. Its timers do not keep a process alive by themselves. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) {
        resolve()
        return
      }
      const done = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      signal?.addEventListener('abort', done)
    }),
  after: (ms, task) => {
    const timer = setTimeout(task, ms)
    timer.unref()
    return () => {
      clearTimeout(timer)
    }
  },
  every: (ms, task) => {
    const timer = setInterval(task, ms)
    timer.unref()
    return () => {
      clearInterval(timer)
    }
  },
}

/** The UTC instant of `ms` since 1970 as `YYYY-MM-DDTHH:MM:SS.sssZ`. */
export const toInstant = (ms: number): string => new Date(ms).toISOString()
