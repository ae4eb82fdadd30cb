import type { Clock } from '../../base/clock.ts'

/**
 * Delivers bytes at their times and in their order. One timer at a time: timers of different lengths may
 * fire in another order than they fall due, which no wire does and no XOR checksum would show.
 */
export class Outlet {
  readonly #clock: Clock
  readonly #receive: (bytes: Uint8Array) => void
  readonly #queue: { readonly at: number; readonly bytes: Uint8Array }[] = []
  #cancel: (() => void) | null = null
  #isDelivering = false

  constructor(clock: Clock, receive: (bytes: Uint8Array) => void) {
    this.#clock = clock
    this.#receive = receive
  }

  /** Delivers `bytes` at the monotonic time `at`, and not before what was sent earlier. */
  send(bytes: Uint8Array, at: number): void {
    this.#queue.push({ at, bytes })
    // Whoever receives may answer at once: that waits for its turn.
    if (this.#cancel === null && !this.#isDelivering) this.#deliver()
  }

  /** Drops what is on its way. */
  stop(): void {
    this.#queue.length = 0
    this.#cancel?.()
    this.#cancel = null
  }

  #deliver(): void {
    this.#cancel = null
    this.#isDelivering = true
    let next = this.#queue[0]
    while (next !== undefined && next.at <= this.#clock.monotonic()) {
      this.#queue.shift()
      this.#receive(next.bytes)
      next = this.#queue[0]
    }
    this.#isDelivering = false
    if (next === undefined) return
    // Rounded up: timers count whole milliseconds, and no byte comes before the wire could have carried it.
    const wait = Math.ceil(next.at - this.#clock.monotonic())
    this.#cancel = this.#clock.after(Math.max(0, wait), () => {
      this.#deliver()
    })
  }
}
