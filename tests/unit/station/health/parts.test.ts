import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StationError } from '../../../../electron/base/errors.ts'
import type { Health } from '../../../../electron/contract/health.ts'
import { alarmsOf, createDownSince, diskLowBelowBytes } from '../../../../electron/station/health/alarms.ts'
import { createDailyCheck } from '../../../../electron/station/health/check.ts'
import { createMeter } from '../../../../electron/station/health/meter.ts'
import { lastGood } from '../../../../electron/station/health/health.ts'
import { openRuns, type Runs } from '../../../../electron/station/health/runs.ts'
import { storeHealth } from '../../../../electron/station/health/store-health.ts'
import type { Store, Tx } from '../../../../electron/store/tx.ts'
import { ManualClock } from '../../../support/manual-clock.ts'
import { keptLog, openTestStore, testFolder } from '../../../support/test-store.ts'
import { until } from '../../../support/until.ts'

const never = (): never => {
  throw new Error('not asked for')
}
/** A store whose commits do what a test says. */
const fakeStore = (commit: () => void): Store => ({
  storeId: 'store',
  boots: 1,
  transaction: (work) => {
    const result = work({} as Tx)
    commit()
    return result
  },
  unflushed: (work) => work({} as Tx),
  read: (work) => work({ get: () => ({ n: 7 }) } as unknown as Tx),
  reopen: never,
  close: never,
})

describe('the meter of the store', () => {
  it('tells the time of flushes alone, the 99th of a hundred', () => {
    const clock = new ManualClock()
    const flush = { ms: 2 }
    const meter = createMeter(clock)
    const store = meter.watch(
      fakeStore(() => {
        clock.advance(flush.ms)
      }),
    )
    expect(meter.facts().flushP99Ms).toBeNull()
    for (let count = 0; count < 98; count += 1)
      store.transaction(() => {
        clock.advance(500)
      })
    flush.ms = 40
    store.transaction(() => undefined)
    flush.ms = 90
    store.transaction(() => undefined)
    expect(meter.facts().flushP99Ms).toBe(40)
  })

  it('is bad from the first failure to the next success, and counts each doubt once', () => {
    const disk: { fails: StationError | null } = { fails: null }
    const meter = createMeter(new ManualClock())
    const store = meter.watch(
      fakeStore(() => {
        if (disk.fails !== null) throw disk.fails
      }),
    )
    const look = storeHealth({ meter, store, mayWrite: () => true, hasRoom: () => true })
    const tap = (): void => {
      store.transaction(() => undefined)
    }
    expect(look()).toEqual({ ok: true, records: 7, trouble: null })
    disk.fails = new StationError('storeReadOnly')
    expect(tap).toThrow()
    expect(look()).toEqual({ ok: false, records: 7, trouble: 'storeReadOnly' })
    disk.fails = new StationError('commitUnknown', { fatal: true })
    expect(tap).toThrow()
    expect(tap).toThrow()
    expect(meter.facts()).toMatchObject({ unknownCommits: 1, ioErrors: 1, trouble: 'commitUnknown' })
    disk.fails = null
    tap()
    expect(look().ok).toBe(true)
    disk.fails = new StationError('notAllowed')
    expect(tap).toThrow()
    expect(look().ok).toBe(true)
  })

  it('is bad where the file may not be written, before anybody taps', () => {
    const meter = createMeter(new ManualClock())
    const store = meter.watch(fakeStore(() => undefined))
    expect(storeHealth({ meter, store, mayWrite: () => false, hasRoom: () => true })()).toMatchObject({
      ok: false,
      trouble: 'storeReadOnly',
    })
  })

  it('is bad where cards find no room any more', () => {
    const meter = createMeter(new ManualClock())
    const store = meter.watch(fakeStore(() => undefined))
    expect(storeHealth({ meter, store, mayWrite: () => true, hasRoom: () => false })()).toMatchObject({
      ok: false,
      trouble: 'storeFull',
    })
  })

  it('gives the last count of records while they cannot be read', () => {
    const broken = { is: false }
    const plain = fakeStore(() => undefined)
    const read: Store['read'] = (work) => {
      if (broken.is) throw new StationError('storeRefused')
      return plain.read(work)
    }
    const meter = createMeter(new ManualClock())
    const look = storeHealth({ meter, store: { read }, mayWrite: () => true, hasRoom: () => true })
    look()
    broken.is = true
    expect(look()).toEqual({ ok: false, records: 7, trouble: 'storeIo' })
  })

  it('leaves a real store as it is', () => {
    const store = createMeter(new ManualClock()).watch(openTestStore(testFolder()))
    store.transaction((tx) => tx.run(`insert into meta (name, value) values ('test', '1')`))
    expect(store.read((tx) => tx.get(`select value from meta where name = 'test'`))).toEqual({ value: '1' })
    expect(() => store.read((tx) => tx.run('delete from meta'))).toThrow('must not write')
    store.reopen()
    expect(store.boots).toBe(1)
  })
})

it('an answer is given while a read fails: the last one that did not', () => {
  const disk = { value: 3, fails: true }
  const read = lastGood(0, () => {
    if (disk.fails) throw new StationError('storeIo')
    return disk.value
  })
  expect(read()).toBe(0)
  disk.fails = false
  expect(read()).toBe(3)
  disk.fails = true
  disk.value = 4
  expect(read()).toBe(3)
})

describe('runs of the program', () => {
  const open = (dir: string, clock: ManualClock): Promise<Runs> => openRuns(dir, { clock, log: keptLog() })
  const kept = (dir: string): string => readFileSync(join(dir, 'health.json'), 'utf8')

  it('tell whether the one before ended as it should, and when it was last known to run', async () => {
    const dir = testFolder()
    const clock = new ManualClock()
    const first = await open(dir, clock)
    expect(first.facts()).toEqual({ unclean: 0, lastExit: null, at: '2026-11-24T01:00:00.000Z' })
    await first.end()
    const second = await open(dir, clock)
    expect(second.facts().lastExit).toEqual({ clean: true, at: '2026-11-24T01:00:00.000Z' })
    await until(() => kept(dir).includes('"running": true'))
    clock.advance(10 * 60_000)
    await until(() => kept(dir).includes('01:10:00.000Z'))
    // The power goes: nothing says the end.
    const third = await open(dir, clock)
    expect(third.facts()).toMatchObject({
      unclean: 1,
      lastExit: { clean: false, at: '2026-11-24T01:10:00.000Z' },
    })
    await third.end()
    expect((await open(dir, clock)).facts()).toMatchObject({ unclean: 1, lastExit: { clean: true } })
  })

  it('stop nothing where the disk does not take them', async () => {
    const log = keptLog()
    const clock = new ManualClock()
    const refuse = (): Promise<void> => Promise.reject(new Error('EIO'))
    const runs = await openRuns(testFolder(), { clock, log, rename: refuse })
    await runs.end()
    expect(log.lines.some(({ message }) => message === 'health not kept')).toBe(true)
  })
})

describe('the daily check', () => {
  const night = Date.parse('2026-11-23T19:00:00.000Z')
  const rig = (verify: () => Promise<{ found: string[] }>, lastTapAt: number | null = null) => {
    const clock = new ManualClock(night)
    const log = keptLog()
    let last: Health['store']['lastCheck'] = null
    const check = createDailyCheck({
      dir: '',
      clock,
      log,
      runs: {
        lastCheck: () => last,
        checked: (one) => {
          last = one
        },
      },
      opening: () => null,
      lastTapAt: () => lastTapAt,
      verify,
    })
    return { clock, log, check, last: () => last }
  }

  it('is made once a night, with nobody at the reader', async () => {
    let calls = 0
    const { clock, check, last } = rig(() => {
      calls += 1
      return Promise.resolve({ found: [] })
    })
    await check.look()
    await check.look()
    expect(calls).toBe(1)
    expect(last()).toEqual({ at: '2026-11-23T19:00:00.000Z', ok: true, found: 0 })
    clock.setWall(night + 24 * 3_600_000)
    await check.look()
    expect(calls).toBe(2)
    await check.stop()
  })

  it('waits while the door is open, and after a card', async () => {
    const atNoon = rig(() => Promise.reject(new Error('too early')))
    atNoon.clock.setWall(Date.parse('2026-11-24T04:00:00.000Z'))
    await atNoon.check.look()
    expect(atNoon.last()).toBeNull()
    const afterCard = rig(() => Promise.reject(new Error('too early')), night - 60_000)
    await afterCard.check.look()
    expect(afterCard.last()).toBeNull()
  })

  it('says what differs, and that it could not be made', async () => {
    const differs = rig(() => Promise.resolve({ found: ['balance of r1: 5 instead of 4', 'hash of 12'] }))
    await differs.check.look()
    expect(differs.last()).toMatchObject({ ok: false, found: 2 })
    expect(differs.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'records differ' }),
    )
    const failed = rig(() => Promise.reject(new Error('EIO')))
    await failed.check.look()
    expect(failed.last()).toMatchObject({ ok: false, found: 0 })
    expect(failed.log.lines[0]).toMatchObject({ message: 'records not checked', fields: { cause: 'EIO' } })
  })
})

describe('what wants a hand of staff', () => {
  const store: Health['store'] = {
    ok: true,
    records: 1,
    trouble: null,
    bytes: 1,
    walBytes: 0,
    freeBytes: diskLowBelowBytes,
    lastCheck: null,
    lastBackup: null,
  }
  const logs = { bytes: 0, files: 1, oldest: null, capped: false, yielding: false, dropped: 0 }
  const at = '2026-11-24T01:00:00.000Z'
  it.each<[string, Partial<Health['store']>, Partial<typeof logs>, number, string[]]>([
    ['nothing', {}, {}, 0, []],
    ['a full disk', { freeBytes: diskLowBelowBytes - 1 }, {}, 0, ['diskLow']],
    ['a disk of unknown size', { freeBytes: null }, {}, 0, []],
    ['logs that go early', {}, { capped: true }, 0, ['logsGoing']],
    ['logs that yield', {}, { yielding: true }, 0, ['logsGoing']],
    ['a reader that is away', {}, {}, 30_000, ['readerDown']],
    ['a plug pulled and put back', {}, {}, 29_999, []],
    ['a check that found nothing', { lastCheck: { at, ok: true, found: 0 } }, {}, 0, []],
    [
      'everything',
      { ok: false, freeBytes: 0, lastCheck: { at, ok: false, found: 1 } },
      { yielding: true },
      60_000,
      ['recordsUnwritten', 'recordsDiffer', 'readerDown', 'diskLow', 'logsGoing'],
    ],
  ])('%s', (_what, facts, log, downMs, alarms) => {
    expect(alarmsOf({ store: { ...store, ...facts }, logs: { ...logs, ...log } }, downMs)).toEqual(alarms)
  })

  it('counts the time without a reader from its first moment, and none where none is wanted', () => {
    const down = createDownSince()
    expect(down('searching', 1_000)).toBe(0)
    expect(down('fault', 41_000)).toBe(40_000)
    expect(down('ready', 42_000)).toBe(0)
    expect(down('searching', 50_000)).toBe(0)
    expect(down('absent', 99_000)).toBe(0)
  })
})
