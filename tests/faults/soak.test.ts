import { expect, it } from 'vitest'
import { noteFigure } from '../support/fault-table.ts'
import { deep } from '../support/fault-tools.ts'
import { slopeOf, soak } from '../support/soak.ts'
import { testFolder } from '../support/test-store.ts'

const taps = deep ? 100_000 : 2000
const samplesWanted = deep ? 50 : 10

it('the slope of a line is found', () => {
  expect(slopeOf([1, 2, 3, 4].map((taps) => ({ taps, value: 5 + 3 * taps })))).toBeCloseTo(3)
  expect(slopeOf([1, 2, 3, 4].map((taps) => ({ taps, value: 5 })))).toBe(0)
})

it(`a station that takes ${String(taps)} taps without a restart holds no more memory and no more files than before`, async () => {
  const { samples, stored, acknowledged, records } = await soak(testFolder(), taps, samplesWanted)
  expect(stored).toBe(taps)
  expect(acknowledged).toBe(records)
  // The first ones fill caches that stay.
  const settled = samples.slice(Math.floor(samples.length / 5))
  const perThousand = 1000 * slopeOf(settled.map(({ taps, heapMiB }) => ({ taps, value: heapMiB })))
  const [first, last] = [settled[0]!, settled.at(-1)!]
  noteFigure(
    `soak of ${String(taps)} taps: heap ${first.heapMiB.toFixed(1)} MiB after ${String(first.taps)}, ` +
      `${last.heapMiB.toFixed(1)} MiB at the end, slope ${perThousand.toFixed(3)} MiB for 1000 taps; ` +
      `handles ${String(first.handles)} and ${String(last.handles)}`,
  )
  expect(last.handles).toBeLessThanOrEqual(first.handles + 2)
  expect(perThousand).toBeLessThan(deep ? 0.05 : 2)
})
