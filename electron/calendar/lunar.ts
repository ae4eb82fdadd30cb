import { Solar, type Lunar } from 'lunar-typescript'
import { z } from 'zod'
import data from '../../resources/festivals.json' with { type: 'json' }
import type { Almanac } from '../contract/calendar.ts'
import { addDays, businessDateOf } from '../contract/values.ts'
import { coreWords } from '../contract/words/core-words.ts'

const named = z.array(
  z.object({
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    name: z.string().min(1).max(8),
  }),
)

/** Festivals of the Chinese calendar, and public days with a fixed date. `eve`: the day before the new year. */
export const festivalsSchema = z.object({ lunar: named, eve: z.string().min(1).max(8), public: named })

const festivals = festivalsSchema.parse(data)

const keyOf = ({ month, day }: { month: number; day: number }): string => `${String(month)}-${String(day)}`
const byDay = (days: z.infer<typeof named>): ReadonlyMap<string, string> =>
  new Map(days.map((day) => [keyOf(day), day.name]))
const ofLunar = byDay(festivals.lunar)
const ofPublic = byDay(festivals.public)

const lunarOf = (date: string): Lunar =>
  Solar.fromYmd(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))).getLunar()

const isFirstOfYear = (lunar: Lunar): boolean => lunar.getMonth() === 1 && lunar.getDay() === 1

const festivalsOf = (date: string, lunar: Lunar): string[] => {
  return [
    // A leap month counts as a negative one, and has no festivals of its own.
    ofLunar.get(keyOf({ month: lunar.getMonth(), day: lunar.getDay() })),
    isFirstOfYear(lunarOf(addDays(date, 1))) ? festivals.eve : undefined,
    ofPublic.get(keyOf({ month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) })),
  ].filter((name) => name !== undefined)
}

const lookUp = (date: string): Almanac => {
  const lunar = lunarOf(date)
  const month = lunar.getMonthInChinese()
  const day = lunar.getDayInChinese()
  const term = lunar.getJieQi()
  return {
    date,
    lunar: lunar.getDay() === 1 ? coreWords.lunarMonth(month) : day,
    lunarDate: coreWords.lunarDay(month, day),
    term: term === '' ? null : term,
    festivals: festivalsOf(date, lunar),
  }
}

/** A year and more of pages that somebody turns. */
const mostKept = 800
const kept = new Map<string, Almanac>()

/** The Chinese calendar of a day (`YYYY-MM-DD`). (`Intl`'s own is off by days.) */
export const almanacOf = (date: string): Almanac => {
  const known = kept.get(date)
  if (known !== undefined) return known
  if (kept.size >= mostKept) kept.clear()
  const found = lookUp(date)
  kept.set(date, found)
  return found
}

/** Month and day of the Chinese calendar, as `十月十六` or `闰六月初一`. */
export const lunarDate = (now: number): string => almanacOf(businessDateOf(now)).lunarDate
