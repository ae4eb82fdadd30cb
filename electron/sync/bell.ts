/** Wakes one waiter; a ring that nobody waits for is remembered. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, or when `signal` aborts. Tells whether it rang. */
  heard(signal: AbortSignal): Promise<boolean>
}

export const createBell = (): Bell => {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      rung = true
      wake?.()
    },
    heard: async (signal) => {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const done = (): void => {
            signal.removeEventListener('abort', done)
            resolve()
          }
          wake = done
          signal.addEventListener('abort', done)
        })
      }
      wake = undefined
      const heard = rung
      rung = false
      return heard
    },
  }
}
