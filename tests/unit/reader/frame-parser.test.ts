import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  encodeAnswer,
  encodeFrame,
  payloadOfWholeFrame,
  preamble,
} from '../../../electron/reader/sam/frame.ts'
import { FrameParser, parserBufferBytes } from '../../../electron/reader/sam/frame-parser.ts'
import { anyAnswer, cutAt, parseAll, payloadHex } from '../../support/wire.ts'

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const found = bytes('AAAAAA9669 0008 00009F 00000000 97')
const nothing = bytes('AAAAAA9669 0004 000080 84')

describe('a stream of good frames', () => {
  it('gives the same frames however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(anyAnswer, { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(8000), { maxLength: 40 }),
        (frames, cuts) => {
          const stream = Buffer.concat(frames)
          const { frames: parsed, discards } = parseAll(cutAt(stream, cuts), { silent: false })
          expect(parsed).toEqual(frames.map(payloadHex))
          expect(discards).toEqual([])
        },
      ),
      { numRuns: 300 },
    )
  })

  it('gives the same frames byte by byte', () => {
    const stream = Buffer.concat([found, encodeAnswer(0x90, new Uint8Array(2310).fill(0xaa)), nothing])
    const { frames } = parseAll(
      Array.from(stream, (byte) => Uint8Array.of(byte)),
      { silent: false },
    )
    expect(frames.map((frame) => frame.length / 2)).toEqual([7, 2313, 3])
  })

  it('is not led astray by preambles inside a frame', () => {
    const data = Buffer.concat([preamble, Uint8Array.of(0, 4), preamble, preamble])
    expect(parseAll([encodeAnswer(0x90, data), nothing]).frames).toHaveLength(2)
  })
})

describe('a stream with noise', () => {
  it('loses no frame to noise that stands between frames', () => {
    const gap = fc
      .uint8Array({ maxLength: 60 })
      .filter((noise) => !Buffer.from(noise).includes(Buffer.from(preamble)))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(gap, anyAnswer), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(8000), { maxLength: 20 }),
        (parts, cuts) => {
          const stream = Buffer.concat(parts.flat())
          const { frames, discards } = parseAll(cutAt(stream, cuts))
          expect(frames).toEqual(parts.map(([, frame]) => payloadHex(frame)))
          const noise = parts.reduce((sum, [before]) => sum + before.length, 0)
          expect(discards.reduce((sum, { count }) => sum + count, 0)).toBe(noise)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('loses at most the frame that noise hits', () => {
    fc.assert(
      fc.property(
        fc.array(anyAnswer, { minLength: 2, maxLength: 5 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        fc.array(fc.nat(8000), { maxLength: 20 }),
        (frames, which, where, mask, cuts) => {
          const hit = which % frames.length
          const target = frames[hit]!
          const at = where % target.length
          const damaged = target.map((byte, i) => (i === at ? byte ^ mask : byte))
          const stream = Buffer.concat(frames.with(hit, damaged))
          // A length that noise changed may by chance (1 in 256) end where the checksum fits: no parser can know.
          fc.pre(
            !passesByChance(
              stream,
              frames.slice(0, hit).reduce((sum, f) => sum + f.length, 0),
            ),
          )
          // Data may hold a whole frame, which comes to light when the frame around it is broken.
          fc.pre(parseAll([damaged]).frames.length === 0)
          const others = frames.filter((_, i) => i !== hit).map(payloadHex)
          expect(parseAll(cutAt(stream, cuts)).frames).toEqual(others)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('keeps a frame after any number of extra AA', () => {
    for (let extra = 0; extra < 12; extra++) {
      const stream = Buffer.concat([new Uint8Array(extra).fill(0xaa), nothing])
      for (let cut = 0; cut <= stream.length; cut++) {
        const { frames, parser } = parseAll(cutAt(stream, [cut]), { silent: false })
        expect(frames).toEqual(['000080'])
        expect(parser.counters.discardedBytes).toBe(extra)
      }
    }
  })

  it('finds the frame that a false beginning has swallowed', () => {
    const falseStart = Buffer.concat([preamble, Uint8Array.of(0x00, 0x1c, 1, 2, 3)])
    const { frames, discards } = parseAll([falseStart, nothing, found], { silent: false })
    expect(frames).toEqual(['000080', '00009f00000000'])
    expect(discards).toEqual([{ count: falseStart.length, why: 'checksum' }])
  })

  it('finds a swallowed frame when the line falls silent', () => {
    const falseStart = Buffer.concat([preamble, Uint8Array.of(0x04, 0x00)])
    const { frames, parser } = parseAll([falseStart, nothing])
    expect(frames).toEqual(['000080'])
    expect(parser.counters).toEqual({ frames: 1, checksumErrors: 0, lengthErrors: 1, discardedBytes: 7 })
  })
})

describe('frames that are wrong', () => {
  it('counts a wrong checksum and goes on', () => {
    const wrong = bytes('AAAAAA9669 0004 000080 85')
    const { frames, discards, parser } = parseAll([wrong, nothing])
    expect(frames).toEqual(['000080'])
    expect(discards).toEqual([{ count: 11, why: 'checksum' }])
    expect(parser.counters.checksumErrors).toBe(1)
  })

  it.each(['0000', '0003', '090B', 'FFFF'])('gives up a frame of impossible length %s at once', (len) => {
    const { frames, discards, parser } = parseAll([bytes(`AAAAAA9669 ${len}`), nothing], { silent: false })
    expect(frames).toEqual(['000080'])
    expect(discards).toEqual([{ count: 7, why: 'length' }])
    expect(parser.counters.lengthErrors).toBe(1)
  })

  it('reports a frame that stops', () => {
    const { discards, parser } = parseAll([found.subarray(0, 12)])
    expect(discards).toEqual([{ count: 12, why: 'silence' }])
    expect(parser.pending).toBe(false)
  })

  it('forgets on a reset what had begun', () => {
    const parser = parseAll([found.subarray(0, 9)], { silent: false }).parser
    expect(parser.pending).toBe(true)
    parser.reset()
    expect(parser.pending).toBe(false)
  })
})

describe('limits', () => {
  it('keeps no more than its buffer while a long frame is promised again and again', () => {
    const parser = new FrameParser({ frame: () => undefined, discarded: () => undefined })
    const promise = encodeFrame(new Uint8Array(2313)).subarray(0, 2000)
    let kept = 0
    for (let i = 0; i < 200; i++) {
      parser.push(promise)
      kept = (i + 1) * promise.length - parser.counters.discardedBytes
      expect(kept).toBeLessThanOrEqual(parserBufferBytes)
    }
  })

  it('reads whole frames strictly', () => {
    expect(payloadOfWholeFrame(nothing, 4)).toEqual(bytes('000080'))
    expect(payloadOfWholeFrame(Buffer.concat([nothing, Uint8Array.of(0)]), 4)).toBeNull()
    expect(payloadOfWholeFrame(nothing.subarray(0, -1), 4)).toBeNull()
    expect(payloadOfWholeFrame(bytes('AAAAAA9668 0004 000080 84'), 4)).toBeNull()
    expect(payloadOfWholeFrame(bytes('AAAAAA9669 0003 2001 22'), 4)).toBeNull()
  })
})

/** Whether a damaged frame at `start` reads as a good one all the same. */
const passesByChance = (stream: Uint8Array, start: number): boolean => {
  const len = ((stream[start + 5] ?? 0) << 8) | (stream[start + 6] ?? 0)
  const whole = stream.subarray(start, start + 7 + len)
  return payloadOfWholeFrame(whole, 4) !== null
}
