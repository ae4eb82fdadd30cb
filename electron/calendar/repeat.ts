import { weekdays, type EventRepeat, type Weekday } from '../contract/event-desk.ts'
import { addMonths, businessDateOf, dayMs } from '../contract/values.ts'
import { instantOf, occurrencesBetween, yearMs, type LocalTime, type Recurrence } from './recurrence.ts'

const endOf = ({ end }: EventRepeat): string[] => {
  switch (end.kind) {
    case 'never':
      return []
    case 'until':
      return [`UNTIL=${end.date.replaceAll('-', '')}`]
    case 'count':
      return [`COUNT=${String(end.count)}`]
  }
}

const daysOf = (repeat: EventRepeat): string[] => {
  switch (repeat.every) {
    case 'day':
      return ['FREQ=DAILY']
    case 'week':
      return ['FREQ=WEEKLY', `BYDAY=${weekdays.filter((day) => repeat.days.includes(day)).join(',')}`]
    case 'monthDay':
      return ['FREQ=MONTHLY', `BYMONTHDAY=${String(repeat.day)}`]
    case 'monthWeekday':
      return ['FREQ=MONTHLY', `BYDAY=${String(repeat.nth)}${repeat.weekday}`]
  }
}

/** The value of RRULE; not sound where the form is not: no day of the week, a day or a week of a month called 0. */
export const ruleOf = (repeat: EventRepeat): string =>
  [
    ...daysOf(repeat),
    ...(repeat.interval === 1 ? [] : [`INTERVAL=${String(repeat.interval)}`]),
    ...endOf(repeat),
  ].join(';')

/** The last day that UNTIL lets a series take place on: one that ends within a day does not reach its end. */
const lastDayOf = (until: string): string => {
  const [date, time] = [until.slice(0, 8), until.slice(9, 15)]
  const at = Date.parse(
    `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`,
  )
  const day = businessDateOf(at)
  return businessDateOf(at + 1000) === day ? businessDateOf(at - dayMs) : day
}

const weekdayOf = (start: LocalTime): Weekday => {
  const day = new Date(`${start.slice(0, 10)}T00:00:00Z`).getUTCDay()
  return weekdays[(day + 6) % 7] ?? 'MO'
}

const isWeekday = (text: string): text is Weekday => (weekdays as readonly string[]).includes(text)

type Often = Pick<EventRepeat, 'interval' | 'end'>

const monthly = (parts: ReadonlyMap<string, string>, start: LocalTime, often: Often): EventRepeat | null => {
  const named = /^([+-]?\d)([A-Z]{2})$/.exec(parts.get('BYDAY') ?? '')
  if (named !== null) {
    const [nth, weekday = ''] = [Number(named[1]), named[2]]
    return nth >= -1 && isWeekday(weekday) ? { every: 'monthWeekday', nth, weekday, ...often } : null
  }
  if (parts.has('BYDAY')) return null
  const day = Number(parts.get('BYMONTHDAY') ?? start.slice(8, 10))
  return Number.isInteger(day) && day >= -1 ? { every: 'monthDay', day, ...often } : null
}

/** The form that holds a sound rule with its end in UTC; `null` where none does. */
export const repeatOf = (rule: string, start: LocalTime): EventRepeat | null => {
  const parts = new Map(
    rule.split(';').map((part) => {
      const [name = '', value = ''] = part.split('=')
      return [name, value]
    }),
  )
  const [interval, count, until] = [
    Number(parts.get('INTERVAL') ?? 1),
    Number(parts.get('COUNT') ?? 1),
    parts.get('UNTIL'),
  ]
  if (interval > 11 || count > 400) return null
  const often: Often = {
    interval,
    end:
      until !== undefined
        ? { kind: 'until', date: lastDayOf(until) }
        : parts.has('COUNT')
          ? { kind: 'count', count }
          : { kind: 'never' },
  }
  const frequency = parts.get('FREQ')
  if (frequency === 'DAILY') return { every: 'day', ...often }
  if (frequency === 'MONTHLY') return monthly(parts, start, often)
  if (frequency !== 'WEEKLY') return null
  const days = (parts.get('BYDAY') ?? weekdayOf(start)).split(',').filter(isWeekday)
  return { every: 'week', days: weekdays.filter((day) => days.includes(day)), ...often }
}

const monthAfter = (month: string, by: number): string => addMonths(`${month}-01`, by).slice(0, 7)

/** Months within a year of the first date in which it would be the rule's turn, and which lack its day: `2027-02`. */
export const monthsLeftOut = (repeat: EventRepeat, recurrence: Recurrence): string[] => {
  if (repeat.every !== 'monthDay' && repeat.every !== 'monthWeekday') return []
  const first = instantOf(recurrence.start)
  const starts = occurrencesBetween({ ...recurrence, except: [] }, first, first + yearMs)
  const months = new Set(starts.map((at) => businessDateOf(at).slice(0, 7)))
  const last = [...months].at(-1)
  const from = recurrence.start.slice(0, 7)
  const turns = Array.from({ length: Math.ceil(12 / repeat.interval) }, (_, turn) =>
    monthAfter(from, turn * repeat.interval),
  )
  return last === undefined ? [] : turns.filter((month) => month <= last && !months.has(month))
}
