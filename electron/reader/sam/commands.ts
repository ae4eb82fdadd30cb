import { encodeRequest, type Answer } from './frame.ts'
import { isDone } from './status-codes.ts'

/** One request, what its good answer looks like, and how long the reader may take. */
export interface Command {
  readonly name: string
  readonly bytes: Uint8Array
  /** SW3 of its good answer: find has one of its own. */
  readonly good: 0x90 | 0x9f
  /** Whether `length` bytes of data make a good answer. Answers do not name their command: length must tell. */
  readonly dataFits: (length: number) => boolean
  /** Milliseconds from sending to the first byte of the answer. */
  readonly limitMs: number
}

/** Milliseconds between two bytes of one answer. */
export const betweenBytesMs = 300

/** Bytes of the text block and of the photo in an answer to `30 01`. */
export const textBytes = 256
export const photoBytes = 1024
export const samNumberBytes = 16
/** The appended address: 35 units of UTF-16. */
const addressBytes = 70

const none = (length: number): boolean => length === 0
const exactly =
  (bytes: number) =>
  (length: number): boolean =>
    length === bytes

/** Same as power off and on. */
export const reset: Command = {
  name: 'reset',
  bytes: encodeRequest(0x10, 0xff),
  good: 0x90,
  dataFits: none,
  limitMs: 1000,
}
export const status: Command = {
  name: 'status',
  bytes: encodeRequest(0x11, 0xff),
  good: 0x90,
  dataFits: none,
  limitMs: 300,
}
export const samNumber: Command = {
  name: 'samNumber',
  bytes: encodeRequest(0x12, 0xff),
  good: 0x90,
  dataFits: exactly(samNumberBytes),
  limitMs: 500,
}
export const find: Command = {
  name: 'find',
  bytes: encodeRequest(0x20, 0x01),
  good: 0x9f,
  dataFits: exactly(4),
  // A find that fails was seen to take about a second on one reader.
  limitMs: 1200,
}
export const select: Command = {
  name: 'select',
  bytes: encodeRequest(0x20, 0x02),
  good: 0x90,
  dataFits: exactly(8),
  limitMs: 1000,
}
/** Text and photo. Fingerprints (`30 10`) are never requested. */
export const read: Command = {
  name: 'read',
  bytes: encodeRequest(0x30, 0x01),
  good: 0x90,
  dataFits: exactly(4 + textBytes + photoBytes),
  limitMs: 3500,
}
/** Reads the appended address, of which only the status is used: 90 or 91 = the card read before is there. */
export const presence: Command = {
  name: 'presence',
  bytes: encodeRequest(0x30, 0x03),
  good: 0x90,
  // Some firmware acknowledges without data; the barrier of the exchange keeps late answers out all the same.
  dataFits: (length) => length === addressBytes || length === 0,
  limitMs: 1000,
}
/** At most 80 bytes per radio frame, as vendor drivers set it once after start. */
export const radioFrame: Command = {
  name: 'radioFrame',
  bytes: encodeRequest(0x61, 0xff, 0x50),
  good: 0x90,
  dataFits: none,
  limitMs: 500,
}

/**
 * Whether `answer` can be the answer to `command`: a good one by its own SW3 and its data's length, a refusal
 * by having no data. The good SW3 of another command makes it another command's answer.
 */
export const isAnswerTo = (command: Command, answer: Answer): boolean =>
  answer.sw3 === command.good
    ? command.dataFits(answer.data.length)
    : answer.data.length === 0 && !isDone(answer.sw3)
