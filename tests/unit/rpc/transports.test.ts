import { WebSocket } from 'ws'
import { createIds } from '../../../electron/base/ids.ts'
import { systemClock } from '../../../electron/base/clock.ts'
import { silentLog } from '../../../electron/base/log.ts'
import type { ToPage } from '../../../electron/contract/messages.ts'
import { createGate } from '../../../electron/host/gate.ts'
import { createPageHost, listen } from '../../../electron/host/http.ts'
import { serveSockets } from '../../../electron/host/websocket.ts'
import { parseMessage, servePages } from '../../../electron/rpc/serve.ts'
import { transportSuite, type PageEnd } from '../../suites/transport.suite.ts'
import { createInbox } from '../../support/page-end.ts'

const deps = { log: silentLog, newId: createIds(systemClock) }

transportSuite('a function call', (service) => {
  const pages = servePages(service, deps)
  const connect = (): Promise<PageEnd> => {
    const inbox = createInbox()
    // As a transport would: what arrives is a copy.
    const page = pages.connect((message) => {
      inbox.put(JSON.parse(JSON.stringify(message)) as ToPage)
    })
    return Promise.resolve({
      ...inbox,
      send: (message) => {
        page.receive(message)
      },
      sendRaw: (text) => {
        page.receive(parseMessage(text))
      },
      close: () => {
        page.close()
        return Promise.resolve()
      },
      closed: new Promise<void>(() => undefined),
    })
  }
  return Promise.resolve({
    connect,
    stop: () => {
      pages.close()
      return Promise.resolve()
    },
  })
})

transportSuite('a WebSocket', async (service) => {
  const key = 'k'.repeat(64)
  let gate = createGate({ port: 0, key, clock: systemClock })
  const host = createPageHost({
    files: new Map(),
    own: () => undefined,
    gate: () => gate,
    health: () => ({}),
  })
  const port = await listen(host.server, 0)
  gate = createGate({ port, key, clock: systemClock })
  const pages = servePages(service, deps)
  const closeSockets = serveSockets({
    server: host.server,
    gate: () => gate,
    pages,
    clock: systemClock,
    log: silentLog,
    trust: () => undefined,
  })
  const connect = async (): Promise<PageEnd> => {
    const inbox = createInbox()
    const origin = `http://127.0.0.1:${String(port)}`
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, {
      headers: { origin, cookie: gate.cookie.split(';')[0] },
    })
    socket.on('message', (data: Buffer) => {
      inbox.put(JSON.parse(data.toString('utf8')) as ToPage)
    })
    const closed = new Promise<void>((resolve) =>
      socket.once('close', () => {
        resolve()
      }),
    )
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    socket.on('error', () => undefined)
    return {
      ...inbox,
      send: (message) => {
        socket.send(JSON.stringify(message))
      },
      sendRaw: (text) => {
        socket.send(text)
      },
      close: () => {
        socket.close()
        return closed
      },
      closed,
    }
  }
  return {
    connect,
    stop: () => {
      closeSockets()
      pages.close()
      host.server.closeAllConnections()
      return new Promise<void>((resolve) =>
        host.server.close(() => {
          resolve()
        }),
      )
    },
  }
})
