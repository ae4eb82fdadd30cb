import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FakeCentre } from '../support/fake-centre.ts'
import { openPageSocket } from '../support/page-socket.ts'
import { newFolder, removeFolder, startStation } from '../support/station.ts'
import { flushesBeforePushes, readTrace, tracer } from '../support/system-calls.ts'

const canTrace = spawnSync('strace', ['-V']).status === 0
const inCi = process.env.CI === 'true'
const dir = newFolder()
const traceFile = join(dir, 'trace')
const people = 60

describe.skipIf(!canTrace && !inCi)('sixty people tap, traced', () => {
  let counts = new Map<number, number>()

  beforeAll(async () => {
    const centre = await FakeCentre.start()
    const station = await startStation({
      dir: join(dir, 'data'),
      reader: 'simulated',
      centre: { url: centre.url, token: 'TOKEN' },
      under: tracer(traceFile),
    })
    const page = await openPageSocket(station.url)
    await page.call('demo.bringCrowd')
    await page.nextPush('demo', (demo) => demo?.crowd?.done === people)
    page.close()
    await station.healthy(({ outbox }) => outbox.pending === 0)
    await station.stop()
    await centre.close()
    counts = flushesBeforePushes(readTrace(readFileSync(traceFile, 'utf8')))
  }, 180_000)
  afterAll(() => {
    removeFolder(dir)
  })

  it('every one is flushed exactly once, and only then shown; acknowledgements flush nothing', () => {
    const taps = [...counts].filter(([seq]) => seq > 0).slice(1)
    expect(taps.length).toBeGreaterThanOrEqual(50)
    expect(taps.filter(([, flushes]) => flushes < 1)).toEqual([])
    // Merging the log, once in a hundred commits, falls between two taps.
    const merges = taps.filter(([, flushes]) => flushes > 1)
    expect(merges.length).toBeLessThanOrEqual(2)
    expect(merges.filter(([, flushes]) => flushes > 4)).toEqual([])
  })
})

it('the count would notice a push before its flush, and a tap that is not flushed', () => {
  const line = (seq: number): string =>
    `7 write(20<TCP:[1]>, "\\201~{\\"type\\":\\"push\\",\\"name\\":\\"lastTap\\",\\"rev\\":1,\\"value\\":{\\"seq\\":${String(seq)}`
  const flushed = '7 fsync(18</data/records.db-wal>) = 0'
  const good = [flushed, line(1), flushed, line(2)]
  expect([...flushesBeforePushes(readTrace(good.join('\n'))).values()]).toEqual([1, 1])
  const early = [line(1), flushed, flushed, line(2)]
  expect([...flushesBeforePushes(readTrace(early.join('\n'))).values()]).toEqual([0, 2])
  const other = ['7 fsync(9</data/witness.json>) = 0', line(3)]
  expect([...flushesBeforePushes(readTrace(other.join('\n'))).values()]).toEqual([0])
})
