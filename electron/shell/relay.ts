import type { IpcMainEvent, WebContents } from 'electron'
import { maxMessageLength } from '../contract/messages.ts'
import { pageOrigin } from './app-scheme.ts'
import type { ToCoreProcess } from './core-port.ts'
import { say } from './say.ts'

/** The one channel between page and shell. */
const channel = 'station'

/** Only the page itself may speak: not a frame in it, not a frame that has gone, not another origin. */
export const isFromPage = (event: IpcMainEvent, contents: WebContents): boolean =>
  event.senderFrame !== null &&
  event.senderFrame === contents.mainFrame &&
  event.senderFrame.origin === pageOrigin

/** The message as plain JSON; `undefined` for what is none or is too long. */
const asJson = (message: unknown): unknown => {
  try {
    const text = JSON.stringify(message) as string | undefined
    return text === undefined || text.length > maxMessageLength ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The page wants a new connection, because nothing comes through this one. */
const isWish = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'reopen'

export interface Relay {
  /** A core has started: it is told of the page anew. */
  onCoreStart: () => void
  /** The core has gone: the page is told at once. */
  onCoreEnd: () => void
  /** From the core to the page it means. */
  toPage: (page: number, message: unknown) => void
}

/**
 * Carries messages between the page and the core and looks into none. Every load of the page is a page of its own
 * for the core, so that nothing of an earlier one reaches a later one.
 */
export const createRelay = (contents: WebContents, post: (message: ToCoreProcess) => void): Relay => {
  let page = 0
  let isOpen = false

  const open = (): void => {
    if (isOpen) return
    isOpen = true
    page += 1
    post({ kind: 'open', page })
  }
  const close = (): void => {
    if (!isOpen) return
    isOpen = false
    post({ kind: 'close', page })
  }

  contents.on('dom-ready', open)
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) close()
  })
  contents.on('render-process-gone', close)
  contents.on('destroyed', close)

  contents.ipc.on(channel, (event, received: unknown) => {
    if (!isFromPage(event, contents)) {
      say('A message from a foreign frame was refused.')
      return
    }
    const message = asJson(received)
    if (isWish(message)) {
      close()
      open()
      return
    }
    if (message === undefined) {
      say('A message of the page was refused: too long or not JSON.')
      return
    }
    open()
    post({ kind: 'message', page, message })
  })

  return {
    onCoreStart: () => {
      if (isOpen) post({ kind: 'open', page })
    },
    onCoreEnd: () => {
      if (isOpen && !contents.isDestroyed()) contents.send(channel, { type: 'gone' })
    },
    toPage: (to, message) => {
      if (isOpen && to === page && !contents.isDestroyed()) contents.send(channel, message)
    },
  }
}
