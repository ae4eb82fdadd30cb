import { StationError } from '../base/errors.ts'
import type { Tx } from '../store/tx.ts'
import { auditList } from './audit.ts'
import { attendanceOf, eventsOfDay, peopleAt } from './attendance.ts'
import { boardAt } from './board.ts'
import { createTotals, reportOf } from './figures.ts'
import { quarterReport } from './quarter.ts'
import type { Answer, DayAnswer, Question, QuestionName } from './protocol.ts'

export const rowsPerPage = 50

/**
 * Events one after the other: a day with many rows never lies in memory as a whole. A cancelled one is told of only
 * where somebody was there all the same.
 */
const dayReport = (tx: Tx, { day, now }: Question<'day'>): DayAnswer => {
  const totals = createTotals()
  const events: DayAnswer['events'] = []
  for (const event of eventsOfDay(tx, day)) {
    const report = reportOf({ event, people: peopleAt(tx, event.id) }, now)
    totals.add(report)
    if (!event.cancelled || report.figures.attendances > 0) {
      events.push({ event: event.id, figures: report.figures })
    }
  }
  return { events, ...totals.sum() }
}

/** Every question and what answers it, read from one moment of the database. */
export const answers: { [N in QuestionName]: (tx: Tx, input: Question<N>) => Answer<N> } = {
  event: (tx, { event, page, now }) => {
    const attendance = attendanceOf(tx, event)
    if (attendance === null) throw new StationError('notFound', { what: 'event' })
    const { rows, figures } = reportOf(attendance, now)
    const from = page * rowsPerPage
    return { figures, total: rows.length, rows: rows.slice(from, from + rowsPerPage) }
  },
  day: dayReport,
  board: boardAt,
  quarter: quarterReport,
  audit: auditList,
}
