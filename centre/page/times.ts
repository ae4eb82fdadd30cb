import { inShanghai } from '../../electron/contract/values.ts'
import { centreWords } from '../../electron/contract/words/centre-zh-CN.ts'

const words = centreWords.time
const minuteMs = 60_000
const dayMs = 86_400_000
const shanghaiOffsetMs = 8 * 3_600_000

const two = (value: number): string => String(value).padStart(2, '0')

/** Days since 1970 on a Shanghai wall calendar. */
const dayNumber = (ms: number): number => Math.floor((ms + shanghaiOffsetMs) / dayMs)

const hourMinute = (ms: number): string => {
  const { hour, minute } = inShanghai(ms)
  return `${String(hour)}:${two(minute)}`
}

const dayOf = (ms: number): string => {
  const { month, day } = inShanghai(ms)
  return words.day(month, day)
}

/** `11月24日 星期二 8:51` */
export const formatNow = (ms: number): string =>
  `${dayOf(ms)} ${words.weekdays[inShanghai(ms).weekday] ?? ''} ${hourMinute(ms)}`

/** How long ago a station was heard, as a neighbour would say it. */
export const formatContact = (ms: number | null, nowMs: number): string => {
  if (ms === null) return words.never
  const minutes = Math.floor((nowMs - ms) / minuteMs)
  if (minutes < 1) return words.justNow
  if (minutes < 60) return words.minutesAgo(minutes)
  const days = dayNumber(nowMs) - dayNumber(ms)
  if (days === 0) return hourMinute(ms)
  return days === 1 ? words.yesterday(hourMinute(ms)) : dayOf(ms)
}

/** `8:51:42` today, `11月23日 8:51` else. */
export const formatMoment = (ms: number, nowMs: number): string =>
  dayNumber(ms) === dayNumber(nowMs)
    ? `${hourMinute(ms)}:${two(Math.floor(ms / 1000) % 60)}`
    : `${dayOf(ms)} ${hourMinute(ms)}`
