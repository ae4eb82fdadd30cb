import { addDays, addMonths, weekdayOfDate } from '../../electron/contract/values.ts'

/** Dates as `YYYY-MM-DD`, counted without any clock or zone. */
export type CalendarView = 'month' | 'week' | 'day'

const partsOf = (date: string): [number, number, number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8)),
]

export const monthOf = (date: string): number => partsOf(date)[1]
export const yearOf = (date: string): number => partsOf(date)[0]
export const dayOfMonth = (date: string): number => partsOf(date)[2]

/** What a view shows around a date, both ends in it: whole weeks that begin on Sunday, or the day alone. */
export const rangeOf = (view: CalendarView, date: string): { from: string; to: string } => {
  if (view === 'day') return { from: date, to: date }
  if (view === 'week') {
    const from = addDays(date, -weekdayOfDate(date))
    return { from, to: addDays(from, 6) }
  }
  const first = `${date.slice(0, 7)}-01`
  const last = addDays(addMonths(first, 1), -1)
  return { from: addDays(first, -weekdayOfDate(first)), to: addDays(last, 6 - weekdayOfDate(last)) }
}

/** The date that stands there after turning one month, week or day. A month opens at its first, this one at today. */
export const stepped = (view: CalendarView, date: string, by: number, today: string): string => {
  if (view === 'day') return addDays(date, by)
  const next = view === 'week' ? addDays(date, by * 7) : `${addMonths(date, by).slice(0, 7)}-01`
  const { from, to } =
    view === 'month' ? { from: next, to: addDays(addMonths(next, 1), -1) } : rangeOf(view, next)
  return today >= from && today <= to ? today : next
}
