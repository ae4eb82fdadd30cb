import ICAL from 'ical.js'
import { dayMs, inShanghai, shanghaiTime } from '../contract/values.ts'

/** A clock in Shanghai, which has kept UTC+8 all year since 1991: `2026-11-24T09:00`. */
export type LocalTime = string

/** When something takes place, again and again. */
export interface Recurrence {
  /** Where the rule counts from. Only a date that the rule itself names takes place. */
  start: LocalTime
  minutes: number
  /** The value of RRULE (RFC 5545), `null` where only single dates repeat. */
  rule: string | null
  /** Dates beside the rule (RDATE). Without a rule, `start` is the first of them. */
  dates: readonly LocalTime[]
  /** What is left out (EXDATE): a moment, or a whole day as `2026-11-24`. */
  except: readonly string[]
}

/** `never`: it names no date at all. `tooMany`: more than 400 a year. `overlaps`: longer than the way to its next date. */
export type RecurrenceProblem = 'notARule' | 'endBeforeStart' | 'overlaps' | 'tooMany' | 'never'

export const mostAYear = 400
const minuteMs = 60_000
/** A year, and a leap day. */
export const yearMs = 366 * dayMs

/** UTC milliseconds of a clock in Shanghai. */
export const instantOf = (local: LocalTime): number =>
  shanghaiTime(local.slice(0, 10), Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16)))

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0')

export const localOf = (ms: number): LocalTime => {
  const { year, month, day, hour, minute } = inShanghai(ms)
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}`
}

const list = (item: string): RegExp => new RegExp(`^${item}(,${item})*$`)

/**
 * The parts that a station's rules are made of. The rest of RFC 5545 is refused, and not only because no village needs
 * it: for rules that name no date, or few, ical.js searches without end or finds dates that they do not name.
 */
const partShapes: Readonly<Record<string, RegExp>> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY)$/,
  INTERVAL: /^[1-9]\d?$/,
  COUNT: /^[1-9]\d{0,3}$/,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
  BYDAY: list('([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)'),
  BYMONTHDAY: list('-?([1-9]|[12]\\d|3[01])'),
}

/** Every eleventh month is in each length of month sooner or later; every twelfth is always the same one. */
const mostMonthsApart = 11

type Parts = Map<string, string>

const isConsistent = (parts: Parts): boolean => {
  const days = parts.get('BYDAY')?.split(',') ?? []
  const isNumbered = (day: string): boolean => /\d/.test(day)
  if (parts.has('COUNT') && parts.has('UNTIL')) return false
  const isPlain = !days.some(isNumbered) && !parts.has('BYMONTHDAY')
  const frequency = parts.get('FREQ')
  if (frequency === 'DAILY') return isPlain && days.length === 0
  if (frequency === 'WEEKLY') return isPlain
  return (
    frequency === 'MONTHLY' &&
    days.every(isNumbered) &&
    (days.length === 0 || !parts.has('BYMONTHDAY')) &&
    Number(parts.get('INTERVAL') ?? 1) <= mostMonthsApart
  )
}

const distinct = (text: string): string => [...new Set(text.split(','))].join(',')

const partsOf = (rule: string): Parts | null => {
  const parts: Parts = new Map()
  for (const part of rule.split(';')) {
    const [name = '', value = '', ...rest] = part.split('=')
    const shape = partShapes[name]
    if (shape === undefined || rest.length > 0 || parts.has(name) || !shape.test(value)) return null
    parts.set(name, name.startsWith('BY') ? distinct(value) : value)
  }
  return isConsistent(parts) ? parts : null
}

const textOf = (parts: Parts): string => [...parts].map(([name, value]) => `${name}=${value}`).join(';')

/** UTC milliseconds up to which UNTIL reaches, itself in it; a day reaches to its end. `null` for no date. */
const untilOf = (value: string): number | null => {
  const date = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`
  const time =
    value.length === 8 ? '23:59:59' : `${value.slice(9, 11)}:${value.slice(11, 13)}:${value.slice(13, 15)}`
  const zone = value.endsWith('Z') ? 'Z' : '+08:00'
  const ms = Date.parse(`${date}T${time}${zone}`)
  return Number.isNaN(ms) ? null : ms
}

const basic = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '')

/** The rule with its end in UTC, as a DTSTART with a zone asks for; `null` where the text is no rule. */
export const normalRule = (rule: string): string | null => {
  const parts = partsOf(rule)
  if (parts === null) return null
  const until = parts.get('UNTIL')
  if (until === undefined) return textOf(parts)
  const ms = untilOf(until)
  return ms === null ? null : textOf(parts.set('UNTIL', basic(ms)))
}

/** The rule, ending before a moment of its series: what was made of it until then stays as it was. */
export const endedBefore = (rule: string, ms: number): string => {
  const parts = partsOf(rule)
  if (parts === null) throw new Error('not a rule')
  parts.delete('COUNT')
  return textOf(parts.set('UNTIL', basic(ms - 1000)))
}

/** The rule with so many dates fewer to come. */
export const countedDown = (rule: string, by: number): string => {
  const parts = partsOf(rule)
  const count = parts?.get('COUNT')
  if (parts === null || count === undefined) return rule
  return textOf(parts.set('COUNT', String(Math.max(1, Number(count) - by))))
}

/** Days of a month that are meant, `-1` being its last one; what a month lacks is left out. */
const daysIn = (year: number, month: number, days: readonly number[]): number[] => {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return days
    .map((day) => (day > 0 ? day : length + 1 + day))
    .filter((day) => day >= 1 && day <= length)
    .toSorted((a, b) => a - b)
}

/**
 * The first day that a monthly rule names: where the month of the start has none, ical.js begins in a month that is
 * not its turn. Within eleven turns every length of month comes by.
 */
const firstOfMonths = (parts: Parts, start: LocalTime): LocalTime => {
  const days = parts.get('BYMONTHDAY')?.split(',').map(Number)
  if (days === undefined) return start
  const interval = Number(parts.get('INTERVAL') ?? 1)
  for (let turn = 0; turn <= 12; turn += 1) {
    const months = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1 + turn * interval
    const [year, month] = [Math.floor(months / 12), (months % 12) + 1]
    const from = turn === 0 ? Number(start.slice(8, 10)) : 1
    const day = daysIn(year, month, days).find((one) => one >= from)
    if (day !== undefined) return `${pad(year, 4)}-${pad(month)}-${pad(day)}${start.slice(10)}`
  }
  return start
}

/** ical.js counts without a zone, as the clock on the wall does: so does an end that it is given. */
const iteratorOf = (rule: string, start: LocalTime): ICAL.RecurIterator => {
  const parts = partsOf(rule)
  if (parts === null) throw new Error('not a rule')
  // The day of the start is meant; a month that is too short for it is left out.
  if (parts.get('FREQ') === 'MONTHLY' && !parts.has('BYDAY') && !parts.has('BYMONTHDAY')) {
    parts.set('BYMONTHDAY', String(Number(start.slice(8, 10))))
  }
  const until = parts.get('UNTIL')
  const ms = until === undefined ? null : untilOf(until)
  if (ms !== null) parts.set('UNTIL', basic(ms + 8 * 60 * minuteMs).slice(0, -1))
  const begin = ICAL.Time.fromDateTimeString(`${firstOfMonths(parts, start)}:00`)
  return ICAL.Recur.fromString(textOf(parts)).iterator(begin)
}

/** What the rule names, in order; may have no end. */
function* ruleDates({ start, rule }: Recurrence): Generator<LocalTime> {
  if (rule === null) return
  const iterator = iteratorOf(rule, start)
  for (
    let next = iterator.next() as ICAL.Time | null;
    next !== null;
    next = iterator.next() as ICAL.Time | null
  ) {
    yield next.toString().slice(0, 16)
  }
}

const isLeftOut = (except: ReadonlySet<string>, local: LocalTime): boolean =>
  except.has(local) || except.has(local.slice(0, 10))

/** All dates in order, each once, without those that are left out; may have no end. */
function* allDates(recurrence: Recurrence): Generator<LocalTime> {
  const { start, rule, dates, except } = recurrence
  const left = new Set(except)
  const single = [...new Set([...(rule === null ? [start] : []), ...dates])].toSorted()
  let last = ''
  const emit = function* (local: LocalTime): Generator<LocalTime> {
    if (local !== last && !isLeftOut(left, local)) yield local
    last = local
  }
  for (const date of ruleDates(recurrence)) {
    while (single[0] !== undefined && single[0] <= date) yield* emit(single.shift() ?? '')
    yield* emit(date)
  }
  for (const date of single) yield* emit(date)
}

/** Starts from `from` on and before `to`, UTC milliseconds, in order. */
export const occurrencesBetween = (recurrence: Recurrence, from: number, to: number): number[] => {
  const found: number[] = []
  for (const local of allDates(recurrence)) {
    const at = instantOf(local)
    if (at >= to) break
    if (at >= from) found.push(at)
  }
  return found
}

/** How many dates the rule names before a moment, those that are left out too: what COUNT counts. */
export const countedBefore = (recurrence: Recurrence, before: number): number => {
  let count = 0
  for (const local of ruleDates(recurrence)) {
    if (instantOf(local) >= before) break
    count += 1
  }
  return count
}

/** The first date of all, `null` where there is none. */
export const firstOf = (recurrence: Recurrence): LocalTime | null => {
  const { value } = allDates(recurrence).next() as { value: LocalTime | undefined }
  return value ?? null
}

const isLocal = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) && localOf(instantOf(text)) === text

const isDayOrLocal = (text: string): boolean => isLocal(text.length === 10 ? `${text}T00:00` : text)

/** What is wrong with it, `null` where nothing is. Repeats are looked at for as long as 401 of them take. */
export const problemWith = (recurrence: Recurrence): RecurrenceProblem | null => {
  const { start, minutes, rule, dates, except } = recurrence
  if (!Number.isInteger(minutes) || minutes <= 0) return 'endBeforeStart'
  if (![start, ...dates].every(isLocal) || !except.every(isDayOrLocal)) return 'notARule'
  if (rule !== null && normalRule(rule) === null) return 'notARule'
  const starts: number[] = []
  for (const local of allDates(recurrence)) {
    starts.push(instantOf(local))
    if (starts.length > mostAYear) break
  }
  const [first, second] = [starts[0], starts.at(mostAYear)]
  if (first === undefined) return 'never'
  if (starts.some((at, index) => index > 0 && at - (starts[index - 1] ?? at) < minutes * minuteMs))
    return 'overlaps'
  return second !== undefined && second - first < yearMs ? 'tooMany' : null
}
