import { Solar } from 'lunar-typescript'
import { inShanghai } from '../contract/values.ts'

/** Month and day of the Chinese calendar, as `十月十六` or `闰六月初一`. (`Intl`'s Chinese calendar is off by days.) */
export const lunarDate = (now: number): string => {
  const { year, month, day } = inShanghai(now)
  const lunar = Solar.fromYmd(year, month, day).getLunar()
  return `${lunar.getMonthInChinese()}月${lunar.getDayInChinese()}`
}
