import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Clock } from '../base/clock.ts'

const ticketMs = 30_000

/** Why a request was turned away, as HTTP status: wrong host, foreign origin, no key. */
export type Refusal = 421 | 403 | 401

export interface Gate {
  /** `null` lets the request pass. `mustHaveOrigin`: WebSocket upgrades and everything but GET and HEAD. */
  check(request: IncomingMessage, mustHaveOrigin: boolean): Refusal | null
  /** The cookie that carries the key after the first page load. */
  readonly cookie: string
  /** Lets one request in during the next half minute: what stands in a list of processes is worth nothing. */
  makeTicket(): string
  /** Whether it was good; it is not any more. */
  takeTicket(ticket: string): boolean
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const cookieValue = (request: IncomingMessage, name: string): string | null => {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=')
    if (key === name && value !== undefined) return value
  }
  return null
}

/** The query of a request, whatever its target looks like. */
export const queryOf = (request: IncomingMessage): URLSearchParams => {
  const [, query = ''] = (request.url ?? '').split('?', 2)
  return new URLSearchParams(query)
}

/**
 * Host against DNS rebinding, origin against foreign pages, key against everybody else on this machine.
 * The order is fixed: 421, 403, 401.
 */
export const createGate = (input: { port: number; key: string; clock: Pick<Clock, 'monotonic'> }): Gate => {
  const host = `127.0.0.1:${String(input.port)}`
  const origin = `http://${host}`
  // Cookies do not distinguish ports: without the port in its name, two stations would overwrite each other's.
  const cookieName = `station_key_${String(input.port)}`
  const wanted = digest(input.key)
  const isKey = (given: string | null): boolean => given !== null && timingSafeEqual(digest(given), wanted)
  /** Hash of each ticket that nobody has used, and until when it is good. */
  const tickets = new Map<string, number>()

  return {
    makeTicket: () => {
      const ticket = randomBytes(32).toString('base64url')
      tickets.set(digest(ticket).toString('hex'), input.clock.monotonic() + ticketMs)
      return ticket
    },
    takeTicket: (ticket) => {
      const name = digest(ticket).toString('hex')
      const until = tickets.get(name)
      tickets.delete(name)
      return until !== undefined && input.clock.monotonic() < until
    },
    cookie: `${cookieName}=${input.key}; Path=/; HttpOnly; SameSite=Strict`,
    check: (request, mustHaveOrigin) => {
      if (request.headers.host !== host) return 421
      const given = request.headers.origin
      if (mustHaveOrigin ? given !== origin : given !== undefined && given !== origin) return 403
      const site = request.headers['sec-fetch-site']
      if (site !== undefined && site !== 'none' && site !== 'same-origin') return 403
      return isKey(cookieValue(request, cookieName)) || isKey(queryOf(request).get('key')) ? null : 401
    },
  }
}
