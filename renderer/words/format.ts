import { words } from './words.ts'
import { inShanghai, shanghaiTime } from '../../electron/contract/values.ts'

const two = (value: number): string => String(value).padStart(2, '0')

const dayNumber = (ms: number): number => {
  const { year, month, day } = inShanghai(ms)
  return Date.UTC(year, month - 1, day) / 86_400_000
}

const partOfDay = (hour: number): string => {
  if (hour < 5) return words.time.smallHours
  if (hour < 12) return words.time.morning
  if (hour < 13) return words.time.noon
  return hour < 18 ? words.time.afternoon : words.time.evening
}

const twelve = (hour: number): number => (hour > 12 ? hour - 12 : hour)

/** `8:52`, `14:05`: a time of day on a clock of 24 hours. */
export const formatTime = (ms: number): string => {
  const { hour, minute } = inShanghai(ms)
  return `${String(hour)}:${two(minute)}`
}

/** `上午 8:52`, `下午 2:05`: the clock of the page's head. */
export const formatClock = (ms: number): string => {
  const { hour, minute } = inShanghai(ms)
  return words.time.clock(partOfDay(hour), twelve(hour), two(minute))
}

/** `11月20日`, with the year only where it is another. */
const monthDay = (ms: number, now: number): string => {
  const { year, month, day } = inShanghai(ms)
  return year === inShanghai(now).year ? words.time.day(month, day) : words.time.dayInYear(year, month, day)
}

const withWeekday = (day: string, ms: number): string =>
  words.time.date(day, words.time.weekdays[inShanghai(ms).weekday] ?? '')

/** `11月24日`. */
export const formatMonthDay = (ms: number): string => monthDay(ms, ms)

/** `11月24日 星期二`. */
export const formatDate = (ms: number): string => withWeekday(monthDay(ms, ms), ms)

/** `上午9点`, `下午2点半`, `中午12点05分`: a time as people say it. */
export const formatSpokenTime = (ms: number): string => {
  const { hour, minute } = inShanghai(ms)
  const part = partOfDay(hour)
  const said = twelve(hour)
  if (minute === 0) return words.time.hour(part, said)
  if (minute === 30) return words.time.halfPast(part, said)
  return words.time.hourMinute(part, said, two(minute))
}

/** `今天`, `明天`, else `11月26日 星期四`, with the year only where it is another. */
export const formatDay = (ms: number, now: number): string => {
  const days = dayNumber(ms) - dayNumber(now)
  if (days === 0) return words.time.today
  if (days === 1) return words.time.tomorrow
  return withWeekday(monthDay(ms, now), ms)
}

/** `今天 上午9点`, `明天 下午2点半`. */
export const formatWhen = (ms: number, now: number): string => `${formatDay(ms, now)} ${formatSpokenTime(ms)}`

/** `9:00–10:00`. */
export const formatSpan = (startMs: number, endMs: number): string =>
  `${formatTime(startMs)}–${formatTime(endMs)}`

/** Milliseconds of a stage: one decimal below ten, whole above. */
export const formatMilliseconds = (ms: number): string =>
  ms < 10 ? String(Math.round(ms * 10) / 10) : String(Math.round(ms))

/** `8:51:42`: when somebody in a crowd tapped. */
export const formatSeconds = (ms: number): string => `${formatTime(ms)}:${two(Math.floor(ms / 1_000) % 60)}`

/** `2小时10分`, `1小时`, `45分钟`: minutes as people say them. */
export const formatDuration = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return words.duration.onlyMinutes(rest)
  return rest === 0 ? words.duration.hours(hours) : words.duration.hours(hours) + words.duration.minutes(rest)
}

/** `今天`, `昨天`, else `11月20日`, with the year only where it is another: a business date in a list. */
export const formatShortDay = (date: string, now: number): string => {
  const ms = shanghaiTime(date, 0)
  const days = dayNumber(now) - dayNumber(ms)
  if (days === 0) return words.time.today
  if (days === 1) return words.time.yesterday
  return monthDay(ms, now)
}

/** `11月27日 星期五` of a business date. */
export const formatBusinessDate = (date: string): string => formatDate(shanghaiTime(date, 0))

/** `2026年11月24日 8:58`: when something was printed. */
export const formatStamp = (ms: number): string => {
  const { year, month, day } = inShanghai(ms)
  return `${words.time.dayInYear(year, month, day)} ${formatTime(ms)}`
}

/** `11/8` of a business date: a day on a narrow strip of paper. */
export const formatSlash = (date: string): string => {
  const { month, day } = inShanghai(shanghaiTime(date, 0))
  return words.time.slash(month, day)
}
