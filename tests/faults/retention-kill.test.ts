import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { findByNumber, nameOf, numberOf } from '../../electron/residents/store.ts'
import { eraseWords } from '../../electron/contract/words/erase.ts'
import { openErasures } from '../../electron/station/retention/erasures.ts'
import { dueParts } from '../../electron/station/retention/rules.ts'
import { waitsForCentre } from '../../electron/station/retention/erase.ts'
import { verifyStore } from '../../electron/station/verify/verify.ts'
import { textsStayMs } from '../../electron/store/emptied.ts'
import type { FieldCipher } from '../../electron/store/field-cipher.ts'
import type { Tx } from '../../electron/store/tx.ts'
import { acknowledge, currentStream } from '../../electron/sync/stream.ts'
import { noteRun } from '../support/fault-table.ts'
import { deep, diskFolder } from '../support/fault-tools.ts'
import { syntheticNumber } from '../support/people.ts'
import { openPipeline } from '../support/pipeline.ts'
import { openTapStore } from '../support/tap-store.ts'

const dayMs = 24 * 3_600_000
const kills = deep ? 100 : 12
/** Where no kill came at the right moment, some more follow. */
const days = kills * 2 + 2
const aDay = 4
const nightWriter = fileURLToPath(new URL('../support/retention-writer.ts', import.meta.url))

/** What nothing that is let go may change. */
const sumsOf = (tx: Tx): unknown => [
  tx.all(
    'select resident, count(*) as n, sum(amount) as sum from credit_entry group by resident order by resident',
  ),
  tx.all('select * from credit_balance order by resident'),
  tx.all('select id, event, resident, at from attendance order by id'),
  tx.all('select sequence, id, type, hash from outbox order by sequence'),
]

/** People come day after day and the centre has their records the same day, save the last ones. */
const fillFolder = async (dir: string) => {
  const station = await openPipeline({ dir })
  for (let day = 0; day < days; day += 1) {
    station.addEvent({ startsAt: station.clock.now(), endsAt: station.clock.now() + 8 * 3_600_000 })
    for (let nth = 0; nth < aDay; nth += 1) {
      station.clock.advance(60_000)
      const idNumber = syntheticNumber('1945-03-07', day * aDay + nth)
      expect(station.tap({ idNumber }).kind).toBe('checkedIn')
      for (const question of ['scoring', 'sharing'] as const)
        station.consent({ commandId: station.newId(), question, answer: 'yes' })
    }
    if (day < days - 2)
      station.parts.store.transaction((tx) => {
        const stream = currentStream(tx)
        acknowledge(tx, stream?.incarnation ?? '', stream?.sequence ?? 0, [], station.clock.now())
      })
    station.clock.advance(dayMs - aDay * 60_000)
  }
  const sums = station.parts.store.read(sumsOf)
  const acked = station.parts.store.read((tx) => currentStream(tx)?.acked ?? 0)
  const head = station.parts.store.read((tx) => currentStream(tx)?.sequence ?? 0)
  expect(station.count('credit_entry')).toBe(days * aDay)
  station.close(true)
  expect(head).toBeGreaterThan(acked)
  return { sums, acked }
}

/** Lives through nights until one says what is waited for, and is killed then; `null`: to the end. */
const nights = async (
  dir: string,
  first: number,
  killAt: { line: RegExp; afterMs: number } | null,
): Promise<string> => {
  const child = spawn(process.execPath, [nightWriter, dir, String(first), String(days)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  let isHit = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (isHit || killAt?.line.test(said) !== true) return
    isHit = true
    const end = performance.now() + killAt.afterMs
    while (performance.now() < end) {
      // A timer would come too late.
    }
    child.kill('SIGKILL')
  })
  return new Promise((resolve) =>
    child.on('close', (code, signal) => {
      resolve(String(signal ?? code))
    }),
  )
}

/** People who are gone in part, or gone though nobody may have let them go. */
const halfGone = (tx: Tx, cipher: FieldCipher): string[] =>
  tx
    .all<{ id: string; done: number | null }>(
      'select r.id, e.done_at as done from resident r left join erasure e on e.resident = r.id',
    )
    .filter(({ id, done }) => {
      if (done !== null)
        return nameOf(tx, cipher, id) !== eraseWords.nobody || numberOf(tx, cipher, id) !== ''
      return (
        nameOf(tx, cipher, id) !== '王秀兰' || findByNumber(tx, cipher, numberOf(tx, cipher, id))?.id !== id
      )
    })
    .map(({ id }) => id)

it('killed while old texts go and people are erased, it keeps whatever may not go, and the next night goes on', async () => {
  const dir = diskFolder()
  const { sums, acked } = await fillFolder(dir)
  const first = Date.parse('2026-11-24T14:00:00.000Z') + textsStayMs
  const seen = { erasing: 0, emptying: 0 }
  const look = async (untilNow: number) => {
    const { store, cipher } = await openTapStore(dir)
    try {
      return store.read((tx) => ({
        sums: sumsOf(tx),
        untold: tx.all<{ sequence: number }>(
          `select sequence from outbox where sequence > ? and body = ''`,
          acked,
        ),
        half: halfGone(tx, cipher),
        open: openErasures(tx).filter(({ resident }) => !waitsForCentre(tx, cipher, [resident])).length,
        waiting: openErasures(tx).length,
        due: dueParts(tx, untilNow).length,
        texts: tx.get<{ n: number }>(`select count(*) as n from outbox where body <> ''`)?.n ?? 0,
      }))
    } finally {
      store.close()
    }
  }
  const isMissing = (): boolean => seen.erasing === 0 || seen.emptying === 0
  for (let n = 0; n < kills || (isMissing() && n < days - 2); n += 1) {
    const stage = n % 2 === 0 ? 'erasing' : 'emptying'
    // At once, or a little later: what was begun then is in the middle, or just done.
    const afterMs = n % 4 < 2 ? 0 : Math.random() * 4
    const killAt = { line: new RegExp(`^${stage} ${String(n)}$`, 'm'), afterMs }
    expect(await nights(dir, first, killAt)).toBe('SIGKILL')
    const began = performance.now()
    const found = await look(first + n * dayMs)
    const recoveredMs = performance.now() - began
    const changed = JSON.stringify(found.sums) === JSON.stringify(sums) ? 0 : 1
    noteRun(
      { row: 1, variant: 'while texts go and people are erased' },
      { lost: found.untold.length + found.half.length + changed, recoveredMs },
    )
    expect(found, `kill ${String(n)}`).toMatchObject({ sums, untold: [], half: [] })
    expect((await verifyStore(dir, { deep })).found, `kill ${String(n)}`).toEqual([])
    if (found.open > 0) seen.erasing += 1
    if (found.due > 0) seen.emptying += 1
  }
  // Kills came before an erasing was done, and before texts were let go that were due.
  expect(seen.erasing).toBeGreaterThan(0)
  expect(seen.emptying).toBeGreaterThan(0)
  expect(await nights(dir, first, null)).toBe('0')
  const end = await look(first + days * dayMs)
  // Whoever the centre does not know everything of is still there, and so is every text that it has not.
  expect(end).toMatchObject({ sums, untold: [], half: [], open: 0, due: 0 })
  expect(end.waiting).toBeGreaterThan(0)
  expect(end.texts).toBeGreaterThan(0)
  expect((await verifyStore(dir, { deep: true })).found).toEqual([])
}, 900_000)
