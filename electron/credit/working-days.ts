import { addDays, weekdayOfDate } from '../contract/values.ts'

const [sunday, saturday] = [0, 6]

const isWorkingDay = (date: string): boolean => ![sunday, saturday].includes(weekdayOfDate(date))

/**
 * The business date so many working days after another. Working days are Monday to Friday: which holidays are free and
 * which weekends are worked for them is decreed anew every year, and a station without a line does not hear of it.
 */
export const addWorkingDays = (date: string, days: number): string => {
  let at = date
  for (let left = days; left > 0;) {
    at = addDays(at, 1)
    if (isWorkingDay(at)) left -= 1
  }
  return at
}
