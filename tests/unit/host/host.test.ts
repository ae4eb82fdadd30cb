import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { systemClock } from '../../../electron/base/clock.ts'
import { isStationError } from '../../../electron/base/errors.ts'
import { createIds } from '../../../electron/base/ids.ts'
import { silentLog } from '../../../electron/base/log.ts'
import type { PageFile } from '../../../electron/station/hosting/page-files.ts'
import { createGate } from '../../../electron/host/gate.ts'
import { createPageHost, listen } from '../../../electron/host/http.ts'
import { serveSockets } from '../../../electron/host/websocket.ts'
import { servePages } from '../../../electron/rpc/serve.ts'
import { createScriptedService } from '../../support/page-service.ts'
import { rawRequest, silentConnection } from '../../support/raw-http.ts'

const key = 'a1'.repeat(32)
const file = (type: string, body: string, immutable = false): PageFile => ({
  type,
  etag: '"1"',
  immutable,
  read: () => Buffer.from(body),
})
const files = new Map([
  ['/', file('text/html; charset=utf-8', '<!doctype html><title>page</title>')],
  ['/assets/a.js', file('text/javascript; charset=utf-8', 'void 0', true)],
])

/** A file of the station's own folder. */
const own = (path: string): PageFile | undefined =>
  path === '/voice/own/full.ogg' ? file('audio/ogg', 'OggS') : undefined

let gate = createGate({ port: 0, key, clock: systemClock })
const host = createPageHost({
  files,
  own,
  gate: () => gate,
  health: () => ({ reader: { state: 'ready' } }),
})
const pages = servePages(createScriptedService(), { log: silentLog, newId: createIds(systemClock) })
const closeSockets = serveSockets({
  server: host.server,
  gate: () => gate,
  pages,
  clock: systemClock,
  log: silentLog,
  trust: (request) => {
    host.trust(request.socket)
  },
})
let port = 0
let origin = ''
const cookie = (): string => gate.cookie.split(';')[0] ?? ''

beforeAll(async () => {
  port = await listen(host.server, 0)
  gate = createGate({ port, key, clock: systemClock })
  origin = `http://127.0.0.1:${String(port)}`
})
afterAll(async () => {
  closeSockets()
  host.server.closeAllConnections()
  await new Promise((resolve) => host.server.close(resolve))
})

describe('who gets in', () => {
  it('listens on loopback only', () => {
    expect((host.server.address() as AddressInfo).address).toBe('127.0.0.1')
  })

  it.each<[string, string, () => Record<string, string>, number]>([
    ['a foreign host name, even with the key', 'GET /health?key=KEY', () => ({ Host: 'evil.example' }), 421],
    ['localhost by name', 'GET /health?key=KEY', () => ({ Host: `localhost:${String(port)}` }), 421],
    ['the right host without its port', 'GET /health?key=KEY', () => ({ Host: '127.0.0.1' }), 421],
    [
      'wrong host before foreign origin',
      'POST /',
      () => ({ Host: 'evil.example', Origin: 'http://evil.example' }),
      421,
    ],
    [
      'a foreign origin that posts, with the key',
      'POST /?key=KEY',
      () => ({ Origin: 'http://evil.example' }),
      403,
    ],
    ['a post without an origin', 'POST /?key=KEY', () => ({}), 403],
    ['a foreign origin before a missing key', 'POST /', () => ({ Origin: 'http://evil.example' }), 403],
    ['a foreign page that reads', 'GET /health?key=KEY', () => ({ Origin: 'http://evil.example' }), 403],
    [
      'a request that a foreign page made',
      'GET /health?key=KEY',
      () => ({ 'Sec-Fetch-Site': 'cross-site' }),
      403,
    ],
    ['no key', 'GET /health', () => ({}), 401],
    ['a wrong key', 'GET /health?key=a1', () => ({}), 401],
    ['a wrong cookie', 'GET /', () => ({ Cookie: `station_key_${String(port)}=zz` }), 401],
    ["another station's cookie", 'GET /', () => ({ Cookie: `station_key_1=${key}` }), 401],
    ['the key', 'GET /health?key=KEY', () => ({}), 200],
    ['the cookie', 'GET /', () => ({ Cookie: cookie() }), 200],
    ['a post of our own page finds nothing to post to', 'POST /?key=KEY', () => ({ Origin: origin }), 405],
  ])('%s', async (_title, line, headers, status) => {
    expect((await rawRequest(port, line.replace('KEY', key), headers())).status).toBe(status)
  })

  it('trades the key in the address for a cookie that no script can read', async () => {
    const answer = await rawRequest(port, `GET /?key=${key}`)
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/')
    expect(answer.headers['set-cookie']).toBe(
      `station_key_${String(port)}=${key}; Path=/; HttpOnly; SameSite=Strict`,
    )
  })
})

describe('what is served', () => {
  it('the page, never cached without asking, under a policy without inline code', async () => {
    const { headers, body } = await rawRequest(port, 'GET /', { Cookie: cookie() })
    expect(body).toContain('<title>page</title>')
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
  })

  it('files named by their content, once', async () => {
    const { headers } = await rawRequest(port, 'GET /assets/a.js', { Cookie: cookie() })
    expect(headers['cache-control']).toContain('immutable')
    const again = await rawRequest(port, 'GET /assets/a.js', { Cookie: cookie(), 'If-None-Match': '"1"' })
    expect(again.status).toBe(304)
  })

  it('a recording of the station’s own, to who has the key only', async () => {
    const { headers, body } = await rawRequest(port, 'GET /voice/own/full.ogg?r=2', { Cookie: cookie() })
    expect([body, headers['content-type']]).toEqual(['OggS', 'audio/ogg'])
    expect((await rawRequest(port, 'GET /voice/own/full.ogg')).status).toBe(401)
    expect((await rawRequest(port, 'GET /voice/own/other.ogg', { Cookie: cookie() })).status).toBe(404)
  })

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/x',
    '/assets%2fa.js',
    '//etc/passwd',
    '/assets/a.js%00',
  ])('nothing that is not on the list: %s', async (path) => {
    expect((await rawRequest(port, `GET ${path}`, { Cookie: cookie() })).status).toBe(404)
  })
})

describe('peers that waste what others need', () => {
  it('cannot keep the page from answering by holding connections open', async () => {
    const silent = await Promise.all(
      Array.from({ length: 50 }, () => silentConnection(port, 'GET / HTTP/1.1\r\nHost: x')),
    )
    const answer = await rawRequest(port, 'GET /', { Cookie: cookie() })
    expect(answer.status).toBe(200)
    for (const socket of silent) socket.destroy()
  })

  it('get no room for headers of 9 KiB', async () => {
    const answer = await rawRequest(port, 'GET /', { Cookie: cookie(), 'X-Pad': 'x'.repeat(9 * 1024) })
    expect(answer.status).toBe(431)
  })
})

const opens = (headers: Record<string, string>, path = '/socket'): Promise<number | 'open'> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}${path}`, { headers })
    socket.once('open', () => {
      resolve('open')
      socket.terminate()
    })
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    socket.on('error', () => undefined)
  })

describe('who gets a socket', () => {
  it('only our own page with the key', async () => {
    expect(await opens({ origin, cookie: cookie() })).toBe('open')
    expect(await opens({ cookie: cookie() })).toBe(403)
    expect(await opens({ origin: 'http://evil.example', cookie: cookie() })).toBe(403)
    expect(await opens({ origin: 'null', cookie: cookie() })).toBe(403)
    expect(await opens({ origin })).toBe(401)
    expect(await opens({ origin, cookie: cookie(), host: 'evil.example' })).toBe(421)
    expect(await opens({ origin, cookie: cookie() }, '/other')).toBe(404)
  })

  const socketOf = (): Promise<WebSocket> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/socket`, {
        headers: { origin, cookie: cookie() },
      })
      socket.once('open', () => {
        resolve(socket)
      })
      socket.once('error', reject)
      socket.on('error', () => undefined)
    })
  const closing = (socket: WebSocket): Promise<number> =>
    new Promise((resolve) =>
      socket.once('close', (code) => {
        resolve(code)
      }),
    )

  it('at most eight at a time', async () => {
    const eight = await Promise.all(Array.from({ length: 8 }, socketOf))
    expect(await opens({ origin, cookie: cookie() })).toBe(503)
    await Promise.all(
      eight.map((socket) => {
        const closed = closing(socket)
        socket.close()
        return closed
      }),
    )
    expect(await opens({ origin, cookie: cookie() })).toBe('open')
  })

  it('not who floods it', async () => {
    const socket = await socketOf()
    const closed = closing(socket)
    for (let count = 0; count < 200; count += 1) socket.send('{}')
    expect(await closed).toBe(1008)
  })

  it('not who sends a giant message', async () => {
    const socket = await socketOf()
    const closed = closing(socket)
    socket.send('x'.repeat(300 * 1024))
    expect(await closed).toBe(1009)
  })
})

it('says that a port is taken', async () => {
  const second = createPageHost({ files, own: () => undefined, gate: () => gate, health: () => ({}) })
  const error: unknown = await listen(second.server, port).catch((reason: unknown) => reason)
  expect(isStationError(error, 'portInUse')).toBe(true)
})
