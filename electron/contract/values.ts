import { z } from 'zod'
import { compoundSurnames } from './compound-surnames.ts'

export const uuid = z.uuid()
/** UTC instant with milliseconds: `2026-11-24T01:12:03.120Z`. */
export const instant = z.iso.datetime({ precision: 3 })
/** Calendar day in Asia/Shanghai: `2026-11-24`. */
export const businessDate = z.iso.date()
/** A clock in Shanghai: `07:30`. */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** Credit points in hundredths: 50 is half a point. */
export const hundredths = z.int()
/** Volunteer time in whole minutes. */
export const minutes = z.int().nonnegative()
/** Twelve digits: division, village, station number. */
export const stationCode = z.string().regex(/^[0-9A-Za-z-]{1,32}$/)

/** A resident as any screen may show one: no full name, no number. */
export const maskedPerson = z.object({
  name: z.string().min(1).max(40),
  /** The name holds a character that no ordinary font draws. */
  rareName: z.boolean(),
})
export type MaskedPerson = z.infer<typeof maskedPerson>

const pad = (value: number): string => String(value).padStart(2, '0')

/** `12345` → `123.45`, `8650` → `86.5`, `-200` → `-2`: at most two decimals, no trailing zeros. */
export const formatPoints = (amount: number): string => {
  const sign = amount < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(amount) / 100)
  const rest = Math.abs(amount) % 100
  const decimals = rest === 0 ? '' : `.${pad(rest).replace(/0$/, '')}`
  return `${sign}${String(whole)}${decimals}`
}

/** As `formatPoints`, with the sign of a change: `+0.5`, `-2`. */
export const formatChange = (amount: number): string =>
  amount > 0 ? `+${formatPoints(amount)}` : formatPoints(amount)

const shanghaiOffsetMs = 8 * 3_600_000

/** Parts of an instant on a clock in Asia/Shanghai, which is UTC+8 all year. `weekday`: 0 = Sunday. */
export const inShanghai = (
  ms: number,
): { year: number; month: number; day: number; weekday: number; hour: number; minute: number } => {
  const shifted = new Date(ms + shanghaiOffsetMs)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  }
}

/** The business date of an instant, computed in this one place and then stored. */
export const businessDateOf = (ms: number): string => {
  const { year, month, day } = inShanghai(ms)
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
}

export const dayMs = 86_400_000

const startOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const dateOfStart = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The business date so many days after another; before it, with a negative number. Needs no clock and no zone. */
export const addDays = (date: string, days: number): string => dateOfStart(startOfDate(date) + days * dayMs)

/** The same day of another month; where that month is too short, its last one. */
export const addMonths = (date: string, months: number): string => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dateOfStart(Date.UTC(year, month - 1 + months, Math.min(day, last)))
}

/** Days from one business date to another; below zero when that one lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((startOfDate(to) - startOfDate(from)) / dayMs)

/** All business dates of a range, both ends in it. */
export const datesIn = ({ from, to }: { from: string; to: string }): string[] =>
  Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))

/** 0 = Sunday. */
export const weekdayOfDate = (date: string): number => new Date(startOfDate(date)).getUTCDay()

/** Of a time as it is written, `07:30`: minutes since midnight. */
export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Milliseconds since 1970 of a Shanghai day and time of day. */
export const shanghaiTime = (date: string, minute: number): number =>
  Date.parse(`${date}T00:00:00Z`) - shanghaiOffsetMs + minute * 60_000

/** Whole years between a birth date and a day, both `YYYY-MM-DD` (周岁). */
export const ageOn = (birth: string, day: string): number => {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return day.slice(5) < birth.slice(5) ? years - 1 : years
}

/** `67` → `60-69`. */
export const ageBandOf = (age: number): string => {
  const from = Math.max(0, Math.floor(age / 10) * 10)
  return `${String(from)}-${String(from + 9)}`
}

const isLatin = (name: string): boolean => /^[A-Za-z]/.test(name)

/**
 * A name for a public screen: first and last character kept, one `*` between whatever stands there;
 * of two characters the first; compound surnames whole; Latin names their first letter and `**`.
 */
export const maskName = (name: string): string => {
  const trimmed = name.trim()
  if (trimmed === '') return '*'
  if (isLatin(trimmed)) return `${trimmed.charAt(0)}**`
  const characters = Array.from(trimmed)
  const compound = characters.length > 2 && compoundSurnames.has(characters.slice(0, 2).join(''))
  const surname = compound ? characters.slice(0, 2) : characters.slice(0, 1)
  const given = characters.slice(surname.length)
  const last = given.length > 1 ? (given.at(-1) ?? '') : ''
  return `${surname.join('')}*${last}`
}

/** `119999194801011238` → `1199**********1238`. Numbers of other lengths keep at most four at each end. */
export const maskNumber = (number: string): string => {
  const kept = number.length >= 12 ? 4 : 1
  const stars = '*'.repeat(Math.max(1, number.length - 2 * kept))
  return `${number.slice(0, kept)}${stars}${number.slice(-kept)}`
}

/** Private-use, supplementary and replacement characters: an ordinary font may lack them. */
export const hasRareCharacter = (name: string): boolean =>
  Array.from(name).some((character) => {
    const point = character.codePointAt(0) ?? 0
    return point > 0xffff || (point >= 0xe000 && point <= 0xf8ff) || point === 0xfffd
  })

/** The masked person of a full name; the Latin name stands in where there is no Chinese one. */
export const maskPerson = (name: string, nameLatin = ''): MaskedPerson => {
  const shown = name.trim() === '' ? nameLatin : name
  return { name: maskName(shown), rareName: hasRareCharacter(shown) }
}
