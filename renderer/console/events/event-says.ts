import {
  weekdays,
  type EventFault,
  type EventField,
  type Weekday,
} from '../../../electron/contract/event-desk.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import type { EventDraft, Every } from './events-state.ts'
import { lackedBy, monthsLacking, weekdayOf, weekOfMonth } from './repeat-form.ts'

const say = words.eventDesk

/** One sentence about a fault, for beside its field. */
export const sayFault = ({ field, problem }: EventFault): string => {
  if (problem === 'outOfRange' && (field === 'capacity' || field === 'minAge' || field === 'repeat'))
    return say.outOfRange[field]
  return field === 'repeat' && problem === 'empty' ? say.noDay : say.faults[problem]
}

/** Characters of a text that stands beside others; the form has all of it. */
const most = 24

export const sayShort = (text: string): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}${words.page.more}`

/** What is wrong with a field, `null` where nothing is. */
export const faultAt = (faults: readonly EventFault[], field: EventField): string | null => {
  const fault = faults.find((one) => one.field === field)
  return fault === undefined ? null : sayFault(fault)
}

/** A day of the week as a calendar's head calls it; rules begin their week on Monday. */
export const sayWeekday = (day: Weekday): string => say.weekdays[(weekdays.indexOf(day) + 1) % 7] ?? ''

/** What some months do not have, `null` where all have it. */
const sayLacked = (draft: Pick<EventDraft, 'every' | 'date'>): string | null => {
  const lacked = lackedBy(draft)
  if (lacked === null) return null
  return 'day' in lacked ? say.leftOutDay(lacked.day) : say.leftOutFifth(sayWeekday(lacked.fifth))
}

/** Which months are left out: `2月、4月没有31日，那个月不办。` */
const sayLeftOut = (months: readonly string[], draft: Pick<EventDraft, 'every' | 'date'>): string | null => {
  const what = sayLacked(draft)
  if (months.length === 0 || what === null) return null
  const named = months.map((month) => say.monthOf(Number(month.slice(5)))).join(words.page.enumeration)
  return say.leftOut(named, what)
}

/** That some months will be left out, before it is saved. */
export const sayShortMonths = (draft: Pick<EventDraft, 'every' | 'date' | 'interval'>): string | null =>
  sayLeftOut(monthsLacking(draft), draft)

/** What became of it, with the months that the core says are left out. */
export const sayDone = (
  text: string,
  leftOut: readonly string[],
  draft: Pick<EventDraft, 'every' | 'date'>,
): string => `${text}${sayLeftOut(leftOut, draft) ?? ''}`

/** A way of repeating, by its first date: `每月第4个星期五`. */
export const sayEvery = (every: Every, date: string): string =>
  say.form.every[every]({
    day: Number(date.slice(8)),
    nth: weekOfMonth(date),
    weekday: sayWeekday(weekdayOf(date)),
  })
