import { systemClock } from '../../electron/base/clock.ts'
import { createIds } from '../../electron/base/ids.ts'
import { Secret } from '../../electron/base/secret.ts'
import { rosterFields } from '../../electron/contract/roster.ts'
import { insertStaff } from '../../electron/staff/store.ts'
import type { Parts } from '../../electron/station/parts.ts'
import { RosterJob } from '../../electron/station/roster/job.ts'
import { createTableReader } from '../../electron/station/roster/reading.ts'
import { quickHash } from '../support/desk-rig.ts'
import { quantile, say, sayLoad, spread } from '../support/figures.ts'
import { syntheticNumber } from '../support/people.ts'
import { cardOf, nine, openPipeline, type Pipeline } from '../support/pipeline.ts'
import { csvOf, xlsx } from '../support/rosters.ts'
import { keepAlive } from '../support/until.ts'

/**
 * A list of 30 000 people from the file to the disk, while somebody taps every 50 ms. Database, disk, encryption and
 * thread are real. A tap is late from the moment when it was due: what it waits behind counts.
 */
const people = 30_000
const goalMs = 20_000
const everyMs = 50
const newId = createIds(systemClock)

const surnames = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧')
const given = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文建国海燕红梅云龙')

const personOf = (index: number): Record<(typeof rosterFields)[number], string> => {
  const birth = `${String(1940 + (index % 60))}-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (Math.floor(index / 720) % 28)).padStart(2, '0')}`
  const letters = [surnames[index % 30], given[index % 33], given[Math.floor(index / 33) % 33]]
  const order = Math.floor(index / 20_160) * 500 + (Math.floor(index / 60) % 12) * 40 + (index % 40)
  return {
    name: letters.join(''),
    idNumber: syntheticNumber(birth, order % 1000),
    birth,
    sex: '',
    volunteerNo: index % 5 === 0 ? `OW-${String(index)}` : '',
    team: index % 7 === 0 ? '净滩队' : '',
    household: String(index % 9000),
  }
}

let visitors = 0
const tap = ({ taps }: Pipeline): void => {
  visitors += 1
  const birth = `19${String(40 + (visitors % 40))}-03-07`
  const idNumber = syntheticNumber(birth, 900 + (Math.floor(visitors / 40) % 100))
  const card = new Secret(cardOf({ birth, idNumber }))
  taps.take({ kind: 'cardSeen', card, timing: { foundAt: 0, lastByteAt: 0 } })
}

/** Taps at fixed moments until it is ended; each figure is from its moment to its end. */
const tapAllTheWhile = (pipeline: Pipeline): (() => number[]) => {
  const late: number[] = []
  const from = performance.now()
  let turn = 0
  let isOver = false
  const next = (): void => {
    if (isOver) return
    tap(pipeline)
    late.push(performance.now() - (from + turn * everyMs))
    turn += 1
    systemClock.after(Math.max(0, from + turn * everyMs - performance.now()), next)
  }
  next()
  return () => {
    isOver = true
    return late
  }
}

const mebibytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(0)} MB`

const measured = async (name: string, pipeline: Pipeline, work: () => Promise<void>): Promise<number> => {
  const stop = tapAllTheWhile(pipeline)
  let peak = 0
  const stopWatching = systemClock.every(20, () => {
    peak = Math.max(peak, process.memoryUsage().rss)
  })
  const [from, cpu] = [performance.now(), process.cpuUsage()]
  await work()
  const ms = performance.now() - from
  const { user, system } = process.cpuUsage(cpu)
  stopWatching()
  const taps = spread(stop())
  say(
    `  ${name.padEnd(10)} ${(ms / 1000).toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of a core), at most ${mebibytes(peak)}; taps ${taps}`,
  )
  return ms
}

const openWithClerk = async (): Promise<{ pipeline: Pipeline; parts: Parts; account: string }> => {
  const pipeline = await openPipeline()
  pipeline.addEvent({ endsAt: nine + 6 * 3_600_000 })
  const account = newId()
  pipeline.parts.store.transaction((tx) => {
    insertStaff(tx, { id: account, name: 'clerk', roles: ['clerk'], pin: quickHash('271828'), at: nine })
  })
  return { pipeline, parts: { ...pipeline.parts, clock: systemClock, newId }, account }
}

const importAll = async (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
  const { pipeline, parts, account } = await openWithClerk()
  say(`${name}, ${mebibytes(bytes.length)}, ${String(people)} people:`)
  const stop = tapAllTheWhile(pipeline)
  await systemClock.sleep(2000)
  const quiet = stop()
  say(`  ${'nothing'.padEnd(10)} taps ${spread(quiet)}`)
  const file = { name, path: '', root: '', bytes }
  const job = new RosterJob(parts, { account, file, forgotten: () => undefined })
  const read = await measured('reading', pipeline, () => job.read(createTableReader(systemClock), bytes))
  const columns = job.look()
  if (columns.stage !== 'columns') throw new Error(`${columns.stage} instead of columns`)
  job.assign(columns.columns.map(({ field }) => field))
  const checked = await measured('checking', pipeline, () => job.check())
  if (job.counts.faulty > 0) throw new Error(`${String(job.counts.faulty)} rows are left out`)
  const before = pipeline.count('resident')
  const saved = await measured('saving', pipeline, () => job.save(newId()))
  const added = pipeline.count('resident') - before
  if (added < people) throw new Error(`${String(added)} people were saved`)
  const all = read + checked + saved
  say(`  ${'together'.padEnd(10)} ${(all / 1000).toFixed(2)} s, ${(all / goalMs).toFixed(2)} × of the goal`)
  say(`  a tap's p99 in quiet is ${quantile(quiet, 0.99).toFixed(1)} ms`)
  job.forget()
  pipeline.close()
}

const stayAlive = keepAlive()
try {
  sayLoad()
  const rows = Array.from({ length: people }, (_, index) => personOf(index))
  const heads = csvOf().split(',')
  const workbook = await xlsx([heads, ...rows.map((row) => rosterFields.map((field) => row[field]))])
  await importAll('CSV', new Uint8Array(Buffer.from(csvOf(...rows))))
  await importAll('Excel', new Uint8Array(workbook))
  sayLoad()
} finally {
  stayAlive()
}
