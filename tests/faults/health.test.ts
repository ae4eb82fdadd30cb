import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { health as healthSchema } from '../../electron/contract/health.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { diskFolder, lacks, mayMount, smallFileSystem } from '../support/fault-tools.ts'
import { startStation, type RunningStation, type StationSetup } from '../support/station.ts'
import { startLife, startVisitors } from '../support/visitors.ts'

const start = async (setup: StationSetup): Promise<RunningStation> => {
  const station = await startStation(setup)
  onTestFinished(async () => {
    await station.stop()
  })
  return station
}
const folder = (): string => join(diskFolder(), 'data')

/** Where root may make a file that nobody may write, as a disk does that turned read-only. */
const mayFreeze = (): boolean => {
  const file = join(diskFolder(), 'frozen')
  mkdirSync(file)
  if (spawnSync('chattr', ['+i', file]).status !== 0) return false
  return spawnSync('chattr', ['-i', file]).status === 0
}

describe('/health keeps to its schema and says what is wrong', () => {
  it('of a station that is well, with nothing but facts of the machine', async () => {
    const station = await start({ dir: folder(), reader: 'simulated' })
    const health = healthSchema.parse(await station.healthy(({ reader }) => reader.state === 'ready'))
    expect(health.store).toMatchObject({ ok: true, trouble: null, lastCheck: null, lastBackup: null })
    expect(health.store.freeBytes).toBeGreaterThan(0)
    expect(health.versions.node).toBe(process.versions.node)
    expect(health.versions.sqlite).toMatch(/^3\.\d+/)
    expect(health.versions.electron).toBeNull()
    expect(health.starts).toMatchObject({ count: 1, unclean: 0, lastExit: null })
    await station.healthy(({ logs }) => (logs?.files ?? 0) > 0)
  })

  it('counts starts, and tells a clean end from a power cut', async () => {
    const dir = folder()
    const first = await start({ dir })
    await first.stop()
    const second = await start({ dir })
    expect((await second.health()).starts).toMatchObject({ count: 2, unclean: 0, lastExit: { clean: true } })
    await second.kill()
    const third = await start({ dir })
    const { starts } = await third.healthy(({ starts }) => starts.unclean === 1)
    expect(starts).toMatchObject({ count: 3, lastExit: { clean: false } })
  })

  it('the reader is missing', async () => {
    const station = await start({ dir: folder(), reader: '/dev/no-such-reader' })
    const { reader } = healthSchema.parse(await station.health())
    expect(reader).toMatchObject({ state: 'searching', port: '/dev/no-such-reader' })
  })

  it('the centre is gone', async () => {
    const centre = { url: 'http://127.0.0.1:9', token: 'AAAA1111' }
    const station = await start({ dir: folder(), centre })
    const health = await station.healthy(({ outbox }) => outbox.lastError !== null)
    expect(healthSchema.parse(health).outbox.lastError?.code).toBe('unreachable')
    expect(health.store.ok).toBe(true)
  })

  it('the clock was never set', async () => {
    const env = {
      NODE_OPTIONS: `--import=${fileURLToPath(new URL('../support/shifted-clock.mjs', import.meta.url))}`,
      SHIFT_MS: String(Date.parse('2020-01-01T00:00:00Z') - Date.now()),
    }
    const station = await start({ dir: folder(), env })
    expect(healthSchema.parse(await station.health()).clock.state).toBe('unset')
  })

  it.skipIf(!mayMount())('the disk is nearly full: logs yield, the station goes on', async () => {
    const small = smallFileSystem('64m')
    if (small === undefined) return
    const station = await start({ dir: join(small, 'data') })
    const health = await station.healthy(({ logs }) => logs?.yielding === true)
    expect(healthSchema.parse(health).store.freeBytes).toBeLessThan(64 * 1024 * 1024)
    expect(health.store.ok).toBe(true)
    expect(readdirSync(join(small, 'data', 'logs')).filter((name) => name.endsWith('.gz'))).toEqual([])
  })

  it.skipIf(lacks('chattr'))('the records may not be written', async () => {
    if (!mayFreeze()) return
    const dir = folder()
    const station = await start({ dir })
    const file = join(dir, 'records.db')
    execFileSync('chattr', ['+i', file])
    onTestFinished(() => {
      spawnSync('chattr', ['-i', file])
    })
    const bad = healthSchema.parse(await station.healthy(({ store }) => !store.ok))
    expect(bad.store.trouble).toBe('storeReadOnly')
    execFileSync('chattr', ['-i', file])
    await station.healthy(({ store }) => store.ok)
  })
})

describe('logs never hold up a tap', () => {
  it.skipIf(lacks('socat', 'mkfifo'))(
    'when nobody takes what is written',
    async () => {
      const around = diskFolder()
      const dir = join(around, 'data')
      mkdirSync(join(dir, 'logs'), { recursive: true })
      const pipe = join(dir, 'logs', 'station.log')
      execFileSync('mkfifo', [pipe])
      const people = crowd(3, businessDateOf(systemClock.now()))
      const visitors = await startVisitors(around, people)
      onTestFinished(() => void visitors.reader.stop())
      const life = await startLife({ dir, reader: visitors.port })
      onTestFinished(() => life.kill())
      for (const { id } of people) expect((await visitors.tap(life, id)).outcome.kind).toBe('checkedIn')
      const { logs, counts } = healthSchema.parse(await life.healthy(({ logs }) => (logs?.dropped ?? 0) > 0))
      expect(logs?.dropped).toBeGreaterThan(0)
      expect(counts.taps).toEqual({ checkedIn: 3 })
      expect(counts.flushP99Ms).toBeGreaterThan(0)
      expect(await life.stop()).toBe(0)
    },
    120_000,
  )
})

it('the log of a day is lines of JSON that nobody else can read', async () => {
  const dir = folder()
  const station = await start({ dir, reader: 'simulated' })
  await station.healthy(({ reader }) => reader.state === 'ready')
  await station.stop()
  const lines = readFileSync(join(dir, 'logs', 'station.log'), 'utf8')
    .trim()
    .split('\n')
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) as number })
  expect(lines.length).toBeGreaterThan(0)
})

it('the log holds what the launcher had to say', async () => {
  const dir = folder()
  const station = await start({ dir, supervised: true })
  station.process.send({ kind: 'said', at: systemClock.now(), line: 'the browser died' })
  await station.stop()
  const log = readFileSync(join(dir, 'logs', 'station.log'), 'utf8')
  expect(log).toMatch(/"part":"launcher".*the browser died/)
})
