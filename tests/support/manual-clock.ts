import type { Clock } from '../../electron/base/clock.ts'

interface Timer {
  due: number
  order: number
  run: () => void
}

/** Lets every promise that can settle now settle: one turn of the event loop. */
export const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** A clock that a test moves by hand. Timers fire in the order in which they fall due, never by themselves. */
export class ManualClock implements Clock {
  #now: number
  #monotonic = 0
  #order = 0
  #timers = new Set<Timer>()

  constructor(now = Date.parse('2026-11-24T01:00:00.000Z')) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  monotonic(): number {
    return this.#monotonic
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve()
        return
      }
      const done = (): void => {
        cancel()
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const cancel = this.after(ms, done)
      signal?.addEventListener('abort', done)
    })
  }

  after(ms: number, task: () => void): () => void {
    const timer: Timer = { due: this.#monotonic + Math.max(0, ms), order: this.#order++, run: task }
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  every(ms: number, task: () => void): () => void {
    let cancel = (): void => undefined
    const again = (): void => {
      cancel = this.after(ms, () => {
        again()
        task()
      })
    }
    again()
    return () => {
      cancel()
    }
  }

  /** Number of timers that wait. */
  get waiting(): number {
    return this.#timers.size
  }

  /** Moves the time and fires what falls due, without letting promises settle in between. */
  advance(ms: number): void {
    const end = this.#monotonic + ms
    while (this.#fireNext(end)) {
      // Every timer up to `end`, including those that a fired one sets.
    }
    this.#moveTo(end)
  }

  /** As `advance`; promises settle before the first and after every timer, so that loops of `sleep` go round. */
  async advanceAsync(ms: number): Promise<void> {
    const end = this.#monotonic + ms
    await settle()
    while (this.#fireNext(end)) await settle()
    this.#moveTo(end)
    await settle()
  }

  /** Moves on until `condition` holds, at most `limitMs`. Answers whether it came to hold. */
  async advanceUntil(condition: () => boolean, limitMs: number): Promise<boolean> {
    const end = this.#monotonic + limitMs
    await settle()
    while (!condition() && this.#fireNext(end)) await settle()
    return condition()
  }

  /** Sets the wall clock, as a person or a time server does; monotonic time goes on. */
  setWall(now: number): void {
    this.#now = now
  }

  #fireNext(end: number): boolean {
    let next: Timer | undefined
    for (const timer of this.#timers) {
      if (next === undefined || timer.due < next.due || (timer.due === next.due && timer.order < next.order))
        next = timer
    }
    if (next === undefined || next.due > end) return false
    this.#timers.delete(next)
    this.#moveTo(next.due)
    next.run()
    return true
  }

  #moveTo(monotonic: number): void {
    const step = Math.max(0, monotonic - this.#monotonic)
    this.#monotonic += step
    this.#now += step
  }
}
