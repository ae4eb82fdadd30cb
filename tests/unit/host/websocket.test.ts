import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createIds } from '../../../electron/base/ids.ts'
import { silentLog } from '../../../electron/base/log.ts'
import type { ToPage } from '../../../electron/contract/messages.ts'
import { createGate, type Gate } from '../../../electron/host/gate.ts'
import { createPageHost, listen, type PageHost } from '../../../electron/host/http.ts'
import { serveSockets } from '../../../electron/host/websocket.ts'
import { servePages, type PageServer } from '../../../electron/rpc/serve.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { createScriptedService } from '../../support/page-service.ts'
import { rawRequest } from '../../support/raw-http.ts'
import { until } from '../../support/until.ts'

const key = 'b2'.repeat(32)
let clock: ManualClock
let gate: Gate
let host: PageHost
let port: number
let end: () => void
/** Speaks to the page that connected last. */
let send: (message: ToPage) => void

beforeEach(async () => {
  clock = new ManualClock()
  gate = createGate({ port: 0, key, clock })
  host = createPageHost({ files: new Map(), own: () => undefined, gate: () => gate, health: () => ({}) })
  const real = servePages(createScriptedService(), { log: silentLog, newId: createIds(clock) })
  const pages: PageServer = {
    close: () => {
      real.close()
    },
    connect: (toPage) => {
      send = toPage
      return real.connect(toPage)
    },
  }
  end = serveSockets({
    server: host.server,
    gate: () => gate,
    pages,
    clock,
    log: silentLog,
    trust: (request) => {
      host.trust(request.socket)
    },
  })
  port = await listen(host.server, 0)
  gate = createGate({ port, key, clock })
})
afterEach(async () => {
  end()
  host.server.closeAllConnections()
  await new Promise((resolve) => host.server.close(resolve))
})

const open = async (options: { autoPong?: boolean } = {}): Promise<WebSocket> => {
  const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/socket`, {
    headers: { origin: `http://127.0.0.1:${String(port)}`, cookie: gate.cookie.split(';')[0] },
    ...options,
  })
  socket.on('error', () => undefined)
  await once(socket, 'open')
  return socket
}

test('a peer that answers pings stays, one that does not is let go at the second', async () => {
  const lively = await open()
  const dead = await open({ autoPong: false })
  let pings = 0
  lively.on('ping', () => (pings += 1))
  clock.advance(15_000)
  await until(() => pings === 1)
  // The answer is on its way back: what comes after it shows that it has arrived.
  lively.ping()
  await once(lively, 'pong')
  const closed = once(dead, 'close')
  clock.advance(15_000)
  await closed
  expect(lively.readyState).toBe(WebSocket.OPEN)
  lively.terminate()
})

test('a page that reads nothing is let go when a mebibyte waits for it', async () => {
  const socket = await open()
  socket.pause()
  const isWaiting = () => {
    send({ type: 'push', name: 'session', rev: 1, value: 'x'.repeat(64 * 1024) })
    return false
  }
  const closed = once(socket, 'close')
  for (let count = 0; count < 400; count += 1) isWaiting()
  socket.resume()
  const [code] = (await closed) as [number]
  expect(code).toBe(1013)
})

test('a ticket lets one browser in, once, within half a minute', async () => {
  const ticket = gate.makeTicket()
  const late = gate.makeTicket()
  const first = await rawRequest(port, `GET /?ticket=${ticket}`)
  expect([first.status, first.headers.location]).toEqual([303, '/'])
  expect(first.headers['set-cookie']).toContain(key)
  expect((await rawRequest(port, `GET /?ticket=${ticket}`)).status).toBe(401)
  clock.advance(30_001)
  expect((await rawRequest(port, `GET /?ticket=${late}`)).status).toBe(401)
})

test('a ticket is for the page alone', async () => {
  const ticket = gate.makeTicket()
  expect((await rawRequest(port, `GET /health?ticket=${ticket}`)).status).toBe(401)
})

test('a ticket opens nothing to a foreign page, under a foreign name, or to anything but a look', async () => {
  const asks = [
    ['GET', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['GET', { Host: 'evil.example' }, 421],
    ['HEAD', {}, 401],
    ['POST', {}, 403],
  ] as const
  for (const [method, headers, status] of asks) {
    const answer = await rawRequest(port, `${method} /?ticket=${gate.makeTicket()}`, headers)
    expect([method, answer.status, answer.headers['set-cookie']]).toEqual([method, status, undefined])
  }
})
