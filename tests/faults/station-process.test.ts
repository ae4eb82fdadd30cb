import { connect, type Socket } from 'node:net'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { systemClock, toInstant } from '../../electron/base/clock.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { FakeCentre } from '../support/fake-centre.ts'
import { noteRun } from '../support/fault-table.ts'
import { deep, diskFolder, lacks, mayMount, run } from '../support/fault-tools.ts'
import { openPageSocket } from '../support/page-socket.ts'
import { chosenSeed, seeded } from '../support/seeded.ts'
import { failToStart, newFolder, removeFolder, type StationSetup } from '../support/station.ts'
import { readRecords } from '../support/station-records.ts'
import { until } from '../support/until.ts'
import {
  Gone,
  nextPush,
  startLife,
  startVisitors,
  tapsShown,
  type Life,
  type Visitors,
} from '../support/visitors.ts'

const lacking = lacks('socat')
const around = newFolder()
const people = crowd(400, businessDateOf(systemClock.now()))
const cards = people.map(({ id }) => id).values()
let visitors: Visitors

beforeAll(async () => {
  if (!lacking) visitors = await startVisitors(around, people)
})
afterAll(async () => {
  if (!lacking) await visitors.reader.stop()
  removeFolder(around)
})
beforeEach(() => {
  if (!lacking) visitors.lift()
})

const begin = async (setup: Omit<StationSetup, 'reader'>): Promise<Life> => {
  const life = await startLife({ ...setup, reader: visitors.port })
  onTestFinished(async () => {
    life.page.close()
    await life.kill()
  })
  return life
}

/** Somebody whose card was never here before taps; what it came to. */
const tapNew = async (life: Life): Promise<string> =>
  (await visitors.tap(life, String(cards.next().value))).outcome.kind

/** Taps shown as done that are not in the database. */
const lostOf = (dir: string, shown: readonly { seq: number }[]): number => {
  const stored = new Set(readRecords(dir).taps.map(({ seq }) => seq))
  return shown.filter(({ seq }) => !stored.has(seq)).length
}

const dataFolder = (): string => join(diskFolder(), 'data')

describe.skipIf(lacking)('a station that is told to end', () => {
  it('in the middle of taps has ended within its limit, and has every tap that it showed', async () => {
    const random = seeded(chosenSeed())
    const dir = dataFolder()
    for (let n = 0; n < (deep ? 40 : 3); n += 1) {
      visitors.lift()
      const life = await begin({ dir })
      const tapping = (async () => {
        try {
          for (;;) await tapNew(life)
        } catch (error) {
          if (!(error instanceof Gone)) throw error
        }
      })()
      const enough = 1 + Math.floor(random() * 2)
      await until(() => tapsShown(life).length > enough, 30_000)
      await systemClock.sleep(random() * 300)
      const began = performance.now()
      expect(await life.stop()).toBe(0)
      const recoveredMs = performance.now() - began
      await tapping
      noteRun(
        { row: 43, variant: 'time is that of the ending' },
        { lost: lostOf(dir, tapsShown(life)), recoveredMs },
      )
      expect(lostOf(dir, tapsShown(life))).toBe(0)
    }
  })
})

describe.skipIf(lacking)('a station that stands still', () => {
  it('for seconds takes the card that lies there once it goes on, once', async () => {
    const dir = dataFolder()
    const life = await begin({ dir })
    await tapNew(life)
    const before = tapsShown(life).length
    const from = life.page.received.length
    life.process.kill('SIGSTOP')
    visitors.place(String(cards.next().value))
    await systemClock.sleep(deep ? 30_000 : 3000)
    const began = performance.now()
    life.process.kill('SIGCONT')
    const shown = await nextPush(life, from, 'lastTap')
    const recoveredMs = performance.now() - began
    visitors.lift()
    await nextPush(life, from, 'home', ({ reader }) => reader.state === 'ready')
    expect(shown?.outcome.kind).toBe('checkedIn')
    expect(await tapNew(life)).toBe('checkedIn')
    expect(tapsShown(life)).toHaveLength(before + 2)
    await life.stop()
    noteRun({ row: 41 }, { lost: lostOf(dir, tapsShown(life)), recoveredMs })
    expect(lostOf(dir, tapsShown(life))).toBe(0)
  })
})

describe.skipIf(lacking)('a page whose connection breaks', () => {
  it('finds on the next one what is true, and a call that it sends again is answered, not repeated', async () => {
    const dir = dataFolder()
    const life = await begin({ dir })
    const card = String(cards.next().value)
    await visitors.tap(life, card)
    const [shown] = tapsShown(life).slice(-1)
    const commandId = '01890000-0000-7000-8000-0000000000bb'
    const answer = { commandId, question: 'scoring', answer: 'yes' }
    // The command leaves, and nobody is there any more to hear its answer.
    const unheard = life.page.call('consent.answer', answer)
    void unheard.catch(() => undefined)
    await life.page.call('staff.touch')
    life.page.close()
    const began = performance.now()
    const next = await openPageSocket(life.url)
    onTestFinished(() => {
      next.close()
    })
    expect(await next.nextPush('lastTap', () => true)).toEqual(shown)
    const recoveredMs = performance.now() - began
    const [once, again] = [
      await next.call('consent.answer', answer),
      await next.call('consent.answer', answer),
    ]
    expect(once.error).toBeUndefined()
    expect(again.output).toEqual(once.output)
    await life.stop()
    const consents = readRecords(dir).ids
    noteRun({ row: 40 }, { doubled: consents.length - new Set(consents).size, recoveredMs })
  })
})

/** Takes file handles of a station by connections that say nothing. */
const hold = async (life: Life, count: number): Promise<Socket[]> => {
  const port = Number(new URL(life.url).port)
  const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1').on('error', () => undefined))
  await systemClock.sleep(500)
  return sockets
}

describe.skipIf(lacking || lacks('prlimit'))('a station without a file handle to spare', () => {
  it('takes taps, and answers everybody again as soon as there are some', async () => {
    const dir = dataFolder()
    const life = await begin({ dir, under: ['prlimit', '--nofile=48:48'] })
    expect(await tapNew(life)).toBe('checkedIn')
    const sockets = await hold(life, 60)
    expect(await tapNew(life)).toBe('checkedIn')
    const began = performance.now()
    for (const socket of sockets) socket.destroy()
    await life.healthy(({ store }) => store.ok)
    const recoveredMs = performance.now() - began
    expect(await tapNew(life)).toBe('checkedIn')
    expect(await life.stop()).toBe(0)
    noteRun({ row: 18 }, { lost: lostOf(dir, tapsShown(life)), recoveredMs })
    expect(lostOf(dir, tapsShown(life))).toBe(0)
  })
})

describe.skipIf(lacking || lacks('strace'))('a disk that has no room for a moment', () => {
  it('is said to whoever taps just then; before and after that taps are taken', async () => {
    const dir = dataFolder()
    const first = await begin({ dir })
    await tapNew(first)
    await first.stop()
    const wal = join(dir, 'records.db-wal')
    const inject = ['-e', 'trace=pwrite64', '-e', 'inject=pwrite64:error=ENOSPC:when=60..64']
    const life = await begin({
      dir,
      under: ['strace', '-D', '-f', '-qq', '-o/dev/null', '-P', wal, ...inject],
    })
    const shown: string[] = []
    while (!(shown.includes('notRecorded') && shown.at(-1) === 'checkedIn') && shown.length < 40)
      shown.push(await tapNew(life))
    expect(shown).toContain('notRecorded')
    expect(shown.at(-1)).toBe('checkedIn')
    expect(await life.stop()).toBe(0)
    const done = tapsShown(life).filter(({ outcome }) => outcome.kind === 'checkedIn')
    const unrecorded = tapsShown(life).filter(({ outcome }) => outcome.kind === 'notRecorded')
    noteRun(
      { row: 5, variant: 'whole station, no room for five writes' },
      { lost: lostOf(dir, done), resolved: unrecorded.length },
    )
    expect(lostOf(dir, done)).toBe(0)
    // Who was told to sign on paper is not in the records as well.
    expect(lostOf(dir, unrecorded)).toBe(unrecorded.length)
  })
})

describe.skipIf(lacks('chattr') || !mayMount())('a file that may not be written', () => {
  it.each([0o600, 0o644])('is named at the start, and nothing is changed (its mode: %i)', async (mode) => {
    const dir = dataFolder()
    if (lacking) return
    const life = await begin({ dir })
    await life.stop()
    const file = join(dir, 'records.db')
    chmodSync(file, mode)
    if (spawnSync('chattr', ['+i', file]).status !== 0) {
      process.stderr.write('not run here: this file system knows no immutable files\n')
      return
    }
    try {
      const { code, stderr } = await failToStart({ dir })
      expect(stderr.trim().split('\n')).toHaveLength(1)
      expect(stderr).toMatch(/records\.db cannot be written/)
      expect(code).toBe(4)
    } finally {
      run('chattr', '-i', file)
    }
    const next = await begin({ dir })
    noteRun({ row: 11, variant: 'immutable' })
    expect((await next.health()).store.ok).toBe(true)
  })
})

// The linker puts its own folder in the place of $LIB.
const faketimeLibrary = '/usr/$LIB/faketime/libfaketimeMT.so.1'

describe.skipIf(lacking || lacks('faketime'))('a wall clock that is wrong', () => {
  it('or is set by a year while people tap refuses nobody, is flagged, and the order stays that of the taps', async () => {
    const dir = dataFolder()
    const shift = join(diskFolder(), 'shift')
    mkdirSync(join(shift, '..'), { recursive: true })
    writeFileSync(shift, '+0\n')
    const env = {
      LD_PRELOAD: faketimeLibrary,
      FAKETIME_TIMESTAMP_FILE: shift,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    }
    const life = await begin({ dir, env })
    expect(await tapNew(life)).toBe('checkedIn')
    for (const step of ['+365d', '-365d', '+0']) {
      writeFileSync(shift, `${step}\n`)
      const from = life.page.received.length
      const { outcome } = await visitors.tap(life, String(cards.next().value))
      expect(outcome.kind, step).not.toBe('notRecorded')
      if (step !== '+0') await nextPush(life, from, 'home', ({ clockJumped }) => clockJumped)
    }
    expect(await tapNew(life)).toBe('checkedIn')
    await life.stop()
    const seqs = tapsShown(life).map(({ seq }) => seq)
    noteRun({ row: 23, variant: 'set while running' }, { lost: lostOf(dir, tapsShown(life)) })
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
    expect(lostOf(dir, tapsShown(life))).toBe(0)
  })

  it.each(['+365d', '-365d'])(
    'by %s at the start: it starts, takes the tap, and has the centre’s word that staff must look',
    async (step) => {
      const dir = dataFolder()
      const centre = await FakeCentre.start()
      onTestFinished(() => centre.close())
      centre.serverTime = () => toInstant(systemClock.now())
      const first = await begin({ dir })
      await tapNew(first)
      await first.stop()
      const life = await begin({
        dir,
        centre: { url: centre.url, token: 'TOKEN' },
        env: { LD_PRELOAD: faketimeLibrary, FAKETIME: step, DONT_FAKE_MONOTONIC: '1' },
      })
      expect((await visitors.tap(life, String(cards.next().value))).outcome.kind).not.toBe('notRecorded')
      await life.healthy(({ outbox }) => outbox.pending === 0)
      await nextPush(life, 0, 'home', ({ clockJumped }) => clockJumped)
      await life.stop()
      noteRun({ row: 23, variant: `${step} at the start` }, { lost: lostOf(dir, tapsShown(life)) })
      expect(lostOf(dir, tapsShown(life))).toBe(0)
    },
  )
})
