import type { CallInput } from '../../../electron/contract/calls.ts'
import type { EventDetails, ListedEvent } from '../../../electron/contract/calendar.ts'
import type {
  EventFault,
  EventField,
  EventForm,
  EventPicture,
  EventRepeat,
  StaffEventPage,
} from '../../../electron/contract/event-desk.ts'
import { addMonths, businessDateOf, shanghaiTime } from '../../../electron/contract/values.ts'
import { monthOf } from '../credit/dates.ts'
import {
  eventBlocks,
  type DraftPicture,
  type DraftTexts,
  type EventBlock,
  type EventDraft,
} from './events-state.ts'
import { repeatOfDraft, typedRepeat } from './repeat-form.ts'

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

/** Everything of a draft that somebody filled in. */
const contentOf = (draft: EventDraft): string => {
  const { kind, texts, picture, date, hour, minute, minutes, reason } = draft
  return JSON.stringify([kind, texts, picture, date, hour, minute, minutes, reason, repeatOfDraft(draft)])
}

/** Whether something stands in it that would be lost. */
export const isTyped = (draft: EventDraft): boolean => draft.asOpened !== contentOf(draft)

const opened = (draft: EventDraft): EventDraft => ({ ...draft, asOpened: contentOf(draft) })

const blank = (date: string): EventDraft => ({
  of: null,
  asOpened: '',
  scope: 'one',
  block: 'what',
  kind: 'lecture',
  texts: emptyTexts(),
  picture: { kind: 'none' },
  date,
  hour: 9,
  minute: 0,
  minutes: 60,
  every: 'none',
  interval: 1,
  days: [],
  ends: 'never',
  count: '',
  until: null,
  kept: null,
  reason: '',
  month: monthOf(date),
  faults: [],
})

const minuteMs = 60_000
const quarter = 15

/** A new event on a day, with nothing else known of it; one of today begins at the next quarter of an hour. */
export const emptyDraft = (date: string, now: number): EventDraft => {
  if (businessDateOf(now) !== date) return opened(blank(date))
  const passed = Math.floor((now - shanghaiTime(date, 0)) / minuteMs)
  const next = Math.min(Math.ceil(passed / quarter) * quarter, 24 * 60 - quarter)
  return opened({ ...blank(date), hour: Math.floor(next / 60), minute: next % 60 })
}

const keptPicture = ({ picture }: EventDetails): DraftPicture =>
  picture === null ? { kind: 'none' } : { kind: 'kept', picture }

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
): EventDraft => ({
  ...draft,
  kind: details.kind,
  texts: textsOf(details),
  picture: keptPicture(details),
  minutes,
  faults: [],
})

const clockOf = (start: string): { hour: number; minute: number } => ({
  hour: Number(start.slice(11, 13)),
  minute: Number(start.slice(14)),
})

/** An event as it stands, to be edited. */
export const draftOf = (page: StaffEventPage): EventDraft => {
  const { details, start, minutes, series, phase, fixed } = page
  const repeat = series?.repeat ?? null
  const isDraft = phase === 'draft'
  return opened({
    ...blank(start.slice(0, 10)),
    of: { event: page.event.id, sequence: page.sequence, repeats: series !== null, isDraft, fixed },
    // A series that nobody has seen yet is one thing still.
    scope: series !== null && isDraft ? 'all' : 'one',
    kind: details.kind,
    texts: textsOf(details),
    picture: keptPicture(details),
    ...clockOf(start),
    minutes,
    ...typedRepeat(repeat),
    kept: repeat,
  })
}

/** The same event once more, to be given its day. */
export const copyOf = ({ details, start, minutes }: StaffEventPage, today: string): EventDraft => {
  const date = start.slice(0, 10)
  const draft = likeHeld(blank(date < today ? today : date), { details, minutes })
  return opened({ ...draft, ...clockOf(start), block: 'when' })
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

/** Whether how often is part of what is saved: one date of a series is changed by itself. */
const isWhole = ({ of, scope }: EventDraft): boolean => of === null || (of.repeats && scope !== 'one')

export const doesRepeat = (draft: EventDraft): boolean => draft.every !== 'none' && isWhole(draft)

const timesOf = (draft: EventDraft): { start: string; minutes: number; repeat: EventRepeat | null } => ({
  start: startOf(draft),
  minutes: draft.minutes,
  repeat: isWhole(draft) ? repeatOfDraft(draft) : null,
})

const pictureOf = ({ picture }: EventDraft): EventPicture =>
  picture.kind === 'new' ? { kind: 'new', data: picture.photo.data } : picture

/** What is asked of the core to make it. */
export const createInput = (
  draft: EventDraft,
  publish: boolean,
): Omit<CallInput<'events.create'>, 'commandId'> => ({
  form: formOf(draft),
  picture: pictureOf(draft),
  ...timesOf(draft),
  publish,
})

/** What is asked of the core to change it; a rule that nobody touched stays as it is. */
export const editInput = (
  draft: EventDraft,
  { event, sequence }: { event: string; sequence: number },
): Omit<CallInput<'events.edit'>, 'commandId'> => ({
  event,
  sequence,
  scope: draft.scope,
  form: formOf(draft),
  picture: pictureOf(draft),
  ...timesOf(draft),
  reason: orNull(draft.reason),
})

/** What is asked of the core to find what is on at the same time. */
export const clashInput = (draft: EventDraft): CallInput<'events.clashes'> => ({
  place: draft.texts.place,
  team: orNull(draft.texts.team),
  ...timesOf(draft),
  except: draft.of?.event ?? null,
})

/** Whether the core could take the draft at all: an end that no rule holds is told here. */
export const faultsBeforeAsking = (draft: EventDraft): EventFault[] => {
  const { ends, count, until, kept } = draft
  if (!doesRepeat(draft) || kept !== null) return []
  const isCount = Number(count) >= 1 && Number(count) <= 400
  if (ends === 'count' && !isCount) return [{ field: 'repeat', problem: 'outOfRange' }]
  return ends === 'until' && until === null ? [{ field: 'repeat', problem: 'empty' }] : []
}

/** Blocks of a form: how often goes for what is new, and for more than one date of a series. */
export const blocksOf = (draft: EventDraft): EventBlock[] =>
  eventBlocks.filter((block) => block !== 'repeat' || isWhole(draft))

/** What may not be changed any more. */
export const isFixed = ({ of }: EventDraft, field: EventField): boolean => of?.fixed.includes(field) ?? false

/** Where each fault is put right. */
export const blockOf: Readonly<Record<EventField, EventBlock>> = {
  title: 'what',
  kind: 'what',
  place: 'what',
  host: 'what',
  leader: 'what',
  start: 'when',
  minutes: 'when',
  repeat: 'repeat',
  reason: 'repeat',
  forWhom: 'who',
  bring: 'who',
  capacity: 'who',
  minAge: 'who',
  team: 'who',
  picture: 'picture',
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
