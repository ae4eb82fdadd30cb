import { randomFillSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../electron/base/clock.ts'
import { silentLog } from '../../electron/base/log.ts'
import type { CardReader, ReaderEvent } from '../../electron/reader/card-reader.ts'
import { createCardReader } from '../../electron/reader/kinds.ts'
import { encodeAnswer } from '../../electron/reader/sam/frame.ts'
import { FrameParser } from '../../electron/reader/sam/frame-parser.ts'
import { pollMs } from '../../electron/reader/sam/session.ts'
import { SimulatedDevice } from '../../electron/reader/simulated/device.ts'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { PseudoTerminal } from '../../electron/reader/simulated/pseudo-terminal.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { hasSocat } from '../support/pty-rig.ts'
import { startReader } from '../support/station.ts'
import { keepAlive, until } from '../support/until.ts'
import { quantile, say, spread } from '../support/figures.ts'

/** Megabytes a second of the parser over a stream that comes in pieces. */
const speedOf = (stream: Uint8Array, piece: number): number => {
  const parser = new FrameParser({ frame: () => undefined, discarded: () => undefined })
  const start = performance.now()
  for (let from = 0; from < stream.length; from += piece) parser.push(stream.subarray(from, from + piece))
  return stream.length / 1000 / (performance.now() - start)
}

const measureParser = (): void => {
  const noise = randomFillSync(new Uint8Array(1 << 25))
  const frame = encodeAnswer(0x90, noise.slice(0, 1284))
  const frames = Buffer.concat(Array<Uint8Array>(20_000).fill(frame))
  for (const [what, stream] of [
    ['noise', noise],
    ['card frames', frames],
  ] as const)
    for (const piece of [64, 4096]) {
      const runs = Array.from({ length: 5 }, () => speedOf(stream, piece))
      say(
        `parser, ${what} in pieces of ${String(piece)} bytes: ${quantile(runs, 0.5).toFixed(0)} MB/s (median of 5)`,
      )
    }
}

/** Ten bits a byte: find, select and the reading, each with its request, at 115200 baud. */
const wireMs = ((9 + 15 + 9 + 19 + 9 + 1295) * 10_000) / 115_200

interface Tap {
  /** Card placed → person known. */
  readonly whole: number
  /** Card found → last byte, by the driver's own marks. */
  readonly reading: number
  /** Last byte → person known. */
  readonly software: number
}

/** The next event about a card; a placement that comes to anything else than `kind` spoils the measurement. */
const nextOf = (reader: CardReader, kind: ReaderEvent['kind']): Promise<ReaderEvent> =>
  new Promise((resolve, reject) => {
    const off = reader.onEvent((event) => {
      if (event.kind === 'stateChanged') return
      off()
      if (event.kind === kind) resolve(event)
      else reject(new Error(`${event.kind} instead of ${kind}`))
    })
  })

const tap = async (reader: CardReader, device: SimulatedDevice, id: number): Promise<Tap> => {
  const [card] = crowd(id + 1, businessDateOf(systemClock.now())).slice(-1)
  if (card === undefined) throw new Error('nobody there')
  const seen = nextOf(reader, 'cardSeen')
  const placedAt = systemClock.monotonic()
  device.place(card)
  const event = await seen
  const knownAt = systemClock.monotonic()
  const gone = nextOf(reader, 'cardGone')
  device.remove()
  await gone
  // People do not come in step with the polling.
  await systemClock.sleep((id * 37) % pollMs)
  const timing = event.kind === 'cardSeen' ? event.timing : { foundAt: 0, lastByteAt: 0 }
  return {
    whole: knownAt - placedAt,
    reading: timing.lastByteAt - timing.foundAt,
    software: knownAt - timing.lastByteAt,
  }
}

const measureTaps = async (
  where: string,
  reader: CardReader,
  device: SimulatedDevice,
  count: number,
): Promise<void> => {
  await until(() => reader.health().state === 'ready')
  const taps: Tap[] = []
  for (let i = 0; i < count; i++) taps.push(await tap(reader, device, i))
  say(`${where}, card placed to person known: ${spread(taps.map(({ whole }) => whole))}`)
  say(
    `${where}, the same minus ${wireMs.toFixed(1)} ms of wire: ${spread(taps.map(({ whole }) => whole - wireMs))}`,
  )
  say(`${where}, card found to last byte: ${spread(taps.map(({ reading }) => reading))}`)
  say(`${where}, last byte to person known: ${spread(taps.map(({ software }) => software))}`)
}

/** Share of one core that this process uses while nothing happens. */
const idleShare = async (seconds: number): Promise<number> => {
  const before = process.cpuUsage()
  await systemClock.sleep(seconds * 1000)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / (seconds * 1_000_000)
}

const measureInProcess = async (): Promise<void> => {
  const device = new SimulatedDevice({ clock: systemClock })
  const reader = createCardReader('simulated', { clock: systemClock, log: silentLog, simulated: device })
  await reader.start()
  await measureTaps('link in process', reader, device, 60)
  await reader.stop()
}

const measureSerialPort = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'reader-'))
  const path = join(folder, 'port')
  const device = new SimulatedDevice({ clock: systemClock })
  const terminal = new PseudoTerminal(path, device, systemClock, say)
  await terminal.plug()
  const reader = createCardReader(path, { clock: systemClock, log: silentLog })
  await reader.start()
  await measureTaps('serial port on a pseudo-terminal', reader, device, 60)
  await reader.stop()
  await terminal.pull()
  await rm(folder, { recursive: true })
}

/** The emulator runs in a process of its own, so that only the driver is counted. */
const measureIdle = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'reader-'))
  const path = join(folder, 'port')
  const emulator = await startReader(path)
  const reader = createCardReader(path, { clock: systemClock, log: silentLog })
  await reader.start()
  await until(() => reader.health().state === 'ready')
  const shares: number[] = []
  for (let i = 0; i < 3; i++) shares.push(100 * (await idleShare(10)))
  say(
    `idle, polling every ${String(pollMs)} ms: ${quantile(shares, 0.5).toFixed(2)} % of a core (median of 3 × 10 s)`,
  )
  await reader.stop()
  await emulator.stop()
  await rm(folder, { recursive: true })
}

const stayAlive = keepAlive()
measureParser()
await measureInProcess()
if (hasSocat()) {
  await measureSerialPort()
  await measureIdle()
}
stayAlive()
