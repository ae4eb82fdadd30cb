import type { WebContents } from 'electron'
import { createIds } from '../../electron/base/ids.ts'
import { silentLog } from '../../electron/base/log.ts'
import type { ToPage } from '../../electron/contract/messages.ts'
import { servePages, type PageServer } from '../../electron/rpc/serve.ts'
import { listenForPages } from '../../electron/shell/core-pages.ts'
import type { FromCoreProcess, ToCoreProcess } from '../../electron/shell/core-port.ts'
import { createRelay, type Relay } from '../../electron/shell/relay.ts'
import { StandInContents } from '../support/electron-stand-in.ts'
import { ManualClock } from '../support/manual-clock.ts'
import { createInbox } from '../support/page-end.ts'
import { transportSuite, type PageEnd, type TransportUnderTest } from '../suites/transport.suite.ts'

/** A page in a window of its own, its relay, and the core's end of its port; messages are copied as Electron does. */
const openPage = (server: PageServer): PageEnd => {
  const contents = new StandInContents()
  const inbox = createInbox()
  contents.on('stand-in-sent', () => {
    inbox.put(contents.sent.at(-1) as ToPage)
  })
  let toCore: (event: { data: ToCoreProcess }) => void = () => undefined
  const parts: { relay?: Relay } = {}
  listenForPages({
    on: (_event, listener) => {
      toCore = listener
    },
    postMessage: (message: FromCoreProcess) => {
      if (message.kind === 'message') parts.relay?.toPage(message.page, structuredClone(message.message))
    },
  }).serve(server)
  parts.relay = createRelay(contents as unknown as WebContents, (message) => {
    toCore({ data: structuredClone(message) })
  })
  const post = (message: unknown): void => {
    contents.ipc.emit('station', { senderFrame: contents.mainFrame }, message)
  }
  let tellClosed: () => void = () => undefined
  const closed = new Promise<void>((resolve) => {
    tellClosed = resolve
  })
  contents.emit('dom-ready')
  return {
    ...inbox,
    send: post,
    sendRaw: post,
    close: () => {
      contents.emit('destroyed')
      tellClosed()
      return Promise.resolve()
    },
    closed,
  }
}

transportSuite('the Electron shell', (service): Promise<TransportUnderTest> => {
  const server = servePages(service, { log: silentLog, newId: createIds(new ManualClock()) })
  return Promise.resolve({
    connect: () => Promise.resolve(openPage(server)),
    stop: () => {
      server.close()
      return Promise.resolve()
    },
  })
})
