import type { ResidentWords } from '../spoken.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Nov`: a month in the room of three letters. */
export const shortMonth = (month: number): string => months[month - 1] ?? ''

const dayOf = (month: number, day: number): string => `${String(day)} ${shortMonth(month)}`

/** On a clock of twelve hours noon and midnight are 12. */
const clock = (part: string, hour: number, minute: string): string =>
  `${String(hour === 0 ? 12 : hour)}:${minute} ${part}`

export const timeWords: ResidentWords['time'] = {
  today: 'today',
  yesterday: 'yesterday',
  tomorrow: 'tomorrow',
  weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  smallHours: 'am',
  morning: 'am',
  noon: 'pm',
  afternoon: 'pm',
  evening: 'pm',
  day: dayOf,
  year: String,
  dayInYear: (year, month, day) => `${dayOf(month, day)} ${String(year)}`,
  date: (day, weekday) => `${day}, ${weekday}`,
  slash: dayOf,
  clock,
  hour: (part, hour) => clock(part, hour, '00'),
  halfPast: (part, hour) => clock(part, hour, '30'),
  hourMinute: clock,
}
