import type * as Zlib from 'node:zlib'
import { expect, it, onTestFinished, vi } from 'vitest'
import { FakeCentre } from '../support/fake-centre.ts'
import { noteFigure, noteRun } from '../support/fault-table.ts'
import { deep } from '../support/fault-tools.ts'
import { Month, type MonthFound } from '../support/month.ts'
import { chosenSeed, seeded } from '../support/seeded.ts'
import { testFolder } from '../support/test-store.ts'

// Compressed at once and not in a thread, so that a month depends on its seed alone.
vi.mock('node:zlib', async (original) => {
  const zlib = await original<typeof Zlib>()
  const gzip = (data: string, done: (error: Error | null, result: Buffer) => void): void => {
    done(null, zlib.gzipSync(data))
  }
  return { ...zlib, gzip }
})

const months = deep ? 100 : 2

const play = async (
  seed: number,
  days = 30,
  change: (centre: FakeCentre) => void = () => undefined,
): Promise<MonthFound> => {
  const centre = await FakeCentre.start()
  onTestFinished(() => centre.close())
  change(centre)
  return await new Month(testFolder(), seeded(seed), centre).play(days)
}

it(`${String(months)} simulated months of a station, its centre and a bad line lose nothing and count nothing twice`, async () => {
  const first = chosenSeed()
  process.stderr.write(`months from seed ${String(first)}\n`)
  const sum = { taps: 0, restarts: 0, requests: 0, records: 0 }
  for (let n = 0; n < months; n += 1) {
    const seed = first + n
    const found = await play(seed)
    const { lost, doubled, balances, resolved } = found
    noteRun(
      { row: 26, variant: 'simulated month of 30 days' },
      { lost: lost.length + balances.length, doubled: doubled.length, resolved },
    )
    for (const key of ['taps', 'restarts', 'requests', 'records'] as const) sum[key] += found[key]
    expect({ lost, doubled, balances }, `seed ${String(seed)}`).toEqual({
      lost: [],
      doubled: [],
      balances: [],
    })
    expect(found.taps, `seed ${String(seed)}`).toBeGreaterThan(100)
  }
  noteFigure(
    `${String(months)} months from seed ${String(first)}: ${String(sum.taps)} taps, ${String(sum.restarts)} restarts, ` +
      `${String(sum.requests)} requests, ${String(sum.records)} records`,
  )
})

it('a month is the same for the same seed', async () => {
  const [once, again] = [await play(7, 6), await play(7, 6)]
  expect(again).toEqual(once)
})

it('is a harness that notices: a centre that acknowledges and keeps nothing has lost everything', async () => {
  const { lost } = await play(7, 2, (centre) => {
    centre.refuses = ({ records }) => {
      const ack = (records as { sequence: string }[]).at(-1)?.sequence
      return { kind: 'answer', status: 200, body: { ack, results: [], nextUploadMs: 0 } }
    }
  })
  noteRun({ row: 7, variant: 'days with a centre that keeps nothing', control: true }, { lost: lost.length })
  expect(lost.length).toBeGreaterThan(0)
})
