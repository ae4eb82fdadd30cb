import { exhaustive } from '../base/result.ts'
import type { UploadOutcome } from './upload-answer.ts'
import type { Verdict } from './stream.ts'

/** `none`: no centre is set up. `refused`: the centre answers and does not take the records. */
export type Link = 'online' | 'offline' | 'refused' | 'none'

export interface LastError {
  code: string
  /** UTC instant. */
  at: string
}

export interface UploadState {
  link: Link
  lastError: LastError | null
  /** Exchanges in a row that brought nothing. */
  failures: number
  /** Records of the next batch at most. */
  batchLimit: number
  /** Went back to what the centre expects, and nothing was acknowledged since. */
  rewound: boolean
  /** Began this incarnation because of a fork, and nothing of it was acknowledged since. */
  forked: boolean
}

/** What the loop does to the store after an answer. */
export type UploadEffect =
  | { do: 'nothing' }
  | { do: 'acknowledge'; ack: number; verdicts: Verdict[] }
  | { do: 'rewind'; acked: number }
  | { do: 'fork'; at: number }

export interface StepFacts {
  /** UTC instant of the answer. */
  at: string
  /** A number in [0, 1). */
  random: number
  /** Window over which a returning crowd of stations spreads itself. */
  jitterMs: number
  /** Records in the batch that was answered. */
  batchSize: number
  /** Highest sequence of the stream. */
  head: number
}

export interface Step {
  state: UploadState
  /** Nothing is sent before this has passed. */
  waitMs: number
  effect: UploadEffect
}

export type PairOutcome =
  { kind: 'paired' } | Extract<UploadOutcome, { kind: 'wait' | 'refused' | 'offline' }>

export const largestBatch = 500
const firstBackOffMs = 1000
const longestBackOffMs = 15 * 60_000
const shortestBackOffMs = 100
/** Also a centre that asks for more is heard again within a day. */
const longestWaitMs = 24 * 3_600_000

export const initialUploadState: UploadState = {
  link: 'offline',
  lastError: null,
  failures: 0,
  batchLimit: largestBatch,
  rewound: false,
  forked: false,
}

/** Full jitter: stations that failed together do not come back together. */
const backOffMs = (failures: number, random: number): number => {
  const window = Math.min(longestBackOffMs, firstBackOffMs * 2 ** Math.min(failures - 1, 20))
  return Math.max(shortestBackOffMs, Math.floor(window * random))
}

const failed = (state: UploadState, link: Link, code: string, facts: StepFacts): Step => {
  const failures = state.failures + 1
  return {
    state: { ...state, link, failures, lastError: { code, at: facts.at } },
    waitMs: backOffMs(failures, facts.random),
    effect: { do: 'nothing' },
  }
}

/** Back after an outage with more to send: the whole town comes back with us. */
const spreadMs = (state: UploadState, more: boolean, facts: StepFacts): number =>
  more && state.link === 'offline' && state.failures > 0 ? Math.floor(facts.jitterMs * facts.random) : 0

const accepted = (
  state: UploadState,
  outcome: Extract<UploadOutcome, { kind: 'accepted' }>,
  facts: StepFacts,
): Step => ({
  state: {
    link: 'online',
    lastError: null,
    failures: 0,
    batchLimit: Math.min(largestBatch, state.batchLimit * 2),
    rewound: false,
    forked: false,
  },
  waitMs: Math.min(
    longestWaitMs,
    Math.max(outcome.nextUploadMs, spreadMs(state, outcome.ack < facts.head, facts)),
  ),
  effect: { do: 'acknowledge', ack: outcome.ack, verdicts: outcome.verdicts },
})

const halved = (state: UploadState, code: string, facts: StepFacts): Step => {
  // One record alone that is not taken blocks the queue, visibly. It is never skipped: order is the protocol.
  if (facts.batchSize <= 1) return failed({ ...state, batchLimit: 1 }, 'refused', code, facts)
  return {
    state: {
      ...state,
      link: 'online',
      batchLimit: Math.ceil(facts.batchSize / 2),
      lastError: { code, at: facts.at },
    },
    waitMs: 0,
    effect: { do: 'nothing' },
  }
}

const waited = (state: UploadState, code: string, ms: number | null, facts: StepFacts): Step => {
  const step = failed(state, 'online', code, facts)
  // The centre's wait is an appointment; a little jitter keeps a crowd with the same one apart.
  return ms === null
    ? step
    : { ...step, waitMs: Math.min(longestWaitMs, Math.ceil(ms * (1 + facts.random / 10))) }
}

const moved = (state: UploadState, code: string, effect: UploadEffect, facts: StepFacts): Step => ({
  state: {
    ...state,
    link: 'online',
    lastError: { code, at: facts.at },
    rewound: state.rewound || effect.do === 'rewind',
    forked: state.forked || effect.do === 'fork',
  },
  waitMs: 0,
  effect,
})

/** What an answer leads to: pure, so that every case stands in one table of the tests. */
export const nextStep = (
  state: UploadState,
  outcome: UploadOutcome | { kind: 'paired' },
  facts: StepFacts,
): Step => {
  switch (outcome.kind) {
    case 'accepted':
      return accepted(state, outcome, facts)
    case 'paired':
      return {
        state: { ...initialUploadState, link: 'online' },
        waitMs: 0,
        effect: { do: 'nothing' },
      }
    case 'gap':
      if (state.rewound) return failed(state, 'refused', 'gap-repeated', facts)
      return moved(state, 'gap', { do: 'rewind', acked: outcome.expected - 1 }, facts)
    case 'fork':
      if (state.forked) return failed(state, 'refused', 'fork-repeated', facts)
      return moved(state, 'fork', { do: 'fork', at: outcome.at }, facts)
    case 'halve':
      return halved(state, outcome.code, facts)
    case 'wait':
      return waited(state, outcome.code, outcome.ms, facts)
    case 'refused':
      return failed(state, 'refused', outcome.code, facts)
    case 'offline':
      return failed(state, 'offline', outcome.code, facts)
    default:
      return exhaustive(outcome)
  }
}
