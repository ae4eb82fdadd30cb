import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StationError } from '../../../../electron/base/errors.ts'
import { copyBeside, type Copy } from '../../../../electron/station/backup/copier.ts'
import { createNightly, type Nightly } from '../../../../electron/station/backup/nightly.ts'
import { verifyStore } from '../../../../electron/station/verify/verify.ts'
import { keptLog, testFolder } from '../../../support/test-store.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { nine, openPipeline, type Pipeline } from '../../../support/pipeline.ts'

const hour = 3_600_000
const day = 24 * hour
let station: Pipeline
let log: ReturnType<typeof keptLog>

beforeEach(async () => {
  station = await openPipeline()
  log = keptLog()
})
afterEach(() => {
  station.close()
})

const nightly = (copy: Copy = copyBeside, onDamage: (error: unknown) => void = () => undefined): Nightly =>
  createNightly({
    dir: station.dir,
    clock: station.clock,
    log,
    opening: () => null,
    lastTapAt: () => {
      const last = station.taps.last()
      return last === null ? null : Date.parse(last.at)
    },
    copy,
    onDamage,
  })
const copies = (): string[] =>
  existsSync(join(station.dir, 'backups')) ? readdirSync(join(station.dir, 'backups')).toSorted() : []
const come = (order: number): void => {
  station.tap({ idNumber: syntheticNumber('1950-01-01', order), birth: '1950-01-01' })
}

describe('the nightly copy', () => {
  it('holds every record up to then, is sound as a folder of its own, and is made once a day', async () => {
    station.addEvent({ endsAt: nine + 12 * hour })
    come(1)
    come(2)
    const nights = nightly()
    await nights.look()
    expect(copies()).toEqual([])
    station.clock.advance(14 * hour)
    await nights.look()
    await nights.look()
    expect(copies()).toEqual(['records-2026-11-24.db'])
    const dir = testFolder()
    cpSync(join(station.dir, 'backups', 'records-2026-11-24.db'), join(dir, 'records.db'))
    cpSync(join(station.dir, 'key'), join(dir, 'key'))
    expect(await verifyStore(dir, { deep: true })).toMatchObject({
      found: [],
      records: station.records().length,
    })
    await nights.stop()
  })

  it('is made by itself, night after night; seven days and four weeks stay, and whatever else lies there', async () => {
    let made = 0
    const nights = nightly(({ to }) => {
      made += 1
      writeFileSync(to ?? '', '')
      return Promise.resolve()
    })
    mkdirSync(join(station.dir, 'backups'))
    writeFileSync(join(station.dir, 'backups', 'before-80.db'), '')
    for (let night = 1; night <= 40; night += 1) {
      await station.clock.advanceAsync(day)
      // The first one when the door shuts, the others at midnight.
      expect(made).toBe(night + 1)
    }
    expect(copies()).toHaveLength(11)
    expect(copies()).toContain('before-80.db')
    expect(copies()).toContain('records-2027-01-03.db')
    await nights.stop()
    await station.clock.advanceAsync(day)
    expect(made).toBe(41)
  })

  it('that fails is told in the log, leaves nothing behind, and is tried again', async () => {
    station.clock.advance(14 * hour)
    const nights = nightly(() => Promise.reject(new Error('the disk failed')))
    await nights.look()
    expect(copies()).toEqual([])
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', message: 'no backup' }))
    await nights.stop()
    const again = nightly()
    await again.look()
    expect(copies()).toEqual(['records-2026-11-24.db'])
    await again.stop()
  })

  it('says that the records themselves are damaged, which is more than a missing copy', async () => {
    station.clock.advance(14 * hour)
    const told: unknown[] = []
    const damaged = new StationError('storeRefused', { isDamaged: true })
    const look = async (error: Error): Promise<void> => {
      const nights = nightly(
        () => Promise.reject(error),
        (seen) => told.push(seen),
      )
      await nights.look()
      await nights.stop()
    }
    await look(new StationError('storeRefused', { isDamaged: false }))
    expect(told).toEqual([])
    await look(damaged)
    expect(told).toEqual([damaged])
  })

  it('of a file that is damaged is no copy', async () => {
    come(1)
    station.close(true)
    const db = new DatabaseSync(join(station.dir, 'records.db'))
    db.exec('pragma wal_checkpoint(truncate)')
    const page = Object.values(
      db.prepare(`select rootpage from sqlite_schema where name = 'resident'`).get() ?? {},
    )[0]
    db.close()
    const file = openSync(join(station.dir, 'records.db'), 'r+')
    writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, (Number(page) - 1) * 4096)
    closeSync(file)
    const end = new AbortController()
    const job = {
      from: join(station.dir, 'records.db'),
      to: join(station.dir, 'copy.db'),
      keyDir: station.dir,
    }
    await expect(copyBeside(job, end.signal)).rejects.toMatchObject({ params: { isDamaged: true } })
    expect(existsSync(join(station.dir, 'copy.db'))).toBe(false)
    rmSync(join(station.dir, 'records.db'))
    station = await openPipeline()
  })
})
