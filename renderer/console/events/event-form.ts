import type { CallInput } from '../../../electron/contract/calls.ts'
import type { EventDetails, ListedEvent } from '../../../electron/contract/calendar.ts'
import {
  weekdays,
  type EventFault,
  type EventField,
  type EventForm,
  type EventRepeat,
  type StaffEventPage,
} from '../../../electron/contract/event-desk.ts'
import { addMonths, weekdayOfDate } from '../../../electron/contract/values.ts'
import { monthOf } from '../credit/dates.ts'
import { eventBlocks, type DraftTexts, type EventBlock, type EventDraft } from './events-state.ts'

const two = (value: number): string => String(value).padStart(2, '0')

const emptyTexts = (): DraftTexts => ({
  title: '',
  place: '',
  host: '',
  leader: '',
  forWhom: '',
  bring: '',
  team: '',
  capacity: '',
  minAge: '',
})

/** A new event on a day, with nothing else known of it. */
export const emptyDraft = (date: string): EventDraft => ({
  of: null,
  scope: 'one',
  block: 'what',
  kind: 'lecture',
  texts: emptyTexts(),
  date,
  hour: 9,
  minute: 0,
  minutes: 60,
  every: 'none',
  interval: 1,
  days: [],
  count: '',
  until: null,
  kept: null,
  reason: '',
  month: monthOf(date),
  faults: [],
})

const textsOf = (details: EventDetails): DraftTexts => ({
  title: details.title,
  place: details.place,
  host: details.host ?? '',
  leader: details.leader ?? '',
  forWhom: details.forWhom ?? '',
  bring: details.bring ?? '',
  team: details.team ?? '',
  capacity: details.capacity === null ? '' : String(details.capacity),
  minAge: details.minAge === null ? '' : String(details.minAge),
})

/** A draft that says what was held before, at the time that it has. */
export const likeHeld = (
  draft: EventDraft,
  { details, minutes }: { details: EventDetails; minutes: number },
): EventDraft => ({ ...draft, kind: details.kind, texts: textsOf(details), minutes, faults: [] })

const typedRepeat = (repeat: EventRepeat | null): Partial<EventDraft> => {
  if (repeat === null) return {}
  const { end } = repeat
  return {
    every: repeat.every,
    interval: repeat.interval,
    days: repeat.every === 'week' ? repeat.days : [],
    count: end.kind === 'count' ? String(end.count) : '',
    until: end.kind === 'until' ? end.date : null,
  }
}

/** An event as it stands, to be edited. */
export const draftOf = (page: StaffEventPage): EventDraft => {
  const { details, start, minutes, series } = page
  const [date = '', time = ''] = start.split('T')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const repeat = series?.repeat ?? null
  return {
    ...emptyDraft(date),
    of: { event: page.event.id, sequence: page.sequence, repeats: series !== null },
    kind: details.kind,
    texts: textsOf(details),
    hour,
    minute,
    minutes,
    ...typedRepeat(repeat),
    kept: repeat,
  }
}

const weekdayOf = (date: string): (typeof weekdays)[number] => weekdays[(weekdayOfDate(date) + 6) % 7] ?? 'MO'

const endOf = ({ count, until }: EventDraft): EventRepeat['end'] => {
  if (count !== '') return { kind: 'count', count: Number(count) }
  return until === null ? { kind: 'never' } : { kind: 'until', date: until }
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
    case 'monthWeekday':
      return {
        every,
        nth: Math.ceil(Number(date.slice(8)) / 7),
        weekday: weekdayOf(date),
        ...often,
      }
  }
}

/** A draft that repeats otherwise: each week on the day it stands on, until somebody says more. */
export const repeatEvery = (draft: EventDraft, every: EventDraft['every']): EventDraft => ({
  ...draft,
  every,
  kept: null,
  days: every === 'week' && draft.days.length === 0 ? [weekdayOf(draft.date)] : draft.days,
})

/** A draft on another day; the one day of the week on which it repeats goes with it. */
export const onDate = (draft: EventDraft, date: string): EventDraft => {
  const followed = draft.days.length === 1 && draft.days[0] === weekdayOf(draft.date)
  return { ...draft, date, days: followed ? [weekdayOf(date)] : draft.days }
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text)
const numberOf = (text: string): number | null => (text === '' ? null : Number(text))

const formOf = ({ kind, texts }: EventDraft): EventForm => ({
  kind,
  title: texts.title,
  place: texts.place,
  host: orNull(texts.host),
  leader: orNull(texts.leader),
  forWhom: orNull(texts.forWhom),
  bring: orNull(texts.bring),
  team: orNull(texts.team),
  capacity: numberOf(texts.capacity),
  minAge: numberOf(texts.minAge),
})

const startOf = ({ date, hour, minute }: EventDraft): string => `${date}T${two(hour)}:${two(minute)}`

const timesOf = (draft: EventDraft): { start: string; minutes: number; repeat: EventRepeat | null } => ({
  start: startOf(draft),
  minutes: draft.minutes,
  repeat: repeatOfDraft(draft),
})

/** What is asked of the core to make it. */
export const createInput = (
  draft: EventDraft,
  publish: boolean,
): Omit<CallInput<'events.create'>, 'commandId'> => ({ form: formOf(draft), ...timesOf(draft), publish })

/** What is asked of the core to change it; a rule that nobody touched stays as it is. */
export const editInput = (
  draft: EventDraft,
  { event, sequence }: { event: string; sequence: number },
): Omit<CallInput<'events.edit'>, 'commandId'> => ({
  event,
  sequence,
  scope: draft.scope,
  form: formOf(draft),
  ...timesOf(draft),
  repeat: draft.scope === 'one' && draft.kept !== null ? null : repeatOfDraft(draft),
  reason: orNull(draft.reason),
})

/** What is asked of the core to find what is on at the same time. */
export const clashInput = (draft: EventDraft): CallInput<'events.clashes'> => ({
  place: draft.texts.place,
  team: orNull(draft.texts.team),
  ...timesOf(draft),
  except: draft.of?.event ?? null,
})

/** Whether the core could take the draft at all: a count that no rule holds is told here. */
export const faultsBeforeAsking = ({ every, count, kept }: EventDraft): EventFault[] => {
  const isOff = count !== '' && !(Number(count) >= 1 && Number(count) <= 400)
  return every !== 'none' && kept === null && isOff ? [{ field: 'repeat', problem: 'outOfRange' }] : []
}

/** Where each fault is put right. */
export const blockOf: Readonly<Record<EventField, EventBlock>> = {
  title: 'what',
  kind: 'what',
  place: 'what',
  host: 'what',
  leader: 'what',
  start: 'when',
  minutes: 'when',
  repeat: 'when',
  reason: 'when',
  forWhom: 'who',
  bring: 'who',
  capacity: 'who',
  minAge: 'who',
  team: 'who',
  movedTo: 'look',
  event: 'look',
}

/** The first block in which something is wrong. */
export const firstBlockOf = (faults: readonly EventFault[]): EventBlock | null =>
  eventBlocks.find((block) => faults.some(({ field }) => blockOf[field] === block)) ?? null

/** Pairs of a day's events that are at one place at one time; what was cancelled is in nobody's way. */
export const clashesIn = (events: readonly ListedEvent[]): number => {
  const on = events.filter(({ phase }) => phase !== 'cancelled').map(({ event }) => event)
  return on.reduce(
    (sum, one, index) =>
      sum +
      on
        .slice(index + 1)
        .filter(
          (other) => other.place === one.place && other.startsAt < one.endsAt && one.startsAt < other.endsAt,
        ).length,
    0,
  )
}

/** The month before or after, as its first day. */
export const monthBeside = (month: string, by: 1 | -1): string => addMonths(monthOf(month), by)
