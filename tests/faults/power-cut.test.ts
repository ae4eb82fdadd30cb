import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isStationError } from '../../electron/base/errors.ts'
import {
  CachedDisk,
  copyFiles,
  readDiskEvents,
  recordArguments,
  type DiskEvent,
} from '../support/disk-recorder.ts'
import {
  deep,
  patience,
  diskFolder,
  lacks,
  mayMount,
  run,
  startWriter,
  type Careless,
} from '../support/fault-tools.ts'
import { noteRun } from '../support/fault-table.ts'
import { inspectTaps, type Damage } from '../support/tap-store.ts'
import { testFolder } from '../support/test-store.ts'
import { until } from '../support/until.ts'

const careless: [name: string, flush: Careless][] = [
  ['synchronous=OFF', 'off'],
  ['synchronous=NORMAL', 'normal'],
  ['eatmydata', 'eatmydata'],
]
const sound = { lost: [], half: [], chainBreaks: 0 }
const database = ['records.db', 'records.db-wal']

describe('a disk that drops everything it was not told to flush', () => {
  const skip = lacks('strace')

  /** Lets a station tap while every write and flush is recorded. */
  const record = async (flush?: Careless): Promise<{ before: string; events: DiskEvent[] }> => {
    const around = diskFolder()
    const dir = join(around, 'station')
    mkdirSync(dir)
    await startWriter(dir, 3).ended
    const before = join(around, 'before')
    copyFiles(dir, before, database)
    const recording = join(around, 'recording')
    const writer = startWriter(dir, deep ? 200 : 60, {
      strace: recordArguments(recording),
      ...(flush === undefined ? {} : { flush }),
    })
    expect(await writer.ended).toBe(0)
    expect(writer.acks.size).toBe(deep ? 200 : 60)
    return { before, events: readDiskEvents(recording, dir) }
  }

  const ackOf = (event: DiskEvent): string | undefined =>
    event.kind === 'said' && event.line.startsWith('ack ') ? event.line.split(' ')[1] : undefined

  /** Cuts the power at each point that `here` names and looks at what the next start finds. */
  const cuts = (
    { before, events }: Awaited<ReturnType<typeof record>>,
    here: (event: DiskEvent, index: number) => boolean,
    survives: () => boolean,
  ): Damage[] => {
    const disk = new CachedDisk(before, database)
    const after = join(testFolder(), 'after')
    const acknowledged: string[] = []
    const found: Damage[] = []
    events.forEach((event, index) => {
      disk.play(event)
      const ack = ackOf(event)
      if (ack !== undefined) acknowledged.push(ack)
      if (acknowledged.length === 0 || !here(event, index)) return
      rmSync(after, { recursive: true, force: true })
      disk.cutPower(after, survives)
      found.push(inspectTaps(after, acknowledged))
    })
    return found
  }

  it.skipIf(skip)(
    'keeps every acknowledged tap whole, whenever the power goes and whatever of the rest arrived',
    async () => {
      const recorded = await record()
      const acks = cuts(
        recorded,
        (event) => ackOf(event) !== undefined,
        () => false,
      )
      expect(acks.length).toBeGreaterThan(50)
      for (const { lost } of acks) noteRun({ row: 3, variant: 'recorded writes' }, { lost: lost.length })
      for (const damage of acks) expect(damage).toMatchObject(sound)
      const between = cuts(
        recorded,
        (_, index) => index % 50 === 0,
        () => Math.random() < 0.5,
      )
      expect(between.length).toBeGreaterThan(50)
      for (const { lost } of between)
        noteRun({ row: 3, variant: 'recorded writes, half of the rest' }, { lost: lost.length })
      for (const damage of between) expect(damage).toMatchObject(sound)
    },
    patience(300_000),
  )

  it.skipIf(skip)(
    'makes one flush between one acknowledgement and the next, save now and then where the log is merged',
    async () => {
      const { events } = await record()
      const flushes: string[][] = []
      let sinceLast: string[] = []
      for (const event of events) {
        if (event.kind === 'flush') sinceLast.push(event.file)
        if (ackOf(event) === undefined) continue
        flushes.push(sinceLast)
        sinceLast = []
      }
      const log = 'records.db-wal'
      const others = flushes.slice(1).filter((files) => files.join() !== log)
      // The log is merged after the tap that fills it, and begun anew, with a header of its own, by the next one.
      for (const files of others)
        expect([
          [log, log, 'records.db'],
          [log, log],
        ]).toContainEqual(files)
      expect(others.length).toBeLessThanOrEqual(flushes.length / 15)
    },
    patience(300_000),
  )

  it.skipIf(skip || lacks('eatmydata')).each(careless)(
    'is a harness that notices: with %s the same cuts lose taps',
    async (name, flush) => {
      let seen = 0
      const found = cuts(
        await record(flush),
        (event) => ackOf(event) !== undefined && (seen += 1) % (deep ? 20 : 3) === 0,
        () => false,
      )
      for (const { lost } of found)
        noteRun({ row: 7, variant: `recorded writes, ${name}`, control: true }, { lost: lost.length })
      expect(found.reduce((lost, damage) => lost + damage.lost.length, 0)).toBeGreaterThan(50)
    },
    patience(300_000),
  )
})

describe('a file system that is shut down under a running station', () => {
  const skip = lacks('mkfs.ext4', 'python3', 'mount') || !mayMount()

  const shutDown = `
import fcntl, os, struct, sys, time
handle = os.open(sys.argv[1], os.O_RDONLY)
print(time.monotonic_ns(), flush=True)
fcntl.ioctl(handle, 0x8004587d, struct.pack('I', 2))
`

  interface Cut {
    damage: Damage
    owed: number
    exit: unknown
    /** What the writer said last. */
    error: string
    recoveredMs: number
  }

  /** An error inside the file system, after which it takes no more writes. Gives the moment just before it. */
  const breakFileSystem = (mountPoint: string): bigint => {
    const device = basename(run('findmnt', '-n', '-o', 'SOURCE', mountPoint).trim())
    const before = process.hrtime.bigint()
    writeFileSync(`/sys/fs/ext4/${device}/trigger_fs_error`, '1')
    return before
  }

  /** One cut on an ext4 file system of its own. `undefined` where the host has no loop devices to give. */
  const cut = async (flush?: Careless, how: 'power' | 'readOnly' = 'power'): Promise<Cut | undefined> => {
    const around = diskFolder()
    const [image, mountPoint] = [join(around, 'disk.img'), join(around, 'mnt')]
    mkdirSync(mountPoint)
    // The writer never merges its log, and a busy machine lets it write on for a while: it must not fill the disk.
    run('truncate', '-s', '256M', image)
    run('mkfs.ext4', '-q', '-F', '-E', 'lazy_itable_init=0,lazy_journal_init=0', image)
    const mounted = spawnSync('mount', ['-o', 'loop,errors=remount-ro', image, mountPoint])
    if (mounted.status !== 0) {
      process.stderr.write(
        `no loop device here (${mounted.stderr.toString().trim()}): the recorded cuts stand in\n`,
      )
      return undefined
    }
    onTestFinished(() => {
      spawnSync('umount', ['-l', mountPoint])
    })
    const dir = join(mountPoint, 'station')
    mkdirSync(dir)
    const writer = startWriter(dir, 1_000_000, flush === undefined ? {} : { flush })
    await writer.ready
    await until(() => writer.acks.size > 40 + Math.random() * 200)
    const cutAt =
      how === 'readOnly'
        ? breakFileSystem(mountPoint)
        : BigInt(run('python3', '-c', shutDown, mountPoint).trim())
    const exit = await writer.ended
    run('umount', mountPoint)
    run('mount', '-o', 'loop', image, mountPoint)
    // What was spoken after the cut was spoken by a machine without power.
    const owed = [...writer.acks].filter(([, at]) => at < cutAt).map(([id]) => id)
    const began = performance.now()
    const damage = flush === undefined ? inspectTaps(dir, owed) : whateverIsLeft(dir, owed)
    const recoveredMs = performance.now() - began
    run('umount', mountPoint)
    return { damage, owed: owed.length, exit, error: writer.error() ?? '', recoveredMs }
  }

  /** Of what was never flushed there may be no database at all, or one of zeros. */
  const whateverIsLeft = (dir: string, owed: string[]): Damage => {
    try {
      return inspectTaps(dir, owed)
    } catch (error) {
      if (!isStationError(error)) throw error
      return { lost: owed, half: [], chainBreaks: 0, taps: new Set() }
    }
  }

  it.skipIf(skip)(
    'keeps every acknowledged tap, and the station ends as after a failed disk',
    async () => {
      for (let n = 0; n < (deep ? 200 : 3); n += 1) {
        const result = await cut()
        if (result === undefined) return
        noteRun(
          { row: 3, variant: 'ext4 shut down' },
          {
            lost: result.damage.lost.length,
            resolved: result.damage.taps.size - result.owed,
            recoveredMs: result.recoveredMs,
          },
        )
        expect(result.owed).toBeGreaterThan(40)
        expect(result.damage).toMatchObject(sound)
        expect(result.exit, result.error).toBe(70)
      }
    },
    3_600_000,
  )

  it.skipIf(skip || lacks('findmnt'))(
    'or that an error of its own makes read-only: the same, and the next start is as if nothing had been',
    async () => {
      const result = await cut(undefined, 'readOnly')
      if (result === undefined) return
      const { damage, owed, exit, error, recoveredMs } = result
      noteRun(
        { row: 10, variant: 'while running' },
        { lost: damage.lost.length, resolved: damage.taps.size - owed, recoveredMs },
      )
      expect(damage).toMatchObject(sound)
      expect(exit, error).toBe(70)
    },
    patience(300_000),
  )

  it.skipIf(skip || lacks('eatmydata')).each(careless)(
    'is a harness that notices: with %s it loses taps',
    async (name, flush) => {
      const result = await cut(flush)
      if (result === undefined) return
      noteRun(
        { row: 7, variant: `ext4 shut down, ${name}`, control: true },
        { lost: result.damage.lost.length },
      )
      expect(result.damage.lost.length).toBeGreaterThan(0)
    },
    patience(300_000),
  )
})
