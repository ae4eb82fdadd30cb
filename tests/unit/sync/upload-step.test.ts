import { describe, expect, it } from 'vitest'
import type { CentreAnswer } from '../../../electron/sync/centre-client.ts'
import { outcomeOf, type UploadOutcome } from '../../../electron/sync/upload-answer.ts'
import {
  initialUploadState,
  nextStep,
  type StepFacts,
  type UploadState,
} from '../../../electron/sync/upload-step.ts'

const answer = (status: number, body: object, retryAfterMs: number | null = null): CentreAnswer => ({
  kind: 'answer',
  status,
  body: body as Record<string, unknown>,
  retryAfterMs,
  sentMono: 0,
  receivedMono: 1,
})
const problem = (type: string, more: object = {}): object => ({ type: `urn:wmsj:problem:${type}`, ...more })

/** Records 11 to 20 were sent; up to 30 in an earlier, larger batch. */
const sent = { before: 10, last: 20, sentTo: 30 }

describe('an answer means', () => {
  const cases: [string, CentreAnswer, UploadOutcome][] = [
    [
      'all taken',
      answer(200, { ack: '0000000020' }),
      { kind: 'accepted', ack: 20, verdicts: [], nextUploadMs: 0 },
    ],
    [
      'a part taken, with verdicts, unknown fields ignored',
      answer(200, {
        ack: '0000000015',
        results: [{ sequence: '0000000012', status: 'held', code: 'unknown-resident', more: 1 }],
        nextUploadMs: 500,
        colour: 'red',
      }),
      {
        kind: 'accepted',
        ack: 15,
        verdicts: [{ sequence: 12, status: 'held', code: 'unknown-resident' }],
        nextUploadMs: 500,
      },
    ],
    [
      'taken, of a batch that was larger before',
      answer(200, { ack: '0000000030' }),
      { kind: 'accepted', ack: 30, verdicts: [], nextUploadMs: 0 },
    ],
    [
      'an ack beyond what was sent',
      answer(200, { ack: '0000000031' }),
      { kind: 'refused', code: 'ack-beyond-sent' },
    ],
    ['a shrinking ack', answer(200, { ack: '0000000009' }), { kind: 'refused', code: 'ack-shrunk' }],
    ['nothing taken', answer(200, { ack: '0000000010' }), { kind: 'refused', code: 'no-progress' }],
    ['no ack', answer(200, {}), { kind: 'refused', code: 'unexpected-answer' }],
    ['an ack as number', answer(200, { ack: 20 }), { kind: 'refused', code: 'unexpected-answer' }],
    [
      'an unknown verdict',
      answer(200, { ack: '0000000020', results: [{ sequence: '0000000012', status: 'eaten' }] }),
      { kind: 'refused', code: 'unexpected-answer' },
    ],
    [
      'a verdict about what is not acknowledged',
      answer(200, { ack: '0000000011', results: [{ sequence: '0000000012', status: 'held', code: 'x' }] }),
      { kind: 'refused', code: 'verdict-beyond-ack' },
    ],
    [
      'a verdict about what was not sent',
      answer(200, { ack: '0000000020', results: [{ sequence: '0000000010', status: 'held', code: 'x' }] }),
      { kind: 'refused', code: 'verdict-beyond-ack' },
    ],
    [
      'a negative wait',
      answer(200, { ack: '0000000020', nextUploadMs: -1 }),
      { kind: 'refused', code: 'unexpected-answer' },
    ],
    ['a gap', answer(409, problem('gap', { expected: '0000000005' })), { kind: 'gap', expected: 5 }],
    ['a gap as number', answer(409, problem('gap', { expected: 5 })), { kind: 'gap', expected: 5 }],
    [
      'a gap at what was just sent',
      answer(409, problem('gap', { expected: '0000000011' })),
      { kind: 'refused', code: 'gap-impossible' },
    ],
    [
      'a gap before the first',
      answer(409, problem('gap', { expected: 0 })),
      { kind: 'refused', code: 'gap-impossible' },
    ],
    ['a gap nowhere', answer(409, problem('gap')), { kind: 'refused', code: 'gap-impossible' }],
    ['a fork', answer(409, problem('fork', { at: '0000000014' })), { kind: 'fork', at: 14 }],
    ['a fork before the batch', answer(409, problem('fork', { at: '0000000010' })), { kind: 'fork', at: 10 }],
    [
      'a fork beyond the batch',
      answer(409, problem('fork', { at: '0000000021' })),
      { kind: 'refused', code: 'fork-impossible' },
    ],
    [
      'a fork nowhere',
      answer(409, problem('fork', { at: 'x' })),
      { kind: 'refused', code: 'fork-impossible' },
    ],
    ['another conflict', answer(409, { type: 'about:blank' }), { kind: 'refused', code: 'conflict' }],
    ['a batch too large', answer(413, {}), { kind: 'halve', code: 'too-large' }],
    ['something malformed', answer(400, problem('malformed')), { kind: 'halve', code: 'malformed' }],
    ['a bad digest', answer(400, problem('digest-mismatch')), { kind: 'halve', code: 'digest-mismatch' }],
    ['an old token', answer(401, problem('token-expired')), { kind: 'refused', code: 'token-expired' }],
    ['an old token without a word', answer(401, {}), { kind: 'refused', code: 'token-expired' }],
    ['a revoked device', answer(403, {}), { kind: 'refused', code: 'revoked' }],
    ['a body not understood', answer(422, problem('schema')), { kind: 'refused', code: 'schema' }],
    ['too many requests', answer(429, {}, 7000), { kind: 'wait', code: 'overloaded', ms: 7000 }],
    ['maintenance', answer(503, problem('maintenance')), { kind: 'wait', code: 'maintenance', ms: null }],
    ['a crash', answer(500, {}), { kind: 'offline', code: 'http-500' }],
    ['a bad gateway', answer(502, {}), { kind: 'offline', code: 'http-502' }],
    ['no such address', answer(404, {}), { kind: 'refused', code: 'http-404' }],
    ['created instead of ok', answer(201, { ack: '0000000020' }), { kind: 'refused', code: 'http-201' }],
    [
      'a login page',
      { kind: 'nonsense', code: 'not-json', status: 200 },
      { kind: 'offline', code: 'not-json' },
    ],
    ['no connection', { kind: 'lost', code: 'unreachable' }, { kind: 'offline', code: 'unreachable' }],
  ]
  it.each(cases)('%s', (_, given, wanted) => {
    expect(outcomeOf(given, sent)).toEqual(wanted)
  })
})

const at = '2026-11-24T01:00:00.000Z'
const facts = (change: Partial<StepFacts> = {}): StepFacts => ({
  at,
  random: 0.5,
  jitterMs: 12_000,
  batchSize: 10,
  head: 20,
  ...change,
})
const state = (change: Partial<UploadState> = {}): UploadState => ({
  ...initialUploadState,
  link: 'online',
  ...change,
})
const nothing = { do: 'nothing' }

describe('after', () => {
  it('all taken: online, no error, no failures, larger batches again', () => {
    const before = state({
      failures: 4,
      batchLimit: 8,
      lastError: { code: 'x', at },
      rewound: true,
      forked: true,
    })
    expect(nextStep(before, { kind: 'accepted', ack: 20, verdicts: [], nextUploadMs: 0 }, facts())).toEqual({
      state: state({ batchLimit: 16 }),
      waitMs: 0,
      effect: { do: 'acknowledge', ack: 20, verdicts: [] },
    })
  })

  it('a batch, the size of the next never passes five hundred', () => {
    const step = nextStep(state(), { kind: 'accepted', ack: 20, verdicts: [], nextUploadMs: 0 }, facts())
    expect(step.state.batchLimit).toBe(500)
  })

  it('the wish of the centre for the next upload: that long', () => {
    const step = nextStep(state(), { kind: 'accepted', ack: 20, verdicts: [], nextUploadMs: 90_000 }, facts())
    expect(step.waitMs).toBe(90_000)
  })

  it('a reconnection with more to send: a random part of the window of the policy, once', () => {
    const back = { kind: 'accepted' as const, ack: 15, verdicts: [], nextUploadMs: 0 }
    const step = nextStep(state({ link: 'offline', failures: 1 }), back, facts())
    expect(step.waitMs).toBe(6000)
    expect(nextStep(step.state, back, facts()).waitMs).toBe(0)
    expect(nextStep(state({ link: 'offline', failures: 1 }), { ...back, ack: 20 }, facts()).waitMs).toBe(0)
  })

  it.each([
    [0, 500],
    [1, 1000],
    [2, 2000],
    [9, 256_000],
    [10, 450_000],
    [1000, 450_000],
  ])(
    '%i failures and one more: a random part of a window that doubles up to a quarter of an hour',
    (failures, waitMs) => {
      const step = nextStep(state({ failures }), { kind: 'offline', code: 'unreachable' }, facts())
      expect(step).toEqual({
        state: state({ link: 'offline', failures: failures + 1, lastError: { code: 'unreachable', at } }),
        waitMs,
        effect: nothing,
      })
    },
  )

  it('a failure and the luckiest draw: still a moment, so that nothing hammers', () => {
    const step = nextStep(state(), { kind: 'offline', code: 'unreachable' }, facts({ random: 0 }))
    expect(step.waitMs).toBe(100)
  })

  it('a refusal: shown as such, with back-off', () => {
    const step = nextStep(state(), { kind: 'refused', code: 'revoked' }, facts())
    expect(step).toMatchObject({
      state: { link: 'refused', lastError: { code: 'revoked', at }, failures: 1 },
      waitMs: 500,
      effect: nothing,
    })
  })

  it('an appointment: as long as asked and a little more, at most a day', () => {
    const wait = { kind: 'wait', code: 'overloaded', ms: 60_000 } as const
    expect(nextStep(state(), wait, facts()).waitMs).toBe(63_000)
    expect(nextStep(state(), wait, facts({ random: 0 })).waitMs).toBe(60_000)
    expect(nextStep(state(), { ...wait, ms: 1e15 }, facts()).waitMs).toBe(86_400_000)
    expect(nextStep(state(), { ...wait, ms: null }, facts()).waitMs).toBe(500)
    expect(nextStep(state(), wait, facts()).state.link).toBe('online')
  })

  it('a batch not taken: half of it at once, down to one record, which then blocks and is shown', () => {
    const sizes: number[] = []
    let now = state()
    let size = 500
    while (size > 1) {
      const step = nextStep(now, { kind: 'halve', code: 'malformed' }, facts({ batchSize: size }))
      expect(step).toMatchObject({ waitMs: 0, effect: nothing, state: { lastError: { code: 'malformed' } } })
      now = step.state
      size = now.batchLimit
      sizes.push(size)
    }
    expect(sizes).toEqual([250, 125, 63, 32, 16, 8, 4, 2, 1])
    const step = nextStep(now, { kind: 'halve', code: 'malformed' }, facts({ batchSize: 1 }))
    expect(step).toMatchObject({
      waitMs: 500,
      effect: nothing,
      state: { link: 'refused', batchLimit: 1, lastError: { code: 'malformed' } },
    })
  })

  it('a gap: back to what is expected, at once; a second one without progress waits', () => {
    const gap = { kind: 'gap', expected: 5 } as const
    const step = nextStep(state(), gap, facts())
    expect(step).toMatchObject({
      waitMs: 0,
      effect: { do: 'rewind', acked: 4 },
      state: { rewound: true, lastError: { code: 'gap', at } },
    })
    expect(nextStep(step.state, gap, facts())).toMatchObject({
      waitMs: 500,
      effect: nothing,
      state: { link: 'refused', lastError: { code: 'gap-repeated' } },
    })
  })

  it('a fork: a new incarnation, at once; a second one without progress makes none', () => {
    const fork = { kind: 'fork', at: 14 } as const
    const step = nextStep(state(), fork, facts())
    expect(step).toMatchObject({ waitMs: 0, effect: { do: 'fork', at: 14 }, state: { forked: true } })
    expect(nextStep(step.state, fork, facts())).toMatchObject({
      waitMs: 500,
      effect: nothing,
      state: { link: 'refused', lastError: { code: 'fork-repeated' } },
    })
  })

  it('pairing: online and as new', () => {
    const step = nextStep(
      state({ link: 'refused', failures: 3, lastError: { code: 'x', at } }),
      { kind: 'paired' },
      facts(),
    )
    expect(step).toEqual({ state: state(), waitMs: 0, effect: nothing })
  })
})
