import { z } from 'zod'
import { sequence } from '../contract/records/index.ts'
import type { CentreAnswer } from './centre-client.ts'
import type { Verdict } from './stream.ts'

/** The city's own score of a person, as the centre may add it to an answer. */
const sentScore = z.object({
  resident: z.uuid(),
  score: z.int(),
  grade: z.string().min(1).max(4).optional(),
  /** When the city computed it. */
  asOf: z.iso.datetime(),
})
export type SentScore = z.infer<typeof sentScore>

/** More than any station has people. */
const mostScores = 5000

/** Those that are understood. They are beside the point of an upload: nothing about them is a reason to refuse it. */
export const scoresIn = (answer: CentreAnswer): SentScore[] => {
  const sent = answer.kind === 'answer' ? answer.body.scores : undefined
  return Array.isArray(sent)
    ? sent.slice(0, mostScores).flatMap((one: unknown) => sentScore.safeParse(one).data ?? [])
    : []
}

/** What an answer to an upload means, with everything doubtful already refused. */
export type UploadOutcome =
  | { kind: 'accepted'; ack: number; verdicts: Verdict[]; nextUploadMs: number }
  /** The centre's stream ends earlier than our batch begins: go back to `expected`. */
  | { kind: 'gap'; expected: number }
  /** The centre holds another record at `at`: one of the two streams was copied back. */
  | { kind: 'fork'; at: number }
  /** Something in this batch is not taken: send less, to find which. */
  | { kind: 'halve'; code: string }
  | { kind: 'wait'; code: string; ms: number | null }
  /** It answers, and does not take the records. */
  | { kind: 'refused'; code: string }
  /** No answer of a centre was heard. */
  | { kind: 'offline'; code: string }

/** What was sent; an answer is only believed about that. */
export interface SentFacts {
  before: number
  last: number
  /** Highest sequence that this run ever sent of this incarnation. */
  sentTo: number
}

const uploadAnswer = z.object({
  ack: sequence,
  results: z
    .array(
      z.object({
        sequence,
        status: z.enum(['applied', 'duplicate', 'rejected', 'held']),
        code: z.string().max(200).default(''),
      }),
    )
    .default([]),
  nextUploadMs: z.number().nonnegative().default(0),
})

const acceptedOutcome = (body: Record<string, unknown>, sent: SentFacts): UploadOutcome => {
  const parsed = uploadAnswer.safeParse(body)
  if (!parsed.success) return { kind: 'refused', code: 'unexpected-answer' }
  const ack = Number(parsed.data.ack)
  if (ack < sent.before) return { kind: 'refused', code: 'ack-shrunk' }
  if (ack > sent.sentTo) return { kind: 'refused', code: 'ack-beyond-sent' }
  if (ack === sent.before) return { kind: 'refused', code: 'no-progress' }
  const verdicts = parsed.data.results.map((result) => ({ ...result, sequence: Number(result.sequence) }))
  if (verdicts.some((verdict) => verdict.sequence <= sent.before || verdict.sequence > ack)) {
    return { kind: 'refused', code: 'verdict-beyond-ack' }
  }
  return { kind: 'accepted', ack, verdicts, nextUploadMs: parsed.data.nextUploadMs }
}

const problemPrefix = 'urn:wmsj:problem:'

/** Last part of an RFC 9457 `type` of this protocol, e.g. `gap`; empty for any other. */
export const problemOf = (body: Record<string, unknown>): string =>
  typeof body.type === 'string' && body.type.startsWith(problemPrefix)
    ? body.type.slice(problemPrefix.length)
    : ''

/** A sequence as text or number; `undefined` when it is neither. */
const sequenceOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

const conflictOutcome = (body: Record<string, unknown>, sent: SentFacts): UploadOutcome => {
  const problem = problemOf(body)
  if (problem === 'gap') {
    const expected = sequenceOf(body.expected)
    // A centre that holds all before our batch has no gap; one that claims more would make us skip records.
    if (expected === undefined || expected < 1 || expected > sent.before) {
      return { kind: 'refused', code: 'gap-impossible' }
    }
    return { kind: 'gap', expected }
  }
  if (problem === 'fork') {
    const at = sequenceOf(body.at)
    if (at === undefined || at < 1 || at > sent.last) return { kind: 'refused', code: 'fork-impossible' }
    return { kind: 'fork', at }
  }
  return { kind: 'refused', code: 'conflict' }
}

/** Turns whatever came back into one of the outcomes above. */
export const outcomeOf = (answer: CentreAnswer, sent: SentFacts): UploadOutcome => {
  if (answer.kind === 'lost' || answer.kind === 'nonsense') return { kind: 'offline', code: answer.code }
  const { status, body, retryAfterMs } = answer
  const code = problemOf(body)
  if (status === 200) return acceptedOutcome(body, sent)
  if (status === 409) return conflictOutcome(body, sent)
  if (status === 413) return { kind: 'halve', code: 'too-large' }
  if (status === 400) return { kind: 'halve', code: code || 'malformed' }
  if (status === 401) return { kind: 'refused', code: code || 'token-expired' }
  if (status === 403) return { kind: 'refused', code: code || 'revoked' }
  if (status === 422) return { kind: 'refused', code: code || 'schema' }
  if (status === 429 || status === 503) return { kind: 'wait', code: code || 'overloaded', ms: retryAfterMs }
  if (status >= 500) return { kind: 'offline', code: `http-${String(status)}` }
  return { kind: 'refused', code: `http-${String(status)}` }
}
