import { z } from 'zod'
import { chainHash, formatSequence, sequence } from '../electron/contract/records/index.ts'
import { stationCode } from '../electron/contract/values.ts'
import { canonicalForm, nextHash } from './chain.ts'
import { correctedTime, type StationClock } from './corrected-time.ts'
import { Problem } from './problem.ts'
import type { Seal } from './seal.ts'
import type { Batch, JudgedRecord, StoredBody } from './store/centre-store.ts'
import { judge } from './verdicts.ts'

export const largestBatch = { records: 500, bytes: 1024 * 1024 } as const

export const incarnationId = z.string().regex(/^[0-9A-Za-z-]{1,64}$/)

const wrapper = z.object({
  stream: z.object({ station: stationCode, incarnation: incarnationId }),
  prev: z.object({ sequence, hash: chainHash }),
  records: z.array(z.unknown()),
  hash: chainHash,
  // About the clock only: what is odd here must not stop a batch.
  sentAt: z.string().optional().catch(undefined),
  monotonicMs: z.number().optional().catch(undefined),
  bootId: z.string().optional().catch(undefined),
})
type Upload = z.infer<typeof wrapper>

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const instantMs = (text: unknown): number | null => {
  const ms = typeof text === 'string' ? Date.parse(text) : NaN
  return Number.isNaN(ms) ? null : ms
}

/** The records as objects in strict sequence after `prev`; otherwise nobody can say where they belong. */
const recordsOf = (upload: Upload): Json[] => {
  if (upload.records.length > largestBatch.records) {
    throw new Problem('too-large', `more than ${String(largestBatch.records)} records`)
  }
  const before = Number(upload.prev.sequence)
  return upload.records.map((record, index) => {
    if (!isObject(record)) throw new Problem('schema', `record ${String(index)} is not an object`)
    if (record.sequence !== formatSequence(before + 1 + index)) {
      throw new Problem('schema', `record ${String(index)} does not follow in sequence`)
    }
    return record
  })
}

const judgeAll = (upload: Upload, receivedMs: number, seal: Seal): JudgedRecord[] => {
  const station: StationClock = {
    sentAtMs: instantMs(upload.sentAt) ?? undefined,
    monotonicMs: upload.monotonicMs,
    bootId: upload.bootId,
  }
  let { hash } = upload.prev
  const judged = recordsOf(upload).map((record) => {
    const canonical = canonicalForm(record)
    hash = nextHash(hash, canonical)
    const timeMs = instantMs(record.time)
    const monotonicMs = typeof record.monoms === 'string' ? Number(record.monoms) : undefined
    const correctedMs = correctedTime({ timeMs, bootId: record.bootid, monotonicMs }, station, receivedMs)
    const place = { sequence: Number(record.sequence), hash, canonical, occurredMs: timeMs, correctedMs }
    return judge(record, place, seal)
  })
  if (hash !== upload.hash) {
    throw new Problem('hash-mismatch', 'the records do not lead from prev.hash to hash')
  }
  return judged
}

/**
 * What a record says, without its place in a stream: source, sequence and unknown attributes may differ.
 * `undefined` where another key sealed it.
 */
const contentOf = ({ body, sealed }: StoredBody, seal: Seal): string | undefined => {
  const text = sealed ? seal.open(body) : body
  if (text === undefined) return undefined
  const { type, subject, time, data } = JSON.parse(text) as Json
  return canonicalForm({ type, subject, time, data })
}

/**
 * An upload as the store takes it: the chain recomputed, each record judged.
 * Throws `Problem`: malformed, schema, too-large, hash-mismatch.
 */
export const readBatch = (json: unknown, receivedMs: number, seal: Seal): Batch => {
  const parsed = wrapper.safeParse(json)
  if (!parsed.success) {
    const where = parsed.error.issues.map(({ path }) => path.join('.') || 'body')
    throw new Problem('malformed', `not an upload: ${where.join(', ')}`)
  }
  const { stream, prev } = parsed.data
  return {
    ...stream,
    prev: { sequence: Number(prev.sequence), hash: prev.hash },
    records: judgeAll(parsed.data, receivedMs, seal),
    receivedMs,
    sameContent: (original, again) => {
      const first = contentOf(original, seal)
      return first === undefined || first === contentOf(again, seal)
    },
  }
}
