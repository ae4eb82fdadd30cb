import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'

/** Presses one of the demonstration's buttons, as its page does. Resolves when the station has taken it or is gone. */
export const pressDemo = (url: string, call: `demo.${string}`): Promise<void> => {
  const { host, origin, searchParams } = new URL(url)
  const socket = new WebSocket(`ws://${host}/socket?key=${searchParams.get('key') ?? ''}`, { origin })
  const request = { type: 'request', id: 1, call, input: { commandId: randomUUID() } }
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.send(JSON.stringify(request))
    })
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as { type: string; error?: { code: string } }
      if (message.type !== 'reply') return
      socket.close()
      if (message.error) reject(new Error(`${call}: ${message.error.code}`))
      else resolve()
    })
    socket.once('close', () => {
      resolve()
    })
    socket.once('error', reject)
  })
}
