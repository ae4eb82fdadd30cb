import { WebSocket } from 'ws'
import { systemClock } from '../../electron/base/clock.ts'
import type { Reply, ToPage } from '../../electron/contract/messages.ts'
import { createInbox } from './page-end.ts'

/** A page that sends any text it likes. */
export interface HostilePage {
  /** Sends text and forgets it. */
  shout(text: string | Uint8Array): void
  /** Sends the text of a request with `%id` in it and waits for its answer. Never faster than a station bears. */
  ask(text: string): Promise<Reply>
  isOpen(): boolean
  closed: Promise<number>
  close(): void
}

/** A station lets a page go that says more than fifty things in a second. */
const paceMs = 23

export const openHostilePage = async (url: string): Promise<HostilePage> => {
  const { origin, port, searchParams } = new URL(url)
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, {
    headers: { origin, cookie: `station_key_${port}=${searchParams.get('key') ?? ''}` },
  })
  const inbox = createInbox()
  socket.on('message', (data: Buffer) => {
    inbox.put(JSON.parse(data.toString('utf8')) as ToPage)
    // Only what somebody waits for is of use, and there is a lot of the rest.
    inbox.received.length = 0
  })
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve)
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)
  let id = 0
  return {
    closed,
    shout: (text) => {
      socket.send(text)
    },
    ask: async (text) => {
      const mine = (id += 1)
      const answer = inbox.next((message) => message.type === 'reply' && message.id === mine)
      const gone = closed.then((code) => {
        throw new Error(`the station let the page go (${String(code)}) after: ${text.slice(0, 200)}`)
      })
      socket.send(text.replace('%id', String(mine)))
      const [reply] = await Promise.all([Promise.race([answer, gone]), systemClock.sleep(paceMs)])
      return reply as Reply
    },
    isOpen: () => socket.readyState === socket.OPEN,
    close: () => {
      socket.terminate()
    },
  }
}
