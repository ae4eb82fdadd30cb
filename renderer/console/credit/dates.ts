import { businessDateOf, shanghaiTime } from '../../../electron/contract/values.ts'

const dayMs = 86_400_000

const startOf = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The day so many days later, or earlier. */
export const addDays = (date: string, days: number): string => dateOf(startOf(date) + days * dayMs)

/** Days from today until `date`; below zero when it is over. */
export const daysUntil = (date: string, now: number): number =>
  Math.round((startOf(date) - startOf(businessDateOf(now))) / dayMs)

/** Noon of a day in Shanghai, for what formats instants. */
export const noonOf = (date: string): number => shanghaiTime(date, 12 * 60)

/** Today and the six days before it. */
export const lastSevenDays = (now: number): string[] =>
  Array.from({ length: 7 }, (_, back) => addDays(businessDateOf(now), -back))

/** First day of a day's month. */
export const monthOf = (date: string): string => `${date.slice(0, 7)}-01`

/** First day of the month so many months on. */
export const addMonths = (month: string, months: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return dateOf(Date.UTC(year, number - 1 + months, 1))
}

/** Days of a month in weeks that begin on Sunday; `null` where another month's day would stand. */
export const weeksOf = (month: string): (string | null)[][] => {
  const blanks = new Date(startOf(month)).getUTCDay()
  const days = Math.round((startOf(addMonths(month, 1)) - startOf(month)) / dayMs)
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
