import { describe, expect, it } from 'vitest'
import type { Clock } from '../../../electron/base/clock.ts'
import { encodeRequest } from '../../../electron/reader/sam/frame.ts'
import { behaviourOf } from '../../../electron/reader/simulated/behaviours.ts'
import { SimulatedDevice } from '../../../electron/reader/simulated/device.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { cardOf } from '../../support/reader-rig.ts'
import { parseAll } from '../../support/wire.ts'

const answersOf = (
  options: { baud?: number } = { baud: Infinity },
): {
  device: SimulatedDevice
  clock: ManualClock
  pieces: { at: number; bytes: Uint8Array }[]
  send: (bytes: Uint8Array) => void
  ask: (command: number, parameter: number, ...data: number[]) => string
} => {
  const clock = new ManualClock()
  const device = new SimulatedDevice({ clock, ...options })
  const pieces: { at: number; bytes: Uint8Array }[] = []
  const wire = device.attach({
    receive: (bytes) => pieces.push({ at: clock.monotonic(), bytes }),
    hangUp: () => undefined,
  })
  const send = (bytes: Uint8Array): void => {
    wire.send(bytes)
  }
  const ask = (command: number, parameter: number, ...data: number[]): string => {
    pieces.length = 0
    send(encodeRequest(command, parameter, ...data))
    return Buffer.concat(pieces.map(({ bytes }) => bytes)).toString('hex')
  }
  return { device, clock, pieces, send, ask }
}

const bare = (sw3: string): RegExp => new RegExp(`^aaaaaa966900040000${sw3}..$`)

describe('the protocol as the device speaks it', () => {
  it('has the published answers, byte by byte', () => {
    const { device, ask } = answersOf()
    device.place(cardOf('grandfather'))
    expect(ask(0x10, 0xff)).toBe('aaaaaa9669000400009094')
    expect(ask(0x11, 0xff)).toBe('aaaaaa9669000400009094')
    expect(ask(0x12, 0xff)).toMatch(/^aaaaaa966900140000900500010063b63201d2040000146a0ace..$/)
    expect(ask(0x20, 0x01)).toBe('aaaaaa9669000800009f0000000097')
    expect(ask(0x20, 0x02)).toBe('aaaaaa9669000c00009000000000000000009c')
    expect(ask(0x30, 0x01)).toMatch(/^aaaaaa9669050800009001000400.{2562}$/)
    expect(ask(0x30, 0x10)).toMatch(/^aaaaaa9669050a000090010004000000.{2562}$/)
    expect(ask(0x60, 0x00)).toMatch(bare('21'))
    expect(ask(0x61, 0xff, 0x50)).toMatch(bare('90'))
  })

  it('finds a selected card no more until it leaves, and reads it all the same', () => {
    const { device, ask } = answersOf()
    expect(ask(0x20, 0x01)).toMatch(bare('80'))
    expect(ask(0x20, 0x02)).toMatch(bare('81'))
    expect(ask(0x30, 0x01)).toMatch(bare('41'))
    device.place(cardOf('grandmother'))
    expect(ask(0x30, 0x01)).toMatch(bare('41'))
    expect(ask(0x20, 0x01)).toMatch(/00009f/)
    expect(ask(0x20, 0x01)).toMatch(/00009f/)
    expect(ask(0x20, 0x02)).toMatch(/000090/)
    expect(ask(0x20, 0x01)).toMatch(bare('80'))
    expect(ask(0x30, 0x01)).toHaveLength(2 * 1295)
    expect(ask(0x30, 0x03)).toHaveLength(2 * 81)
    device.remove()
    expect(ask(0x30, 0x03)).toMatch(bare('41'))
    device.place(cardOf('grandfather'))
    expect(ask(0x30, 0x03)).toMatch(bare('41'))
    ask(0x20, 0x01)
    ask(0x20, 0x02)
    expect(ask(0x30, 0x03)).toMatch(bare('91'))
  })

  it('forgets the selection on a reset', () => {
    const { device, ask } = answersOf()
    device.place(cardOf('grandfather'))
    ask(0x20, 0x01)
    ask(0x20, 0x02)
    ask(0x10, 0xff)
    expect(ask(0x20, 0x01)).toMatch(/00009f/)
  })

  it('answers a damaged request', () => {
    const { pieces, send } = answersOf()
    const request = encodeRequest(0x20, 0x01)
    send(request.map((byte, i) => (i === 9 ? byte ^ 1 : byte)))
    expect(Buffer.from(pieces[0]!.bytes).toString('hex')).toMatch(bare('10'))
    send(request.map((byte, i) => (i === 5 ? 0xff : byte)))
    expect(Buffer.from(pieces[1]!.bytes).toString('hex')).toMatch(bare('11'))
  })

  it('keeps its card and its faults when the wire is taken away and put back', () => {
    const { device, ask } = answersOf()
    device.place(cardOf('grandfather'))
    ask(0x20, 0x01)
    ask(0x20, 0x02)
    const bytes: Uint8Array[] = []
    const other = device.attach({ receive: (piece) => bytes.push(piece), hangUp: () => undefined })
    other.send(encodeRequest(0x20, 0x01))
    expect(Buffer.concat(bytes).toString('hex')).toMatch(bare('80'))
    expect(device.lying).toBe('grandfather')
  })
})

describe('the pace of the wire', () => {
  it.each([
    [115_200, 113.3],
    [9600, 1359],
  ])('at %i baud a reading takes %f ms, ten bits a byte, request included', async (baud, ms) => {
    const { device, clock, pieces, send } = answersOf({ baud })
    device.place(cardOf('grandfather'))
    for (const parameter of [0x01, 0x02]) {
      send(encodeRequest(0x20, parameter))
      await clock.advanceAsync(1000)
    }
    pieces.length = 0
    const start = clock.monotonic()
    send(encodeRequest(0x30, 0x01))
    await clock.advanceAsync(5000)
    expect(pieces.length).toBeGreaterThan(15)
    expect(pieces.at(-1)!.at - start).toBeGreaterThanOrEqual(ms - 0.5)
    expect(pieces.at(-1)!.at - start).toBeLessThan(ms + 2)
  })
})

describe('the order on the wire', () => {
  it('is kept even by a clock whose timers fire in the wrong order', () => {
    const timers: { due: number; run: () => void }[] = []
    let now = 0
    const clock: Clock = {
      now: () => now,
      monotonic: () => now,
      sleep: () => Promise.resolve(),
      every: () => () => undefined,
      after: (ms, run) => {
        timers.push({ due: now + ms, run })
        return () => undefined
      },
    }
    const device = new SimulatedDevice({ clock })
    device.place(cardOf('grandfather'))
    const pieces: Uint8Array[] = []
    const wire = device.attach({ receive: (bytes) => pieces.push(bytes), hangUp: () => undefined })
    for (const request of [encodeRequest(0x20, 1), encodeRequest(0x20, 2), encodeRequest(0x30, 1)])
      wire.send(request)
    // The process was blocked for a second: everything is due, and the newest timer fires first.
    now = 1000
    while (timers.length > 0) timers.pop()?.run()
    const expected = ['00009f', '000090', '000090']
    expect(parseAll(pieces).frames.map((payload) => payload.slice(0, 6))).toEqual(expected)
    expect(pieces.length).toBeGreaterThan(15)
  })
})

describe('faults', () => {
  it('are named, and others refused', () => {
    expect(behaviourOf('status:4f').name).toBe('status:4f')
    for (const name of ['', 'noises', 'status:', 'status:4', 'status:zz', 'status:411'])
      expect(() => behaviourOf(name)).toThrow('badInput')
  })

  it('stand on top of each other, the newest first, and can be taken away one by one', () => {
    const { device, ask } = answersOf()
    const undo = device.fault('status:60')
    device.fault('status:24')
    expect(ask(0x11, 0xff)).toMatch(bare('24'))
    undo()
    expect(ask(0x11, 0xff)).toMatch(bare('24'))
    device.clear()
    expect(ask(0x11, 0xff)).toMatch(bare('90'))
  })

  it('give a status to the command it belongs to', () => {
    const { device, ask } = answersOf()
    device.place(cardOf('grandfather'))
    device.fault('status:81')
    expect(ask(0x20, 0x01)).toMatch(/00009f/)
    expect(ask(0x20, 0x02)).toMatch(bare('81'))
    device.clear()
    device.fault('status:41')
    expect(ask(0x20, 0x02)).toMatch(/000090/)
    expect(ask(0x30, 0x01)).toMatch(bare('41'))
  })

  it('silence and unplugging leave nothing to hear', () => {
    const { device, ask } = answersOf()
    device.fault('silent')
    expect(ask(0x11, 0xff)).toBe('')
    device.fault('unplug')
    expect(device.plugged).toBe(false)
    device.clear()
    expect(device.plugged).toBe(true)
  })

  it('put preambles into the photo without harming the checksum', () => {
    const { device, ask } = answersOf()
    device.place(cardOf('grandfather'))
    device.fault('preamble')
    ask(0x20, 0x01)
    ask(0x20, 0x02)
    expect(ask(0x30, 0x01).split('aaaaaa9669')).toHaveLength(12)
  })
})
