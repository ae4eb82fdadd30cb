import { readFileSync } from 'node:fs'
import { createServer as createSecureServer } from 'node:https'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { noteRun } from '../support/fault-table.ts'
import { deep, lacks, run } from '../support/fault-tools.ts'
import { startProxy, type Proxy } from '../support/proxy.ts'
import { heldIds, useSyncStations, type SyncStation } from '../support/sync-station.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'

const world = useSyncStations()

/** What the centre lacks of `ids`, and what it holds twice. */
const compare = (ids: readonly string[]): { lost: number; doubled: number } => {
  const held = heldIds(world.centre)
  const there = new Set(held)
  return { lost: ids.filter((id) => !there.has(id)).length, doubled: held.length - there.size }
}

const expectAllOnce = (ids: readonly string[]): void => {
  expect(compare(ids)).toEqual({ lost: 0, doubled: 0 })
}

describe('a line that is cut', () => {
  let proxy: Proxy
  beforeEach(async () => {
    proxy = await startProxy(world.centre.url)
    return () => proxy.close()
  })

  it.each(['up', 'down'] as const)(
    'at byte k of what goes %s, for many k: sent again, and held once',
    async (direction) => {
      const station = await world.startPaired({ centreUrl: proxy.url })
      const ids = station.tap()
      proxy.cutNext(direction, Infinity)
      proxy.longest[direction] = 0
      await station.drain()
      const length = proxy.longest[direction]
      expect(length).toBeGreaterThan(100)
      const stride = deep ? 1 : Math.ceil(length / 25)
      for (let k = 0; k < length; k += stride) {
        proxy.cutNext(direction, k)
        ids.push(...station.tap())
        await station.drain()
        noteRun({ row: 26, variant: `cut at byte k of what goes ${direction}` }, compare(ids))
        expectAllOnce(ids)
      }
    },
  )

  it('is really cut: what the centre got of it was not a whole request', async () => {
    const station = await world.startPaired({ centreUrl: proxy.url })
    const before = world.centre.uploads.length
    proxy.cutNext('up', 300)
    station.tap()
    await station.drive(() => proxy.hasCut())
    expect(world.centre.uploads).toHaveLength(before)
    await station.drain()
    expect(world.centre.uploads).toHaveLength(before + 1)
  })
})

/** Lets time pass until the exchange has failed in that way; people tap meanwhile. */
const failsWith = async (station: SyncStation, code: string): Promise<string[]> => {
  const ids = station.tap(2)
  const isNamed = (): boolean => station.sync.health().lastError?.code === code
  const end = performance.now() + 30_000
  while (!isNamed()) {
    if (performance.now() > end) throw new Error(`not ${code}: ${JSON.stringify(station.sync.health())}`)
    await station.clock.advanceAsync(5000)
    await systemClock.sleep(5)
  }
  ids.push(...station.tap(2))
  expect(station.sync.health().pending).toBe(4)
  return ids
}

describe('a centre that cannot be reached', () => {
  it('because its name is unknown: everything waits, and goes up once the name is known', async () => {
    const station = await world.start({ centreUrl: 'http://no-such-centre.invalid' })
    const ids = await failsWith(station, 'unreachable')
    await station.stop()
    const again = await world.start()
    await again.drain()
    noteRun({ row: 25, variant: 'name unknown' }, compare(ids))
    expectAllOnce(ids)
  })

  it('because packets are swallowed: the time limit ends each try, and everything goes up afterwards', async () => {
    const proxy = await startProxy(world.centre.url)
    onTestFinished(() => proxy.close())
    const station = await world.startPaired({ centreUrl: proxy.url })
    proxy.swallow(true)
    const ids = await failsWith(station, 'timeout')
    proxy.swallow(false)
    station.sync.retryNow()
    await station.drain()
    noteRun({ row: 25, variant: 'packets swallowed' }, compare(ids))
    expectAllOnce(ids)
  })
})

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

describe('something between that is no centre', () => {
  const stranger = async (code: string, answer: RequestListener): Promise<string[]> => {
    const paired = await world.startPaired()
    await paired.stop()
    const port = await listening(createServer(answer))
    const station = await world.start({ centreUrl: `http://127.0.0.1:${String(port)}` })
    const ids = await failsWith(station, code)
    await station.stop()
    const again = await world.start()
    await again.drain()
    return ids
  }

  it('sends elsewhere: not followed', async () => {
    let followed = 0
    const elsewhere = await listening(createServer(() => (followed += 1)))
    const ids = await stranger('redirected', (_, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${String(elsewhere)}/login` }).end()
    })
    noteRun({ row: 27, variant: 'sends elsewhere' }, compare(ids))
    expectAllOnce(ids)
    expect(followed).toBe(0)
  })

  it('answers with a hundred megabytes: let go after four', async () => {
    let sent = 0
    const piece = Buffer.alloc(65_536, ' ')
    const ids = await stranger('too-large-answer', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = (): void => {
        while (sent < 100 * 1024 * 1024 && !response.destroyed) {
          sent += piece.length
          if (!response.write(piece)) {
            response.once('drain', more)
            return
          }
        }
      }
      more()
    })
    noteRun({ row: 27, variant: 'a hundred megabytes' }, compare(ids))
    expectAllOnce(ids)
    // Each try of the station reads four; what lies in buffers on the way is not counted exactly.
    expect(sent).toBeLessThan(50 * 1024 * 1024)
  })

  it.skipIf(lacks('openssl'))(
    'has a certificate that nobody vouches for: nothing is told to it',
    async () => {
      const dir = tempFolder()
      const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')]
      const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
      const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key]
      run('openssl', 'req', '-x509', ...made, '-out', cert, '-days', '2', ...subject)
      let heard = 0
      const pems = { key: readFileSync(key), cert: readFileSync(cert) }
      const port = await listening(createSecureServer(pems, () => (heard += 1)))
      const paired = await world.startPaired()
      await paired.stop()
      const station = await world.start({ centreUrl: `https://127.0.0.1:${String(port)}` })
      const ids = await failsWith(station, 'tls')
      expect(heard).toBe(0)
      await station.stop()
      const again = await world.start()
      await again.drain()
      noteRun({ row: 28, variant: 'bad certificate' }, compare(ids))
      expectAllOnce(ids)
    },
  )
})

it('a line of 16 kbit/s holds no tap up and carries everything in the end', async () => {
  const proxy = await startProxy(world.centre.url)
  onTestFinished(() => proxy.close())
  const station = await world.startPaired({ centreUrl: proxy.url })
  proxy.pace(2000)
  const ids = station.tap(40)
  ids.push(...station.tap(3))
  await station.drive(() => station.requestTimes.length > 1)
  await until(() => heldIds(world.centre).length === ids.length, 60_000)
  await station.drain()
  noteRun({ row: 30 }, compare(ids))
  expectAllOnce(ids)
})
