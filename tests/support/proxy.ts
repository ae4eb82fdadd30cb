import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** What stands between a station and its centre, and can be told to fail. */
export interface Proxy {
  url: string
  /** The next connection is cut after so many bytes of the given direction: up to the centre, or down from it. */
  cutNext(direction: 'up' | 'down', bytes: number): void
  /** Whether that cut has happened. */
  hasCut(): boolean
  /** Takes connections and passes nothing on, until it is told otherwise. */
  swallow(on: boolean): void
  /** So many bytes a second in each direction; `null` for no limit. */
  pace(bytesPerSecond: number | null): void
  /** Bytes of the longest connection so far, in each direction. */
  longest: { up: number; down: number }
  close(): Promise<void>
}

type Direction = 'up' | 'down'

const piecesPerSecond = 20

/** A TCP proxy in front of `target`. */
export const startProxy = async (target: string): Promise<Proxy> => {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  const longest = { up: 0, down: 0 }
  const state: {
    cut: { direction: Direction; bytes: number } | null
    hasCut: boolean
    swallows: boolean
    pace: number | null
  } = { cut: null, hasCut: false, swallows: false, pace: null }

  const write = async (socket: Socket, bytes: Buffer): Promise<void> => {
    for (let sent = 0; sent < bytes.length;) {
      const piece = state.pace === null ? bytes.length : Math.max(1, Math.floor(state.pace / piecesPerSecond))
      socket.write(bytes.subarray(sent, sent + piece))
      sent += piece
      if (state.pace !== null) await wait(1000 / piecesPerSecond)
    }
  }

  /** Passes one direction on, in order. */
  const carry = (
    from: Socket,
    to: Socket,
    { direction, limit }: { direction: Direction; limit: number },
  ): void => {
    let passed = 0
    let turn = Promise.resolve()
    from.on('data', (bytes: Buffer) => {
      const part = bytes.subarray(0, Math.max(0, limit - passed))
      passed += part.length
      longest[direction] = Math.max(longest[direction], passed)
      const isEnd = passed >= limit
      turn = turn.then(async () => {
        await write(to, part)
        if (!isEnd) return
        state.hasCut = true
        to.end()
        from.destroy()
      })
    })
  }

  const server = createServer((near) => {
    open.add(near)
    near.on('error', () => undefined)
    near.on('close', () => open.delete(near))
    if (state.swallows) return
    const far = connect(Number(port), hostname)
    open.add(far)
    far.on('error', () => undefined)
    far.on('close', () => {
      open.delete(far)
      near.end()
    })
    near.on('close', () => far.end())
    const { cut } = state
    state.cut = null
    const limit = (direction: Direction): number => (cut?.direction === direction ? cut.bytes : Infinity)
    carry(near, far, { direction: 'up', limit: limit('up') })
    carry(far, near, { direction: 'down', limit: limit('down') })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const dropAll = (): void => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    cutNext: (direction, bytes) => {
      // A connection that was kept open would not be the next one.
      dropAll()
      state.cut = { direction, bytes }
      state.hasCut = false
    },
    hasCut: () => state.hasCut,
    swallow: (on) => {
      state.swallows = on
      dropAll()
    },
    pace: (bytesPerSecond) => {
      state.pace = bytesPerSecond
    },
    longest,
    close: async () => {
      dropAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
