import { birthSigns } from '../../contract/words/roster.ts'

/** A year, and the month and day where they are said. */
export interface BirthSaid {
  year: number
  /** `YYYY-MM-DD`. */
  day: string | null
}

/** Whether there was such a day: no 31st of February, no 13th month. */
export const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const two = (digits: string): string => digits.padStart(2, '0')

const numbersIn = (text: string): string[] | null => {
  const { year, month, day } = birthSigns
  const plain = text
    .normalize('NFKC')
    .replaceAll(year, '-')
    .replaceAll(month, '-')
    .replaceAll(day, '')
    .replaceAll(/\s+\d{1,2}:\d{2}(:\d{2})?$/g, '')
    .replaceAll(/[\s/.]/g, '-')
    .replaceAll(/-+/g, '-')
    .replaceAll(/^-|-$/g, '')
  if (/^\d{8}$/.test(plain)) return [plain.slice(0, 4), plain.slice(4, 6), plain.slice(6)]
  if (/^\d{6}$/.test(plain)) return [plain.slice(0, 4), plain.slice(4)]
  return /^\d{4}(-\d{1,2}){0,2}$/.test(plain) ? plain.split('-') : null
}

/** `1945`, `1945-03`, `1945/3/7`, `19450307`, `1945年3月7日`; `null` for what is none of them. */
export const readBirth = (text: string): BirthSaid | null => {
  const [year, month, day] = numbersIn(text) ?? []
  if (year === undefined) return null
  const whole = `${year}-${two(month ?? '1')}-${two(day ?? '1')}`
  if (!isDay(whole)) return null
  return { year: Number(year), day: day === undefined ? null : whole }
}
