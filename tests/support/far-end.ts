import { contractVersion } from '../../electron/contract/messages.ts'
import type { PageClock } from '../../renderer/clock.ts'
import type { Transport } from '../../renderer/station/transport.ts'
import type { ManualClock } from './manual-clock.ts'

/** A clock moved by hand, as the page wants it. What follows a painted frame follows at once. */
export const pageClock = (clock: ManualClock): PageClock => ({
  now: () => clock.now(),
  monotonic: () => clock.monotonic(),
  after: (ms, task) => clock.after(ms, task),
  every: (ms, task) => clock.every(ms, task),
  frameTime: () => clock.monotonic(),
  afterPaint: (task) => {
    task()
  },
})

export interface Sent {
  type: string
  id: number
  call: string
  input: Record<string, unknown>
}

/** The far end of a connection: what the core would see and say. */
export class FarEnd {
  opened = 0
  sent: Sent[] = []
  #handlers: Parameters<Transport['open']>[0] | null = null

  readonly transport: Transport = {
    open: (handlers) => {
      this.opened += 1
      this.#handlers = handlers
      return {
        send: (message) => {
          this.sent.push(message as Sent)
        },
        close: () => {
          this.break()
        },
      }
    },
  }

  say(message: unknown): void {
    this.#handlers?.onMessage(message)
  }

  hello(version = contractVersion): void {
    this.say({ type: 'hello', version, boot: 'one', app: '0.1.0' })
  }

  break(): void {
    const handlers = this.#handlers
    this.#handlers = null
    handlers?.onClose()
  }
}
