import { weekdayOfDate } from '../contract/values.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** Days of a month, `2026-12`. */
export const datesOfMonth = (month: string): string[] => {
  const [year, index] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  const length = new Date(Date.UTC(year, index, 0)).getUTCDate()
  return Array.from({ length }, (_, day) => `${month}-${two(day + 1)}`)
}

/** The month before: `2026-11`. */
export const monthBefore = (month: string): string => {
  const [year, index] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  return index === 1 ? `${String(year - 1)}-12` : `${String(year)}-${two(index - 1)}`
}

/** The same weekday of another month: of a third Tuesday its third Tuesday; `null` where it has no fifth one. */
export const sameWeekdayIn = (date: string, month: string): string | null => {
  const nth = Math.ceil(Number(date.slice(8)) / 7)
  const first = (7 + weekdayOfDate(date) - weekdayOfDate(`${month}-01`)) % 7
  return datesOfMonth(month)[first + (nth - 1) * 7] ?? null
}

/** Where and with whom something takes place, and when. */
export interface Occupied {
  place: string
  team: string | null
  startsAt: number
  endsAt: number
}

/** Whether two cannot both take place: the same time, and the same place or the same people. */
export const isInTheWay = (one: Occupied, other: Occupied): boolean =>
  one.startsAt < other.endsAt &&
  other.startsAt < one.endsAt &&
  ((one.place !== '' && one.place === other.place) || (one.team !== null && one.team === other.team))
