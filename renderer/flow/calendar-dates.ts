/** Dates as `YYYY-MM-DD`, counted without any clock or zone. */
export type CalendarView = 'month' | 'week' | 'day'

const dayMs = 86_400_000

const dateAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const addDays = (date: string, days: number): string => dateAt(Date.parse(date) + days * dayMs)

/** 0 = Sunday. */
export const weekdayOf = (date: string): number => new Date(Date.parse(date)).getUTCDay()

const partsOf = (date: string): [number, number, number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8)),
]

export const monthOf = (date: string): number => partsOf(date)[1]
export const yearOf = (date: string): number => partsOf(date)[0]
export const dayOfMonth = (date: string): number => partsOf(date)[2]

/** The same day of another month; where that month is too short, its last one. */
export const addMonths = (date: string, by: number): string => {
  const [year, month, day] = partsOf(date)
  const last = new Date(Date.UTC(year, month + by, 0)).getUTCDate()
  return dateAt(Date.UTC(year, month - 1 + by, Math.min(day, last)))
}

/** What a view shows around a date, both ends in it: whole weeks that begin on Sunday, or the day alone. */
export const rangeOf = (view: CalendarView, date: string): { from: string; to: string } => {
  if (view === 'day') return { from: date, to: date }
  if (view === 'week') {
    const from = addDays(date, -weekdayOf(date))
    return { from, to: addDays(from, 6) }
  }
  const first = `${date.slice(0, 7)}-01`
  const last = addDays(addMonths(first, 1), -1)
  return { from: addDays(first, -weekdayOf(first)), to: addDays(last, 6 - weekdayOf(last)) }
}

export const datesIn = ({ from, to }: { from: string; to: string }): string[] => {
  const count = (Date.parse(to) - Date.parse(from)) / dayMs + 1
  return Array.from({ length: count }, (_, index) => addDays(from, index))
}

/** The date that stands there after turning one month, week or day. A month opens at its first, this one at today. */
export const stepped = (view: CalendarView, date: string, by: number, today: string): string => {
  if (view === 'day') return addDays(date, by)
  const next = view === 'week' ? addDays(date, by * 7) : `${addMonths(date, by).slice(0, 7)}-01`
  const { from, to } =
    view === 'month' ? { from: next, to: addDays(addMonths(next, 1), -1) } : rangeOf(view, next)
  return today >= from && today <= to ? today : next
}
