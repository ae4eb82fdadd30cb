import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { firstPrev, formatSequence } from '../electron/contract/records/index.ts'
import { deviceOf } from './access.ts'
import type { Admission } from './admission.ts'
import { incarnationId, largestBatch, readBatch } from './batch.ts'
import type { Context } from './context.ts'
import { policyFor } from './policy.ts'
import { Problem } from './problem.ts'
import { readBody } from './read-body.ts'
import type { Device, StoredBody } from './store/centre-store.ts'

const upload = async (context: Context, request: FastifyRequest, device: Device): Promise<unknown> => {
  const json = await readBody(request.body, request.headers)
  const batch = readBatch(json, context.now(), context.seal)
  if (batch.station !== device.station)
    throw new Problem('not-yours', 'this is the stream of another station')
  const outcome = await context.store.commitBatch(batch)
  switch (outcome.kind) {
    case 'gap':
      throw new Problem('gap', 'records before this batch are missing', {
        expected: formatSequence(outcome.expected),
      })
    case 'fork':
      throw new Problem('fork', 'the centre holds another record at or before this place', {
        at: formatSequence(outcome.at),
      })
    case 'accepted':
      return {
        ack: formatSequence(outcome.ack),
        results: outcome.results.map((result) => ({ ...result, sequence: formatSequence(result.sequence) })),
        serverTime: new Date(context.now()).toISOString(),
        nextUploadMs: 0,
      }
  }
}

/**
 * A batch passes admission and its sender is known before a byte of its content is read. The place is
 * given back when the answer is out or the connection is gone.
 */
const registerUpload = (app: FastifyInstance, context: Context, admit: () => Admission): void => {
  const senders = new WeakMap<FastifyRequest, Device>()
  const enter = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const admission = admit()
    if (!admission.admitted) {
      const { retryAfterMs } = admission
      throw new Problem('overloaded', 'too many batches at once', { retryAfterMs })
    }
    reply.raw.once('close', admission.leave)
    senders.set(request, await deviceOf(context, request))
  }
  app.post('/v1/sync/upload', { onRequest: enter }, async (request) => {
    const device = senders.get(request)
    if (!device) throw new Error('the sender was not identified')
    return upload(context, request, device)
  })
}

interface StreamQuery {
  incarnation?: string
  from?: string
}

/** The record as it was sent. A withdrawn or unreadable one keeps its place, without what it said. */
const recordOf = (
  context: Context,
  { body, sealed, sequence }: StoredBody & { sequence: number },
): unknown => {
  const text = sealed && body !== '' ? context.seal.open(body) : body
  if (text === undefined || text === '') return { sequence: formatSequence(sequence), withheld: true }
  return JSON.parse(text) as unknown
}

const stream = async (context: Context, station: string, query: StreamQuery): Promise<unknown> => {
  const { incarnation, from } = query
  if (incarnation !== undefined && !incarnationId.safeParse(incarnation).success) {
    throw new Problem('malformed', 'not an incarnation')
  }
  if (from !== undefined && !/^\d{1,10}$/.test(from)) throw new Problem('malformed', 'from is a sequence')
  const head = await context.store.head(station, incarnation)
  if (!head)
    return { incarnation: incarnation ?? null, ...firstPrev, ...(from === undefined ? {} : { records: [] }) }
  const answer = { incarnation: head.incarnation, sequence: formatSequence(head.sequence), hash: head.hash }
  if (from === undefined) return answer
  const first = Math.max(1, Number(from))
  const { store } = context
  const { prev, records } = await store.recordsFrom(station, head.incarnation, first, largestBatch.records)
  return {
    ...answer,
    prev: prev ? { sequence: formatSequence(prev.sequence), hash: prev.hash } : firstPrev,
    records: records.map((record) => recordOf(context, record)),
  }
}

/** Records up, what the centre holds of a station's own stream, and the policy. */
export const registerSync = (app: FastifyInstance, context: Context, admit: () => Admission): void => {
  registerUpload(app, context, admit)

  app.get<{ Querystring: StreamQuery }>('/v1/sync/stream', async (request) => {
    const { station } = await deviceOf(context, request)
    return stream(context, station, request.query)
  })

  app.get('/v1/config', async (request) => {
    // Open to all; a station that shows its token counts as heard.
    if (request.headers.authorization !== undefined) await deviceOf(context, request)
    return policyFor(await context.store.stationCount())
  })
}
