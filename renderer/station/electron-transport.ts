import type { Transport } from './transport.ts'

/** What the preload script puts into the window: one fixed channel for JSON values, and the printer. */
export interface StationBridge {
  post(message: unknown): void
  /** Silent, on the default printer. */
  print(): void
  /** The returned function takes the listener off again. */
  onMessage(listener: (message: unknown) => void): () => void
}

/** Messages through the Electron shell, which outlives the core: a restarted core says `hello` again. */
export const electronTransport = (bridge: StationBridge): Transport => ({
  open: ({ onMessage, onClose }) => {
    const off = bridge.onMessage(onMessage)
    return {
      send: (message) => {
        bridge.post(message)
      },
      close: () => {
        off()
        onClose()
      },
    }
  },
})
