import { describe, expect, it } from 'vitest'
import {
  find,
  isAnswerTo,
  presence,
  radioFrame,
  read,
  reset,
  samNumber,
  select,
  status,
} from '../../../electron/reader/sam/commands.ts'
import { encodeAnswer, parseAnswer } from '../../../electron/reader/sam/frame.ts'
import { formatSamNumber } from '../../../electron/reader/sam/sam-number.ts'
import { reactionTo, statusMeaning } from '../../../electron/reader/sam/status-codes.ts'

const answer = (sw: number, dataBytes: number): ReturnType<typeof parseAnswer> =>
  parseAnswer(encodeAnswer(sw, new Uint8Array(dataBytes)).subarray(7, -1))

describe('requests', () => {
  it.each([
    ['aaaaaa9669000310ffec', reset],
    ['aaaaaa9669000311ffed', status],
    ['aaaaaa9669000312ffee', samNumber],
    ['aaaaaa96690003200122', find],
    ['aaaaaa96690003200221', select],
    ['aaaaaa96690003300132', read],
    ['aaaaaa96690003300330', presence],
    ['aaaaaa9669000461ff50ca', radioFrame],
  ])('are sent as the protocol has them: %s', (hex, command) => {
    expect(Buffer.from(command.bytes).toString('hex')).toBe(hex)
  })
})

describe('what counts as the answer to a command', () => {
  const lengths = [
    ['status', status, 0, 0x90],
    ['reset', reset, 0, 0x90],
    ['radioFrame', radioFrame, 0, 0x90],
    ['samNumber', samNumber, 16, 0x90],
    ['find', find, 4, 0x9f],
    ['select', select, 8, 0x90],
    ['read', read, 1284, 0x90],
  ] as const

  it.each(lengths)('%s takes good answers of its own length only', (_name, command, own, good) => {
    for (const length of [0, 4, 8, 16, 70, 1284, 1286])
      expect(isAnswerTo(command, answer(good, length))).toBe(length === own)
  })

  it.each(lengths)('%s takes no good answer of another command', (_name, command, own, good) => {
    for (const length of [0, own])
      expect(isAnswerTo(command, answer(good === 0x90 ? 0x9f : 0x90, length))).toBe(false)
  })

  it.each(lengths)('%s takes refusals without data', (_name, command) => {
    expect(isAnswerTo(command, answer(0x41, 0))).toBe(true)
    expect(isAnswerTo(command, answer(0x41, 4))).toBe(false)
  })

  it('presence takes the appended address, a bare yes and a bare 91', () => {
    expect([0, 70].every((length) => isAnswerTo(presence, answer(0x90, length)))).toBe(true)
    expect(isAnswerTo(presence, answer(0x91, 0))).toBe(true)
    expect(isAnswerTo(presence, answer(0x90, 4))).toBe(false)
  })
})

describe('status codes', () => {
  it.each([
    [0x90, 'done'],
    [0x9f, 'done'],
    [0x91, 'noItem'],
    [0x10, 'retry'],
    [0x11, 'retry'],
    [0x21, 'refused'],
    [0x23, 'refused'],
    [0x24, 'retry'],
    [0x31, 'unverified'],
    [0x32, 'unverified'],
    [0x33, 'retap'],
    [0x37, 'retap'],
    [0x3f, 'retap'],
    [0x40, 'notIdCard'],
    [0x41, 'retap'],
    [0x47, 'retry'],
    [0x4e, 'refused'],
    [0x50, 'refused'],
    [0x60, 'readerFault'],
    [0x66, 'readerFault'],
    [0x80, 'noCard'],
    [0x81, 'retry'],
  ] as const)('%x leads to %s and has a meaning', (sw3, reaction) => {
    expect(reactionTo(sw3)).toBe(reaction)
    expect(statusMeaning(sw3)?.meaning).toMatch(/^[a-z ,]+$/)
  })

  it('asks again on a code that no source lists', () => {
    expect(reactionTo(0x77)).toBe('retry')
    expect(statusMeaning(0x77)).toBeUndefined()
  })
})

describe('the number of the security module', () => {
  it('is little-endian, unsigned and padded as vendors print it', () => {
    const number = Buffer.alloc(16)
    number.write('05000100', 'hex')
    ;[20_100_707, 1234, 3_456_789_012].forEach((value, i) => number.writeUInt32LE(value, 4 + 4 * i))
    expect(formatSamNumber(number)).toBe('05.01-20100707-0000001234-3456789012')
  })
})
