import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { StationError } from '../base/errors.ts'
import { contentSecurityPolicy, type PageFile } from '../station/hosting/page-files.ts'
import { queryOf, type Gate } from './gate.ts'

/** Peers that may be connected at once; of more, those go first that have not shown the key. */
const maxConnections = 32

const commonHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

const end = (
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
): void => {
  const length = body.length === 0 ? {} : { 'Content-Length': Buffer.byteLength(body) }
  response.writeHead(status, { ...commonHeaders, 'Cache-Control': 'no-store', ...length, ...headers })
  response.end(body)
}

const sendFile = (request: IncomingMessage, response: ServerResponse, file: PageFile): void => {
  const caching = file.immutable ? 'max-age=31536000, immutable' : 'no-cache'
  const headers = { 'Content-Type': file.type, ETag: file.etag, 'Cache-Control': caching }
  if (request.headers['if-none-match'] === file.etag) {
    end(response, 304, headers)
    return
  }
  end(response, 200, headers, request.method === 'HEAD' ? '' : file.read())
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/'

const isSafe = (request: IncomingMessage): boolean => request.method === 'GET' || request.method === 'HEAD'

/** A browser that the launcher opened: it gets the key as a cookie, without ever having it on its command line. */
const isTicketGood = (request: IncomingMessage, gate: Gate): boolean => {
  if (pathOf(request) !== '/') return false
  const ticket = queryOf(request).get('ticket')
  return request.method === 'GET' && ticket !== null && gate.takeTicket(ticket)
}

export interface PageHost {
  readonly server: Server
  /** Marks a connection as one that has shown the key. */
  trust(socket: Socket): void
}

const serverLimits = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
}

/** Serves the page and `/health`; the gate is known only after the port is. */
export const createPageHost = (deps: {
  files: ReadonlyMap<string, PageFile>
  /** A file of the station's folder under an address of the page. */
  own: (path: string) => PageFile | undefined
  gate(): Gate
  health(): unknown
}): PageHost => {
  const strangers = new Set<Socket>()
  const connected = new Set<Socket>()

  const trust = (socket: Socket): void => {
    strangers.delete(socket)
  }

  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    const gate = deps.gate()
    const refusal = gate.check(request, !isSafe(request))
    const hasTicket = refusal === 401 && isTicketGood(request, gate)
    if (refusal !== null && !hasTicket) {
      end(response, refusal, { Connection: 'close' })
      return
    }
    trust(request.socket)
    if (!isSafe(request)) {
      end(response, 405, { Allow: 'GET, HEAD', Connection: 'close' })
      return
    }
    const path = pathOf(request)
    if (path === '/health') {
      end(response, 200, { 'Content-Type': 'application/json' }, JSON.stringify(deps.health()))
      return
    }
    if (hasTicket || (path === '/' && queryOf(request).has('key'))) {
      // The key leaves the address bar at once and lives on in a cookie that no script can read.
      end(response, 303, { Location: '/', 'Set-Cookie': gate.cookie })
      return
    }
    const file = deps.files.get(path) ?? deps.own(path)
    if (file === undefined) end(response, 404)
    else sendFile(request, response, file)
  }

  const server = createServer(serverLimits, respond)
  server.on('connection', (socket: Socket) => {
    if (connected.size >= maxConnections) {
      const [oldest] = strangers
      ;(oldest ?? socket).destroy()
    }
    connected.add(socket)
    strangers.add(socket)
    socket.on('close', () => {
      connected.delete(socket)
      strangers.delete(socket)
    })
  })
  return { server, trust }
}

/** Listens on loopback; resolves with the port. A port in use throws `portInUse`. */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new StationError('portInUse', { port }, { cause: error }) : error)
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : port)
    })
  })
