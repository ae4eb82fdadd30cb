import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { verifiedCopy } from '../../electron/store/backup.ts'
import { openReadOnly } from '../../electron/store/connection.ts'
import type { FakeCentre } from '../support/fake-centre.ts'
import { noteRun } from '../support/fault-table.ts'
import { lacks } from '../support/fault-tools.ts'
import { runProgram } from '../support/program.ts'
import { failToStart } from '../support/station.ts'
import { readRecords } from '../support/station-records.ts'
import { damageOf, drained, liveWith, openWorld, verifyAll } from '../support/world-with-centre.ts'

const lacking = lacks('socat')

/** As the night does. */
const copyRecords = (dir: string): string => {
  mkdirSync(join(dir, 'backups'), { recursive: true })
  const to = join(dir, 'backups', 'records-2026-01-01.db')
  const db = openReadOnly(join(dir, 'records.db'))
  try {
    verifiedCopy(db, to)
  } finally {
    db.close()
  }
  return to
}
const damagedIn = (dir: string): string[] => readdirSync(dir).filter((name) => name.startsWith('damaged-'))
const idsAtCentre = ({ held }: FakeCentre): string[] => held.map(({ event }) => String(event.id))

it.skipIf(lacking)(
  'records that are gone come back from the night’s copy; what the centre has stays there, once',
  async () => {
    const world = await openWorld()
    const { dir, centre, start, checkIn } = world
    const first = await liveWith(world, 3)
    copyRecords(dir)
    await checkIn(first, 3)
    await drained(first)
    const sent = new Set(idsAtCentre(centre))
    await first.kill()
    truncateSync(join(dir, 'records.db'), 0)
    for (const side of ['-wal', '-shm']) rmSync(join(dir, `records.db${side}`), { force: true })

    const began = performance.now()
    const second = await start()
    expect((await second.health()).store.ok).toBe(true)
    expect(damagedIn(dir)).toHaveLength(1)
    await checkIn(second, 2)
    const recoveredMs = performance.now() - began
    await drained(second)
    expect(await second.stop()).toBe(0)
    noteRun(
      { row: 12, variant: 'emptied, back from the night’s copy and the centre' },
      { ...damageOf(world, { sent: [...sent] }), recoveredMs },
    )
    const { ids } = readRecords(dir)
    const atCentre = new Set(idsAtCentre(centre))
    expect([...sent].filter((id) => !atCentre.has(id))).toEqual([])
    expect(ids.filter((id) => !atCentre.has(id))).toEqual([])
    expect(centre.streams.size).toBe(2)
    const verify = await verifyAll(dir)
    expect(verify.stdout + verify.stderr).not.toMatch(/record \d+ .*missing/)
    expect(verify.code).toBe(0)
  },
  180_000,
)

it.skipIf(lacking)(
  'records whose log is gone go on in a new stream; what the centre had stays there, once',
  async () => {
    const world = await openWorld()
    const { dir, centre, start, checkIn } = world
    const first = await liveWith(world, 3)
    expect(await first.stop()).toBe(0)
    const second = await liveWith(world, 3)
    const sent = idsAtCentre(centre)
    await second.kill()
    const log = join(dir, 'records.db-wal')
    expect(statSync(log).size).toBeGreaterThan(0)
    for (const file of [log, join(dir, 'records.db-shm')]) rmSync(file)

    const began = performance.now()
    const third = await start()
    await checkIn(third, 2)
    const recoveredMs = performance.now() - began
    await drained(third)
    expect(await third.stop()).toBe(0)
    noteRun({ row: 14, variant: 'log gone' }, { ...damageOf(world, { sent }), recoveredMs })
    expect(damageOf(world, { sent })).toEqual({ lost: 0, doubled: 0 })
    expect(centre.streams.size).toBe(2)
    const verify = await verifyAll(dir)
    expect([verify.code, verify.stderr]).toEqual([0, ''])
  },
  180_000,
)

it.skipIf(lacking)(
  'a copy that is restored goes on in a new stream: nothing is doubled, nothing that the centre had is lost',
  async () => {
    const world = await openWorld()
    const { dir, centre, start, checkIn } = world
    const first = await liveWith(world, 2)
    const copy = copyRecords(dir)
    await checkIn(first, 2)
    await drained(first)
    const before = idsAtCentre(centre)
    const busy = await runProgram('out/main/host.js', ['restore', '--data', dir, '--from', copy])
    expect(busy.code).toBe(3)
    await first.stop()

    const began = performance.now()
    const done = await runProgram('out/main/host.js', ['restore', '--data', dir, '--from', copy])
    expect(done).toMatchObject({ code: 0 })
    expect(existsSync(join(dir, damagedIn(dir)[0] ?? '', 'records.db'))).toBe(true)
    const second = await start()
    await checkIn(second, 2)
    const recoveredMs = performance.now() - began
    await drained(second)
    await second.stop()
    noteRun(
      { row: 21, variant: 'put back by the command' },
      { ...damageOf(world, { sent: before }), recoveredMs },
    )
    const after = centre.distinctIds
    expect(before.filter((id) => !after.includes(id))).toEqual([])
    expect(readRecords(dir).ids.filter((id) => !after.includes(id))).toEqual([])
    for (const [, stream] of centre.streams) {
      const inStream = stream.map(({ event }) => event.id)
      expect(new Set(inStream).size).toBe(inStream.length)
    }
  },
  180_000,
)

it.skipIf(lacking)(
  'what is no copy is refused by name, and nothing changes',
  async () => {
    const { dir, start, checkIn } = await openWorld()
    const life = await start()
    await checkIn(life, 1)
    await life.stop()
    const before = readFileSync(join(dir, 'records.db'))
    const restore = (from: string): ReturnType<typeof runProgram> =>
      runProgram('out/main/host.js', ['restore', '--data', dir, '--from', from])
    for (const from of [join(dir, 'no-such-file'), join(dir, 'settings.json')]) {
      const { code, stderr } = await restore(from)
      expect([code, stderr.trim().split('\n').length]).toEqual([4, 1])
    }
    expect((await runProgram('out/main/host.js', ['restore', '--data', dir])).code).toBe(2)
    expect(readFileSync(join(dir, 'records.db')).equals(before)).toBe(true)
    expect(damagedIn(dir)).toEqual([])
  },
  60_000,
)

it.skipIf(lacking)(
  'without a copy and with nothing to read the station refuses, and says which file',
  async () => {
    const { dir, start, checkIn } = await openWorld()
    const life = await start()
    await checkIn(life, 1)
    await life.stop()
    truncateSync(join(dir, 'records.db'), 100)
    const { code, stderr } = await failToStart({ dir })
    expect(code).toBe(4)
    expect(stderr).toMatch(/records\.db was not opened/)
    const log = readFileSync(join(dir, 'logs', 'station.log'), 'utf8')
    expect(log).toMatch(/records\.db was not opened.*did not start/)
    expect(damagedIn(dir)).toEqual([])
  },
  60_000,
)
