import type { Clock } from '../../base/clock.ts'
import type { Link } from '../link.ts'
import type { Command } from './commands.ts'
import {
  initialExchange,
  isOverdue,
  step,
  type ExchangeEffect,
  type ExchangeInput,
  type ExchangeOutcome,
  type ExchangeState,
} from './exchange.ts'
import { parseAnswer, type Answer } from './frame.ts'
import { FrameParser, type FrameSink, type ParserCounters } from './frame-parser.ts'

/** What a command came to. Whoever takes an answer wipes its data after use. */
export type Outcome = ExchangeOutcome | { readonly kind: 'closed' }

export interface Watcher {
  /** An answer that was nobody's. Its data is wiped after the call. */
  dropped(answer: Answer): void
  /** The link could not be written to; the connection has closed itself. */
  lost(error: unknown): void
}

/** What input that has arrived needs to be delivered by a busy process. */
const graceMs = 20

/** Overwrites personal data that is no longer needed. */
export const wipe = (...blocks: Uint8Array[]): void => {
  for (const block of blocks) block.fill(0)
}

/** One open link to a reader: carries out what `exchange.ts` decides. */
export class SamConnection {
  readonly #link: Link
  readonly #clock: Clock
  readonly #watcher: Watcher
  readonly #parser: FrameParser
  readonly #subscriptions: (() => void)[]
  #state: ExchangeState = initialExchange
  #settle: ((outcome: Outcome) => void) | null = null
  #cancelWake = (): void => undefined
  #open = true
  /** Until a command is on its way, what arrives is older than the command. */
  #flushing = false
  /** When the last piece arrived, on the monotonic clock. */
  lastByteAt = 0

  constructor(link: Link, clock: Clock, watcher: Watcher, counters: ParserCounters) {
    this.#link = link
    this.#clock = clock
    this.#watcher = watcher
    const sink: FrameSink = {
      frame: (payload) => {
        this.#input({ kind: 'answer', answer: parseAnswer(payload), at: clock.monotonic() })
      },
      discarded: (_count, why) => {
        if (why === 'checksum' || why === 'length') this.#input({ kind: 'damaged', at: clock.monotonic() })
      },
    }
    this.#parser = new FrameParser(sink, { counters })
    this.#subscriptions = [
      link.onData((bytes) => {
        this.#receive(bytes)
      }),
      link.onClose(() => {
        this.#end()
      }),
    ]
  }

  get name(): string {
    return this.#link.name
  }

  /** Sends one command and resolves with what came of it; never rejects. One at a time. */
  send(command: Command): Promise<Outcome> {
    if (!this.#open) return Promise.resolve({ kind: 'closed' })
    return new Promise((resolve) => {
      this.#settle = resolve
      this.#input({ kind: 'request', command, at: this.#clock.monotonic() })
    })
  }

  /** Closes the link; a command in flight ends as `closed`. */
  async close(): Promise<void> {
    this.#end()
    await this.#link.close()
  }

  #receive(bytes: Uint8Array): void {
    this.lastByteAt = this.#clock.monotonic()
    if (!this.#flushing) this.#take(bytes)
    wipe(bytes)
  }

  #take(bytes: Uint8Array): void {
    this.#parser.push(bytes)
    const inFrame = this.#parser.pending
    this.#input({ kind: 'bytes', count: bytes.length, inFrame, at: this.lastByteAt })
  }

  #input(input: ExchangeInput): void {
    const { state, effects } = step(this.#state, input)
    this.#state = state
    void this.#apply(effects)
  }

  async #apply(effects: readonly ExchangeEffect[]): Promise<void> {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'flush':
          this.#parser.reset()
          this.#flushing = true
          if (!(await this.#reaches(this.#link.flushInput()))) return
          break
        case 'send':
          this.#flushing = false
          if (!(await this.#reaches(this.#link.write(effect.bytes)))) return
          break
        case 'wakeAt':
          this.#wakeAt(effect.at)
          break
        case 'settle':
          this.#finish(effect.outcome)
          break
        case 'dropped':
          this.#watcher.dropped(effect.answer)
          wipe(effect.answer.data)
          break
      }
    }
  }

  /** A link that cannot be written to is gone. */
  async #reaches(done: Promise<void>): Promise<boolean> {
    try {
      await done
      return this.#open
    } catch (error) {
      if (this.#open) this.#watcher.lost(error)
      await this.close()
      return false
    }
  }

  #wakeAt(at: number): void {
    this.#cancelWake()
    this.#cancelWake = this.#clock.after(Math.max(0, at - this.#clock.monotonic()), () => {
      this.#wake()
    })
  }

  /** After a blocked event loop timers come before the bytes that have long been there: those get a moment. */
  #wake(): void {
    this.#cancelWake = this.#clock.after(
      isOverdue(this.#state, this.#clock.monotonic()) ? graceMs : 0,
      () => {
        const now = this.#clock.monotonic()
        // A frame swallowed by a false beginning comes to light when the line is silent.
        if (isOverdue(this.#state, now)) this.#parser.silence()
        this.#input({ kind: 'tick', at: now })
      },
    )
  }

  #finish(outcome: Outcome): void {
    this.#cancelWake()
    const settle = this.#settle
    this.#settle = null
    settle?.(outcome)
  }

  #end(): void {
    if (!this.#open) return
    this.#open = false
    for (const off of this.#subscriptions) off()
    this.#parser.reset()
    this.#finish({ kind: 'closed' })
  }
}
