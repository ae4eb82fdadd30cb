import { z } from 'zod'
import content from '../../resources/demonstration.json' with { type: 'json' }
import type { NewId } from '../base/ids.ts'
import { eventOfKind } from '../calendar/kinds.ts'
import { isOpen, type StationEvent } from '../calendar/rules.ts'
import { eventsFrom, insertEvent } from '../calendar/store.ts'
import { eventKind } from '../contract/events.ts'
import { contact, openingWeek } from '../contract/station.ts'
import { businessDateOf, minuteOfDay, shanghaiTime } from '../contract/values.ts'
import type { Tx } from '../store/tx.ts'

const text = z.string().min(1).max(60)

export const demonstrationSchema = z.object({
  stationName: z.string().min(1).max(20),
  /** For the centre's page. */
  town: z.string().min(1).max(20),
  onDuty: contact.shape.name,
  opening: openingWeek,
  lectures: z.array(z.object({ title: text, place: text, host: text })).min(1),
  week: z.array(
    z.object({
      dayOffset: z.int().min(0).max(6),
      at: z.string().regex(/^\d\d:\d\d$/),
      minutes: z.int().positive(),
      kind: eventKind,
      title: text,
      place: text,
      host: text,
      capacity: z.int().positive().nullable(),
      minAge: z.int().positive().nullable(),
    }),
  ),
})

const demonstration = demonstrationSchema.parse(content)

/** What a first run would have set up. */
export const demonstrationSettings = {
  station: { code: '119999001001', name: demonstration.stationName },
  opening: demonstration.opening,
  contact: { name: demonstration.onDuty, phone: '' },
}

/** Shown on the screen: the demonstration has nothing to protect. */
export const demonstrationPin = '246810'

const minute = 60_000
const dayMs = 86_400_000
const quarter = 15 * minute

/** The lecture that is open at the start keeps the hall this long. */
const undisturbedMs = 90 * minute

/** Seven days of a station from `now` on. Cards check in to its lectures; to the rest one simply comes. */
export const demonstrationWeek = (now: number, newId: NewId): StationEvent[] =>
  demonstration.week
    .map((planned): StationEvent => {
      const day = businessDateOf(now + planned.dayOffset * dayMs)
      const startsAt = shanghaiTime(day, minuteOfDay(planned.at))
      const endsAt = startsAt + planned.minutes * minute
      const { title, kind, place, host, capacity, minAge } = planned
      const checkIn = kind === 'lecture' ? { opensAt: startsAt, closesAt: endsAt } : null
      const event = eventOfKind({ id: newId(), title, kind, place, host, startsAt, endsAt })
      return { ...event, checkIn, capacity, minAge }
    })
    .filter((event) => event.startsAt > (event.checkIn === null ? now : now + undisturbedMs))

/**
 * The lecture that is open now, whatever the hour: it begins at the next quarter of an hour and its window
 * ends where the next event's begins, so that exactly one event is open at a time.
 */
export const lectureForNow = (now: number, events: readonly StationEvent[], newId: NewId): StationEvent => {
  const startsAt = (Math.floor(now / quarter) + 1) * quarter
  const nextOpens = events
    .map(({ checkIn }) => checkIn?.opensAt ?? 0)
    .filter((opensAt) => opensAt > now)
    .reduce((first, opensAt) => Math.min(first, opensAt), Infinity)
  const endsAt = Math.max(startsAt + quarter, Math.min(startsAt + 60 * minute, nextOpens))
  const { lectures } = demonstration
  const lecture = lectures[Math.floor(startsAt / (60 * minute)) % lectures.length] ?? lectures[0]
  if (lecture === undefined) throw new Error('the demonstration has no lecture')
  const checkIn = { opensAt: now, closesAt: Math.min(endsAt, nextOpens) }
  return { ...eventOfKind({ id: newId(), kind: 'lecture', ...lecture, startsAt, endsAt }), checkIn }
}

/** Puts the week in, once. */
export const loadDemonstration = (tx: Tx, now: number, newId: NewId): void => {
  for (const event of demonstrationWeek(now, newId)) insertEvent(tx, event, now)
}

/** Adds a lecture where none is open now. Returns whether it did. */
export const keepLectureOpen = (tx: Tx, now: number, newId: NewId): boolean => {
  const events = eventsFrom(tx, now)
  if (events.some((event) => isOpen(event, now))) return false
  insertEvent(tx, lectureForNow(now, events, newId), now)
  return true
}
