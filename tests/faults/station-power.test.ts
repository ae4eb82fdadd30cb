import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import type { TapOutcome } from '../../electron/contract/outcomes.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { noteRun } from '../support/fault-table.ts'
import { deep, diskFolder, lacks, mayMount, smallFileSystem } from '../support/fault-tools.ts'
import { readRecords } from '../support/station-records.ts'
import { Gone, startLife, startVisitors, tapsShown, type Visitors } from '../support/visitors.ts'

const people = crowd(400, businessDateOf(systemClock.now()))
const withVisitors = async (dir: string, work: (visitors: Visitors) => Promise<void>): Promise<void> => {
  const visitors = await startVisitors(dir, people)
  try {
    await work(visitors)
  } finally {
    await visitors.reader.stop()
  }
}

describe('a disk that fails under a tap', () => {
  const skip = lacks('strace', 'socat')
  // The few flushes of a start come first; from the given one on, none succeeds any more.
  const points = deep ? [6, 7, 8, 13, 21, 34] : [6]

  it.skipIf(skip).each(points)(
    'at its %i. flush: the page is told that it is looked up, the station ends with 70, and the next one knows',
    (good) =>
      withVisitors(diskFolder(), async (visitors) => {
        const dir = join(diskFolder(), 'data')
        const first = await startLife({ dir, reader: visitors.port })
        onTestFinished(() => first.kill())
        expect((await visitors.tap(first, people[0]!.id)).outcome.kind).toBe('checkedIn')
        expect(await first.stop()).toBe(0)

        const trace = ['strace', '-D', '-f', '-qq', '-o/dev/null', '-e', 'trace=fsync,fdatasync']
        const wal = join(dir, 'records.db-wal')
        const failing = [...trace, '-P', wal, '-e', `inject=fsync,fdatasync:error=EIO:when=${String(good)}+`]
        const life = await startLife({ dir, reader: visitors.port, under: failing })
        onTestFinished(() => life.kill())
        const shown: TapOutcome[] = []
        try {
          for (const { id } of people.slice(1)) shown.push((await visitors.tap(life, id)).outcome)
        } catch (error) {
          if (!(error instanceof Gone)) throw error
        }
        expect(await life.ended).toBe(70)
        expect(life.stderr.join('\n')).toMatch(/the disk failed/)
        const last = tapsShown(life).at(-1)?.outcome
        if (last?.kind !== 'checking') throw new Error(`shown was ${String(last?.kind)}`)

        visitors.lift()
        const began = performance.now()
        const next = await startLife({ dir, reader: visitors.port })
        const recoveredMs = performance.now() - began
        onTestFinished(() => next.kill())
        const reply = await next.page.call('tap.settle', { tapId: last.tapId })
        const { outcome } = reply.output as { outcome: TapOutcome }
        const stored = readRecords(dir).taps.find(({ id }) => id === last.tapId)
        expect(outcome.kind).toBe(stored?.kind ?? 'notRecorded')
        expect(['checkedIn', 'notRecorded']).toContain(outcome.kind)
        const successes = readRecords(dir).taps.filter(({ kind }) => kind === 'checkedIn')
        const promised = 1 + shown.filter(({ kind }) => kind === 'checkedIn').length
        noteRun(
          { row: 4, variant: 'whole station, for good' },
          { lost: Math.max(0, promised - successes.length), resolved: 1, recoveredMs },
        )
        expect(successes.length).toBeGreaterThanOrEqual(promised)
        await next.stop()
      }),
  )
})

/** Takes all the room there is; the returned function gives it back. */
const fillDisk = (file: string): (() => void) => {
  const handle = openSync(file, 'w')
  try {
    for (const size of [65_536, 512]) {
      try {
        for (;;) writeSync(handle, Buffer.alloc(size))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
  } finally {
    closeSync(handle)
  }
  return () => {
    rmSync(file)
  }
}

describe('a disk that is full', () => {
  const skip = lacks('mount', 'socat') || !mayMount()

  it.skipIf(skip)(
    'is said to whoever taps: not recorded, sign on paper; the station lives and goes on when there is room',
    () =>
      withVisitors(diskFolder(), async (visitors) => {
        const disk = smallFileSystem('40m')
        if (disk === undefined) return
        const dir = join(disk, 'data')
        mkdirSync(dir)
        const life = await startLife({ dir, reader: visitors.port })
        onTestFinished(() => life.kill())
        const cards = people.map(({ id }) => id).values()
        const tap = async (): Promise<string> =>
          (await visitors.tap(life, String(cards.next().value))).outcome.kind
        expect(await tap()).toBe('checkedIn')
        const makeRoom = fillDisk(join(disk, 'filler'))
        const shown: string[] = []
        while (shown.at(-1) !== 'notRecorded' && shown.length < 300) shown.push(await tap())
        expect(shown.at(-1)).toBe('notRecorded')
        expect(await life.health()).toHaveProperty('store.ok')
        makeRoom()
        expect(await tap()).toBe('checkedIn')
        await life.stop()
        const stored = readRecords(dir).taps.filter(({ kind }) => kind === 'checkedIn')
        const promised = 2 + shown.filter((kind) => kind === 'checkedIn').length
        noteRun({ row: 8, variant: 'whole station' }, { lost: promised - stored.length, resolved: 1 })
        expect(stored).toHaveLength(promised)
      }),
  )
})
