import { z } from 'zod'
import { eventBrief, eventKind } from './events.ts'
import { businessDate, daysBetween, instant, minutes, uuid } from './values.ts'

/** What staff say of an event or a series; times, and what its kind brings with it, stand beside it. */
export const eventDetails = z.object({
  title: z.string().trim().min(1).max(60),
  kind: eventKind,
  place: z.string().trim().max(40),
  host: z.string().trim().min(1).max(40).nullable(),
  /** Who is responsible, and asked. */
  leader: z.string().trim().min(1).max(40).nullable(),
  forWhom: z.string().trim().min(1).max(80).nullable(),
  bring: z.string().trim().min(1).max(80).nullable(),
  capacity: z.int().positive().max(10_000).nullable(),
  minAge: z.int().positive().max(120).nullable(),
  team: z.string().trim().min(1).max(20).nullable(),
  /** Series of before pictures say nothing of one. */
  picture: uuid.nullable().default(null),
})
export type EventDetails = z.infer<typeof eventDetails>

/** Where an event stands, as residents are told. `signUp`: people may say that they come. */
export const shownPhase = z.enum(['published', 'signUp', 'inProgress', 'ended', 'cancelled'])
export type ShownPhase = z.infer<typeof shownPhase>

/** What stands beside a date: a day of the Chinese calendar, a solar term, festivals. */
export const almanac = z.object({
  date: businessDate,
  /** `十六`; the first of a month shows the month: `十月`, `闰六月`. */
  lunar: z.string().min(1).max(6),
  /** Month and day: `十月十六`. */
  lunarDate: z.string().min(1).max(8),
  term: z.string().max(4).nullable(),
  festivals: z.array(z.string().min(1).max(8)).max(4),
})
export type Almanac = z.infer<typeof almanac>

const mostDays = 42

/** A range of days, both ends in it. */
export const dayRange = z
  .object({ from: businessDate, to: businessDate, team: z.string().min(1).max(20).nullable() })
  .refine(({ from, to }) => {
    const days = daysBetween(from, to) + 1
    return days >= 1 && days <= mostDays
  }, 'one to 42 days')

export const calendarDay = almanac.extend({
  /** One mark for each of the first events of the day. */
  kinds: z.array(eventKind).max(3),
  /** Events beyond those. */
  more: z.int().nonnegative(),
})
export type CalendarDay = z.infer<typeof calendarDay>

/** An event in a list, with where it stands. */
export const listedEvent = z.object({
  event: eventBrief,
  phase: shownPhase,
  team: z.string().max(20).nullable(),
  /** People may sign up for it, now or later. */
  takesSignUps: z.boolean(),
})
export type ListedEvent = z.infer<typeof listedEvent>

export const dayShown = z.object({
  day: almanac,
  events: z.array(listedEvent).max(40),
  /** Events of the day beyond those. */
  more: z.int().nonnegative(),
  /** Of a day without any: the next one that has some. */
  next: z.object({ date: businessDate, event: eventBrief }).nullable(),
})
export type DayShown = z.infer<typeof dayShown>

/** First letters of the characters of a title, as typed on large keys. */
export const initials = z.string().regex(/^[A-Z]{0,12}$/)

export const foundEvent = listedEvent.extend({
  /** The part of the title that the letters stand for, as for `String.slice`; `null` where none were typed. */
  match: z.object({ from: z.int().nonnegative(), to: z.int().positive() }).nullable(),
  /** Later dates of the same series. */
  further: z.int().nonnegative(),
})
export type FoundEvent = z.infer<typeof foundEvent>

/** `week`: until the coming Sunday, today included. */
export const soughtWhen = z.enum(['any', 'today', 'week'])
export type SoughtWhen = z.infer<typeof soughtWhen>

/** Which events that are not over are looked for; `null`: of every kind, of every team. */
export const soughtEvents = z.object({
  when: soughtWhen,
  kind: eventKind.nullable(),
  team: z.string().min(1).max(20).nullable(),
  initials,
  /** Place of the first one that is wanted, from 0. */
  from: z.int().nonnegative(),
})
export type SoughtEvents = z.infer<typeof soughtEvents>

export const foundEvents = z.object({
  total: z.int().nonnegative(),
  /** Of a series the next one. */
  found: z.array(foundEvent).max(6),
  /** Where nothing was found: what comes next of that kind and team, else of any. */
  nearest: z.array(listedEvent).max(3),
})
export type FoundEvents = z.infer<typeof foundEvents>

/** Why somebody cannot sign up. */
export const signUpReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notEligible'), minAge: z.int().positive() }),
  z.object({ kind: z.literal('notInTeam'), team: z.string().min(1).max(20) }),
  /** No place is left, and nobody said yes to waiting for one. */
  z.object({ kind: z.literal('full') }),
  z.object({ kind: z.literal('notYet'), opensAt: instant }),
  /** Signing up is over, and the event not yet. */
  z.object({ kind: z.literal('closed') }),
  z.object({ kind: z.literal('past') }),
  z.object({ kind: z.literal('cancelled') }),
  /** One simply comes. */
  z.object({ kind: z.literal('notNeeded') }),
])
export type SignUpReason = z.infer<typeof signUpReason>

/** `again`: it was so before. `clash`: another event that this person comes to at the same time; shown, never refused. */
const joined = { again: z.boolean(), clash: eventBrief.nullable() }
/** Counted from 1. */
const place = z.int().positive()

export const signUpResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signedUp'), ...joined }),
  z.object({ kind: z.literal('waitListed'), place, ...joined }),
  z.object({ kind: z.literal('refused'), reason: signUpReason }),
])
export type SignUpResult = z.infer<typeof signUpResult>

export const cancelResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('refused'), reason: z.enum(['checkedIn', 'notSignedUp', 'past']) }),
])
export type CancelResult = z.infer<typeof cancelResult>

/** What the holder has to do with an event. `moved`: waited, and got a place. */
export const mine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('signedUp'), moved: z.boolean() }),
  z.object({ kind: z.literal('waiting'), place }),
  z.object({ kind: z.literal('checkedIn') }),
])
export type Mine = z.infer<typeof mine>

/** Whether one may sign up now. */
export const signUpState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  /** `waiting`: people in front of whoever comes next. */
  z.object({ kind: z.literal('full'), waiting: z.int().nonnegative() }),
  z.object({ kind: z.literal('notYet'), opensAt: instant }),
  z.object({ kind: z.literal('closed') }),
  z.object({ kind: z.literal('notNeeded') }),
])
export type SignUpState = z.infer<typeof signUpState>

/** Why an event does not take place, and what takes place instead. */
const cancelled = z.object({ reason: z.string().max(120), movedTo: eventBrief.nullable() })

/** Everything that the page of one event says. */
export const eventPage = z.object({
  event: eventBrief,
  phase: shownPhase,
  leader: z.string().max(40).nullable(),
  forWhom: z.string().max(80).nullable(),
  bring: z.string().max(80).nullable(),
  minAge: z.int().positive().nullable(),
  team: z.string().max(20).nullable(),
  capacity: z.int().positive().nullable(),
  picture: uuid.nullable(),
  signedUp: z.int().nonnegative(),
  /** When cards check in, `null` where nobody needs to. */
  checkIn: z.object({ opensAt: instant, closesAt: instant }).nullable(),
  signsOut: z.boolean(),
  credit: z.object({
    /** Rule of the catalogue that attendance earns under. */
    rule: z.string().nullable(),
    countsMinutes: z.boolean(),
    /** Hundredths of a point that one attendance brings; `null` where it is not the same each time. */
    amount: z.int().positive().nullable(),
  }),
  lasts: minutes,
  signUp: signUpState,
  cancelled: cancelled.nullable(),
  /** Later dates of the same series, the next one first. */
  further: z.array(eventBrief).max(3),
  /** `null` while nobody's card was identified. */
  mine: mine.nullable(),
})
export type EventPage = z.infer<typeof eventPage>

export const teamShown = z.object({ team: z.string().min(1).max(20), coming: z.int().nonnegative() })

export const myEvent = listedEvent.extend({ mine, cancelled: cancelled.nullable() })
export type MyEvent = z.infer<typeof myEvent>

export const myEvents = z.object({
  /** What the holder signed up or waits for, and what of that was cancelled. */
  signedUp: z.array(myEvent).max(20),
  /** What the holder's teams do, the rest. */
  teams: z.array(myEvent).max(20),
  /** What comes next of the kinds that the holder has come to, the rest; of a series the next one. */
  kinds: z.array(myEvent).max(20),
})
export type MyEvents = z.infer<typeof myEvents>

/** The event that the next card signs up for. */
export const signUpAsked = z.object({ event: uuid.nullable(), wait: z.boolean() })
