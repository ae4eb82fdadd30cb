import { addDays, weekdayOfDate } from '../../contract/values.ts'

/** Days and weeks that are kept. */
export const keptDays = 7
export const keptWeeks = 4
/** From so long after the last card on: nobody waits at the reader. */
export const quietMs = 10 * 60_000
/** Without a copy for so many days one is made while the door is open, too. */
const latestAfterDays = 2

export const backupName = (date: string): string => `records-${date}.db`

/** The business date of a copy's name, `null` for any other file. */
export const dateOfBackup = (name: string): string | null =>
  /^records-(\d{4}-\d{2}-\d{2})\.db$/.exec(name)?.[1] ?? null

/** The Monday of a date's week. */
const weekOf = (date: string): string => addDays(date, -((weekdayOfDate(date) + 6) % 7))

/** Dates of the newest seven copies, and of the newest copy of each of the newest four weeks. */
const keptOf = (dates: readonly string[]): Set<string> => {
  const newest = dates.toSorted().reverse()
  const weeks = new Map<string, string>()
  for (const date of newest) if (!weeks.has(weekOf(date))) weeks.set(weekOf(date), date)
  return new Set([...newest.slice(0, keptDays), ...[...weeks.values()].slice(0, keptWeeks)])
}

/** Files among `names` that are copies and not kept any more. A file that is no copy of ours is never named. */
export const outlived = (names: readonly string[]): string[] => {
  const dates = names.flatMap((name) => dateOfBackup(name) ?? [])
  const kept = keptOf(dates)
  return names.filter((name) => {
    const date = dateOfBackup(name)
    return date !== null && !kept.has(date)
  })
}

export interface Moment {
  /** Business date. */
  today: string
  /** Date of the newest copy that is not of a day to come, `null` without one. */
  newest: string | null
  isOpen: boolean
  /** Since the last card, milliseconds. */
  quietForMs: number
}

/** Whether the day's copy is to be made now: once a day, with the door shut and nobody at the reader. */
export const isDue = ({ today, newest, isOpen, quietForMs }: Moment): boolean => {
  if (quietForMs < quietMs) return false
  if (newest === today) return false
  return !isOpen || (newest !== null && addDays(newest, latestAfterDays) < today)
}
