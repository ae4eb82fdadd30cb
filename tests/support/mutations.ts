import { encodeFrame } from '../../electron/reader/sam/frame.ts'
import type { Random } from '../../electron/reader/simulated/behaviours.ts'
import { textOf } from './reader-rig.ts'

/** One way to spoil an answer that carries a card. */
type Mutation = (frame: Uint8Array, random: Random) => Uint8Array

const below = (random: Random, limit: number): number => Math.floor(random() * limit)

const randomBytes = (random: Random, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, () => below(random, 256))

/** The payload changed and put into a frame whose checksum fits: what one corruption in 256 looks like. */
const inside =
  (change: (payload: Uint8Array, random: Random) => Uint8Array): Mutation =>
  (frame, random) =>
    encodeFrame(change(frame.slice(7, -1), random))

const flipBits = (bytes: Uint8Array, random: Random, from = 0, to = bytes.length): Uint8Array => {
  const flipped = bytes.slice()
  for (let i = 0; i <= below(random, 3); i++) {
    const at = from + below(random, to - from)
    flipped[at] = (flipped[at] ?? 0) ^ (1 << below(random, 8))
  }
  return flipped
}

/** Text begins after three status bytes and four of lengths. */
const textFrom = 7
const numberFrom = textFrom + 122
const birthFrom = textFrom + 36
const letterAt = textFrom + 248

const setDigit = (payload: Uint8Array, random: Random, from: number, digits: number): Uint8Array => {
  const changed = payload.slice()
  changed[from + 2 * below(random, digits)] = 0x30 + below(random, 10)
  return changed
}

const replaced = (payload: Uint8Array, at: number, bytes: Uint8Array): Uint8Array => {
  const changed = payload.slice()
  changed.set(bytes.subarray(0, Math.max(0, changed.length - at)), at)
  return changed
}

const spliced: Mutation = inside((payload, random) => {
  const other = textOf(random() < 0.5 ? 'rare' : 'hmt')
  const at = below(random, 256)
  return replaced(payload, textFrom + at, other.subarray(at))
})

const cut = (frame: Uint8Array, random: Random): Uint8Array => frame.slice(0, below(random, frame.length))

const withInserted = (frame: Uint8Array, random: Random): Uint8Array => {
  const at = below(random, frame.length)
  return Buffer.concat([
    frame.subarray(0, at),
    randomBytes(random, 1 + below(random, 20)),
    frame.subarray(at),
  ])
}

const withRemoved = (frame: Uint8Array, random: Random): Uint8Array => {
  const at = below(random, frame.length)
  return Buffer.concat([frame.subarray(0, at), frame.subarray(at + 1 + below(random, 20))])
}

const mutations: Mutation[] = [
  (frame, random) => flipBits(frame, random),
  (frame, random) => flipBits(frame, random, 0, 7),
  inside((payload, random) => flipBits(payload, random)),
  inside((payload, random) => flipBits(payload, random, textFrom, textFrom + 256)),
  inside((payload, random) => flipBits(payload, random, 3, 7)),
  inside((payload, random) => setDigit(payload, random, numberFrom, 18)),
  inside((payload, random) => setDigit(payload, random, birthFrom, 8)),
  inside((payload, random) => replaced(payload, textFrom, randomBytes(random, 256))),
  inside((payload, random) => replaced(payload, letterAt, Uint8Array.of(below(random, 128), 0))),
  inside((payload, random) => replaced(payload, 0, randomBytes(random, 3))),
  inside((payload, random) => payload.slice(0, 3 + below(random, payload.length - 3))),
  spliced,
  cut,
  withInserted,
  withRemoved,
  (frame) => Buffer.concat([frame, frame]),
  (frame, random) => Buffer.concat([frame.subarray(0, below(random, 12)), frame]),
  (frame, random) => randomBytes(random, below(random, 2 * frame.length)),
]

/** `frame` spoiled in one of many ways, or left as it is: a second good reading has to come about too. */
export const mutated = (frame: Uint8Array, random: Random): Uint8Array => {
  const mutation = mutations[below(random, mutations.length + 1)]
  return mutation === undefined ? frame : mutation(frame, random)
}

/** GB 11643 by the iteration of ISO 7064 rather than by weights. */
const checks18 = (number: string): boolean => {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  let rest = 0
  for (const digit of number.slice(0, 17)) rest = ((rest + Number(digit)) * 2) % 11
  const last = number.endsWith('X') ? 10 : Number(number[17])
  return (rest + last) % 11 === 1
}

const checks15 = (number: string): boolean => {
  if (!/^[A-Z<]{3}\d{12}$/.test(number)) return false
  const values = Array.from(number).map((c) => (c === '<' ? 0 : c >= 'A' ? c.charCodeAt(0) - 55 : Number(c)))
  const sum = values
    .slice(0, 14)
    .reduce((total, value, i) => total + value * (7 - 4 * (i % 3) + (i % 3 === 2 ? 2 : 0)), 0)
  return sum % 10 === values[14]
}

/** Whether one reading says by itself who this is: the number holds, and agrees with the birth field. */
export const standsAlone = (fields: Record<string, unknown>): boolean => {
  const number = String(fields.idNumber)
  const birth = String(fields.birth).replaceAll('-', '')
  if (fields.kind === 'unknown') return false
  if (fields.kind === 'foreigner2017') return checks15(number) && number.slice(7, 13) === birth.slice(2)
  return checks18(number) && number.slice(6, 14) === birth
}
