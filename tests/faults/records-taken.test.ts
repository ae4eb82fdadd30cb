import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { noteRun } from '../support/fault-table.ts'
import { lacks } from '../support/fault-tools.ts'
import { readRecords } from '../support/station-records.ts'
import { damageOf, drained, liveWith, openWorld, verifyAll } from '../support/world-with-centre.ts'

/** It looks once a minute whether the file still has its name. */
const withinMs = 75_000
const ways: Readonly<Record<string, (file: string) => void>> = {
  deleted: (file) => {
    rmSync(file)
  },
  'deleted with its log': (file) => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
  },
  moved: (file) => {
    renameSync(file, `${file}.moved`)
  },
  'another in its place': (file) => {
    rmSync(file)
    writeFileSync(file, 'another')
  },
}

const takeAway = async (variant: string, take: (file: string) => void): Promise<void> => {
  const world = await openWorld()
  const { dir, centre, start, checkIn } = world
  const first = await liveWith(world, 2)
  const sent = centre.distinctIds
  take(join(dir, 'records.db'))
  const began = performance.now()
  // What is shown now goes into a file without a name.
  await checkIn(first, 3)
  const exit = await Promise.race([first.ended, systemClock.sleep(withinMs)])
  const second = await start()
  await checkIn(second, 1)
  const recoveredMs = performance.now() - began
  await drained(second)
  expect(await second.stop()).toBe(0)
  const damage = damageOf(world, { lives: [first, second], sent })
  noteRun({ row: 15, variant }, { ...damage, recoveredMs })
  expect([variant, damage]).toEqual([variant, { lost: 0, doubled: 0 }])
  expect([variant, exit]).toEqual([variant, 70])
  expect([variant, readRecords(dir).checkIns.size, centre.streams.size]).toEqual([variant, 6, 1])
  const verify = await verifyAll(dir)
  expect([variant, verify]).toEqual([variant, { code: 0, stdout: expect.any(String) as string, stderr: '' }])
}

it.skipIf(lacks('socat'))(
  'records that are taken away under a running station are there again, with what was recorded meanwhile, once',
  async () => {
    // One after the other would be a minute each.
    await Promise.all(Object.entries(ways).map(([variant, take]) => takeAway(variant, take)))
  },
  180_000,
)
