import { Solar } from 'lunar-typescript'
import { inShanghai } from '../contract/values.ts'
import { coreWords } from '../contract/words/core-words.ts'

/** Month and day of the Chinese calendar, as `十月十六` or `闰六月初一`. (`Intl`'s Chinese calendar is off by days.) */
export const lunarDate = (now: number): string => {
  const { year, month, day } = inShanghai(now)
  const lunar = Solar.fromYmd(year, month, day).getLunar()
  return coreWords.lunarDay(lunar.getMonthInChinese(), lunar.getDayInChinese())
}
