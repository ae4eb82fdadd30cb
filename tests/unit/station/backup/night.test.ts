import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBackups, type Backups } from '../../../../electron/station/backup/build.ts'
import { createDesk } from '../../../../electron/station/desk/desk.ts'
import { namedStickRoots } from '../../../../electron/station/desk/stick.ts'
import { orderErasure } from '../../../../electron/station/retention/erasures.ts'
import { defaultSettings, type Settings } from '../../../../electron/station/settings.ts'
import { verifyStore } from '../../../../electron/station/verify/verify.ts'
import type { StationDocument } from '../../../../electron/store/documents.ts'
import { acknowledge, currentStream } from '../../../../electron/sync/stream.ts'
import { findByNumber } from '../../../../electron/residents/store.ts'
import { createReports } from '../../../../electron/reports/client.ts'
import { syntheticNumber } from '../../../support/people.ts'
import { nine, openPipeline, type Pipeline } from '../../../support/pipeline.ts'

const hour = 3_600_000
const day = 24 * hour
const number = syntheticNumber('1945-03-07', 1)

let station: Pipeline
let backups: Backups
/** Centre's time minus ours. */
let offsetMs: number | null

const settings = { data: defaultSettings } as unknown as StationDocument<Settings>

beforeEach(async () => {
  station = await openPipeline()
  offsetMs = 0
  const { dir, parts, taps, versions, log } = station
  const sticks = { roots: namedStickRoots([]), mounted: () => Promise.resolve(false) }
  const reports = createReports({ dir, log })
  backups = createBackups({
    dir,
    parts,
    settings,
    records: {
      room: { isTight: () => false } as never,
      onDamage: () => undefined,
      fieldVersions: versions,
    },
    sync: { isHeld: () => false, letGo: () => undefined, clockOffsetMs: () => offsetMs },
    taps,
    desk: createDesk(
      parts,
      Buffer.alloc(32, 3),
      { holdCrowd: () => undefined, confirmClock: () => undefined },
      sticks,
    ),
    reports,
    sticks,
    fatal: (error) => {
      throw error
    },
  })
  station.addEvent({ endsAt: nine + 8 * hour })
  for (const nth of [1, 2, 3]) {
    station.clock.advance(60_000)
    station.tap({ idNumber: syntheticNumber('1945-03-07', nth) })
    for (const question of ['scoring', 'sharing'] as const)
      station.consent({ commandId: station.newId(), question, answer: 'yes' })
  }
})
afterEach(async () => {
  backups.stickPaper.stop()
  backups.rotation.stop()
  await backups.nightly.stop()
  station.close()
})

const head = (): number => station.parts.store.read(currentStream)?.sequence ?? 0
const texts = (): number =>
  station.parts.store.read((tx) => tx.get<{ n: number }>(`select count(*) as n from outbox where body <> ''`))
    ?.n ?? 0
const known = (): boolean =>
  station.parts.store.read((tx) => findByNumber(tx, station.parts.cipher, number)) !== null
const ack = (sequence: number): void => {
  station.parts.store.transaction((tx) => {
    acknowledge(tx, currentStream(tx)?.incarnation ?? '', sequence, [], station.clock.now())
  })
}
const order = (): void => {
  station.parts.store.transaction((tx) => {
    const resident = findByNumber(tx, station.parts.cipher, number)?.id ?? ''
    const by = { author: 'clerk', approver: 'head', orderedAt: station.clock.now() }
    orderErasure(tx, { resident, reason: 'moved', ...by })
  })
}
/** The same hour of a later night, long after the door was shut. */
const nightAfter = (days: number): void => {
  station.clock.setWall(nine + 14 * hour + days * day)
}
const copies = (): string[] => readdirSync(join(station.dir, 'backups')).toSorted()
const found = async (): Promise<string[]> => (await verifyStore(station.dir, { deep: true })).found

describe('a night 401 days later', () => {
  it('lets texts go, erases who is to be erased, makes the copies anew, and drops old papers', async () => {
    ack(head())
    nightAfter(0)
    await backups.nightly.look()
    expect([texts(), known(), copies()]).toEqual([head(), true, ['records-2026-11-24.db']])
    order()
    mkdirSync(join(station.dir, 'support'))
    const paper = join(station.dir, 'support', 'old.zip')
    writeFileSync(paper, 'paper')
    utimesSync(paper, nine / 1000, nine / 1000)
    nightAfter(401)
    await backups.nightly.look()
    expect([texts(), known(), existsSync(paper)]).toEqual([0, false, false])
    // The copy of before, in which that person stood, is gone.
    expect(copies()).toEqual(['records-2027-12-30.db'])
    expect(await found()).toEqual([])
    expect(station.count('credit_entry')).toBe(3)
  })

  it('comes by itself, within minutes, once the door is shut', async () => {
    ack(head())
    order()
    nightAfter(401)
    station.clock.advance(10 * 60_000)
    await expect.poll(() => [texts(), known()], { timeout: 15_000 }).toEqual([0, false])
  })

  it.each<[string, () => void]>([
    [
      'nobody asked the centre the time within a day',
      () => {
        station.clockState = 'drifting'
      },
    ],
    [
      'it never heard from a centre',
      () => {
        offsetMs = null
      },
    ],
    [
      'the centre says that it is not that late',
      () => {
        offsetMs = -2 * day
      },
    ],
  ])('lets no text go where %s', async (_, change) => {
    ack(head())
    nightAfter(401)
    change()
    await backups.nightly.look()
    expect(texts()).toBe(head())
    // As soon as it can be said, it is done.
    station.clockState = 'synced'
    offsetMs = 0
    await backups.nightly.look()
    expect(texts()).toBe(0)
  })

  it('erases nobody of whom the centre has not everything', async () => {
    ack(2)
    order()
    nightAfter(401)
    await backups.nightly.look()
    expect([known(), texts()]).toEqual([true, head() - 2])
    ack(head())
    nightAfter(402)
    await backups.nightly.look()
    expect(known()).toBe(false)
    expect(await found()).toEqual([])
  })

  it('waits while the door is open, and while somebody was there just now', async () => {
    ack(head())
    station.clock.setWall(nine + 401 * day)
    await backups.nightly.look()
    expect(texts()).toBe(head())
    nightAfter(401)
    station.tap({ idNumber: syntheticNumber('1945-03-07', 4) })
    await backups.nightly.look()
    const all = head()
    expect(texts()).toBe(all)
    station.clock.setWall(station.clock.now() + 3 * hour)
    await backups.nightly.look()
    expect(texts()).toBeLessThan(all)
  })
})
