import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import type { CallName } from '../../electron/contract/calls.ts'
import type { Reply, ToPage } from '../../electron/contract/messages.ts'
import type { Push, PushName } from '../../electron/contract/pushes.ts'
import { createInbox, type Inbox } from './page-end.ts'

/** A page without a browser: speaks to a running station over its socket. */
export interface PageSocket extends Inbox {
  call(name: CallName, input?: object): Promise<Reply>
  nextPush<N extends PushName>(name: N, isWanted: (value: Push<N>) => boolean): Promise<Push<N>>
  close(): void
}

/** Connects to the station whose ready line gave `url`. */
export const openPageSocket = async (url: string): Promise<PageSocket> => {
  const { origin, port, searchParams } = new URL(url)
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, {
    headers: { origin, cookie: `station_key_${port}=${searchParams.get('key') ?? ''}` },
  })
  const inbox = createInbox()
  socket.on('message', (data: Buffer) => {
    inbox.put(JSON.parse(data.toString('utf8')) as ToPage)
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)
  let id = 0
  return {
    ...inbox,
    call: async (call, input = {}) => {
      const mine = (id += 1)
      socket.send(
        JSON.stringify({ type: 'request', id: mine, call, input: { commandId: randomUUID(), ...input } }),
      )
      return (await inbox.next((message) => message.type === 'reply' && message.id === mine)) as Reply
    },
    nextPush: async (name, isWanted) => {
      const found = await inbox.next(
        (message) => message.type === 'push' && message.name === name && isWanted(message.value as never),
      )
      return (found.type === 'push' ? found.value : undefined) as never
    },
    close: () => {
      socket.terminate()
    },
  }
}
