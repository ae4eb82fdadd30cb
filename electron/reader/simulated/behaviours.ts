import { StationError } from '../../base/errors.ts'
import { preamble } from '../sam/frame.ts'

/** A number in [0, 1). */
export type Random = () => number

/** How bytes leave the reader. Left out = as the wire has it. */
export interface Pace {
  /** Milliseconds before the first byte. */
  readonly delayMs?: number
  /** How many times slower than the wire. */
  readonly slowdown?: number
  /** Bytes delivered at once. */
  readonly pieceBytes?: number
}

/** A way in which a reader misbehaves. What is left out is as usual; the newest behaviour speaks first. */
export interface Behaviour {
  readonly name: string
  /** SW3 to answer with instead, without data. */
  readonly status?: (command: number, parameter: number) => number | undefined
  /** The data of an answer changed before its checksum is made: damage that the checksum does not show. */
  readonly alter?: (data: Uint8Array, command: number, parameter: number) => Uint8Array
  /** The whole frame changed; `null` = nothing is sent. */
  readonly distort?: (frame: Uint8Array, random: Random) => Uint8Array | null
  readonly pace?: (random: Random) => Pace
  /** The device is not there at all. */
  readonly absent?: true
}

/** The same numbers on every run (mulberry32). */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const randomBytes = (random: Random, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => Math.floor(random() * 256))

const changed = (frame: Uint8Array, index: number, mask: number): Uint8Array =>
  frame.map((byte, i) => (i === index ? byte ^ mask : byte))

/** Junk around every answer; one in four is hit itself. */
const noise: Behaviour = {
  name: 'noise',
  distort: (frame, random) => {
    const hit = random() < 0.25 ? changed(frame, Math.floor(random() * frame.length), 0x20) : frame
    const before = randomBytes(random, Math.floor(random() * 40))
    const after = randomBytes(random, Math.floor(random() * 8))
    return Buffer.concat([before, hit, after])
  },
}

const split: Behaviour = { name: 'split', pace: (random) => ({ pieceBytes: 1 + Math.floor(random() * 3) }) }

const silent: Behaviour = { name: 'silent', distort: () => null }

const slow: Behaviour = { name: 'slow', pace: () => ({ delayMs: 200, slowdown: 6 }) }

/** Longer than find and select are waited for. */
const lateMs = 1500

const late: Behaviour = { name: 'late', pace: (random) => (random() < 0.3 ? { delayMs: lateMs } : {}) }

/** The more there is to carry, the likelier a bad line hits it: only answers with a card's content are damaged. */
const hasCard = (frame: Uint8Array): boolean => frame.length > 1000

const badChecksum: Behaviour = {
  name: 'badChecksum',
  distort: (frame) => (hasCard(frame) ? changed(frame, frame.length - 1, 0x55) : frame),
}

/** Len promises more than comes. */
const badLength: Behaviour = {
  name: 'badLength',
  distort: (frame) => (hasCard(frame) ? changed(frame, 6, 0x40) : frame),
}

/** Preambles with a plausible length all over the photo. */
const preambleInPhoto: Behaviour = {
  name: 'preamble',
  alter: (data) => {
    const altered = data.slice()
    for (let at = 300; at + 7 < altered.length; at += 100) altered.set([...preamble, 0x00, 0x08], at)
    return altered
  },
}

const unplug: Behaviour = { name: 'unplug', absent: true }

const plain = [noise, split, silent, slow, late, badChecksum, badLength, preambleInPhoto, unplug]

/** Which command answers a status of its own kind: find 80, select 81, the card's 3x and 4x a read, the rest any. */
const commandOf = (sw3: number): readonly [command: number, parameter: number] | null => {
  if (sw3 === 0x80) return [0x20, 0x01]
  if (sw3 === 0x81) return [0x20, 0x02]
  return sw3 >= 0x31 && sw3 <= 0x47 ? [0x30, 0x01] : null
}

const statusBehaviour = (name: string, sw3: number): Behaviour => {
  const only = commandOf(sw3)
  return {
    name,
    status: (command, parameter) =>
      only === null || (command === only[0] && parameter === only[1]) ? sw3 : undefined,
  }
}

/** Names that `behaviourOf` takes, `HH` standing for two hex digits. */
export const faultNames: readonly string[] = [...plain.map(({ name }) => name), 'status:HH']

/** The behaviour of a name, e.g. `noise` or `status:41`; throws `badInput` for others. */
export const behaviourOf = (name: string): Behaviour => {
  const found = plain.find((behaviour) => behaviour.name === name)
  if (found !== undefined) return found
  const status = /^status:([0-9a-fA-F]{2})$/.exec(name)
  if (status?.[1] === undefined) throw new StationError('badInput', { fault: name })
  return statusBehaviour(name, Number.parseInt(status[1], 16))
}
