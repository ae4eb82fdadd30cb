import type { EventBrief, EventKind } from '../contract/events.ts'
import { businessDateOf } from '../contract/values.ts'

/** An event of this station. Times are UTC milliseconds; windows are half-open: the end no longer belongs to it. */
export interface StationEvent {
  id: string
  title: string
  kind: EventKind
  place: string
  host: string | null
  startsAt: number
  endsAt: number
  /**
   * When cards check in, `null` where nobody needs to. By default it closes at the planned end,
   * so that back-to-back events do not overlap.
   */
  checkIn: { opensAt: number; closesAt: number } | null
  /** When and how people sign out, `null` where nobody needs to. */
  signOut: { fromBeforeEndMs: number; untilAfterEndMs: number; minStayMs: number } | null
  /** Who left early may come in again, until signing out begins. */
  reentry: boolean
  /** Only for members of this team. */
  team: string | null
  /** Tap-in and tap-out make verified minutes of service. */
  countsMinutes: boolean
  /** Below this share of the event a presence counts as none. */
  minPresencePercent: number
  /** Places, `null` without a limit. Staff may let in more, with a second person … */
  capacity: number | null
  /** … up to what the hall may hold, which nobody exceeds. */
  hallLimit: number | null
  /** Whole years on the day of the event, `null` for everybody. */
  minAge: number | null
  /** Credit rule that attendance earns under, `null` for none. */
  ruleId: string | null
  /** Points are given at the check-in, or when both ends are there. */
  creditAt: 'checkIn' | 'bothEnds'
  /** When people may say that they come, `null` where one simply comes. Over at the start at the latest. */
  signUp: { opensAt: number; closesAt: number } | null
  /** Who is responsible, and asked. */
  leader: string | null
  forWhom: string | null
  bring: string | null
  /** One of the pictures that everybody may see. */
  picture: string | null
  status: StoredStatus
  /** Told to those who signed up. */
  cancelReason: string | null
  /** The event that takes place instead of a cancelled one. */
  movedTo: string | null
  /** The series that it is a date of. */
  series: SeriesDate | null
  /** Rises with every edit (RFC 5545). */
  sequence: number
}

/** What is kept of where an event stands; the rest follows from the time. */
export type StoredStatus = 'draft' | 'published' | 'withdrawn' | 'cancelled' | 'archived'

export interface SeriesDate {
  id: string
  /** When this date was first due, wherever it was moved to since. */
  recurrenceId: number
  /** Edited by itself: later edits of the series leave it alone. */
  detached: boolean
}

export const isOpen = (event: StationEvent, now: number): boolean =>
  event.status === 'published' &&
  event.checkIn !== null &&
  event.checkIn.opensAt <= now &&
  now < event.checkIn.closesAt

/** Events open for check-in, those that began first in front. */
export const openEvents = (events: readonly StationEvent[], now: number): StationEvent[] =>
  events
    .filter((event) => isOpen(event, now))
    .toSorted((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt || (a.id < b.id ? -1 : 1))

/** The event that home names: the pinned one while it is open, else the first open one. */
export const openEvent = (
  events: readonly StationEvent[],
  now: number,
  pinned: string | null = null,
): StationEvent | null => {
  const open = openEvents(events, now)
  return open.find(({ id }) => id === pinned) ?? open[0] ?? null
}

/** Published events whose check-in opens after `now`, the next one first. */
export const comingEvents = (events: readonly StationEvent[], now: number): StationEvent[] =>
  events
    .filter((event) => event.status === 'published' && event.startsAt > now && !isOpen(event, now))
    .toSorted((a, b) => a.startsAt - b.startsAt)

export const isOnDay = (event: StationEvent, day: string): boolean => businessDateOf(event.startsAt) === day

/** So long after its end nobody says any more that an event runs over. */
const extendUntilMs = 60 * 60_000
/** Whoever looks for events of a day looks no further back. */
const longestMs = 24 * 60 * 60_000

/** Whether staff may say that the event runs over by so many milliseconds: the new end lies ahead. */
export const mayExtend = (event: StationEvent, byMs: number, now: number): boolean =>
  event.status === 'published' &&
  now < event.endsAt + Math.min(byMs, extendUntilMs) &&
  event.endsAt + byMs - event.startsAt <= longestMs

/** `taken` = people who already have a place. */
export const briefOf = (event: StationEvent, taken: number): EventBrief => ({
  id: event.id,
  title: event.title,
  kind: event.kind,
  startsAt: new Date(event.startsAt).toISOString(),
  endsAt: new Date(event.endsAt).toISOString(),
  place: event.place,
  host: event.host,
  placesLeft: event.capacity === null ? null : Math.max(0, event.capacity - taken),
})

/** The last moment at which a tap can mean something at this event: checking in, or signing out. */
export const lastMomentOf = ({ checkIn, signOut, endsAt }: StationEvent): number =>
  Math.max(checkIn?.closesAt ?? endsAt, endsAt + (signOut?.untilAfterEndMs ?? 0))
