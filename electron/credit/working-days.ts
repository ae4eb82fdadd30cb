const dayMs = 86_400_000
const [sunday, saturday] = [0, 6]

/**
 * The business date so many working days after another. Working days are Monday to Friday: which holidays are free and
 * which weekends are worked for them is decreed anew every year, and a station without a line does not hear of it.
 */
export const addWorkingDays = (date: string, days: number): string => {
  let at = Date.parse(`${date}T00:00:00Z`)
  for (let left = days; left > 0;) {
    at += dayMs
    const weekday = new Date(at).getUTCDay()
    if (weekday !== saturday && weekday !== sunday) left -= 1
  }
  return new Date(at).toISOString().slice(0, 10)
}
