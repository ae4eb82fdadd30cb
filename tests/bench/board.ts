import { DatabaseSync } from 'node:sqlite'
import { createIds } from '../../electron/base/ids.ts'
import { silentLog } from '../../electron/base/log.ts'
import { systemClock } from '../../electron/base/clock.ts'
import { Secret } from '../../electron/base/secret.ts'
import { insertEvent } from '../../electron/calendar/store.ts'
import type { StationEvent } from '../../electron/calendar/rules.ts'
import { businessDateOf } from '../../electron/contract/values.ts'
import { createReports } from '../../electron/reports/client.ts'
import { createBoard } from '../../electron/station/board.ts'
import { recordsFile } from '../../electron/store/files.ts'
import { quantile, say, sayLoad, spread } from '../support/figures.ts'
import { syntheticNumber } from '../support/people.ts'
import { cardOf, eventOf, nine, openPipeline, type Pipeline } from '../support/pipeline.ts'
import { keepAlive } from '../support/until.ts'

/**
 * How long after a tap the board is ready for the pages, and what a tap loses while a long report runs. The clock of
 * the pipeline stands still; everything else is real: database, disk, encryption, worker.
 */
const hour = 3_600_000
const residents = 20_000
const newId = createIds(systemClock)

/** Adds attendances that count to events, as many at each, without what else a tap leaves. */
const fill = (dir: string, events: readonly StationEvent[], perEvent: number): void => {
  const db = new DatabaseSync(recordsFile(dir))
  db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -400000; begin')
  const person = db.prepare(
    `insert into resident (id, number_index, number_cipher, name_cipher, card_kind, birth, sex, registered_at)
     values (?, randomblob(32), zeroblob(47), zeroblob(38), 'resident', '1950-01-01', '1', 0)`,
  )
  const people = Array.from({ length: residents }, newId)
  for (const id of people) person.run(id)
  const attendance = db.prepare(
    `insert into attendance (id, event, resident, tap, method, role, at, business_date)
     values (?, ?, ?, ?, 'id-card', 'attendee', ?, ?)`,
  )
  const presence = db.prepare(
    'insert into presence (event, resident, attendance, checked_in_at) values (?, ?, ?, ?)',
  )
  events.forEach((event, index) => {
    for (let seat = 0; seat < perEvent; seat++) {
      const [id, resident, at] = [newId(), people[(index * 37 + seat) % residents] ?? '', event.startsAt]
      attendance.run(id, event.id, resident, newId(), at, businessDateOf(at))
      presence.run(event.id, resident, id, at)
    }
  })
  db.exec('commit; pragma journal_mode = wal')
  db.close()
}

/** A pipeline over a folder that `events` were filled into, with a lecture open now. */
const openFilled = async (events: readonly StationEvent[], perEvent: number): Promise<Pipeline> => {
  const first = await openPipeline()
  first.addEvent({ endsAt: nine + 6 * hour })
  first.parts.store.transaction((tx) => {
    for (const event of events) insertEvent(tx, event)
  })
  first.close(true)
  fill(first.dir, events, perEvent)
  return openPipeline({ dir: first.dir })
}

let visitors = 0
/** Somebody who has not been here. Returns the milliseconds until the tap was recorded. */
const tap = ({ taps }: Pipeline): number => {
  visitors += 1
  const birth = `19${String(40 + (visitors % 40))}-03-07`
  const idNumber = syntheticNumber(birth, Math.floor(visitors / 40))
  const card = new Secret(cardOf({ birth, idNumber }))
  const from = performance.now()
  taps.take({ kind: 'cardSeen', card, timing: { foundAt: 0, lastByteAt: 0 } })
  const ms = performance.now() - from
  const { kind } = taps.last()?.outcome ?? {}
  if (kind !== 'checkedIn') throw new Error(`${kind ?? 'nothing'} instead of a check-in`)
  return ms
}

const measureBoard = async (): Promise<void> => {
  const before = Array.from({ length: 1000 }, (_, index) =>
    eventOf(newId, { startsAt: nine - (index + 1) * 6 * hour, endsAt: nine - (index + 1) * 6 * hour + hour }),
  )
  const world = await openFilled(before, 100)
  const { parts, taps, dir } = world
  const reports = createReports({ dir, log: silentLog })
  const board = createBoard({ parts, reports, isWanted: () => true, crowdHeld: () => false })
  const once = (): Promise<void> =>
    new Promise((resolve) => {
      const off = board.changed.on(() => {
        off()
        resolve()
      })
    })
  taps.changed.on(board.refresh)
  const firstAt = performance.now()
  board.refresh()
  await once()
  say(`the first board, worker started: ${(performance.now() - firstAt).toFixed(0)} ms`)
  const recorded: number[] = []
  const whole: number[] = []
  for (let index = 0; index < 300; index++) {
    const pushed = once()
    const from = performance.now()
    recorded.push(tap(world))
    await pushed
    board.snapshot(null)
    whole.push(performance.now() - from)
  }
  say(`100 000 attendances, ${String(whole.length)} taps one after another`)
  say(`  tap recorded:               ${spread(recorded)}`)
  say(`  tap to board for the pages: ${spread(whole)}`)
  say(`  against the goal of 100 ms: ${(quantile(whole, 0.99) / 100).toFixed(2)} × at the 99th percentile`)
  await reports.close()
  world.close()
}

const measureTapsBesideReport = async (): Promise<void> => {
  const old = nine - 30 * 24 * hour
  const events = Array.from({ length: 50 }, () => eventOf(newId, { startsAt: old, endsAt: old + hour }))
  const world = await openFilled(events, 20_000)
  const reports = createReports({ dir: world.dir, log: silentLog })
  await reports.dayReport('2020-01-01', nine)
  const quiet: number[] = []
  for (let index = 0; index < 200; index++) {
    quiet.push(tap(world))
    await systemClock.sleep(5)
  }
  const beside: number[] = []
  const from = performance.now()
  const state = { running: true }
  const report = reports.dayReport(businessDateOf(old), nine).finally(() => {
    state.running = false
  })
  while (state.running) {
    beside.push(tap(world))
    await systemClock.sleep(5)
  }
  const { attendances, people } = await report
  say(
    `1 000 000 attendances: a report of ${String(attendances)} attendances of ${String(people)} people took ${((performance.now() - from) / 1000).toFixed(1)} s`,
  )
  say(`  taps without a report:  ${spread(quiet)}`)
  say(`  taps while it ran:      ${spread(beside)}`)
  await reports.close()
  world.close()
}

const stayAlive = keepAlive()
try {
  sayLoad()
  await measureBoard()
  await measureTapsBesideReport()
  sayLoad()
} finally {
  stayAlive()
}
