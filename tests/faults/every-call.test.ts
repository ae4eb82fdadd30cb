import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { silentLog } from '../../electron/base/log.ts'
import { openDocument } from '../../electron/store/documents.ts'
import { noteRun } from '../support/fault-table.ts'
import { deep, diskFolder, lacks, run, startWriter } from '../support/fault-tools.ts'
import { disturbEach, type Harm, type Sweep } from '../support/sweep.ts'
import { inspectTaps } from '../support/tap-store.ts'
import { openUpgraded } from '../support/upgrade-writer.ts'

const script = (name: string): string => fileURLToPath(new URL(`../support/${name}`, import.meta.url))
const skip = lacks('strace')
const sound = { lost: [], half: [], chainBreaks: 0 }

interface Case {
  calls: string
  harm: Harm
  sticky: boolean
  times: 'once' | 'from there on'
  /** So many are left out between two in the short form. */
  stride: number
  row: number
}

const rowOf = { 'signal=KILL': 2, 'error=EIO': 4, 'error=ENOSPC': 5 } as const

const cases = (stride: Record<string, number>): Case[] =>
  Object.entries(stride).flatMap(([calls, short]) =>
    (['signal=KILL', 'error=EIO', 'error=ENOSPC'] as const)
      .filter((harm) => deep || harm === (calls.startsWith('fsync') ? 'error=EIO' : 'signal=KILL'))
      .flatMap((harm) => {
        const each = { calls, harm, stride: deep ? 1 : short, row: rowOf[harm] }
        const once = { ...each, sticky: false, times: 'once' } as const
        const always = { ...each, sticky: true, times: 'from there on' } as const
        // Full for good is what the tests of a full disk are for.
        return deep && harm === 'error=EIO' ? [once, always] : [once]
      }),
  )

const variantOf = (what: string, { calls, harm, times }: Case): string =>
  `${what}, each ${calls} ${harm} ${times}`

const folderOfTaps = async (taps: number): Promise<{ base: string; acknowledged: string[] }> => {
  const base = join(diskFolder(), 'base')
  mkdirSync(base)
  const writer = startWriter(base, taps)
  expect(await writer.ended).toBe(0)
  return { base, acknowledged: [...writer.acks.keys()] }
}

const readCount = (file: string) =>
  openDocument({
    file,
    schemaVersion: 1,
    parse: (data) => ({ count: (data as { count: number }).count }),
    defaults: { count: 0 },
    clock: systemClock,
    log: silentLog,
  })

const paths = (dir: string): string[] => ['records.db', 'records.db-wal'].map((name) => join(dir, name))

describe.skipIf(skip)('every single system call of a tap', () => {
  it.each(cases({ fsync: 1, pwrite64: 15 }))(
    '$calls $harm $times: no acknowledged tap is lost, none is there by half, and the next start taps on',
    async (each) => {
      const { base, acknowledged } = await folderOfTaps(3)
      const dir = join(base, '..', 'station')
      const sweep: Sweep = {
        ...each,
        paths: paths(dir),
        notes: join(base, '..'),
        program: [script('tap-writer.ts'), dir, '3'],
      }
      const runs = await disturbEach(sweep, {
        stride: each.stride,
        before: () => {
          rmSync(dir, { recursive: true, force: true })
          cpSync(base, dir, { recursive: true })
        },
        after: ({ n, said, exit }) => {
          const acks = said.flatMap((line) => (line.startsWith('ack ') ? [line.split(' ')[1] ?? ''] : []))
          const unknown = said.some((line) => line.startsWith('error commitUnknown'))
          const began = performance.now()
          const damage = inspectTaps(dir, [...acknowledged, ...acks])
          noteRun(
            { row: each.row, variant: variantOf('a tap', each) },
            {
              lost: damage.lost.length,
              resolved: unknown ? 1 : 0,
              recoveredMs: performance.now() - began,
            },
          )
          expect(damage, `call ${String(n)}`).toMatchObject(sound)
          // An error is never swallowed before a tap was acknowledged: either all three were, or the program ended.
          if (exit === 0) expect(acks).toHaveLength(3)
          if (unknown && each.harm === 'error=EIO') expect(exit).toBe(70)
        },
      })
      expect(runs).toBeGreaterThan(2)
    },
    3_600_000,
  )
})

describe.skipIf(skip)('every single system call of a change to a document', () => {
  it.each(cases({ fsync: 1, rename: 1, write: 4 }))(
    '$calls $harm $times: it is the old one or the new one, whole, and never older than was promised',
    async (each) => {
      const dir = diskFolder()
      const file = join(dir, 'settings.json')
      const sweep: Sweep = {
        ...each,
        notes: diskFolder(),
        program: [script('document-writer.ts'), file, '3'],
      }
      const runs = await disturbEach(sweep, {
        stride: each.stride,
        before: () => {
          for (const name of readdirSync(dir)) rmSync(join(dir, name))
        },
        after: async ({ n, said }) => {
          const promised = Number(said.at(-1) ?? 0)
          const began = performance.now()
          const document = await readCount(file)
          document.close()
          noteRun(
            { row: each.row, variant: variantOf('a document', each) },
            { lost: document.data.count < promised ? 1 : 0, recoveredMs: performance.now() - began },
          )
          expect(document.problem, `call ${String(n)}`).toBeUndefined()
          expect([promised, promised + 1]).toContain(document.data.count)
        },
      })
      expect(runs).toBeGreaterThan(2)
    },
    3_600_000,
  )

  it('a name that is refused three times, as a virus scanner does, is taken at the fourth', async () => {
    const file = join(diskFolder(), 'settings.json')
    const options = [
      '-f',
      '-qq',
      '-o/dev/null',
      '-e',
      'trace=rename',
      '-e',
      'inject=rename:error=EPERM:when=1..3',
      // Counted for each thread by itself: with several, more than three are refused.
      '-E',
      'UV_THREADPOOL_SIZE=1',
    ]
    run('strace', ...options, process.execPath, script('document-writer.ts'), file, '3')
    const { data, source } = await readCount(file)
    noteRun({ row: 17 }, { lost: 3 - data.count })
    expect({ count: data.count, source }).toEqual({ count: 3, source: 'file' })
  })
})

describe.skipIf(skip)('every single system call of an upgrade', () => {
  it.each(cases({ fsync: 3, pwrite64: 60 }))(
    '$calls $harm $times: the old layout or the new one, with every tap, and the next start ends it',
    async (each) => {
      const { base, acknowledged } = await folderOfTaps(30)
      const dir = join(base, '..', 'station')
      const sweep: Sweep = { ...each, notes: join(base, '..'), program: [script('upgrade-writer.ts'), dir] }
      const runs = await disturbEach(sweep, {
        stride: each.stride,
        before: () => {
          rmSync(dir, { recursive: true, force: true })
          cpSync(base, dir, { recursive: true })
        },
        after: ({ n }) => {
          const began = performance.now()
          const store = openUpgraded(dir)
          const recoveredMs = performance.now() - began
          const there = store.read((tx) =>
            tx.all<{ tap: string; note: string }>('select tap, note from extra'),
          )
          store.close()
          const ids = new Set(there.map(({ tap }) => tap))
          const lost = acknowledged.filter((id) => !ids.has(id))
          noteRun(
            { row: each.row, variant: variantOf('an upgrade', each) },
            { lost: lost.length, doubled: there.length - ids.size, recoveredMs },
          )
          expect(lost, `call ${String(n)}`).toEqual([])
          expect(new Set(there.map(({ note }) => note))).toEqual(new Set(['{}x']))
        },
      })
      expect(runs).toBeGreaterThan(2)
    },
    3_600_000,
  )
})
