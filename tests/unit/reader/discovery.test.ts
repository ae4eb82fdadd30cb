import { afterEach, describe, expect, it } from 'vitest'
import { StationError } from '../../../electron/base/errors.ts'
import {
  baudRates,
  fixedPort,
  orderPorts,
  searchedPorts,
  type SerialAccess,
} from '../../../electron/reader/discovery.ts'
import type { SerialPortInfo } from '../../../electron/reader/linux-ports.ts'
import { SamReader } from '../../../electron/reader/sam/sam-reader.ts'
import { createCardReader } from '../../../electron/reader/kinds.ts'
import { SimulatedDevice } from '../../../electron/reader/simulated/device.ts'
import { createSimulatedOpener } from '../../../electron/reader/simulated/opener.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { cardOf, recordingLog } from '../../support/reader-rig.ts'

const paths = (ports: SerialPortInfo[]): string[] => ports.map(({ path }) => path)

describe('the order in which ports are probed', () => {
  const ports: SerialPortInfo[] = [
    { path: '/dev/ttyS10' },
    { path: '/dev/ttyS2' },
    { path: '/dev/ttyUSB1', vendorId: '1A86', productId: '7523' },
    { path: '/dev/ttyUSB0', vendorId: '10c4', productId: 'EA60' },
    { path: '/dev/ttyACM0', vendorId: '2341', productId: '0043' },
    { path: '/dev/rfcomm0' },
    { path: 'COM7', pnpId: 'BTHENUM\\{00001101}' },
  ]

  it('begins with chips that readers use, compared without case, and leaves Bluetooth alone', () => {
    expect(paths(orderPorts(ports, null))).toEqual([
      '/dev/ttyUSB0',
      '/dev/ttyUSB1',
      '/dev/ttyACM0',
      '/dev/ttyS2',
      '/dev/ttyS10',
    ])
  })

  it('puts the last good port first', () => {
    expect(paths(orderPorts(ports, '/dev/ttyS2'))[0]).toBe('/dev/ttyS2')
  })

  it('never takes a blocked port, even if it was good once', () => {
    expect(paths(orderPorts(ports, '/dev/ttyUSB0', ['/dev/ttyUSB0']))).not.toContain('/dev/ttyUSB0')
  })
})

/** Serial ports that exist only here: a device, or nothing that answers, or something that is busy. */
class FakePorts {
  readonly clock = new ManualClock()
  readonly ports = new Map<string, { device?: SimulatedDevice; baud?: number; busy?: true; info?: object }>()
  readonly tried: string[] = []
  readonly log: string[] = []
  listFails = false

  readonly access: SerialAccess = {
    list: () =>
      this.listFails
        ? Promise.reject(new Error('spawn udevadm ENOENT'))
        : Promise.resolve([...this.ports].map(([path, { info }]) => ({ path, ...info }))),
    names: () => Promise.resolve([...this.ports.keys()]),
    exists: (path) => Promise.resolve(this.ports.has(path)),
    opener: (path, baudRate) => ({
      name: path,
      open: () => {
        this.tried.push(`${path}@${String(baudRate)}`)
        const port = this.ports.get(path)
        if (port === undefined) return Promise.reject(new StationError('readerMissing', { port: path }))
        if (port.busy) return Promise.reject(new StationError('readerBusy', { port: path }))
        const right = port.device !== undefined && baudRate === (port.baud ?? 115_200)
        return createSimulatedOpener(right ? port.device! : this.mute(), path).open()
      },
    }),
  }

  /** Something that takes bytes and never answers, or answers at another rate, which is the same. */
  mute(): SimulatedDevice {
    const device = new SimulatedDevice({ clock: this.clock })
    device.fault('silent')
    return device
  }

  device(): SimulatedDevice {
    return new SimulatedDevice({ clock: this.clock })
  }
}

describe('looking for a reader', () => {
  let reader: SamReader | null = null

  afterEach(async () => {
    await reader?.stop()
  })

  const search = async (fake: FakePorts, lastGood: string | null = null): Promise<SamReader> => {
    const log = recordingLog(fake.log)
    const source = searchedPorts({ access: fake.access, log, lastGood, blocked: ['/dev/printer'] })
    reader = new SamReader({ source, clock: fake.clock, log })
    await reader.start()
    return reader
  }

  const ready = (found: SamReader): boolean => found.health().state === 'ready'

  it('finds it among ports that are silent, busy and blocked', async () => {
    const fake = new FakePorts()
    fake.ports.set('/dev/printer', {})
    fake.ports.set('/dev/ttyS0', {})
    fake.ports.set('/dev/ttyS1', { busy: true })
    fake.ports.set('/dev/ttyS2', { device: fake.device() })
    const found = await search(fake)
    expect(await fake.clock.advanceUntil(() => ready(found), 5000)).toBe(true)
    expect(found.health().port).toBe('/dev/ttyS2')
    expect(fake.tried.some((tried) => tried.startsWith('/dev/printer'))).toBe(false)
    expect(fake.log.join('\n')).toContain('readerBusy port=/dev/ttyS1')
  })

  it.each(baudRates)('finds a reader that is set to %i baud', async (baud) => {
    const fake = new FakePorts()
    fake.ports.set('/dev/ttyUSB0', { device: new SimulatedDevice({ clock: fake.clock, baud }), baud })
    const found = await search(fake)
    expect(await fake.clock.advanceUntil(() => ready(found), 5000)).toBe(true)
    expect(fake.tried[0]).toBe('/dev/ttyUSB0@115200')
  })

  it('asks nothing but the status and the number before it knows that this is a reader', async () => {
    const fake = new FakePorts()
    const device = fake.device()
    const asked: number[] = []
    device.onRequest((command) => asked.push(command))
    device.fault('status:21')
    fake.ports.set('/dev/ttyUSB0', { device })
    await search(fake)
    await fake.clock.advanceAsync(10_000)
    expect(new Set(asked)).toEqual(new Set([0x11]))
  })

  it('shows no port while it looks, and survives a list that cannot be had', async () => {
    const fake = new FakePorts()
    fake.listFails = true
    const found = await search(fake, '/dev/ttyUSB0')
    await fake.clock.advanceAsync(3000)
    expect(found.health()).toMatchObject({ state: 'searching', port: null })
    fake.ports.set('/dev/ttyUSB0', { device: fake.device() })
    expect(await fake.clock.advanceUntil(() => ready(found), 2000)).toBe(true)
    expect(fake.log.join('\n')).toContain('udevadm')
  })

  it('finds a reader that comes back under another name within two seconds', async () => {
    const fake = new FakePorts()
    const device = fake.device()
    fake.ports.set('/dev/ttyUSB0', { device })
    const found = await search(fake)
    await fake.clock.advanceUntil(() => ready(found), 2000)
    fake.ports.delete('/dev/ttyUSB0')
    device.fault('unplug')
    await fake.clock.advanceUntil(() => !ready(found), 1000)
    await fake.clock.advanceAsync(60_000)
    device.clear()
    fake.ports.set('/dev/ttyUSB1', { device })
    expect(await fake.clock.advanceUntil(() => ready(found), 2000)).toBe(true)
    expect(found.health().port).toBe('/dev/ttyUSB1')
  })

  it('finds a reader that needs a second after it was plugged in, however long nothing was there', async () => {
    const fake = new FakePorts()
    const found = await search(fake)
    await fake.clock.advanceAsync(120_000)
    const device = fake.device()
    device.fault('silent')
    fake.ports.set('/dev/ttyUSB0', { device })
    await fake.clock.advanceAsync(1500)
    device.clear()
    expect(await fake.clock.advanceUntil(() => ready(found), 2500)).toBe(true)
  })

  it('knows a reader by its own fault', async () => {
    const fake = new FakePorts()
    const device = fake.device()
    device.fault('status:66')
    fake.ports.set('/dev/ttyUSB0', { device })
    const found = await search(fake)
    expect(await fake.clock.advanceUntil(() => found.health().state === 'fault', 3000)).toBe(true)
    expect(found.health().port).toBe('/dev/ttyUSB0')
  })

  it('waits longer and longer, at most five seconds, and says once what is wrong', async () => {
    const fake = new FakePorts()
    fake.ports.set('/dev/ttyS1', { busy: true })
    await search(fake)
    await fake.clock.advanceAsync(60_000)
    const before = fake.tried.length
    await fake.clock.advanceAsync(60_000)
    expect(fake.tried.length - before).toBeGreaterThanOrEqual(10)
    expect(fake.tried.length - before).toBeLessThanOrEqual(14)
    expect(fake.log.filter((line) => line.includes('no reader'))).toHaveLength(1)
  })

  it('keeps trying one path that is not there, and takes it when it comes', async () => {
    const fake = new FakePorts()
    const log = recordingLog(fake.log)
    reader = new SamReader({ source: fixedPort('/dev/none', fake.access), clock: fake.clock, log })
    await reader.start()
    await fake.clock.advanceAsync(30_000)
    expect(reader.health()).toMatchObject({ state: 'searching', port: '/dev/none' })
    fake.ports.set('/dev/none', { device: fake.device() })
    const found = reader
    expect(await fake.clock.advanceUntil(() => ready(found), 3000)).toBe(true)
  })

  it('serves people on the port that it found', async () => {
    const fake = new FakePorts()
    const device = fake.device()
    fake.ports.set('/dev/ttyUSB3', { device })
    const found = await search(fake)
    const seen: string[] = []
    found.onEvent((event) => {
      if (event.kind === 'cardSeen') seen.push(event.card.reveal().name)
    })
    await fake.clock.advanceUntil(() => ready(found), 2000)
    device.place(cardOf('grandmother'))
    expect(await fake.clock.advanceUntil(() => seen.length > 0, 1000)).toBe(true)
  })
})

describe('kinds of readers', () => {
  const deps = { clock: new ManualClock(), log: recordingLog([]) }

  it('none is absent, starts, stops and says nothing', async () => {
    const none = createCardReader('none', deps)
    await none.start()
    expect(none.health()).toMatchObject({ state: 'absent', port: null, counters: { cards: 0 } })
    const off = none.onEvent(() => undefined)
    off()
    await none.stop()
  })

  it('simulated works without a device of one’s own', async () => {
    const reader = createCardReader('simulated', deps)
    await reader.start()
    expect(await deps.clock.advanceUntil(() => reader.health().state === 'ready', 1000)).toBe(true)
    expect(reader.health().port).toBe('simulated')
    await reader.stop()
  })

  it('auto and a path are looked for', async () => {
    for (const setting of ['auto', '/dev/no-such-port']) {
      const reader = createCardReader(setting, deps)
      await reader.start()
      expect(reader.health().state).toBe('searching')
      const stopped = reader.stop()
      await deps.clock.advanceAsync(10_000)
      await stopped
    }
  })
})
