import type { Clock } from '../../base/clock.ts'
import { encodeAnswer, shortestRequestLen } from '../sam/frame.ts'
import { FrameParser } from '../sam/frame-parser.ts'
import { behaviourOf, seededRandom, type Behaviour, type Random } from './behaviours.ts'
import type { SimulatedCard } from './card-image.ts'
import { Field } from './field.ts'
import { Outlet } from './outlet.ts'

/** Who stands at the other end of the wire. */
export interface WireEnd {
  /** Bytes from the reader; the receiver owns them. */
  receive(bytes: Uint8Array): void
  /** The device was pulled. */
  hangUp(): void
}

export interface Wire {
  /** Bytes to the reader. */
  send(bytes: Uint8Array): void
  detach(): void
}

export interface SimulatedDeviceOptions {
  readonly clock: Clock
  /** Ten bits a byte; `Infinity` = no time at all. */
  readonly baud?: number
  /** Seed of whatever the faults leave to chance. */
  readonly seed?: number
}

/** Bytes that a paced answer delivers at once, as a driver sees them from a real adapter. */
const usualPieceBytes = 64

/**
 * A reader of identity cards that is not there: the field with its card, the protocol, the pace of the wire and,
 * on top, a stack of faults. Both the link inside this process and the pseudo-terminal command speak to it.
 * Its state (card, faults) outlives every wire.
 */
export class SimulatedDevice {
  readonly #clock: Clock
  readonly #byteMs: number
  readonly #random: Random
  readonly #field = new Field()
  readonly #behaviours: Behaviour[] = []
  readonly #ends = new Map<WireEnd, Outlet>()
  readonly #requestListeners = new Set<(command: number, parameter: number) => void>()
  readonly #plugListeners = new Set<(plugged: boolean) => void>()
  /** When the last byte of the answer before is out, monotonic. */
  #busyUntil = 0

  constructor({ clock, baud = 115_200, seed = 1 }: SimulatedDeviceOptions) {
    this.#clock = clock
    this.#byteMs = 10_000 / baud
    this.#random = seededRandom(seed)
  }

  /** Puts a card down; one that lay there is gone. */
  place(card: SimulatedCard): void {
    this.#field.place(card)
  }

  remove(): void {
    this.#field.remove()
  }

  /** Id of the card that lies there. */
  get lying(): string | null {
    return this.#field.card?.id ?? null
  }

  get plugged(): boolean {
    return !this.#behaviours.some(({ absent }) => absent === true)
  }

  /** Adds a fault by name, on top of those before. Returns what takes it away; throws `badInput`. */
  fault(name: string): () => void {
    return this.behave(behaviourOf(name))
  }

  /** Adds a behaviour, on top of those before. Returns what takes it away. */
  behave(behaviour: Behaviour): () => void {
    const was = this.plugged
    this.#behaviours.unshift(behaviour)
    this.#tellPlugged(was)
    return () => {
      const had = this.plugged
      const index = this.#behaviours.indexOf(behaviour)
      if (index >= 0) this.#behaviours.splice(index, 1)
      this.#tellPlugged(had)
    }
  }

  /** Takes all faults away. */
  clear(): void {
    const was = this.plugged
    this.#behaviours.length = 0
    this.#tellPlugged(was)
  }

  /** Connects a wire. A pulled device has none: callers look at `plugged` first. */
  attach(end: WireEnd): Wire {
    const outlet = new Outlet(this.#clock, (bytes) => {
      end.receive(bytes)
    })
    this.#ends.set(end, outlet)
    const parser = new FrameParser(
      {
        frame: (payload) => {
          this.#carryOut(outlet, payload)
        },
        discarded: (_count, why) => {
          if (why === 'checksum') this.#transmit(outlet, encodeAnswer(0x10))
          if (why === 'length') this.#transmit(outlet, encodeAnswer(0x11))
        },
      },
      { shortest: shortestRequestLen },
    )
    return {
      send: (bytes) => {
        if (this.#ends.has(end)) parser.push(bytes)
      },
      detach: () => {
        this.#ends.delete(end)
        outlet.stop()
      },
    }
  }

  /** Calls `listener` with every request understood. Returns what ends it. */
  onRequest(listener: (command: number, parameter: number) => void): () => void {
    this.#requestListeners.add(listener)
    return () => this.#requestListeners.delete(listener)
  }

  /** Calls `listener` when the device is pulled or put back. Returns what ends it. */
  onPlug(listener: (plugged: boolean) => void): () => void {
    this.#plugListeners.add(listener)
    return () => this.#plugListeners.delete(listener)
  }

  #tellPlugged(was: boolean): void {
    const plugged = this.plugged
    if (plugged === was) return
    // Without power the reader forgets which card it had selected.
    this.#field.powerCycle()
    this.#busyUntil = 0
    if (!plugged) for (const end of [...this.#ends.keys()]) end.hangUp()
    for (const listener of this.#plugListeners) listener(plugged)
  }

  #carryOut(outlet: Outlet, payload: Uint8Array): void {
    const [command = 0, parameter = 0] = payload
    for (const listener of this.#requestListeners) listener(command, parameter)
    const forced = this.#first((behaviour) => behaviour.status?.(command, parameter))
    const { sw3, data } =
      forced === undefined ? this.#field.answer(command, parameter) : { sw3: forced, data: new Uint8Array() }
    const altered = this.#behaviours.reduceRight(
      (current, { alter }) => (alter === undefined ? current : alter(current, command, parameter)),
      data,
    )
    this.#transmit(outlet, encodeAnswer(sw3, altered), payload.length + 8)
  }

  #transmit(outlet: Outlet, answer: Uint8Array, requestBytes = 0): void {
    let frame: Uint8Array | null = answer
    for (const { distort } of this.#behaviours.toReversed())
      if (frame !== null && distort !== undefined) frame = distort(frame, this.#random)
    if (frame === null) return
    const pace = this.#first((behaviour) => behaviour.pace?.(this.#random)) ?? {}
    const byteMs = this.#byteMs * (pace.slowdown ?? 1)
    const asked = this.#clock.monotonic() + requestBytes * this.#byteMs
    const start = Math.max(asked, this.#busyUntil) + (pace.delayMs ?? 0)
    this.#busyUntil = start + frame.length * byteMs
    const piece = pace.pieceBytes ?? (byteMs === 0 ? frame.length : usualPieceBytes)
    for (let from = 0; from < frame.length; from += piece) {
      // A copy: whoever receives it owns it, and may wipe it.
      const bytes = new Uint8Array(frame.subarray(from, from + piece))
      outlet.send(bytes, start + (from + bytes.length) * byteMs)
    }
  }

  #first<T>(of: (behaviour: Behaviour) => T | undefined): T | undefined {
    for (const behaviour of this.#behaviours) {
      const value = of(behaviour)
      if (value !== undefined) return value
    }
    return undefined
  }
}
