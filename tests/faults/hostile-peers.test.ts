import { once } from 'node:events'
import type { Socket } from 'node:net'
import { randomBytes } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteRun } from '../support/fault-table.ts'
import { drip, rawRequest, silentConnection } from '../support/raw-http.ts'
import { newFolder, removeFolder, startStation, type RunningStation } from '../support/station.ts'
import { until } from '../support/until.ts'

let station: RunningStation
let dir: string
let port: number
let key: string

const askTimes = 12

beforeAll(async () => {
  dir = newFolder()
  station = await startStation({ dir })
  port = Number(new URL(station.url).port)
  key = new URL(station.url).searchParams.get('key') ?? ''
})
afterAll(async () => {
  await station.stop()
  removeFolder(dir)
})

const cookie = () => ({ Cookie: `station_key_${String(port)}=${key}` })
const origin = () => `http://127.0.0.1:${String(port)}`

/** Asks for the page and its health again and again; how long the slowest answer took is printed, not judged. */
const answersDuring = async (attack: string): Promise<void> => {
  const times: number[] = []
  for (let time = 0; time < askTimes; time += 1) {
    for (const line of ['GET /', `GET /health?key=${key}`]) {
      const began = performance.now()
      const answer = await rawRequest(port, line, cookie())
      times.push(performance.now() - began)
      expect([attack, answer.status]).toEqual([attack, 200])
    }
  }
  noteRun({ row: 48, variant: attack })
  times.sort((one, other) => one - other)
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1)
  process.stdout.write(`${attack}: page and health answer in ${at(0.5)} ms, at worst ${at(1)} ms\n`)
}

const closeAll = (sockets: readonly Socket[]): void => {
  for (const socket of sockets) socket.destroy()
}

test('fifty peers that send their headers letter by letter', async () => {
  const slow = await Promise.all(
    Array.from({ length: 50 }, () => silentConnection(port, 'GET / HTTP/1.1\r\n')),
  )
  const stop = drip(slow, () => 'X', 20)
  await answersDuring('50 slow headers')
  stop()
  closeAll(slow)
})

test('bodies that come byte by byte, with the key and without', async () => {
  const head = (extra: string) =>
    `POST /health?key=${key} HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\n${extra}Content-Length: 65536\r\n\r\n`
  const slow = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      silentConnection(port, head(index % 2 === 0 ? '' : `Origin: ${origin()}\r\n`)),
    ),
  )
  const stop = drip(slow, () => 'x', 20)
  await answersDuring('20 slow bodies')
  await until(
    () => slow.every((socket) => socket.destroyed || socket.readableEnded || !socket.writable),
    20_000,
  )
  stop()
  closeAll(slow)
})

test('a thousand connections that say nothing', async () => {
  // In a thread of its own: what it takes to open them is not to be counted as the station's time.
  const attacker = new Worker(
    `const { connect } = require('node:net')
     const { workerData } = require('node:worker_threads')
     for (let count = 0; count < 1_000; count += 1) connect(workerData, '127.0.0.1').on('error', () => undefined)`,
    { eval: true, workerData: port },
  )
  await once(attacker, 'online')
  await answersDuring('1000 half-open connections')
  await attacker.terminate()
})

test('requests with a foreign host, origin, key and maker, as fast as they go', async () => {
  const evil = [
    ['GET /', { Host: 'evil.example' }, 421],
    ['GET /', { Host: '127.0.0.1' }, 421],
    ['POST /', { ...cookie(), Origin: 'http://evil.example' }, 403],
    ['GET /', { ...cookie(), 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['GET /', { Cookie: `station_key_${String(port)}=${'0'.repeat(key.length)}` }, 401],
    ['GET /health?key=', {}, 401],
    ['GET /?ticket=AAAA', {}, 401],
  ] as const
  let isOn = true
  const flood = Promise.all(
    evil.map(async ([line, headers, status]) => {
      while (isOn) expect((await rawRequest(port, line, headers)).status).toBe(status)
    }),
  )
  await answersDuring('a flood of forged requests')
  isOn = false
  await flood
})

/** A socket of ours, opened by hand so that any frame can be written to it. */
const openSocket = async (): Promise<Socket> => {
  const lines = [
    'GET /socket HTTP/1.1',
    `Host: 127.0.0.1:${String(port)}`,
    `Origin: ${origin()}`,
    `Cookie: ${cookie().Cookie}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  ]
  const socket = await silentConnection(port, `${lines.join('\r\n')}\r\n\r\n`)
  await new Promise((resolve) => socket.once('data', resolve))
  return socket
}

const ended = (socket: Socket): (() => boolean) => {
  socket.resume()
  return () => socket.destroyed || socket.readableEnded
}

/** One masked frame; `length` is what its header says, whatever follows. */
const frame = (options: { opcode: number; final: boolean; length: number; body?: Buffer }): Buffer => {
  const head = Buffer.alloc(10)
  head[0] = (options.final ? 0x80 : 0) | options.opcode
  head[1] = 0x80 | 127
  head.writeBigUInt64BE(BigInt(options.length), 2)
  return Buffer.concat([head, Buffer.alloc(4), options.body ?? Buffer.alloc(0)])
}

test('a frame that says it is one gibibyte long', async () => {
  const sockets = await Promise.all(Array.from({ length: 4 }, openSocket))
  const gone = sockets.map(ended)
  for (const socket of sockets) socket.write(frame({ opcode: 1, final: true, length: 2 ** 30 }))
  await answersDuring('4 frames of 1 GiB')
  await until(() => gone.every((isGone) => isGone()))
})

test('a message in fragments that never ends', async () => {
  const socket = await openSocket()
  const isGone = ended(socket)
  socket.on('error', () => undefined)
  const body = Buffer.alloc(1024, 0x78)
  socket.write(frame({ opcode: 1, final: false, length: body.length, body }))
  const stop = drip([socket], () => frame({ opcode: 0, final: false, length: body.length, body }), 2)
  await answersDuring('endless fragments')
  await until(isGone, 30_000)
  stop()
})

test('more messages than a page has, until the peer is let go', async () => {
  const socket = await openSocket()
  const isGone = ended(socket)
  socket.on('error', () => undefined)
  const body = Buffer.from('{"type":"request","id":1,"call":"attract.now","input":{}}')
  const stop = drip([socket], () => frame({ opcode: 1, final: true, length: body.length, body }), 1)
  await answersDuring('a flood of messages')
  // It answers nothing, not even a close: it is thrown out all the same, long before its pings are missed.
  await until(isGone, 12_000)
  stop()
})

test('a peer that asks and never reads', async () => {
  const socket = await openSocket()
  socket.pause()
  const body = Buffer.from('{"type":"request","id":1,"call":"attract.now","input":{}}')
  const stop = drip([socket], () => frame({ opcode: 1, final: true, length: body.length, body }), 25)
  await answersDuring('a peer that never reads')
  stop()
  socket.destroy()
})

test('after all that the station still takes a page', async () => {
  const socket = await openSocket()
  expect(socket.destroyed).toBe(false)
  socket.destroy()
  expect((await station.health()).store.ok).toBe(true)
})
