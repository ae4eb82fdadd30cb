import { connect, type Socket } from 'node:net'

export interface RawAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

const parse = (text: string): RawAnswer => {
  const [head = '', body = ''] = text.split('\r\n\r\n', 2)
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
  return { status: Number(statusLine.split(' ')[1]), headers, body }
}

/** One request written byte for byte, so that headers are exactly what the test says. */
export const rawRequest = (
  port: number,
  line: string,
  headers: Record<string, string> = {},
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const all = { Host: `127.0.0.1:${String(port)}`, Connection: 'close', ...headers }
    const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (piece: string) => {
      text += piece
    })
    socket.on('end', () => {
      resolve(parse(text))
    })
    socket.on('error', reject)
    socket.write(`${line} HTTP/1.1\r\n${head.join('')}\r\n`)
  })

/** A connection that says nothing, or only the beginning of something. */
export const silentConnection = (port: number, beginning = ''): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      if (beginning !== '') socket.write(beginning)
      resolve(socket)
    })
    socket.once('error', reject)
    socket.on('error', () => undefined)
  })

/** Writes a little every few milliseconds until the returned function is called. */
export const drip = (
  sockets: readonly Socket[],
  bytes: () => string | Uint8Array,
  everyMs: number,
): (() => void) => {
  const timer = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write(bytes())
  }, everyMs)
  return () => {
    clearInterval(timer)
  }
}
