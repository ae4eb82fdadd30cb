import { execFileSync } from 'node:child_process'
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openLogFile, type LogFile } from '../../../electron/base/log-file.ts'
import { largestLogsBytes, logsYieldBelowBytes, partName } from '../../../electron/base/log-rules.ts'
import { createFileLog } from '../../../electron/base/log.ts'
import { Secret } from '../../../electron/base/secret.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { syntheticNumber } from '../../support/people.ts'
import { testFolder } from '../../support/test-store.ts'
import { until } from '../../support/until.ts'

const dayMs = 24 * 3_600_000
const mebibyte = 1024 * 1024

let dir: string
let clock: ManualClock
const now = (): string => join(dir, 'station.log')
beforeEach(() => {
  dir = join(testFolder(), 'logs')
  clock = new ManualClock()
})

const open = (freeBytes?: () => Promise<number>): LogFile => {
  const log = openLogFile({ dir, clock, ...(freeBytes === undefined ? {} : { freeBytes }) })
  onTestFinished(() => log.close())
  return log
}
const lines = (): string[] => (existsSync(now()) ? readFileSync(now(), 'utf8').split('\n').slice(0, -1) : [])
const old = (name: string, bytes = 1): void => {
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, name), 'x')
  truncateSync(join(dir, name), bytes)
}
const sweepMs = 10 * 60_000

describe('lines', () => {
  it('are JSON with time and part, and nobody else can read the file', async () => {
    const log = createFileLog(dir, clock)
    onTestFinished(() => log.close())
    log.child('reader').warn('no reader', { why: 'unplugged' })
    await until(() => lines().length === 1)
    expect(JSON.parse(lines()[0] ?? '')).toEqual({
      level: 40,
      time: '2026-11-24T01:00:00.000Z',
      part: 'reader',
      why: 'unplugged',
      msg: 'no reader',
    })
    expect(statSync(now()).mode & 0o777).toBe(0o600)
    expect(statSync(dir).mode & 0o777).toBe(0o700)
  })

  it('show no secret, and no card number that another program’s error quotes', async () => {
    const number = syntheticNumber('1949-07-23', 907)
    const log = createFileLog(dir, clock)
    onTestFinished(() => log.close())
    log.error('failed', { card: new Secret({ name: '司样鹮' }), deep: { card: new Secret(number) } })
    log.error('failed', { cause: `Unexpected token in "${number}" at 3`, id: '0193'.repeat(16) })
    await until(() => lines().length === 2)
    expect(lines().join('\n')).not.toContain(number)
    expect(lines().join('\n')).not.toContain('司样鹮')
    expect(lines()[1]).toContain('0193'.repeat(16))
  })

  it('are all there after the end', async () => {
    const log = open()
    for (let line = 0; line < 500; line += 1) log.write(`${String(line)}\n`)
    await log.close()
    expect(lines()).toHaveLength(500)
    log.write('too late\n')
    expect(lines()).toHaveLength(500)
  })
})

describe('a day that is over', () => {
  it('is packed whole under its own name, and the new day begins a new file', async () => {
    const log = open()
    log.write('first day\n')
    await until(() => lines().length === 1)
    utimesSync(now(), clock.now() / 1000, clock.now() / 1000)
    clock.advance(dayMs)
    log.write('second day\n')
    await until(() => existsSync(join(dir, 'station-2026-11-24.log.gz')) && lines().length === 1)
    expect(gunzipSync(readFileSync(join(dir, 'station-2026-11-24.log.gz'))).toString()).toBe('first day\n')
    expect(lines()).toEqual(['second day'])
    expect(readdirSync(dir).toSorted()).toEqual(['station-2026-11-24.log.gz', 'station.log'])
    expect(statSync(join(dir, 'station-2026-11-24.log.gz')).mode & 0o777).toBe(0o600)
  })

  it('ends at midnight in Shanghai, also where the station was off then', async () => {
    old('station.log', 3)
    const before = Date.parse('2026-11-23T15:59:00Z') / 1000
    utimesSync(now(), before, before)
    const log = open()
    log.write('morning\n')
    await until(() => existsSync(join(dir, 'station-2026-11-23.log.gz')))
    await until(() => lines().length === 1)
  })

  it('keeps a part that is there already, and packs what a power cut left unpacked', async () => {
    old('station-2026-11-23.log', 2)
    old('station-2026-11-23.log.gz.unfinished', 2)
    old('station-2026-11-23-2.log.gz', 2)
    old('station.log', 5)
    const before = Date.parse('2026-11-23T10:00:00Z') / 1000
    utimesSync(now(), before, before)
    const log = open()
    log.write('morning\n')
    await until(() => existsSync(join(dir, 'station-2026-11-23-3.log.gz')))
    await until(() => readdirSync(dir).length === 4)
    expect(readdirSync(dir)).toContain('station-2026-11-23.log.gz')
    expect(gunzipSync(readFileSync(join(dir, 'station-2026-11-23-3.log.gz')))).toHaveLength(5)
  })
})

describe('what is kept', () => {
  it('is two hundred days, whatever the clock says; files of others stay', async () => {
    const first = Date.parse('2026-01-01T00:00:00Z')
    for (let day = 0; day < 203; day += 1)
      old(`${partName(new Date(first + day * dayMs).toISOString().slice(0, 10), 1)}.gz`)
    old('notes.txt')
    clock.setWall(Date.parse('2099-01-01T00:00:00Z'))
    const log = open()
    await until(() => log.health().files > 0)
    expect(log.health()).toMatchObject({ files: 202, oldest: '2026-01-04', capped: false, yielding: false })
    expect(readdirSync(dir)).toContain('notes.txt')
  })

  it('is 500 MiB at most: the oldest go, and that is said', async () => {
    for (const day of ['2026-11-01', '2026-11-02', '2026-11-03'])
      old(`${partName(day, 1)}.gz`, largestLogsBytes / 2)
    const log = open()
    await until(() => log.health().files > 0)
    expect(log.health()).toMatchObject({ oldest: '2026-11-02', capped: true, bytes: largestLogsBytes })
    clock.advance(dayMs - sweepMs)
    expect(log.health().capped).toBe(true)
    await until(() => (clock.advance(sweepMs), !log.health().capped))
  })

  it('yields to the records on a disk that is nearly full, and comes back when there is room', async () => {
    old('station-2026-11-01.log.gz', mebibyte)
    const disk = { free: logsYieldBelowBytes - 1 }
    const log = open(() => Promise.resolve(disk.free))
    await until(() => log.health().yielding)
    expect(readdirSync(dir)).toEqual(['station.log'])
    log.write('not now\n')
    await until(() => log.health().dropped === 1)
    disk.free = logsYieldBelowBytes
    clock.advance(sweepMs)
    await until(() => !log.health().yielding)
    log.write('again\n')
    await until(() => lines().length === 1)
    expect(lines()).toEqual(['again'])
  })
})

describe('a file that does not take the lines', () => {
  it('never holds up who logs: a pipe that nobody reads', async () => {
    mkdirSync(dir, { recursive: true })
    execFileSync('mkfifo', [now()])
    const reader = openSync(now(), constants.O_RDONLY | constants.O_NONBLOCK)
    onTestFinished(() => {
      closeSync(reader)
    })
    const log = open()
    const line = `${'x'.repeat(999)}\n`
    for (let count = 0; count < 20_000; count += 1) log.write(line)
    await until(() => log.health().dropped > 0)
    const before = log.health().dropped
    log.write(line)
    clock.advance(5_000)
    await until(() => log.health().dropped > before)
    await log.close()
  })

  it('is tried again, and what could not be kept is counted', async () => {
    mkdirSync(now(), { recursive: true })
    const log = open()
    log.write('lost\n')
    await until(() => log.health().dropped === 1)
    log.write('waits\n')
    rmSync(now(), { recursive: true })
    clock.advance(5_000)
    await until(() => lines().length === 1)
    expect(lines()).toEqual(['waits'])
  })
})
