import {
  addDays,
  addMonths,
  businessDateOf,
  daysBetween,
  shanghaiTime,
  weekdayOfDate,
} from '../../../electron/contract/values.ts'

/** Days from today until `date`; below zero when it is over. */
export const daysUntil = (date: string, now: number): number => daysBetween(businessDateOf(now), date)

/** Noon of a day in Shanghai, for what formats instants. */
export const noonOf = (date: string): number => shanghaiTime(date, 12 * 60)

/** Today and the six days before it. */
export const lastSevenDays = (now: number): string[] =>
  Array.from({ length: 7 }, (_, back) => addDays(businessDateOf(now), -back))

/** First day of a day's month. */
export const monthOf = (date: string): string => `${date.slice(0, 7)}-01`

/** Days of a month in weeks that begin on Sunday; `null` where another month's day would stand. */
export const weeksOf = (month: string): (string | null)[][] => {
  const blanks = weekdayOfDate(month)
  const days = daysBetween(month, addMonths(month, 1))
  const cells = Array.from({ length: Math.ceil((blanks + days) / 7) * 7 }, (_, cell) =>
    cell < blanks || cell >= blanks + days ? null : addDays(month, cell - blanks),
  )
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** `2026-Q4`: the quarter that a day lies in. */
export const quarterOf = (date: string): string =>
  `${date.slice(0, 4)}-Q${String(Math.ceil(Number(date.slice(5, 7)) / 3))}`

export const partsOfQuarter = (quarter: string): { year: number; number: number } => ({
  year: Number(quarter.slice(0, 4)),
  number: Number(quarter.slice(6)),
})

/** The quarter of today and the three before it. */
export const lastQuarters = (now: number): string[] => {
  const month = monthOf(businessDateOf(now))
  return Array.from({ length: 4 }, (_, back) => quarterOf(addMonths(month, -3 * back)))
}
