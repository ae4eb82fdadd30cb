import { electronTransport, type StationBridge } from './electron-transport.ts'
import type { Transport } from './transport.ts'
import { webSocketTransport } from './websocket-transport.ts'

declare global {
  interface Window {
    readonly station?: StationBridge
  }
}

/** The way to the core from where this page runs. */
export const chooseTransport = (page: Window): Transport => {
  if (page.station) return electronTransport(page.station)
  const scheme = page.location.protocol === 'https:' ? 'wss' : 'ws'
  return webSocketTransport(`${scheme}://${page.location.host}/socket`)
}
