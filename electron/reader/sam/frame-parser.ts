import { headerBytes, longestAnswerLen, preamble, shortestAnswerLen } from './frame.ts'

/** What a parser reports, in the order in which it happened on the wire. */
export interface FrameSink {
  /** A copy of the payload (Len and CHK were right); the sink owns it and may wipe it. */
  frame(payload: Uint8Array): void
  /** Bytes that belong to no good frame, and why the first of them was given up. */
  discarded(count: number, why: DiscardReason): void
}

/** `noise`: no frame begins here. `length`, `checksum`: a frame that is wrong. `silence`: a frame that stopped. */
export type DiscardReason = 'noise' | 'length' | 'checksum' | 'silence'

export interface ParserCounters {
  frames: number
  checksumErrors: number
  lengthErrors: number
  discardedBytes: number
}

export const noFrames = (): ParserCounters => ({
  frames: 0,
  checksumErrors: 0,
  lengthErrors: 0,
  discardedBytes: 0,
})

export interface ParserOptions {
  /** Bounds of Len; an answer's where left out. */
  readonly shortest?: number
  readonly longest?: number
  /** Counted on, for a reader that outlives its links. */
  readonly counters?: ParserCounters
}

/** No more than this is ever kept, whatever arrives. */
export const parserBufferBytes = 4096

const preambleBuffer = Buffer.from(preamble)

/** Length of the longest end of `bytes` (at most four) that may be the beginning of a preamble. */
const preambleStartAtEnd = (bytes: Uint8Array): number => {
  for (let kept = Math.min(preamble.length - 1, bytes.length); kept > 0; kept--) {
    const from = bytes.length - kept
    let fits = true
    for (let i = 0; fits && i < kept; i++) fits = bytes[from + i] === preamble[i]
    if (fits) return kept
  }
  return 0
}

/** Index of the next preamble, or of what may become one at the end, or the length of `bytes`. */
const nextStart = (bytes: Uint8Array): number => {
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(preambleBuffer)
  return found >= 0 ? found : bytes.length - preambleStartAtEnd(bytes)
}

/**
 * Finds frames in a byte stream that comes in any pieces.
 *
 * Once a preamble and a possible Len were seen, Len is trusted: preamble bytes inside a photo do no harm.
 * Only a wrong checksum, an impossible Len or silence makes the parser look again, from the byte after the
 * preamble that misled it, so that a frame swallowed by a damaged one is still found.
 * A running XOR of the kept bytes makes each checksum a single subtraction: hostile streams cost linear time.
 */
export class FrameParser {
  readonly counters: ParserCounters
  readonly #sink: FrameSink
  readonly #shortest: number
  readonly #longest: number
  /** Begins with (the start of) a preamble, or is empty. */
  readonly #kept = new Uint8Array(parserBufferBytes)
  /** `#xor[i]` is the XOR of the kept bytes before `i`, over some constant. */
  readonly #xor = new Uint8Array(parserBufferBytes + 1)
  #from = 0
  #to = 0

  constructor(sink: FrameSink, options: ParserOptions = {}) {
    this.#sink = sink
    this.#shortest = options.shortest ?? shortestAnswerLen
    this.#longest = options.longest ?? longestAnswerLen
    this.counters = options.counters ?? noFrames()
  }

  /** Whether a frame has begun and not ended. */
  get pending(): boolean {
    return this.#to > this.#from
  }

  push(bytes: Uint8Array): void {
    let rest = bytes
    while (rest.length > 0) {
      if (!this.pending) {
        const start = nextStart(rest)
        this.#discard(start, 'noise')
        rest = rest.subarray(start)
      }
      rest = rest.subarray(this.#keep(rest))
      this.#drain()
    }
  }

  /** Tells that nothing more comes: what is incomplete is given up, whole frames inside it are found. */
  silence(): void {
    while (this.pending) {
      if (this.#to - this.#from >= headerBytes) this.counters.lengthErrors++
      this.#giveUp(1, 'silence')
      this.#drain()
    }
  }

  /** Forgets what is kept, without looking for frames in it. */
  reset(): void {
    this.#discard(this.#to - this.#from, 'silence')
    this.#wipe()
  }

  #keep(bytes: Uint8Array): number {
    if (this.#to + bytes.length > parserBufferBytes) this.#moveToFront()
    const count = Math.min(bytes.length, parserBufferBytes - this.#to)
    this.#kept.set(count === bytes.length ? bytes : bytes.subarray(0, count), this.#to)
    let sum = this.#xor[this.#to] ?? 0
    for (let i = this.#to; i < this.#to + count; i++) {
      sum ^= this.#kept[i] ?? 0
      this.#xor[i + 1] = sum
    }
    this.#to += count
    return count
  }

  #drain(): void {
    while (this.pending) {
      const have = this.#to - this.#from
      if (!this.#startsWithPreamble(have)) {
        this.#giveUp(1, 'noise')
        continue
      }
      if (have < headerBytes) return
      const len = this.#lenAt(this.#from)
      if (len < this.#shortest || len > this.#longest) {
        this.counters.lengthErrors++
        this.#giveUp(1, 'length')
        continue
      }
      if (have < headerBytes + len) return
      this.#finish(len)
    }
    this.#wipe()
  }

  #finish(len: number): void {
    const end = this.#from + headerBytes + len
    const checked = (this.#xor[end] ?? 0) ^ (this.#xor[this.#from + preamble.length] ?? 0)
    if (checked !== 0) {
      this.counters.checksumErrors++
      this.#giveUp(1, 'checksum')
      return
    }
    const payload = this.#kept.slice(this.#from + headerBytes, end - 1)
    this.#from = end
    this.counters.frames++
    this.#sink.frame(payload)
  }

  #lenAt(at: number): number {
    return ((this.#kept[at + 5] ?? 0) << 8) | (this.#kept[at + 6] ?? 0)
  }

  #startsWithPreamble(have: number): boolean {
    for (let i = 0; i < preamble.length && i < have; i++)
      if (this.#kept[this.#from + i] !== preamble[i]) return false
    return true
  }

  /** Gives up `least` bytes and whatever follows them up to the next possible start. */
  #giveUp(least: number, why: DiscardReason): void {
    const count = least + nextStart(this.#kept.subarray(this.#from + least, this.#to))
    this.#discard(count, why)
    this.#from += count
  }

  #discard(count: number, why: DiscardReason): void {
    if (count === 0) return
    this.counters.discardedBytes += count
    this.#sink.discarded(count, why)
  }

  #moveToFront(): void {
    this.#kept.copyWithin(0, this.#from, this.#to)
    this.#xor.copyWithin(0, this.#from, this.#to + 1)
    const to = this.#to - this.#from
    this.#kept.fill(0, to, this.#to)
    this.#xor.fill(0, to + 1, this.#to + 1)
    this.#from = 0
    this.#to = to
  }

  /** No card byte stays behind: the text block passed through here, and its running XOR tells as much. */
  #wipe(): void {
    this.#kept.fill(0, 0, this.#to)
    this.#xor.fill(0, 0, this.#to + 1)
    this.#from = 0
    this.#to = 0
  }
}
