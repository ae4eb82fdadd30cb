/**
 * Frames of the SAM_V serial protocol (GA 467), the same in both directions:
 * `AA AA AA 96 69 | Len1 Len2 | payload | CHK`. Len is big-endian and counts payload and CHK;
 * CHK is the XOR of everything from Len1 to the byte before it.
 */
export const preamble = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69)

/** Bytes of preamble and Len: what has to arrive before a frame's length is known. */
export const headerBytes = preamble.length + 2

/** The longest Len of any answer: text, photo and two fingerprints (`30 10`). */
export const longestAnswerLen = 2314
/** The shortest Len of an answer: three status bytes and CHK. */
export const shortestAnswerLen = 4
/** The shortest Len of a request: command, parameter and CHK. */
export const shortestRequestLen = 3

/** XOR of `bytes` from `from` (inclusive) to `to` (exclusive). */
export const xorOf = (bytes: Uint8Array, from = 0, to = bytes.length): number => {
  let sum = 0
  for (let i = from; i < to; i++) sum ^= bytes[i] ?? 0
  return sum
}

/** The whole frame around a payload. */
export const encodeFrame = (payload: Uint8Array): Uint8Array => {
  const frame = new Uint8Array(headerBytes + payload.length + 1)
  const len = payload.length + 1
  frame.set(preamble)
  frame[5] = len >> 8
  frame[6] = len & 0xff
  frame.set(payload, headerBytes)
  frame[frame.length - 1] = xorOf(frame, preamble.length, frame.length - 1)
  return frame
}

/** A request: command, parameter and, seldom, data. */
export const encodeRequest = (command: number, parameter: number, ...data: number[]): Uint8Array =>
  encodeFrame(Uint8Array.of(command, parameter, ...data))

/** An answer: SW1 SW2 SW3 as one 24-bit number, then data. */
export const encodeAnswer = (sw: number, data: Uint8Array = new Uint8Array()): Uint8Array => {
  const payload = new Uint8Array(3 + data.length)
  payload.set([sw >> 16, (sw >> 8) & 0xff, sw & 0xff])
  payload.set(data, 3)
  return encodeFrame(payload)
}

/** An answer taken apart. The reader's own verdict is SW3; SW1 and SW2 may carry the card's. */
export interface Answer {
  /** SW1 SW2 SW3, six lower-case hex digits. */
  readonly sw: string
  readonly sw3: number
  /** A view into the frame; whoever wipes the frame wipes this. */
  readonly data: Uint8Array
}

/** Takes the payload of an answer apart; it has at least three bytes. */
export const parseAnswer = (payload: Uint8Array): Answer => ({
  sw: Buffer.from(payload.buffer, payload.byteOffset, 3).toString('hex'),
  sw3: payload[2] ?? 0,
  data: payload.subarray(3),
})

/**
 * The payload of bytes that are exactly one whole frame, else `null`.
 * Nothing before, nothing after, Len and CHK right.
 */
export const payloadOfWholeFrame = (bytes: Uint8Array, shortestLen: number): Uint8Array | null => {
  if (bytes.length < headerBytes + shortestLen) return null
  if (preamble.some((byte, i) => bytes[i] !== byte)) return null
  const len = ((bytes[5] ?? 0) << 8) | (bytes[6] ?? 0)
  if (len !== bytes.length - headerBytes) return null
  // The XOR over Len, payload and CHK together is zero exactly when CHK is right.
  if (xorOf(bytes, preamble.length) !== 0) return null
  return bytes.subarray(headerBytes, bytes.length - 1)
}
