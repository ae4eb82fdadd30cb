import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { verifiedCopy } from '../../electron/store/backup.ts'
import { openReadOnly } from '../../electron/store/connection.ts'
import { FakeCentre } from '../support/fake-centre.ts'
import { sealFiles } from '../../electron/store/sealed-file.ts'
import { diskFolder, lacks, mayMount, run, smallFileSystem } from '../support/fault-tools.ts'
import { runProgram } from '../support/program.ts'
import { failToStart } from '../support/station.ts'
import { readRecords } from '../support/station-records.ts'
import { startLife, startVisitors, type Life, type Visitors } from '../support/visitors.ts'

const lacking = lacks('socat')

interface World {
  dir: string
  centre: FakeCentre
  start: () => Promise<Life>
  checkIn: (life: Life, count: number) => Promise<void>
}

const openWorld = async (): Promise<World> => {
  const around = diskFolder()
  const dir = join(around, 'data')
  const cards = crowd(60, businessDateOf(systemClock.now()))
  const ids = cards.map(({ id }) => id).values()
  const visitors: Visitors = await startVisitors(around, cards)
  onTestFinished(() => void visitors.reader.stop())
  const centre = await FakeCentre.start()
  onTestFinished(() => centre.close())
  return {
    dir,
    centre,
    start: async () => {
      const life = await startLife({
        dir,
        reader: visitors.port,
        centre: { url: centre.url, token: 'TOKEN' },
      })
      onTestFinished(() => life.kill())
      return life
    },
    checkIn: async (life, count) => {
      for (let n = 0; n < count; n += 1)
        expect((await visitors.tap(life, String(ids.next().value))).outcome.kind).toBe('checkedIn')
    },
  }
}
const drained = (life: Life): Promise<unknown> =>
  life.healthy(({ outbox }) => outbox.pending === 0 && outbox.lastError === null)

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
    const { dir, centre, start, checkIn } = await openWorld()
    const first = await start()
    await checkIn(first, 3)
    await drained(first)
    copyRecords(dir)
    await checkIn(first, 3)
    await drained(first)
    const sent = new Set(idsAtCentre(centre))
    await first.kill()
    truncateSync(join(dir, 'records.db'), 0)
    for (const side of ['-wal', '-shm']) rmSync(join(dir, `records.db${side}`), { force: true })

    const second = await start()
    expect((await second.health()).store.ok).toBe(true)
    expect(damagedIn(dir)).toHaveLength(1)
    await checkIn(second, 2)
    await drained(second)
    expect(await second.stop()).toBe(0)
    const { ids } = readRecords(dir)
    const atCentre = new Set(idsAtCentre(centre))
    expect([...sent].filter((id) => !atCentre.has(id))).toEqual([])
    expect(ids.filter((id) => !atCentre.has(id))).toEqual([])
    expect(centre.streams.size).toBe(2)
    const verify = await runProgram('out/main/host.js', ['verify', '--data', dir, '--deep'])
    expect(verify.stdout + verify.stderr).not.toMatch(/record \d+ .*missing/)
    expect(verify.code).toBe(0)
  },
  180_000,
)

it.skipIf(lacking)(
  'a copy that is restored goes on in a new stream: nothing is doubled, nothing that the centre had is lost',
  async () => {
    const { dir, centre, start, checkIn } = await openWorld()
    const first = await start()
    await checkIn(first, 2)
    await drained(first)
    const copy = copyRecords(dir)
    await checkIn(first, 2)
    await drained(first)
    const before = idsAtCentre(centre)
    const busy = await runProgram('out/main/host.js', ['restore', '--data', dir, '--from', copy])
    expect(busy.code).toBe(3)
    await first.stop()

    const done = await runProgram('out/main/host.js', ['restore', '--data', dir, '--from', copy])
    expect(done).toMatchObject({ code: 0 })
    expect(existsSync(join(dir, damagedIn(dir)[0] ?? '', 'records.db'))).toBe(true)
    const second = await start()
    await checkIn(second, 2)
    await drained(second)
    await second.stop()
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
    expect(damagedIn(dir)).toEqual([])
  },
  60_000,
)

it.skipIf(lacks('mount') || !mayMount())(
  'a stick that is full, or pulled, keeps what it had and nothing half',
  async () => {
    const stick = smallFileSystem('3m')
    if (stick === undefined) return
    const recipients = { station: Buffer.alloc(32, 7), sheet: null }
    const about = { storeId: '', station: '', name: '', madeAt: 0, records: 0 }
    const copy = (name: string, bytes: number): Promise<void> =>
      sealFiles(join(stick, name), [{ name: 'records.db', from: Buffer.alloc(bytes, 1) }], recipients, about)
    await copy('small.backup', 100_000)
    const kept = readFileSync(join(stick, 'small.backup'))
    await expect(copy('large.backup', 5_000_000)).rejects.toMatchObject({ code: 'storeFull' })
    await expect(copy('small.backup', 5_000_000)).rejects.toMatchObject({ code: 'storeFull' })
    expect(readdirSync(stick)).toEqual(['small.backup'])
    expect(readFileSync(join(stick, 'small.backup')).equals(kept)).toBe(true)
    run('mount', '-o', 'remount,ro', stick)
    await expect(copy('small.backup', 100)).rejects.toMatchObject({ code: 'folderUnwritable' })
    run('umount', '-l', stick)
    await expect(copy('under/small.backup', 100)).rejects.toMatchObject({ code: 'copyRefused' })
  },
)
