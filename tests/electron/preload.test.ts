import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'

const script = readFileSync(fileURLToPath(new URL('../../out/preload/preload.cjs', import.meta.url)), 'utf8')

interface Bridge {
  post(message: unknown): void
  print(): void
  onMessage(listener: (...args: unknown[]) => void): () => void
}

/** Runs the built preload script over a stand-in that knows only what the script may use. */
const load = () => {
  const sent: unknown[][] = []
  const exposed = new Map<string, Bridge>()
  let listen: (...args: unknown[]) => void = () => undefined
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, bridge: Bridge) => exposed.set(name, bridge) },
    ipcRenderer: {
      send: (...args: unknown[]) => sent.push(args),
      on: (channel: string, listener: typeof listen) => {
        if (channel === 'station') listen = listener
      },
    },
  }
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`the preload script wants ${name}`)
    return electron
  }
  runInNewContext(script, { require, exports: {}, module: { exports: {} } })
  return {
    sent,
    exposed,
    receive: (message: unknown) => {
      listen({ sender: 'ipc event' }, message)
    },
  }
}

test('the page gets one object with three functions', () => {
  const { exposed } = load()
  expect([...exposed.keys()]).toEqual(['station'])
  expect(Object.keys(exposed.get('station')!).sort()).toEqual(['onMessage', 'post', 'print'])
})

test('posting uses the one channel', () => {
  const { exposed, sent } = load()
  exposed.get('station')!.post({ type: 'request' })
  expect(sent).toEqual([['station', { type: 'request' }]])
})

test('printing carries nothing with it', () => {
  const { exposed, sent } = load()
  exposed.get('station')!.print()
  expect(sent).toEqual([['print']])
})

test('a listener gets messages alone, not the event, and none after it was taken off', () => {
  const { exposed, receive } = load()
  const heard: unknown[][] = []
  const off = exposed.get('station')!.onMessage((...args) => heard.push(args))
  receive({ type: 'hello' })
  off()
  receive({ type: 'push' })
  expect(heard).toEqual([[{ type: 'hello' }]])
})

test('what comes while nobody listens is kept for the next listener, once', () => {
  const { exposed, receive } = load()
  receive({ type: 'hello' })
  const heard: unknown[] = []
  exposed.get('station')!.onMessage((message) => heard.push(message))
  exposed.get('station')!.onMessage((message) => heard.push(message))
  expect(heard).toEqual([{ type: 'hello' }])
})
