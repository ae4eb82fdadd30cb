import { instantOf, localOf, yearMs } from '../../calendar/recurrence.ts'
import type { EventDetails } from '../../contract/calendar.ts'
import type { EventFault, EventForm, EventProblem } from '../../contract/event-desk.ts'
import { businessDateOf, shanghaiTime } from '../../contract/values.ts'

const minuteMs = 60_000
const longestMin = 24 * 60

/** What an ordinary font draws as a picture, and what nobody sees: both end on screens, sheets and in the export. */
const badCharacter =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Emoji_Presentation}\p{Regional_Indicator}\u{1F000}-\u{1FAFF}\uFE0F\u20E3\uFFFD]/u

const longest = {
  title: 60,
  place: 40,
  host: 40,
  leader: 40,
  forWhom: 80,
  bring: 80,
  team: 20,
  reason: 120,
} as const
type TextField = keyof typeof longest

/** What is wrong with one text, `null` where nothing is. */
export const faultOfText = (field: TextField, text: string): EventFault | null => {
  const problem: EventProblem | null = badCharacter.test(text)
    ? 'badCharacter'
    : text.length > longest[field]
      ? 'tooLong'
      : null
  return problem === null ? null : { field, problem }
}

const trimmed = (text: string | null): string | null => {
  const inner = text?.trim() ?? ''
  return inner === '' ? null : inner
}

const faultOfNumber = (field: 'capacity' | 'minAge', value: number | null, most: number): EventFault[] =>
  value === null || (value >= 1 && value <= most) ? [] : [{ field, problem: 'outOfRange' }]

/** What was typed of an event, and everything that is wrong with it. */
export const readForm = (
  form: EventForm,
): { details: Omit<EventDetails, 'picture'>; faults: EventFault[] } => {
  const details = {
    title: form.title.trim(),
    kind: form.kind,
    place: form.place.trim(),
    host: trimmed(form.host),
    leader: trimmed(form.leader),
    forWhom: trimmed(form.forWhom),
    bring: trimmed(form.bring),
    capacity: form.capacity,
    minAge: form.minAge,
    team: trimmed(form.team),
  }
  const texts = ['title', 'place', 'host', 'leader', 'forWhom', 'bring', 'team'] as const
  const faults = texts.flatMap((field) => {
    const text = details[field] ?? ''
    const isNeeded = field === 'title' || field === 'place'
    if (isNeeded && text === '') return [{ field, problem: 'empty' } as const]
    return faultOfText(field, text) ?? []
  })
  return {
    details,
    faults: [
      ...faults,
      ...faultOfNumber('capacity', form.capacity, 10_000),
      ...faultOfNumber('minAge', form.minAge, 120),
    ],
  }
}

/**
 * What is wrong with the times of an event. `isNew`: its start was chosen now. One that runs already may still be
 * entered; one of yesterday may not.
 */
export const faultsOfTimes = (
  { start, minutes, isNew }: { start: string; minutes: number; isNew: boolean },
  now: number,
): EventFault[] => {
  const lasts: EventFault[] =
    minutes <= 0
      ? [{ field: 'minutes', problem: 'endBeforeStart' }]
      : minutes > longestMin
        ? [{ field: 'minutes', problem: 'longerThanADay' }]
        : []
  const startsAt = instantOf(start)
  if (Number.isNaN(startsAt) || localOf(startsAt) !== start)
    return [{ field: 'start', problem: 'noSuchDate' }, ...lasts]
  const isOver =
    startsAt < shanghaiTime(businessDateOf(now), 0) ||
    (lasts.length === 0 && startsAt + minutes * minuteMs <= now)
  if (isNew && isOver) return [{ field: 'start', problem: 'inPast' }, ...lasts]
  return startsAt > now + 2 * yearMs ? [{ field: 'start', problem: 'tooFarAhead' }, ...lasts] : lasts
}
