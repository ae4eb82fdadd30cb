import type { Transport } from './transport.ts'

/** What the preload script puts into the window: one fixed channel for JSON values, and the printer. */
export interface StationBridge {
  post(message: unknown): void
  /** Silent, on the default printer. */
  print(): void
  /** The returned function takes the listener off again. */
  onMessage(listener: (message: unknown) => void): () => void
}

/** The shell's own word that the core has gone; everything else is the core's. */
const isGone = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'type' in message && message.type === 'gone'

/**
 * Messages through the Electron shell, which outlives the core: a restarted core says `hello` again, and one that has
 * gone is missed at once. A connection that this page gave up itself is asked for anew.
 */
export const electronTransport = (bridge: StationBridge): Transport => {
  let isGivenUp = false
  return {
    open: ({ onMessage, onClose }) => {
      let isClosed = false
      let hasHeard = false
      let off = (): void => undefined
      const close = (): void => {
        if (isClosed) return
        isClosed = true
        off()
        onClose()
      }
      if (isGivenUp) bridge.post({ type: 'reopen' })
      isGivenUp = false
      off = bridge.onMessage((message) => {
        if (!isGone(message)) {
          hasHeard = true
          onMessage(message)
        } else if (hasHeard) close()
      })
      return {
        send: (message) => {
          bridge.post(message)
        },
        close: () => {
          isGivenUp = true
          close()
        },
      }
    },
  }
}
