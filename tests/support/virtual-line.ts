import { gunzipSync } from 'node:zlib'
import type { FakeCentre, SeenRequest } from './fake-centre.ts'
import type { ManualClock } from './manual-clock.ts'

/** What becomes of one request on its way. */
export type Way =
  | { kind: 'through' }
  | { kind: 'down' }
  | { kind: 'requestLost' }
  /** The centre keeps it; the answer never comes. */
  | { kind: 'answerLost' }
  /** The centre keeps it; the answer ends in the middle. */
  | { kind: 'answerCut' }
  | { kind: 'late'; ms: number }
  /** Something between sends it once more, some requests later. */
  | { kind: 'repeated' }
  | { kind: 'refused'; status: number }

const understand = (url: string, init: RequestInit): SeenRequest => {
  const { pathname, searchParams } = new URL(url)
  const headers = Object.fromEntries(new Headers(init.headers).entries())
  const body =
    init.body instanceof Uint8Array
      ? Buffer.from(init.body)
      : Buffer.from(typeof init.body === 'string' ? init.body : '')
  const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
  return {
    method: init.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers,
    json: plain.length === 0 ? {} : (JSON.parse(plain.toString('utf8')) as Record<string, unknown>),
  }
}

/** Answers when the client gives up: after its time limit, or because it is told to end. */
const givenUp = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = (): void => {
      reject(new TypeError('given up'))
    }
    if (signal.aborted) fail()
    signal.addEventListener('abort', fail)
  })

const cutShort = (): ReadableStream =>
  new ReadableStream({
    start: (answer) => {
      answer.error(new TypeError('cut'))
    },
  })

/** A line between a station and its centre without sockets: its time is a clock moved by hand. */
export class VirtualLine {
  requests = 0
  readonly #moving = new Set<AbortSignal>()
  #repeats: SeenRequest[] = []
  readonly #centre: FakeCentre
  readonly #clock: ManualClock
  readonly #way: () => Way

  constructor(centre: FakeCentre, clock: ManualClock, way: () => Way) {
    this.#centre = centre
    this.#clock = clock
    this.#way = way
  }

  /** Whether a request will get on without time passing. */
  isMoving(): boolean {
    return this.#moving.size > 0
  }

  /** What was held back arrives, though nobody waits for its answer any more. */
  deliverRepeats(): number {
    const repeats = this.#repeats.splice(0)
    for (const seen of repeats) this.#centre.act(seen)
    return repeats.length
  }

  readonly fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const signal = init.signal ?? new AbortController().signal
    if (signal.aborted) throw new TypeError('given up')
    this.requests += 1
    this.#moving.add(signal)
    // The client lets go of every request by its signal, however it ended.
    signal.addEventListener('abort', () => {
      this.#moving.delete(signal)
    })
    const still = async <T>(waiting: Promise<T>): Promise<T> => {
      this.#moving.delete(signal)
      try {
        return await waiting
      } finally {
        if (!signal.aborted) this.#moving.add(signal)
      }
    }
    return await this.#carry(understand(input as string, init), signal, still)
  }

  async #carry(
    seen: SeenRequest,
    signal: AbortSignal,
    still: <T>(waiting: Promise<T>) => Promise<T>,
  ): Promise<Response> {
    const way = this.#way()
    if (way.kind === 'down') throw new TypeError('no line')
    if (way.kind === 'refused') return new Response('', { status: way.status })
    if (way.kind === 'requestLost') return await still(givenUp(signal))
    if (way.kind === 'late') await still(this.#clock.sleep(way.ms, signal))
    const { status, body } = this.#centre.act(seen)
    if (way.kind === 'answerLost') return await still(givenUp(signal))
    if (way.kind === 'repeated') this.#repeats.push(seen)
    return new Response(way.kind === 'answerCut' ? cutShort() : JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    })
  }
}
