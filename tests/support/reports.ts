import { onTestFinished } from 'vitest'
import { silentLog } from '../../electron/base/log.ts'
import type { StationEvent } from '../../electron/calendar/rules.ts'
import { createReports, type Reports } from '../../electron/reports/client.ts'
import { answers } from '../../electron/reports/answers.ts'
import type { DayAnswer, EventAnswer } from '../../electron/reports/protocol.ts'
import { attendanceRows, type AttendanceRows } from './attendance-rows.ts'
import { openTestStore, testCipher, testFolder } from './test-store.ts'

/** A database with the questions that reports ask of it, put without a worker. */
export const openReportWorld = (): AttendanceRows & {
  dir: string
  store: ReturnType<typeof openTestStore>
  report: (event: StationEvent, now: number, page?: number) => EventAnswer
  day: (day: string, now: number) => DayAnswer
  board: (now: number, pinned?: string | null) => ReturnType<(typeof answers)['board']>
} => {
  const dir = testFolder()
  const store = openTestStore(dir)
  return {
    ...attendanceRows(store, { newId: store.newId, cipher: testCipher }),
    dir,
    store,
    report: (event, now, page = 0) => store.read((tx) => answers.event(tx, { event: event.id, page, now })),
    day: (day, now) => store.read((tx) => answers.day(tx, { day, now })),
    board: (now, pinned = null) => store.read((tx) => answers.board(tx, { now, pinned })),
  }
}

/** The real worker over a folder, ended after the test. */
export const openReports = (
  dir: string,
  change: Partial<Parameters<typeof createReports>[0]> = {},
): Reports => {
  const reports = createReports({ dir, log: silentLog, ...change })
  onTestFinished(() => reports.close())
  return reports
}
