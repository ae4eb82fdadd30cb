import { z } from 'zod'
import { StationError, describeError, isStationError } from '../base/errors.ts'
import type { NewId } from '../base/ids.ts'
import type { Logger } from '../base/log.ts'
import { calls, type CallName } from '../contract/calls.ts'
import { callErrorCode, type CallError } from '../contract/errors.ts'
import { contractVersion, maxMessageLength, toCore, type Reply, type ToPage } from '../contract/messages.ts'
import { pushes, type PushName } from '../contract/pushes.ts'
import type { PageId, PageService } from './handlers.ts'

/** One connected page. Transports only move JSON values and report closing. */
export interface PageConnection {
  /** Takes one message of the page. Junk is answered where it has an id, else dropped and logged. Never throws. */
  receive(message: unknown): void
  close(): void
}

export interface PageServer {
  /** Sends hello and all snapshots at once, then whatever changes. `send` must not throw. */
  connect(send: (message: ToPage) => void): PageConnection
  close(): void
}

const pushNames = Object.keys(pushes) as PushName[]

const isCall = (name: string): name is CallName => Object.hasOwn(calls, name)

const failure = (id: number, error: CallError): Reply => ({ type: 'reply', id, error })

/** Runs one call: audience, then input, then handler, then output. Throws what should become an error reply. */
const runCall = async (
  service: PageService,
  name: CallName,
  input: unknown,
  page: PageId,
): Promise<unknown> => {
  const call = calls[name]
  if (!service.isAdmitted(call.audience, page)) {
    throw new StationError(call.audience === 'holder' ? 'sessionEnded' : 'notAllowed')
  }
  const parsed = call.input.safeParse(input)
  if (!parsed.success)
    throw new StationError('badInput', { at: parsed.error.issues[0]?.path.join('.') ?? '' })
  const handler = service.handlers[name] as (value: unknown, page: PageId) => unknown
  return call.output.parse(await handler(parsed.data, page))
}

class Pages implements PageServer {
  readonly #service: PageService
  readonly #newId: NewId
  readonly #log: Logger
  readonly #pages = new Map<PageId, (message: ToPage) => void>()
  readonly #revisions = new Map<PushName, number>()
  readonly #off: () => void

  constructor(service: PageService, { log, newId }: { log: Logger; newId: NewId }) {
    this.#service = service
    this.#newId = newId
    this.#log = log.child('rpc')
    this.#off = service.onChanged((name) => {
      this.#revisions.set(name, (this.#revisions.get(name) ?? 0) + 1)
      for (const [page, send] of this.#pages) send(this.#push(name, page))
    })
  }

  connect(send: (message: ToPage) => void): PageConnection {
    const page = this.#newId()
    this.#pages.set(page, send)
    send({ type: 'hello', version: contractVersion, boot: this.#service.boot, app: this.#service.app })
    for (const name of pushNames) send(this.#push(name, page))
    return {
      receive: (message) => {
        void this.#answer(message, page).then((reply) => {
          if (reply !== null && this.#pages.has(page)) send(reply)
        })
      },
      close: () => {
        if (this.#pages.delete(page)) this.#service.pageClosed(page)
      },
    }
  }

  close(): void {
    this.#off()
    this.#pages.clear()
  }

  #push(name: PushName, page: PageId): ToPage {
    const value = pushes[name].parse(this.#service.snapshot(name, page))
    return { type: 'push', name, rev: this.#revisions.get(name) ?? 0, value }
  }

  async #answer(message: unknown, page: PageId): Promise<Reply | null> {
    const request = toCore.safeParse(message)
    if (!request.success) {
      const id = z.object({ id: z.int().nonnegative() }).safeParse(message)
      this.#log.warn('message refused', { answered: id.success })
      return id.success ? failure(id.data.id, { code: 'badInput', params: {} }) : null
    }
    const { id, call, input } = request.data
    if (!isCall(call)) return failure(id, { code: 'notFound', params: { call: 'unknown' } })
    try {
      return { type: 'reply', id, output: await runCall(this.#service, call, input, page) }
    } catch (error) {
      return failure(id, this.#asCallError(error, call))
    }
  }

  /** What the contract knows goes to the page; of everything else it learns only where the log tells more. */
  #asCallError(error: unknown, call: CallName): CallError {
    if (isStationError(error)) {
      const code = callErrorCode.safeParse(error.code)
      if (code.success) return { code: code.data, params: error.params }
    }
    const logId = this.#newId()
    this.#log.error('call failed', { call, logId, cause: describeError(error) })
    return { code: 'internal', params: {}, logId }
  }
}

/** Puts the contract in front of a core: validates both ways, checks the audience, maps errors, fans pushes out. */
export const servePages = (service: PageService, deps: { log: Logger; newId: NewId }): PageServer =>
  new Pages(service, deps)

/** Parses the text of one message; `null` for what is too long or not JSON. */
export const parseMessage = (text: string): unknown => {
  if (text.length > maxMessageLength) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
