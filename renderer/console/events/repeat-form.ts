import { weekdays, type EventRepeat, type Weekday } from '../../../electron/contract/event-desk.ts'
import { addMonths, daysBetween, weekdayOfDate } from '../../../electron/contract/values.ts'
import { monthOf } from '../credit/dates.ts'
import { everies, type EventDraft, type Every } from './events-state.ts'

/** The day of the week as a rule names it. */
export const weekdayOf = (date: string): Weekday => weekdays[(weekdayOfDate(date) + 6) % 7] ?? 'MO'

/** Which week of its month a day lies in, from 1. */
export const weekOfMonth = (date: string): number => Math.ceil(Number(date.slice(8)) / 7)

const daysLeftInMonth = (date: string): number => daysBetween(date, addMonths(monthOf(date), 1)) - 1

/** Whether a first date may begin a rule of this way: a rule must name the day that it begins on. */
const begins = (every: Every, date: string): boolean => {
  if (every === 'monthLastDay') return daysLeftInMonth(date) === 0
  return every !== 'monthLastWeekday' || daysLeftInMonth(date) < 7
}

/** Ways of repeating that the first date allows, and the one that was chosen. */
export const waysFor = ({ date, every }: Pick<EventDraft, 'date' | 'every'>): Every[] =>
  everies.filter((way) => way === every || begins(way, date))

const endOf = ({ ends, count, until }: EventDraft): EventRepeat['end'] => {
  if (ends === 'count') return { kind: 'count', count: Number(count) }
  return ends === 'until' && until !== null ? { kind: 'until', date: until } : { kind: 'never' }
}

/** The rule that was typed; its day of the month, or of the week, is that of the first date. */
export const repeatOfDraft = (draft: EventDraft): EventRepeat | null => {
  const { every, interval, date, kept } = draft
  if (kept !== null) return kept
  const often = { interval, end: endOf(draft) }
  switch (every) {
    case 'none':
      return null
    case 'day':
      return { every, ...often }
    case 'week':
      return { every, days: weekdays.filter((day) => draft.days.includes(day)), ...often }
    case 'monthDay':
      return { every, day: Number(date.slice(8)), ...often }
    case 'monthLastDay':
      return { every: 'monthDay', day: -1, ...often }
    case 'monthWeekday':
      return { every, nth: weekOfMonth(date), weekday: weekdayOf(date), ...often }
    case 'monthLastWeekday':
      return { every: 'monthWeekday', nth: -1, weekday: weekdayOf(date), ...often }
  }
}

const everyOf = (repeat: EventRepeat): Every => {
  if (repeat.every === 'monthDay' && repeat.day === -1) return 'monthLastDay'
  return repeat.every === 'monthWeekday' && repeat.nth === -1 ? 'monthLastWeekday' : repeat.every
}

/** A rule as the form shows it. */
export const typedRepeat = (repeat: EventRepeat | null): Partial<EventDraft> => {
  if (repeat === null) return {}
  const { end } = repeat
  return {
    every: everyOf(repeat),
    interval: repeat.interval,
    days: repeat.every === 'week' ? repeat.days : [],
    ends: end.kind,
    count: end.kind === 'count' ? String(end.count) : '',
    until: end.kind === 'until' ? end.date : null,
  }
}

/** A draft that repeats otherwise: each week on the day it stands on, until somebody says more. */
export const repeatEvery = (draft: EventDraft, every: Every): EventDraft => ({
  ...draft,
  every,
  kept: null,
  days: every === 'week' && draft.days.length === 0 ? [weekdayOf(draft.date)] : draft.days,
})

/** Ways whose day is a day of its own, and not that of the first date. */
const isOnItsOwn = ({ every, days, date }: EventDraft): boolean =>
  every === 'none' ||
  every === 'day' ||
  (every === 'week' && !(days.length === 1 && days[0] === weekdayOf(date)))

/** A draft on another day; the day on which it repeats goes with it, unless several were chosen. */
export const onDate = (draft: EventDraft, date: string): EventDraft => {
  if (isOnItsOwn(draft)) return { ...draft, date }
  const days = draft.every === 'week' ? [weekdayOf(date)] : draft.days
  return { ...draft, date, days, kept: null }
}

/** Days of the month from which on some months have none. */
const shortest = 28

/** What some months do not have: a day of the month, a fifth such day of the week; `null` where all have it. */
export const lackedBy = ({
  every,
  date,
}: Pick<EventDraft, 'every' | 'date'>): { day: number } | { fifth: Weekday } | null => {
  const day = Number(date.slice(8))
  if (every === 'monthDay' && day > shortest) return { day }
  return every === 'monthWeekday' && day > shortest ? { fifth: weekdayOf(date) } : null
}

/** Which day of a month is the fifth such day of the week; beyond its end where it has four. */
const fifthIn = (month: string, weekday: number): number =>
  1 + ((weekday - weekdayOfDate(month) + 7) % 7) + 28

const monthsAYear = 12

/** Months of the year from the first date on in which it would be the rule's turn, and which lack its day: `2027-02`. */
export const monthsLacking = (draft: Pick<EventDraft, 'every' | 'date' | 'interval'>): string[] => {
  const lacked = lackedBy(draft)
  if (lacked === null) return []
  const turns = Array.from({ length: Math.ceil(monthsAYear / draft.interval) }, (_, turn) =>
    addMonths(monthOf(draft.date), turn * draft.interval),
  )
  return turns
    .filter((month) => {
      const day = 'day' in lacked ? lacked.day : fifthIn(month, weekdayOfDate(draft.date))
      return day > daysBetween(month, addMonths(month, 1))
    })
    .map((month) => month.slice(0, 7))
}
