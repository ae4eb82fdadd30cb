import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Clock } from '../base/clock.ts'
import type { Logger } from '../base/log.ts'
import { maxMessageLength } from '../contract/messages.ts'
import { parseMessage, type PageServer } from '../rpc/serve.ts'
import type { Gate } from './gate.ts'

const maxSockets = 8
const maxMessagesPerSecond = 50
const maxBufferedBytes = 1024 * 1024
const pingEveryMs = 15_000
const socketPath = '/socket'

/** Close codes of RFC 6455. */
const policyViolation = 1008
const tryAgainLater = 1013

const refuse = (socket: Duplex, status: number): void => {
  socket.end(`HTTP/1.1 ${String(status)} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const textOf = (data: unknown): string =>
  Buffer.isBuffer(data)
    ? data.toString('utf8')
    : Array.isArray(data)
      ? Buffer.concat(data as Buffer[]).toString('utf8')
      : ''

/** Carries the pages' messages over WebSocket. Returns the function that closes every socket. */
export const serveSockets = (deps: {
  server: Server
  gate(): Gate
  pages: PageServer
  clock: Clock
  log: Logger
  trust(request: IncomingMessage): void
}): (() => void) => {
  const { clock } = deps
  const log = deps.log.child('socket')
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageLength,
    perMessageDeflate: false,
  })

  const accept = (socket: WebSocket): void => {
    let answered = true
    let second = 0
    let messages = 0
    const page = deps.pages.connect((message) => {
      if (socket.bufferedAmount > maxBufferedBytes) {
        socket.close(tryAgainLater, 'too slow')
        return
      }
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
    })
    const stopPings = clock.every(pingEveryMs, () => {
      if (!answered) {
        socket.terminate()
        return
      }
      answered = false
      socket.ping()
    })
    socket.on('pong', () => {
      answered = true
    })
    socket.on('message', (data) => {
      const now = Math.floor(clock.monotonic() / 1000)
      messages = now === second ? messages + 1 : 1
      second = now
      if (messages > maxMessagesPerSecond) {
        socket.close(policyViolation, 'too many messages')
        return
      }
      page.receive(parseMessage(textOf(data)))
    })
    socket.on('error', (error) => {
      log.warn('socket failed', { cause: error.message })
    })
    socket.on('close', () => {
      stopPings()
      page.close()
    })
  }

  deps.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {
      socket.destroy()
    })
    const refusal = deps.gate().check(request, true)
    if (refusal !== null) {
      refuse(socket, refusal)
      return
    }
    if ((request.url ?? '').split('?', 1)[0] !== socketPath) {
      refuse(socket, 404)
      return
    }
    if (sockets.clients.size >= maxSockets) {
      refuse(socket, 503)
      return
    }
    deps.trust(request)
    sockets.handleUpgrade(request, socket, head, accept)
  })

  return () => {
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
  }
}
