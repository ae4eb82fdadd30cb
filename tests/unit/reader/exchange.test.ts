import { describe, expect, it } from 'vitest'
import { find, presence, read, samNumber, select } from '../../../electron/reader/sam/commands.ts'
import {
  barrierAttempts,
  initialExchange,
  isOverdue,
  step,
  type ExchangeEffect,
  type ExchangeInput,
  type ExchangeState,
} from '../../../electron/reader/sam/exchange.ts'
import { encodeAnswer, parseAnswer, type Answer } from '../../../electron/reader/sam/frame.ts'

const answer = (sw: number, dataBytes = 0): Answer =>
  parseAnswer(encodeAnswer(sw, new Uint8Array(dataBytes)).subarray(7, -1))

/** Plays inputs and collects the effects as short texts. */
const play = (
  inputs: ExchangeInput[],
  from: ExchangeState = initialExchange,
): { state: ExchangeState; did: string[] } => {
  let state = from
  const did: string[] = []
  for (const input of inputs) {
    const next = step(state, input)
    state = next.state
    did.push(...next.effects.map(describeEffect))
  }
  return { state, did }
}

const names = new Map([find, select, read, presence, samNumber].map(({ bytes, name }) => [bytes, name]))

const describeEffect = (effect: ExchangeEffect): string => {
  switch (effect.kind) {
    case 'flush':
      return 'flush'
    case 'send':
      return `send ${names.get(effect.bytes) ?? '?'}`
    case 'wakeAt':
      return `wake ${String(effect.at)}`
    case 'settle':
      return effect.outcome.kind === 'answered' ? `answered ${effect.outcome.answer.sw}` : effect.outcome.kind
    case 'dropped':
      return `dropped ${effect.answer.sw}`
  }
}

const request = (command: typeof find, at = 0): ExchangeInput => ({ kind: 'request', command, at })
const comes = (sw: number, dataBytes: number, at: number): ExchangeInput => ({
  kind: 'answer',
  answer: answer(sw, dataBytes),
  at,
})
const tick = (at: number): ExchangeInput => ({ kind: 'tick', at })
const bytes = (count: number, at: number, inFrame = true): ExchangeInput => ({
  kind: 'bytes',
  count,
  inFrame,
  at,
})

describe('one command', () => {
  it('flushes the input, then sends, then takes its answer', () => {
    expect(play([request(find), comes(0x9f, 4, 5)]).did).toEqual([
      'flush',
      'wake 1200',
      'send find',
      'answered 00009f',
    ])
  })

  it('drops an answer of another length and waits on', () => {
    const { did, state } = play([request(select), comes(0x9f, 4, 3), comes(0x90, 8, 5)])
    expect(did.slice(3)).toEqual(['dropped 00009f', 'answered 000090'])
    expect(state).toEqual({ kind: 'idle', stale: false })
  })

  it('drops answers when nothing was asked', () => {
    expect(play([comes(0x80, 0, 1)]).did).toEqual(['dropped 000080'])
  })

  it('refuses a second command while one is in flight', () => {
    expect(() => play([request(find), request(select, 1)])).toThrow('one command')
  })
})

describe('time', () => {
  it('ends a command that nothing answers', () => {
    expect(play([request(find), tick(1199)]).did.at(-1)).toBe('wake 1200')
    expect(play([request(find), tick(1200)]).did.at(-1)).toBe('timeout')
  })

  it('gives an answer that has begun 300 ms from byte to byte', () => {
    const begun = [request(read), bytes(64, 3000), bytes(64, 3250)]
    const { did, state } = play([...begun, tick(3300)])
    expect(did.slice(3)).toEqual(['wake 3300', 'wake 3550'])
    expect(isOverdue(state, 3549)).toBe(false)
    expect(play([...begun, tick(3550)]).did.at(-1)).toBe('damaged')
  })

  it('does not wait for ever while bytes go on', () => {
    const endless = Array.from({ length: 70 }, (_, i) => bytes(10, i * 100))
    const { state } = play([request(read), ...endless])
    expect(isOverdue(state, 6500)).toBe(true)
  })

  it('does not let a stray byte cut the time of a slow reading', () => {
    const { did } = play([request(read), bytes(1, 10, false), tick(400)])
    expect(did.at(-1)).toBe('wake 3500')
  })

  it('takes many bytes without a frame for the ruins of an answer', () => {
    const { did } = play([request(read), bytes(1000, 10, false), tick(310)])
    expect(did.at(-1)).toBe('damaged')
  })
})

describe('a late answer', () => {
  const timedOut = [request(find), tick(1200)]

  it('is kept from the next command by a barrier', () => {
    const { did } = play([
      ...timedOut,
      request(find, 1300),
      // What find was asked first is answered now: same length, same command, and still not taken.
      comes(0x9f, 4, 1310),
      comes(0x90, 16, 1320),
      comes(0x80, 0, 1330),
    ])
    expect(did.slice(4)).toEqual([
      'flush',
      'wake 1800',
      'send samNumber',
      'dropped 00009f',
      'flush',
      'wake 2520',
      'send find',
      'answered 000080',
    ])
  })

  it('never passes as a status of the next command', () => {
    const { did } = play([...timedOut, request(presence, 1300), comes(0x91, 0, 1310)])
    expect(did.at(-1)).toBe('dropped 000091')
  })

  it('is waited for several times before the reader counts as silent', () => {
    const ticks = Array.from({ length: barrierAttempts }, (_, i) => tick(1300 + 500 * (i + 1)))
    const { did, state } = play([...timedOut, request(find, 1300), ...ticks])
    expect(did.filter((what) => what === 'send samNumber')).toHaveLength(barrierAttempts)
    expect(did.at(-1)).toBe('timeout')
    expect(did).not.toContain('send select')
    expect(state).toEqual({ kind: 'idle', stale: true })
  })

  it('of a barrier is no answer to what follows it', () => {
    const { did } = play([
      ...timedOut,
      request(find, 1300),
      tick(1800),
      comes(0x90, 16, 1850),
      comes(0x90, 16, 1900),
      comes(0x80, 0, 1910),
    ])
    expect(did.slice(-2)).toEqual(['dropped 000090', 'answered 000080'])
  })

  it('serves the question for the number itself', () => {
    const { did } = play([...timedOut, request(samNumber, 1300), comes(0x90, 16, 1310)])
    expect(did.at(-1)).toBe('answered 000090')
  })
})

describe('a damaged answer', () => {
  it('ends the command at once and sets the barrier for the next', () => {
    const { did } = play([request(read), { kind: 'damaged', at: 120 }, request(read, 121)])
    expect(did.slice(3)).toEqual(['damaged', 'flush', 'wake 621', 'send samNumber'])
  })

  it('of a barrier is asked for again', () => {
    const { did } = play([
      request(find),
      tick(1200),
      request(find, 1200),
      { kind: 'damaged', at: 1210 },
      tick(1700),
    ])
    expect(did.filter((what) => what === 'send samNumber')).toHaveLength(2)
  })
})
