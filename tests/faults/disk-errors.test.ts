import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { isFatalForProcess } from '../../electron/base/errors.ts'
import { createIds } from '../../electron/base/ids.ts'
import { silentLog } from '../../electron/base/log.ts'
import { openStore } from '../../electron/store/database.ts'
import { openDocument } from '../../electron/store/documents.ts'
import { lockFolder } from '../../electron/store/lock.ts'
import { migrations } from '../../electron/store/migrations/index.ts'
import { keepWitness } from '../../electron/store/witness.ts'
import { noteRun } from '../support/fault-table.ts'
import {
  deep,
  patience,
  diskFolder,
  lacks,
  mayMount,
  run,
  smallFileSystem,
  startWriter,
} from '../support/fault-tools.ts'
import { fillDisk } from '../support/full-disk.ts'
import { inspectTaps, openTapStore, writeTap, type TapStore } from '../support/tap-store.ts'
import { codeThrown } from '../support/test-store.ts'

const sound = { lost: [], half: [], chainBreaks: 0 }
const inject = (calls: string, what: string): string[] => [
  '-f',
  '-qq',
  '-o/dev/null',
  '-e',
  `trace=${calls}`,
  '-e',
  `inject=${calls}:${what}`,
]

describe('a disk that fails', () => {
  const skip = lacks('strace')
  const points = deep ? Array.from({ length: 60 }, (_, n) => n + 12) : [14, 23, 40]

  it.skipIf(skip).each(
    points.flatMap((when) => [
      ['fsync,fdatasync', `error=EIO:when=${String(when)}`],
      ['fsync,fdatasync', `error=EIO:when=${String(when)}+`],
      ['pwrite64', `error=EIO:when=${String(when * 12)}+`],
    ]),
  )(
    '%s %s: the tap is unknown, never “not recorded”; the process ends with 70; no acknowledged tap is lost',
    async (calls, what) => {
      const dir = diskFolder()
      await startWriter(dir, 1).ended
      const writer = startWriter(dir, 300, { strace: inject(calls, what) })
      const exit = await writer.ended
      const [code, id = ''] = (writer.error() ?? '').split(' ')
      // A single failure may meet a checkpoint: that is made again, and no tap rests on it.
      const metCheckpoint = !what.endsWith('+') && exit === 0
      if (!metCheckpoint) {
        expect(exit).toBe(70)
        expect(['commitUnknown', 'storeIo']).toContain(code)
      }
      const began = performance.now()
      const damage = inspectTaps(dir, writer.acks.keys())
      noteRun(
        calls === 'pwrite64'
          ? { row: 5, variant: 'the store alone, for good' }
          : { row: 4, variant: `the store alone, ${what.endsWith('+') ? 'for good' : 'once'}` },
        {
          lost: damage.lost.length,
          resolved: code === 'commitUnknown' ? 1 : 0,
          recoveredMs: performance.now() - began,
        },
      )
      expect(damage).toMatchObject(sound)
      // A write that failed before COMMIT is surely gone; only a failed COMMIT may have left its tap behind.
      if (code === 'storeIo') expect(damage.taps.has(id)).toBe(false)
    },
  )

  it.skipIf(skip)('at a COMMIT leaves the answer open until the file was opened afresh', async () => {
    const dir = diskFolder()
    const writer = startWriter(dir, 300, { strace: inject('fsync,fdatasync', 'error=EIO:when=30+') })
    await writer.ended
    expect(writer.error()).toMatch(/^commitUnknown /)
    const { taps } = inspectTaps(dir, writer.acks.keys())
    expect(taps.size - writer.acks.size).toBeLessThanOrEqual(1)
  })
})

describe('a disk whose flushes fail now and then, at random', () => {
  it.skipIf(lacks('fiu-run'))(
    'ends the station each time, and no acknowledged tap is lost over all of its lives',
    async () => {
      const dir = diskFolder()
      await startWriter(dir, 1).ended
      const acknowledged = new Set<string>()
      const failing = ['fiu-run', '-x', '-c', 'enable_random name=posix/io/sync/fsync,probability=0.15']
      let failures = 0
      for (let n = 0; n < (deep ? 100 : 6); n += 1) {
        const writer = startWriter(dir, 40, { under: failing })
        if ((await writer.ended) === 70) failures += 1
        for (const id of writer.acks.keys()) acknowledged.add(id)
        const began = performance.now()
        const damage = inspectTaps(dir, acknowledged)
        const resolved = writer.error()?.startsWith('commitUnknown') === true ? 1 : 0
        noteRun({ row: 6 }, { lost: damage.lost.length, resolved, recoveredMs: performance.now() - began })
        expect(damage).toMatchObject(sound)
      }
      expect(failures).toBeGreaterThan(0)
    },
    patience(900_000),
  )
})

const tap = (world: TapStore): string => {
  const id = world.newId()
  world.store.transaction((tx) => {
    writeTap(tx, world, id, 1)
  })
  return id
}

describe('a disk that is full', () => {
  const skip = lacks('mount') || !mayMount()

  it.skipIf(skip)(
    'refuses taps by name, keeps the acknowledged ones, and goes on when there is room',
    async () => {
      const dir = smallFileSystem('12m')
      if (dir === undefined) return
      const world = await openTapStore(dir)
      const acknowledged = [tap(world)]
      const makeRoom = fillDisk(dir)
      let refusal: unknown
      for (let n = 0; n < 20_000 && refusal === undefined; n += 1) {
        try {
          acknowledged.push(tap(world))
        } catch (error) {
          refusal = error
        }
      }
      expect(['storeFull', 'commitUnknown']).toContain((refusal as { code: string }).code)
      expect(isFatalForProcess(refusal)).toBe(false)
      makeRoom()
      world.store.reopen()
      acknowledged.push(tap(world))
      world.store.close()
      const damage = inspectTaps(dir, acknowledged)
      noteRun({ row: 8, variant: 'the store alone' }, { lost: damage.lost.length, resolved: 1 })
      expect(damage).toMatchObject(sound)
    },
  )

  it.skipIf(skip)('leaves the old layout whole when an upgrade does not fit', async () => {
    const dir = smallFileSystem('12m')
    if (dir === undefined) return
    const world = await openTapStore(dir)
    const acknowledged = Array.from({ length: 50 }, () => tap(world))
    world.store.close()
    const makeRoom = fillDisk(dir)
    const options = { dir, mayCreate: false, newId: () => 'x', clock: systemClock, log: silentLog }
    const next = [...migrations, { version: 9001, sql: 'create table extra (a)' }]
    expect(codeThrown(() => openStore({ ...options, migrations: next }))).toBe('storeFull')
    makeRoom()
    const damage = inspectTaps(dir, acknowledged)
    noteRun({ row: 9, variant: 'upgrade' }, { lost: damage.lost.length })
    expect(damage).toMatchObject(sound)
    openStore({ ...options, migrations: next }).close()
  })

  it.skipIf(skip)('leaves a document as it was', async () => {
    const dir = smallFileSystem('2m')
    if (dir === undefined) return
    const file = join(dir, 'settings.json')
    const document = await openDocument({
      file,
      schemaVersion: 1,
      parse: (data) => data as { text: string },
      defaults: { text: 'old' },
      clock: systemClock,
      log: silentLog,
    })
    await document.update((data) => void (data.text = 'kept'))
    const before = readFileSync(file, 'utf8')
    fillDisk(dir)
    await expect(document.update((data) => void (data.text = 'x'.repeat(100_000)))).rejects.toMatchObject({
      code: 'storeFull',
    })
    document.close()
    const after = readFileSync(file, 'utf8')
    noteRun({ row: 9, variant: 'document' }, { lost: after === before ? 0 : 1 })
    expect(after).toBe(before)
  })
})

describe('a stick or disk too full for a copy', () => {
  it.skipIf(lacks('mount') || !mayMount())(
    'keeps the older copy, and leaves no part of a new one',
    async () => {
      const dir = smallFileSystem('12m')
      if (dir === undefined) return
      const world = await openTapStore(dir)
      const acknowledged = Array.from({ length: 50 }, () => tap(world))
      const [older, newer] = ['2026-01-01', '2026-01-02'].map((day) =>
        join(dir, 'backups', `records-${day}.db`),
      )
      world.store.copyTo(older ?? '')
      const before = readFileSync(older ?? '')
      acknowledged.push(tap(world))
      const makeRoom = fillDisk(dir)
      const copyBeside = (): void => {
        world.store.copyTo(newer ?? '')
      }
      expect(codeThrown(copyBeside)).toBe('storeFull')
      expect(readdirSync(join(dir, 'backups'))).toEqual(['records-2026-01-01.db'])
      expect(readFileSync(older ?? '').equals(before)).toBe(true)
      makeRoom()
      world.store.copyTo(newer ?? '')
      world.store.close()
      const damage = inspectTaps(dir, acknowledged)
      noteRun({ row: 9, variant: 'backing up' }, { lost: damage.lost.length })
      expect(damage).toMatchObject(sound)
    },
  )
})

describe('a disk that may only be read', () => {
  const skip = lacks('mount') || !mayMount()

  it.skipIf(skip)('is named at the start, and nothing is created', async () => {
    const dir = smallFileSystem('12m')
    if (dir === undefined) return
    const world = await openTapStore(dir)
    const id = tap(world)
    world.store.close()
    run('mount', '-o', 'remount,ro', dir)
    expect(['folderUnwritable', 'storeReadOnly', 'storeRefused']).toContain(codeThrown(() => lockFolder(dir)))
    const options = { dir, mayCreate: true, newId: () => 'x', clock: systemClock, log: silentLog }
    expect(['storeReadOnly', 'storeRefused']).toContain(codeThrown(() => openStore(options)))
    run('mount', '-o', 'remount,rw', dir)
    const damage = inspectTaps(dir, [id])
    noteRun({ row: 10, variant: 'at the start' }, { lost: damage.lost.length })
    expect(damage).toMatchObject(sound)
  })
})

describe('a folder that is not as it was left', () => {
  const options = (dir: string): Parameters<typeof openStore>[0] => ({
    dir,
    mayCreate: true,
    newId: createIds(systemClock),
    clock: systemClock,
    log: silentLog,
  })

  it.each(['gone', 'of length zero'])('with a database %s is refused, not begun anew', async (how) => {
    const dir = diskFolder()
    const world = await openTapStore(dir)
    const witness = await keepWitness({
      dir,
      store: world.store,
      machineId: 'm',
      clock: systemClock,
      log: silentLog,
    })
    await witness.close()
    world.store.close()
    const file = join(dir, 'records.db')
    if (how === 'gone') rmSync(file)
    else writeFileSync(file, '')
    expect(codeThrown(() => openStore(options(dir)))).toBe(how === 'gone' ? 'storeMissing' : 'storeRefused')
    noteRun({ row: 12, variant: `database ${how}` })
    expect(existsSync(file)).toBe(how !== 'gone')
  })

  it('without its shared-memory file loses nothing', async () => {
    const dir = diskFolder()
    const writer = startWriter(dir, 1_000_000)
    await writer.ready
    while (writer.acks.size < 10) await systemClock.sleep(5)
    writer.child.kill('SIGKILL')
    await writer.ended
    rmSync(join(dir, 'records.db-shm'))
    const damage = inspectTaps(dir, writer.acks.keys())
    noteRun({ row: 14, variant: 'shared memory gone' }, { lost: damage.lost.length })
    expect(damage).toMatchObject(sound)
  })

  it('in which a station runs already lets no second one in', async () => {
    const dir = diskFolder()
    const first = startWriter(dir, 1_000_000)
    await first.ready
    const second = startWriter(dir, 1)
    expect(await second.ended).toBe(3)
    expect(second.error()).toMatch(/^folderInUse/)
    first.child.kill('SIGKILL')
    await first.ended
    noteRun({ row: 20, variant: 'the store alone' })
  })
})
