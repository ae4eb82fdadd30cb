import { maxMessageLength } from '../../electron/contract/messages.ts'
import { report } from '../report.ts'
import type { Transport } from './transport.ts'

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    report('a message is not JSON', cause)
    return undefined
  }
}

/** Messages over a WebSocket of the page's own host, which knows the page by its cookie. */
export const webSocketTransport = (address: string): Transport => ({
  open: ({ onMessage, onClose }) => {
    const socket = new WebSocket(address)
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'string' || data.length > maxMessageLength) {
        report('a message is not text or is too long')
        return
      }
      const value = parse(data)
      if (value !== undefined) onMessage(value)
    })
    socket.addEventListener('close', onClose, { once: true })
    return {
      send: (message) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
      },
      close: () => {
        socket.close()
      },
    }
  },
})
