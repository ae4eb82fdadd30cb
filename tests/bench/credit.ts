import { DatabaseSync } from 'node:sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMyCreditHandlers } from '../../electron/station/credit/mine.ts'
import { give } from '../../electron/station/award.ts'
import { verifyStore } from '../../electron/station/verify/verify.ts'
import { recordsFile } from '../../electron/store/files.ts'
import { quantile, say, sayLoad, spread } from '../support/figures.ts'
import { addManyRecords } from '../support/many-records.ts'
import { syntheticNumber } from '../support/people.ts'
import { nine, openPipeline, type Pipeline } from '../support/pipeline.ts'
import { keepAlive } from '../support/until.ts'

/**
 * My credit beside a million entries, for somebody with few lines and somebody with 2 000; and how many entries a
 * second are verified. `npm run bench credit -- 100000` takes another number of entries.
 */
const wanted = Number(process.argv[2] ?? 1_000_000)
const residents = 20_000
const goalMs = 10
const goalRate = 200_000

/** Somebody who agreed and has this many lines. Leaves the card's session open. */
const visitor = (station: Pipeline, order: number, lines: number): void => {
  station.tap({ idNumber: syntheticNumber('1950-01-01', order), birth: '1950-01-01' })
  const { parts, newId, clock } = station
  station.consent({ commandId: newId(), question: 'scoring', answer: 'yes' })
  const resident = station.session.holder()?.resident ?? ''
  const plain = { resident, ruleId: 'D06', ruleRev: 1, event: null, claim: null, minutes: null } as const
  const answered = { author: 'clerk-a', approver: 'clerk-b', basisKind: 'document', basis: [] } as const
  parts.store.transaction((tx) => {
    for (let line = 1; line < lines; line++) {
      const once = { amount: 50, businessKey: newId(), businessDate: '2026-11-20' }
      give(tx, parts, { at: clock.now(), tap: null }, { ...plain, ...answered, basis: [], ...once })
    }
  })
}

const measurePages = (station: Pipeline, who: string): void => {
  const credit = createMyCreditHandlers(station.parts, station.session)
  const first: number[] = []
  const further: number[] = []
  for (let turn = 0; turn < 200; turn++) {
    const from = performance.now()
    const { points } = credit['credit.mine']()
    const between = performance.now()
    credit['credit.history']({ before: points?.entries.at(-1)?.seq ?? 1 })
    first.push(between - from)
    further.push(performance.now() - between)
  }
  say(`  ${who}: balance and first page ${spread(first)}`)
  say(`  ${who}: a further page         ${spread(further)}`)
  say(
    `  against the goal of ${String(goalMs)} ms: ${(quantile(first, 0.99) / goalMs).toFixed(2)} × at the 99th percentile`,
  )
}

const dir = mkdtempSync(join(tmpdir(), 'station-'))
const stayAlive = keepAlive()
try {
  sayLoad()
  const first = await openPipeline({ dir })
  first.close(true)
  // All over before the bench's own morning: a card has one event to go to.
  addManyRecords(dir, residents + 2 * wanted, nine - 86_400_000)
  const station = await openPipeline({ dir })
  station.addEvent({ endsAt: nine + 3_600_000 })
  say(`${String(station.count('credit_entry'))} entries in the ledger`)
  visitor(station, 1, 4)
  measurePages(station, 'somebody with few lines')
  visitor(station, 3, 2000)
  measurePages(station, 'somebody with 2 000 lines')
  for (let turn = 0; turn < 3; turn++) {
    const from = performance.now()
    const { found, entries, records } = await verifyStore(dir)
    const seconds = (performance.now() - from) / 1000
    if (found.length > 0) throw new Error(found.join('\n'))
    const rate = entries / seconds
    say(
      `verified ${String(entries)} entries and ${String(records)} records in ${seconds.toFixed(1)} s: ${Math.round(rate / 1000).toFixed(0)} 000 entries/s, ${(rate / goalRate).toFixed(2)} × the goal`,
    )
  }
  station.close(true)
  // One byte of one amount, as somebody would change it who has the file.
  const db = new DatabaseSync(recordsFile(dir))
  db.exec(
    'drop trigger credit_is_ledger; update credit_entry set amount = 51 where seq = (select max(seq) / 2 from credit_entry)',
  )
  db.close()
  for (const line of (await verifyStore(dir)).found) say(`after one byte was changed: ${line}`)
  sayLoad()
} finally {
  stayAlive()
  rmSync(dir, { recursive: true, force: true })
}
