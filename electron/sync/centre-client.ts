import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Clock } from '../base/clock.ts'

/** How an exchange ended. Whatever the centre or the network does, it is one of these and never a throw. */
export type CentreAnswer =
  | {
      kind: 'answer'
      status: number
      body: Record<string, unknown>
      retryAfterMs: number | null
      sentMono: number
      receivedMono: number
    }
  /** An answer that no centre gives: a login page, half a text, a flood. */
  | { kind: 'nonsense'; code: 'not-json' | 'redirected' | 'too-large-answer'; status: number }
  | { kind: 'lost'; code: 'unreachable' | 'tls' | 'timeout' | 'cut' | 'stopped' }

export interface CentreClient {
  pair(body: object, signal: AbortSignal): Promise<CentreAnswer>
  /** @param json one batch, already text */
  upload(accessToken: string, json: string, signal: AbortSignal): Promise<CentreAnswer>
  /** The centre's policy. Any answer shows that it is there, and that this station is. */
  config(accessToken: string, signal: AbortSignal): Promise<CentreAnswer>
  /** This station's own records from `from` on, as the centre holds them. */
  records(
    accessToken: string,
    query: { incarnation: string; from: string },
    signal: AbortSignal,
  ): Promise<CentreAnswer>
}

export type Fetch = typeof globalThis.fetch

const timeLimitMs = 30_000
const largestAnswerBytes = 4 * 1024 * 1024
const compress = promisify(gzip)

class TooLarge extends Error {}

const readLimited = async (response: Response): Promise<string> => {
  if (response.body === null) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > largestAnswerBytes) throw new TooLarge()
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** `Retry-After` (RFC 9110 §10.2.3) in seconds or as a date, else the body's `retryAfterMs`. */
const retryAfter = (response: Response, body: Record<string, unknown>, now: number): number | null => {
  if (typeof body.retryAfterMs === 'number' && body.retryAfterMs >= 0) return body.retryAfterMs
  const header = response.headers.get('retry-after')
  if (header === null) return null
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}

const parseObject = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** An error answer of something between may have no JSON body; its status still says enough. */
const toleratesAnyBody = (status: number): boolean => status >= 400

const isTls = (error: unknown): boolean => {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)
}

const readAnswer = async (response: Response, sentMono: number, clock: Clock): Promise<CentreAnswer> => {
  const { status } = response
  if (status >= 300 && status < 400) return { kind: 'nonsense', code: 'redirected', status }
  const text = await readLimited(response)
  const body = parseObject(text) ?? (toleratesAnyBody(status) ? {} : undefined)
  if (body === undefined) return { kind: 'nonsense', code: 'not-json', status }
  const retryAfterMs = retryAfter(response, body, clock.now())
  return { kind: 'answer', status, body, retryAfterMs, sentMono, receivedMono: clock.monotonic() }
}

/** Asked again after an await: the compiler believes that it cannot have changed. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted

interface Line {
  baseUrl: string
  fetch: Fetch
  clock: Clock
}

const exchange = async (
  { baseUrl, fetch, clock }: Line,
  path: string,
  init: RequestInit,
  stop: AbortSignal,
): Promise<CentreAnswer> => {
  const limit = new AbortController()
  const cancelLimit = clock.after(timeLimitMs, () => {
    limit.abort()
  })
  let response: Response | undefined
  try {
    const sentMono = clock.monotonic()
    const signal = AbortSignal.any([stop, limit.signal])
    response = await fetch(`${baseUrl}${path}`, { ...init, redirect: 'manual', signal })
    return await readAnswer(response, sentMono, clock)
  } catch (error) {
    if (error instanceof TooLarge) {
      return { kind: 'nonsense', code: 'too-large-answer', status: response?.status ?? 0 }
    }
    if (isAborted(stop)) return { kind: 'lost', code: 'stopped' }
    if (limit.signal.aborted) return { kind: 'lost', code: 'timeout' }
    if (response !== undefined) return { kind: 'lost', code: 'cut' }
    return { kind: 'lost', code: isTls(error) ? 'tls' : 'unreachable' }
  } finally {
    cancelLimit()
    // Lets go of the connection when the body was not read to its end.
    limit.abort()
  }
}

const uploadRequest = async (accessToken: string, json: string): Promise<RequestInit> => {
  const body = new Uint8Array(await compress(json))
  // RFC 9530: over the bytes as sent, so that anything between can check it without unpacking.
  const digest = createHash('sha256').update(body).digest('base64')
  return {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${accessToken}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-digest': `sha-256=:${digest}:`,
      accept: 'application/json, application/problem+json',
    },
  }
}

/** Speaks HTTP with one centre; keeps no state and never retries by itself. */
export const createCentreClient = (options: Line): CentreClient => {
  const line = { ...options, baseUrl: options.baseUrl.replace(/\/+$/, '') }
  return {
    pair: (body, signal) =>
      exchange(
        line,
        '/v1/devices',
        { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
        signal,
      ),
    upload: async (accessToken, json, signal) =>
      exchange(line, '/v1/sync/upload', await uploadRequest(accessToken, json), signal),
    config: (accessToken, signal) =>
      exchange(line, '/v1/config', { headers: { authorization: `Bearer ${accessToken}` } }, signal),
    records: (accessToken, query, signal) =>
      exchange(
        line,
        `/v1/sync/stream?${new URLSearchParams(query).toString()}`,
        { headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' } },
        signal,
      ),
  }
}
