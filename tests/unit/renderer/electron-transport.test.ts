import { expect, test } from 'vitest'
import { electronTransport, type StationBridge } from '../../../renderer/station/electron-transport.ts'

/** The shell's end of the bridge. What comes while nobody listens waits, as the preload script has it. */
const play = () => {
  const posted: unknown[] = []
  const listeners = new Set<(message: unknown) => void>()
  let unheard: unknown[] = []
  const bridge: StationBridge = {
    post: (message) => posted.push(message),
    print: () => undefined,
    onMessage: (listener) => {
      listeners.add(listener)
      for (const message of unheard) listener(message)
      unheard = []
      return () => listeners.delete(listener)
    },
  }
  const say = (message: unknown): void => {
    if (listeners.size === 0) unheard.push(message)
    for (const listener of [...listeners]) listener(message)
  }
  const transport = electronTransport(bridge)
  const open = () => {
    const heard: unknown[] = []
    let closed = 0
    const connection = transport.open({
      onMessage: (message) => heard.push(message),
      onClose: () => (closed += 1),
    })
    return { heard, connection, closed: () => closed }
  }
  return { posted, say, open }
}

test('a core that has gone closes the connection at once, once', () => {
  const { say, open } = play()
  const first = open()
  say({ type: 'hello' })
  say({ type: 'gone' })
  say({ type: 'gone' })
  first.connection.close()
  expect([first.heard, first.closed()]).toEqual([[{ type: 'hello' }], 1])
})

test('the next core’s hello, said while nobody listened, reaches the next connection', () => {
  const { say, open, posted } = play()
  open()
  say({ type: 'hello' })
  say({ type: 'gone' })
  say({ type: 'hello', boot: 'two' })
  const second = open()
  expect([second.heard, second.closed()]).toEqual([[{ type: 'hello', boot: 'two' }], 0])
  expect(posted).toEqual([])
})

test('that a core had gone before anything was heard says nothing of the next one', () => {
  const { say, open } = play()
  say({ type: 'gone' })
  say({ type: 'hello' })
  const first = open()
  expect([first.heard, first.closed()]).toEqual([[{ type: 'hello' }], 0])
})

test('a connection that the page gave up is asked for anew', () => {
  const { open, posted } = play()
  const first = open()
  first.connection.close()
  expect([first.closed(), posted]).toEqual([1, []])
  open()
  open()
  expect(posted).toEqual([{ type: 'reopen' }])
})
