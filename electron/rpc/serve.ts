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

/** Puts the contract in front of a core: validates both ways, checks the audience, maps errors, fans pushes out. */
export const servePages = (service: PageService, deps: { log: Logger; newId: NewId }): PageServer => {
  const log = deps.log.child('rpc')
  const pages = new Map<PageId, (message: ToPage) => void>()
  const revisions = new Map<PushName, number>()

  const pushOf = (name: PushName, page: PageId): ToPage => ({
    type: 'push',
    name,
    rev: revisions.get(name) ?? 0,
    value: pushes[name].parse(service.snapshot(name, page)),
  })

  const off = service.onChanged((name) => {
    revisions.set(name, (revisions.get(name) ?? 0) + 1)
    for (const [page, send] of pages) send(pushOf(name, page))
  })

  const asCallError = (error: unknown, call: string): CallError => {
    if (isStationError(error)) {
      const code = callErrorCode.safeParse(error.code)
      if (code.success) return { code: code.data, params: error.params }
    }
    const logId = deps.newId()
    log.error('call failed', { call, logId, cause: describeError(error) })
    return { code: 'internal', params: {}, logId }
  }

  const run = async (name: CallName, input: unknown, page: PageId): Promise<unknown> => {
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

  const answer = async (message: unknown, page: PageId): Promise<Reply | null> => {
    const request = toCore.safeParse(message)
    if (!request.success) {
      const id = z.object({ id: z.int().nonnegative() }).safeParse(message)
      log.warn('message refused', { answered: id.success })
      return id.success ? failure(id.data.id, { code: 'badInput', params: {} }) : null
    }
    const { id, call, input } = request.data
    if (!isCall(call)) return failure(id, { code: 'notFound', params: { call: 'unknown' } })
    try {
      return { type: 'reply', id, output: await run(call, input, page) }
    } catch (error) {
      return failure(id, asCallError(error, call))
    }
  }

  return {
    connect: (send) => {
      const page = deps.newId()
      pages.set(page, send)
      send({ type: 'hello', version: contractVersion, boot: service.boot, app: service.app })
      for (const name of pushNames) send(pushOf(name, page))
      return {
        receive: (message) => {
          void answer(message, page).then((reply) => {
            if (reply !== null && pages.has(page)) send(reply)
          })
        },
        close: () => {
          if (pages.delete(page)) service.pageClosed(page)
        },
      }
    },
    close: () => {
      off()
      pages.clear()
    },
  }
}

/** Parses the text of one message; `null` for what is too long or not JSON. */
export const parseMessage = (text: string): unknown => {
  if (text.length > maxMessageLength) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
