import fc from 'fast-check'
import { encodeAnswer } from '../../electron/reader/sam/frame.ts'
import { FrameParser, type DiscardReason } from '../../electron/reader/sam/frame-parser.ts'

/** What a parser made of a stream: payloads in hex and discards, in order. */
export const parseAll = (
  pieces: Iterable<Uint8Array>,
  options: { silent?: boolean } = {},
): { frames: string[]; discards: { count: number; why: DiscardReason }[]; parser: FrameParser } => {
  const frames: string[] = []
  const discards: { count: number; why: DiscardReason }[] = []
  const parser = new FrameParser({
    frame: (payload) => frames.push(Buffer.from(payload).toString('hex')),
    discarded: (count, why) => discards.push({ count, why }),
  })
  for (const piece of pieces) parser.push(piece)
  if (options.silent !== false) parser.silence()
  return { frames, discards, parser }
}

/** The payload of a whole frame in hex. */
export const payloadHex = (frame: Uint8Array): string => Buffer.from(frame.subarray(7, -1)).toString('hex')

/** `bytes` cut at the given places, in any order. */
export const cutAt = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return places.slice(1).map((to, i) => bytes.subarray(places[i], to))
}

/** Any answer frame, with data that likes to look like a preamble. */
export const anyAnswer = fc
  .record({
    sw: fc.integer({ min: 0, max: 0xffffff }),
    data: fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .array(fc.constantFrom(0xaa, 0x96, 0x69, 0x00, 0x04), { maxLength: 60 })
        .map((list) => Uint8Array.from(list)),
      fc.uint8Array({ minLength: 1284, maxLength: 1284 }),
    ),
  })
  .map(({ sw, data }) => encodeAnswer(sw, data))
