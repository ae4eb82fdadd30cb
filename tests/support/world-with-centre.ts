import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/base/clock.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { crowd } from '../../electron/reader/simulated/people.ts'
import { FakeCentre } from './fake-centre.ts'
import { diskFolder } from './fault-tools.ts'
import { runProgram } from './program.ts'
import { readRecords } from './station-records.ts'
import { startLife, startVisitors, tapsShown, type Life, type Visitors } from './visitors.ts'

/** A station's folder with its readers, cards and centre, through several starts. */
export interface World {
  dir: string
  centre: FakeCentre
  start: () => Promise<Life>
  /** So many people whose cards were never here before. */
  checkIn: (life: Life, count: number) => Promise<void>
}

export const openWorld = async (): Promise<World> => {
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

/** The centre has everything. */
export const drained = (life: Life): Promise<unknown> =>
  life.healthy(({ outbox }) => outbox.pending === 0 && outbox.lastError === null)

/** A life to which so many people came, and of which the centre has everything. */
export const liveWith = async ({ start, checkIn }: World, count: number): Promise<Life> => {
  const life = await start()
  await checkIn(life, count)
  await drained(life)
  return life
}

/** Everything that `verify` can look at. */
export const verifyAll = (dir: string): ReturnType<typeof runProgram> =>
  runProgram('out/main/host.js', ['verify', '--data', dir, '--deep'])

/**
 * What is gone of the taps that these lives showed as done, or of the records that the centre had or should have; and
 * what one stream of the centre holds twice.
 */
export const damageOf = (
  { dir, centre }: World,
  { lives = [], sent = [] }: { lives?: readonly Life[]; sent?: readonly string[] },
): { lost: number; doubled: number } => {
  const { taps, ids } = readRecords(dir)
  const [stored, held] = [new Set(taps.map(({ seq }) => seq)), new Set(centre.distinctIds)]
  const shown = new Set(lives.flatMap((life) => tapsShown(life)).map(({ seq }) => seq))
  const gone = [...shown].filter((seq) => !stored.has(seq)).length
  const untold = new Set([...ids, ...sent].filter((id) => !held.has(id))).size
  const doubled = [...centre.streams.values()].reduce(
    (sum, stream) => sum + stream.length - new Set(stream.map(({ event }) => event.id)).size,
    0,
  )
  return { lost: gone + untold, doubled }
}
