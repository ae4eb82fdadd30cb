import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { createAdmission } from './admission.ts'
import { largestBatch } from './batch.ts'
import type { Context } from './context.ts'
import { registerDevices } from './devices.ts'
import { registerPage } from './page/page.ts'
import { plannedBatchesPerSecond } from './policy.ts'
import { Problem } from './problem.ts'
import { databaseErrorCode } from './store/database.ts'
import { registerSync } from './sync.ts'

/** Batches that may be at work at once; the next gets an appointment. */
const defaultInFlight = 16

const isClientError = (error: FastifyError): boolean =>
  error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500

/** Anything thrown as an answer. What nobody foresaw is told to the operator by its code alone. */
const problemOf = (error: FastifyError, warn: Context['warn']): Problem => {
  if (error instanceof Problem) return error
  if (error.statusCode === 413) return new Problem('too-large', 'more than 1 MiB')
  if (isClientError(error)) return new Problem('malformed', 'the request cannot be read')
  const code = databaseErrorCode(error)
  warn(`request failed: ${code}`)
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) {
    return new Problem('internal', 'a fault of the centre')
  }
  return new Problem('maintenance', 'the database does not answer', { retryAfterMs: 5_000 })
}

/** The centre's HTTP side, not listening yet. Every answer other than success is problem+json (RFC 9457). */
export const createApp = (context: Context, maxInFlight = defaultInFlight): FastifyInstance => {
  const app = fastify({
    bodyLimit: largestBatch.bytes,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 64 },
  })
  // Content stays bytes until its digest is checked: `readBody` makes JSON of it.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const problem = problemOf(error, context.warn)
    return reply.code(problem.status).headers(problem.headers).send(problem.body)
  })
  app.setNotFoundHandler((_request, reply) => {
    const problem = new Problem('not-found', 'nothing is here')
    return reply.code(problem.status).headers(problem.headers).send(problem.body)
  })
  app.get('/health', async () => ({ ok: true, stations: await context.store.stationCount() }))
  registerDevices(app, context)
  const admit = createAdmission({ maxInFlight, perSecond: plannedBatchesPerSecond, now: context.now })
  registerSync(app, context, admit)
  registerPage(app, context)
  return app
}
