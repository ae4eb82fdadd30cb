import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { workerFile } from '../../../electron/base/worker-file.ts'
import { hour, nine } from '../../support/attendance-rows.ts'
import { openReports, openReportWorld } from '../../support/reports.ts'
import { errorWith, keptLog, testFolder } from '../../support/test-store.ts'

const during = nine + hour / 2

/** A file that stands in for the worker. */
const workerOf = (source: string): URL => {
  const file = join(testFolder(), 'worker.mjs')
  writeFileSync(file, `import { parentPort } from 'node:worker_threads'\n${source}`)
  return pathToFileURL(file)
}

test('the worker answers as the questions do that are put without it', async () => {
  const { dir, event, resident, comes, signUp, report, day, board } = openReportWorld()
  const lecture = event()
  comes(lecture, resident(), nine)
  signUp(lecture, resident())
  const reports = openReports(dir)
  expect(await reports.eventReport(lecture.id, 0, during)).toEqual(report(lecture, during))
  expect(await reports.dayReport('2026-11-24', during)).toEqual(day('2026-11-24', during))
  expect(await reports.board(during, null)).toEqual(board(during))
})

test('the worker sees what was recorded just before it was asked, again and again', async () => {
  const { dir, event, resident, comes } = openReportWorld()
  const lecture = event()
  const reports = openReports(dir)
  for (const present of [1, 2, 3]) {
    comes(lecture, resident(), nine)
    expect((await reports.eventReport(lecture.id, 0, during)).figures.present).toBe(present)
  }
})

test('an event that is not there is not found, and the worker goes on', async () => {
  const { dir, store, event } = openReportWorld()
  const lecture = event()
  const reports = openReports(dir)
  await expect(reports.eventReport(store.newId(), 0, during)).rejects.toEqual(errorWith('notFound'))
  expect((await reports.eventReport(lecture.id, 0, during)).total).toBe(0)
})

test('a question that is none is refused by the worker, which goes on', async () => {
  const { dir } = openReportWorld()
  const reports = openReports(dir)
  await expect(reports.dayReport('yesterday', during)).rejects.toEqual(errorWith('reportFailed'))
  expect((await reports.dayReport('2026-11-24', during)).events).toEqual([])
})

test('nothing of a person but ids leaves the worker', async () => {
  const { dir, event, resident, comes, tap } = openReportWorld()
  const lecture = event()
  const visitor = resident('欧阳建国', '119999194503070026')
  comes(lecture, visitor, nine)
  tap('disputed', nine, { resident: visitor, outcome: { person: { name: '欧阳*国', rareName: false } } })
  const reports = openReports(dir)
  const told = [await reports.eventReport(lecture.id, 0, during), await reports.board(during, null)]
  expect(JSON.stringify(told)).not.toMatch(/欧阳|119999/)
})

test('without a database the question fails instead of waiting', async () => {
  const reports = openReports(testFolder())
  await expect(reports.board(during, null)).rejects.toEqual(errorWith('reportFailed'))
})

test('when the worker dies, all who wait are told, and the next question finds another worker', async () => {
  const marks = join(testFolder(), 'starts')
  writeFileSync(marks, '')
  const dies = workerOf(`
    import { appendFileSync } from 'node:fs'
    appendFileSync(${JSON.stringify(marks)}, 'x')
    parentPort.on('message', ({ kind }) => { if (kind === 'ask') process.exit(9); else parentPort.close() })`)
  const log = keptLog()
  const lines: string[] = []
  const reports = openReports(testFolder(), {
    worker: dies,
    log: { ...log, child: () => ({ ...log, warn: (line) => lines.push(line), child: () => log }) },
  })
  const asked = [reports.board(during, null), reports.dayReport('2026-11-24', during)]
  // Asked again by the very first one who learns of it.
  const again = asked[0]!.catch(() => reports.board(during, null))
  for (const one of [...asked, again]) await expect(one).rejects.toEqual(errorWith('reportFailed'))
  expect(readFileSync(marks, 'utf8')).toBe('xx')
  expect(lines).toEqual(['worker died', 'worker died'])
})

test('a worker that throws fails the question with what it said', async () => {
  const throws = workerOf(`parentPort.on('message', () => { throw new Error('broken') })`)
  const reports = openReports(testFolder(), { worker: throws })
  const error = await reports.board(during, null).catch((thrown: unknown) => thrown)
  expect(error).toEqual(errorWith('reportFailed'))
  expect((error as Error).cause).toMatchObject({ message: 'broken' })
})

test.each([
  ['is no answer', `'hello'`],
  ['has another shape', `{ kind: 'answer', id, value: { events: 'all' } }`],
  ['fails with a code that nobody knows', `{ kind: 'failure', id, code: 'odd', params: {} }`],
])('an answer that %s fails the question', async (_what, message) => {
  const odd = workerOf(`
    parentPort.on('message', ({ kind, id }) => {
      if (kind === 'ask') parentPort.postMessage(${message}); else parentPort.close()
    })`)
  const reports = openReports(testFolder(), { worker: odd })
  await expect(reports.board(during, null)).rejects.toEqual(errorWith('reportFailed'))
})

test('closing ends an idle worker, a busy one, and one that never was asked', async () => {
  const { dir } = openReportWorld()
  const idle = openReports(dir)
  await idle.board(during, null)
  await idle.close()
  await expect(idle.board(during, null)).rejects.toEqual(errorWith('reportFailed'))
  const busy = openReports(testFolder(), {
    worker: workerOf(`parentPort.on('message', () => { for (;;); })`),
  })
  const asked = expect(busy.board(during, null)).rejects.toEqual(errorWith('reportFailed'))
  await busy.close()
  await asked
  await openReports(dir).close()
  await idle.close()
})

test.each([
  ['the source', 'file:///station/electron/reports/client.ts', 'file:///station/electron/reports/worker.ts'],
  ['a piece of the build', 'file:///out/main/chunks/station-x1.js', 'file:///out/main/reports.js'],
  ['an entry of the build', 'file:///chunks/out/main/host.js', 'file:///chunks/out/main/reports.js'],
])('the worker is found from %s', (_where, from, worker) => {
  expect(workerFile(from, 'reports').href).toBe(worker)
})
