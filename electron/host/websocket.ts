import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import type { Clock } from '../base/clock.ts'
import type { Logger } from '../base/log.ts'
import { maxMessageLength, type ToPage } from '../contract/messages.ts'
import { parseMessage, type PageServer } from '../rpc/serve.ts'
import type { Gate } from './gate.ts'

const maxSockets = 8
const maxMessagesPerSecond = 50
const maxBufferedBytes = 1024 * 1024
const pingEveryMs = 15_000
const farewellMs = 1_000
const socketPath = '/socket'

/** Close codes of RFC 6455. */
const policyViolation = 1008
const tryAgainLater = 1013

const refuse = (socket: Duplex, status: number): void => {
  socket.end(`HTTP/1.1 ${String(status)} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const textOf = (data: RawData): string =>
  Buffer.isBuffer(data)
    ? data.toString('utf8')
    : Buffer.concat(Array.isArray(data) ? data : [new Uint8Array(data)]).toString('utf8')

/** At most so many messages in one second. */
const createQuota = (clock: Clock, perSecond: number): (() => boolean) => {
  let second = 0
  let used = 0
  return () => {
    const now = Math.floor(clock.monotonic() / 1000)
    used = now === second ? used + 1 : 1
    second = now
    return used <= perSecond
  }
}

/** Says why, and waits a moment for the answer: who floods or never reads may not give one. */
const letGo = (socket: WebSocket, clock: Clock, code: number, reason: string): void => {
  if (socket.readyState !== socket.OPEN) return
  socket.close(code, reason)
  clock.after(farewellMs, () => {
    socket.terminate()
  })
}

/** A page that reads too slowly is let go: it comes back and gets the whole state. */
const sendTo = (socket: WebSocket, clock: Clock, message: ToPage): void => {
  if (socket.bufferedAmount > maxBufferedBytes) letGo(socket, clock, tryAgainLater, 'too slow')
  else if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
}

/** Ends a connection that does not answer a ping before the next one. Returns what ends the pings. */
const keepAlive = (socket: WebSocket, clock: Clock): (() => void) => {
  let isAnswered = true
  socket.on('pong', () => {
    isAnswered = true
  })
  return clock.every(pingEveryMs, () => {
    if (!isAnswered) {
      socket.terminate()
      return
    }
    isAnswered = false
    socket.ping()
  })
}

const serveSocket = (socket: WebSocket, deps: { pages: PageServer; clock: Clock; log: Logger }): void => {
  const { pages, clock, log } = deps
  const mayTalk = createQuota(clock, maxMessagesPerSecond)
  const page = pages.connect((message) => {
    sendTo(socket, clock, message)
  })
  const stopPings = keepAlive(socket, clock)
  socket.on('message', (data) => {
    // Whoever was let go is not listened to while it leaves.
    if (socket.readyState !== socket.OPEN) return
    if (mayTalk()) page.receive(parseMessage(textOf(data)))
    else letGo(socket, clock, policyViolation, 'too many messages')
  })
  socket.on('error', (error) => {
    log.warn('socket failed', { cause: error.message })
  })
  socket.on('close', () => {
    stopPings()
    page.close()
  })
}

/** Carries the pages' messages over WebSocket. Returns the function that closes every socket. */
export const serveSockets = (deps: {
  server: Server
  gate: () => Gate
  pages: PageServer
  clock: Clock
  log: Logger
  trust: (request: IncomingMessage) => void
}): (() => void) => {
  const log = deps.log.child('socket')
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageLength,
    perMessageDeflate: false,
  })

  /** The status that turns an upgrade away, `null` for a page of ours. */
  const refusalOf = (request: IncomingMessage): number | null => {
    const refusal = deps.gate().check(request, true)
    if (refusal !== null) return refusal
    if ((request.url ?? '').split('?', 1)[0] !== socketPath) return 404
    return sockets.clients.size >= maxSockets ? 503 : null
  }

  deps.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {
      socket.destroy()
    })
    const refusal = refusalOf(request)
    if (refusal !== null) {
      refuse(socket, refusal)
      return
    }
    deps.trust(request)
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      serveSocket(accepted, { ...deps, log })
    })
  })

  return () => {
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
  }
}
