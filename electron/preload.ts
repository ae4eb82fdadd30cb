import { contextBridge, ipcRenderer } from 'electron'

type Listener = (message: unknown) => void

const channel = 'station'
const listeners = new Set<Listener>()
/** What came while the page did not listen. */
let unheard: unknown[] = []

ipcRenderer.on(channel, (_event, message: unknown) => {
  if (listeners.size === 0) unheard.push(message)
  for (const listener of listeners) listener(message)
})

contextBridge.exposeInMainWorld('station', {
  post: (message: unknown): void => {
    ipcRenderer.send(channel, message)
  },
  /** Prints what the page holds for paper, without asking anybody. */
  print: (): void => {
    ipcRenderer.send('print')
  },
  /** Returns the function that ends the subscription. */
  onMessage: (listener: Listener): (() => void) => {
    listeners.add(listener)
    for (const message of unheard) listener(message)
    unheard = []
    return () => listeners.delete(listener)
  },
})
