import canonicalize from 'canonicalize'
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

type Json = Record<string, unknown>

export interface HeldRecord {
  sequence: number
  hash: string
  event: Json
}

/** How the centre treats one request; without one it keeps the protocol. */
export type Behaviour =
  | { kind: 'honest' }
  /** Answers instead of the protocol; nothing is committed. */
  | { kind: 'answer'; status: number; body: string | Json; headers?: Record<string, string> }
  /** Commits, then closes the connection without an answer. */
  | { kind: 'loseAnswer' }
  /** Commits, sends the first bytes of the answer, then closes the connection. */
  | { kind: 'cutAnswer'; after: number }
  /** Closes the connection without reading the request to its end. */
  | { kind: 'cutRequest' }
  /** Commits, then answers something else than it should. */
  | { kind: 'lie'; change: (answer: Json) => unknown }
  /** Sends the head of an answer and then a byte now and then, for ever. */
  | { kind: 'trickle' }

export interface SeenRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  json: Json
}

const zero = '0'.repeat(64)
const format = (value: number): string => String(value).padStart(10, '0')

const problem = (status: number, type: string, more: Json = {}): Behaviour => ({
  kind: 'answer',
  status,
  body: { type: `urn:wmsj:problem:${type}`, status, ...more },
  headers: { 'content-type': 'application/problem+json' },
})

export const refusal = problem

/** The next hash of a chain, computed here again so that a mistake in the station's own cannot hide. */
const nextHash = (previous: string, event: Json): string =>
  createHash('sha256')
    .update(Buffer.from(previous, 'hex'))
    .update(canonicalize(event) ?? '', 'utf8')
    .digest('hex')

const readAll = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** A centre on a real socket that keeps WMSJ-Sync 1, and that can be told to break it. */
export class FakeCentre {
  readonly requests: SeenRequest[] = []
  /** What it does with the next requests, first one first. */
  readonly script: Behaviour[] = []
  /** What it does when the script is empty. */
  otherwise: Behaviour = { kind: 'honest' }
  readonly streams = new Map<string, HeldRecord[]>()
  /** The station that this centre pairs as. */
  station = '119999001001'
  readonly tokens = new Set(['TOKEN'])
  readonly accessTokens = new Set<string>()
  policy: Json | undefined = { jitterMs: 0 }
  serverTime: (() => string) | undefined
  /** Verdicts to give, by record id. */
  readonly verdicts = new Map<string, { status: string; code: string }>()
  /** Looks at an upload and may answer in the protocol's stead. */
  refuses: ((json: Json) => Behaviour | undefined) | undefined
  readonly #server: Server
  #paired = 0

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response))
  }

  static async start(): Promise<FakeCentre> {
    const centre = new FakeCentre()
    await new Promise<void>((resolve) => centre.#server.listen(0, '127.0.0.1', resolve))
    return centre
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`
  }

  get uploads(): SeenRequest[] {
    return this.requests.filter(({ path }) => path === '/v1/sync/upload')
  }

  /** Every record held, of all streams. */
  get held(): HeldRecord[] {
    return [...this.streams.values()].flat()
  }

  /** Ids in the order in which each was first held. */
  get distinctIds(): string[] {
    return [...new Set(this.held.map(({ event }) => String(event.id)))]
  }

  /** Forgets everything of a stream after `sequence`, as a centre does that was restored from a copy. */
  rollBack(incarnation: string, sequence: number): void {
    this.streams.set(incarnation, (this.streams.get(incarnation) ?? []).slice(0, sequence))
  }

  /** Lets go of every connection, also those in the middle of an answer. */
  cutConnections(): void {
    this.#server.closeAllConnections()
  }

  /** Nobody answers at its address any more, until the returned function is called. */
  async goAway(): Promise<() => Promise<void>> {
    const { port } = this.#server.address() as AddressInfo
    await this.close()
    return () => new Promise((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const behaviour = this.script.shift() ?? this.otherwise
    if (behaviour.kind === 'cutRequest') {
      request.socket.destroy()
      return
    }
    try {
      const seen = this.#understand(request, await readAll(request))
      this.requests.push(seen)
      this.#answer(seen, behaviour, response)
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  }

  #understand(request: IncomingMessage, content: Buffer): SeenRequest {
    const url = new URL(request.url ?? '/', 'http://centre')
    const digest = request.headers['content-digest']
    if (digest !== undefined) {
      const wanted = `sha-256=:${createHash('sha256').update(content).digest('base64')}:`
      if (digest !== wanted) throw new Error('the digest does not fit')
    }
    const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(content) : content
    if (plain.length > 1024 * 1024) throw new Error('more than 1 MiB')
    return {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      json: plain.length === 0 ? {} : (JSON.parse(plain.toString('utf8')) as Json),
    }
  }

  #answer(seen: SeenRequest, behaviour: Behaviour, response: ServerResponse): void {
    if (behaviour.kind === 'answer') {
      send(response, behaviour)
      return
    }
    if (behaviour.kind === 'trickle') {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{')
      return
    }
    const honest = this.act(seen)
    const body = JSON.stringify(
      behaviour.kind === 'lie' ? behaviour.change(honest.body as Json) : honest.body,
    )
    if (behaviour.kind === 'loseAnswer') response.destroy()
    else if (behaviour.kind === 'cutAnswer') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
      response.write(body.slice(0, behaviour.after), () => response.destroy())
    } else send(response, { ...honest, body })
  }

  /** What the protocol wants it to do with a request, however that came here. */
  act(seen: SeenRequest): Extract<Behaviour, { kind: 'answer' }> {
    const asked = `${seen.method} ${seen.path}`
    if (asked === 'POST /v1/devices') return answerOf(this.#pair(seen.json))
    const token = seen.headers.authorization?.replace(/^Bearer /, '') ?? ''
    if (!this.accessTokens.has(token)) return answerOf(problem(401, 'token-expired'))
    if (asked === 'POST /v1/sync/upload') return answerOf(this.#upload(seen.json))
    if (asked === 'GET /v1/sync/stream') return answerOf(this.#stream(seen.query))
    return answerOf(problem(404, 'not-found'))
  }

  #pair(json: Json): Behaviour {
    if (!this.tokens.delete(String(json.token))) return problem(401, 'token-expired')
    this.#paired += 1
    const accessToken = `access-${String(this.#paired)}`
    this.accessTokens.add(accessToken)
    const body = { deviceId: `device-${String(this.#paired)}`, stationId: this.station, accessToken }
    return { kind: 'answer', status: 200, body: this.policy ? { ...body, policy: this.policy } : body }
  }

  #stream(query: URLSearchParams): Behaviour {
    const incarnation = query.get('incarnation') ?? ''
    const held = this.streams.get(incarnation) ?? []
    const from = Number(query.get('from') ?? '1')
    const last = held.at(-1)
    const records = held.filter(({ sequence }) => sequence >= from).slice(0, 100)
    return {
      kind: 'answer',
      status: 200,
      body: {
        incarnation,
        sequence: format(last?.sequence ?? 0),
        hash: last?.hash ?? zero,
        records: records.map(({ event }) => event),
      },
    }
  }

  #upload(json: Json): Behaviour {
    const refused = this.refuses?.(json)
    if (refused !== undefined) return refused
    const { stream, prev, records, hash } = json as {
      stream: { station: string; incarnation: string }
      prev: { sequence: string; hash: string }
      records: Json[]
      hash: string
    }
    if (stream.station !== this.station) return problem(403, 'not-yours')
    if (records.length === 0 || records.length > 500) return problem(413, 'too-large')
    const held = this.streams.get(stream.incarnation) ?? []
    const before = Number(prev.sequence)
    if (before > held.length) return problem(409, 'gap', { expected: format(held.length + 1) })
    if (before > 0 && held[before - 1]?.hash !== prev.hash)
      return problem(409, 'fork', { at: format(before) })
    if (before === 0 && prev.hash !== zero) return problem(409, 'fork', { at: format(1) })
    return this.#commit(stream.incarnation, before, prev.hash, records, hash)
  }

  #commit(incarnation: string, before: number, prevHash: string, records: Json[], wanted: string): Behaviour {
    const held = [...(this.streams.get(incarnation) ?? [])]
    const known = new Set(this.held.map(({ event }) => event.id))
    const results: Json[] = []
    let hash = prevHash
    for (const [index, event] of records.entries()) {
      const sequence = before + index + 1
      if (event.sequence !== format(sequence)) return problem(422, 'schema')
      hash = nextHash(hash, event)
      const mine = held[sequence - 1]
      if (mine !== undefined) {
        if (mine.hash !== hash) return problem(409, 'fork', { at: format(sequence) })
        continue
      }
      held.push({ sequence, hash, event })
      const verdict = known.has(event.id)
        ? { status: 'duplicate', code: 'known-id' }
        : this.verdicts.get(String(event.id))
      if (verdict) results.push({ sequence: format(sequence), ...verdict })
    }
    if (hash !== wanted) return problem(400, 'hash-mismatch')
    this.streams.set(incarnation, held)
    const time = this.serverTime ? { serverTime: this.serverTime() } : {}
    return {
      kind: 'answer',
      status: 200,
      body: { ack: format(before + records.length), results, nextUploadMs: 0, ...time },
    }
  }
}

const answerOf = (behaviour: Behaviour): Extract<Behaviour, { kind: 'answer' }> => {
  if (behaviour.kind !== 'answer') throw new Error('no answer')
  return behaviour
}

const send = (
  response: ServerResponse,
  { status, body, headers }: Extract<Behaviour, { kind: 'answer' }>,
): void => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}
