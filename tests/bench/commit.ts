import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTapStore, writeTap, type TapStore } from '../support/tap-store.ts'
import { quantile } from '../support/figures.ts'

/**
 * The durable commit of a whole first tap (person, tap, attendance, points, balance, three records) beside the
 * least that any durable write costs here: append and fdatasync of as many bytes as the tap's records have.
 * Taken in turns in one run, because a shared disk has moods. `--deep` goes on to a million records.
 */
const deep = process.argv.includes('--deep')
const recordsPerTap = 3
const rounds = 600
const appended = Buffer.alloc(1500, 'x')

const out = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Fills up to `records` outbox records, many taps to a transaction. */
const fillTo = (world: TapStore, records: number, filled: number): void => {
  const taps = Math.ceil((records - filled) / recordsPerTap)
  for (let done = 0; done < taps; done += 500) {
    world.store.transaction((tx) => {
      for (let n = done; n < Math.min(taps, done + 500); n += 1) writeTap(tx, world, world.newId(), n)
    })
  }
}

const timed = (work: () => void): number => {
  const from = performance.now()
  work()
  return performance.now() - from
}

const summary = (times: readonly number[]): { median: number; p99: number } => ({
  median: quantile(times, 0.5),
  p99: quantile(times, 0.99),
})

const microseconds = (ms: number): string => `${(ms * 1000).toFixed(0)} µs`

/** Prints one size's figures; gives the ratio of the medians. */
const measure = (world: TapStore, file: number): number => {
  const taps: number[] = []
  const appends: number[] = []
  for (let n = 0; n < rounds; n += 1) {
    const id = world.newId()
    const tapNow = (): void => {
      taps.push(
        timed(() => {
          world.store.transaction((tx) => {
            writeTap(tx, world, id, n)
          })
        }),
      )
    }
    const appendNow = (): void => {
      appends.push(
        timed(() => {
          writeSync(file, appended)
          fdatasyncSync(file)
        }),
      )
    }
    for (const step of n % 2 === 0 ? [tapNow, appendNow] : [appendNow, tapNow]) step()
  }
  const [tap, append] = [summary(taps), summary(appends)]
  out(
    `  tap ${microseconds(tap.median)} (p99 ${microseconds(tap.p99)})  ` +
      `append+fdatasync ${microseconds(append.median)} (p99 ${microseconds(append.p99)})  ` +
      `ratio ${(tap.median / append.median).toFixed(2)}  over it ${microseconds(tap.median - append.median)}`,
  )
  return tap.median / append.median
}

const dir = mkdtempSync(join(tmpdir(), 'station-bench-'))
const file = openSync(join(dir, 'append'), 'a')
try {
  const world = await openTapStore(dir)
  const ratios: number[] = []
  let filled = 0
  for (const records of deep ? [1000, 100_000, 1_000_000] : [1000, 100_000]) {
    fillTo(world, records, filled)
    filled = records + rounds * recordsPerTap
    world.store.read((tx) => tx.get('pragma wal_checkpoint(truncate)'))
    out(
      `${records.toLocaleString('en')} records there, ${String(rounds)} taps in turns with as many appends:`,
    )
    ratios.push(measure(world, file))
  }
  const [first = 1] = ratios
  out(
    `growth of that ratio from the first size: ${ratios.map((ratio) => (ratio / first).toFixed(2)).join(' · ')}`,
  )
  world.store.close()
} finally {
  closeSync(file)
  rmSync(dir, { recursive: true, force: true })
}
