import { z } from 'zod'
import { almanac, eventDetails, listedEvent } from './calendar.ts'
import { photo } from './credit.ts'
import { eventBrief, eventKind } from './events.ts'
import { businessDate, uuid } from './values.ts'

/** Where an event stands, as staff are told. */
export const eventPhase = z.enum([
  'draft',
  'published',
  'signUp',
  'inProgress',
  'ended',
  'archived',
  'withdrawn',
  'cancelled',
])
export type EventPhase = z.infer<typeof eventPhase>

/** A clock in Shanghai: `2026-11-24T09:00`. */
export const localTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)

/** As typed: what is wrong with it is told beside its field, so it is taken in whatever it says. */
const typed = z.string().max(500)

export const eventForm = z.object({
  title: typed,
  kind: eventKind,
  place: typed,
  host: typed.nullable(),
  leader: typed.nullable(),
  forWhom: typed.nullable(),
  bring: typed.nullable(),
  capacity: z.int().nullable(),
  minAge: z.int().nullable(),
  team: typed.nullable(),
})
export type EventForm = z.infer<typeof eventForm>

/** How long it takes, as typed; negative where it would end before it begins. */
const typedMinutes = z.int().min(-100_000).max(100_000)
export const eventTimes = { start: localTime, minutes: typedMinutes }

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export const weekday = z.enum(weekdays)
export type Weekday = z.infer<typeof weekday>

const repeatEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('never') }),
  /** The last day on which it may take place. */
  z.object({ kind: z.literal('until'), date: businessDate }),
  z.object({ kind: z.literal('count'), count: z.int().min(1).max(400) }),
])
const often = { interval: z.int().min(1).max(11), end: repeatEnd }

/** How an event repeats. Days that a month lacks are left out. */
export const eventRepeat = z.discriminatedUnion('every', [
  z.object({ every: z.literal('day'), ...often }),
  z.object({ every: z.literal('week'), days: z.array(weekday).max(7), ...often }),
  /** `-1`: the last day of the month. */
  z.object({ every: z.literal('monthDay'), day: z.int().min(-1).max(31), ...often }),
  /** `nth` counts from 1; `-1`: the last such day of the month. */
  z.object({ every: z.literal('monthWeekday'), nth: z.int().min(-1).max(5), weekday, ...often }),
])
export type EventRepeat = z.infer<typeof eventRepeat>

/** The picture of an event: one that the station keeps already, or JPEG that the page has made small. */
export const eventPicture = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('kept'), picture: uuid }),
  z.object({ kind: z.literal('new'), data: photo }),
])
export type EventPicture = z.infer<typeof eventPicture>

/** Where a fault of what was typed is shown. `event`: of the event as a whole. */
export const eventField = z.enum([
  ...eventForm.keyof().options,
  'start',
  'minutes',
  'repeat',
  'reason',
  'movedTo',
  'picture',
  'event',
])
export type EventField = z.infer<typeof eventField>

export const eventProblem = z.enum([
  'empty',
  'tooLong',
  /** An emoji, or a sign that nobody sees. */
  'badCharacter',
  'outOfRange',
  'noSuchDate',
  'endBeforeStart',
  'longerThanADay',
  'inPast',
  /** More than two years. */
  'tooFarAhead',
  'notARule',
  /** One date would last longer than the way to the next one. */
  'overlaps',
  'tooMany',
  /** The rule names no date at all. */
  'never',
  'startNotInRule',
  'notInSeries',
  'notAPicture',
  'tooLarge',
  /** It has begun: only what it says of itself may be put right. */
  'begun',
  'wrongPhase',
  /** People signed up: it is cancelled with a reason, and not withdrawn. */
  'signedUp',
  /** People have been checked in already. */
  'checkedIn',
  /** People signed up: the head of the station cancels it. */
  'needsHead',
])
export type EventProblem = z.infer<typeof eventProblem>

export const eventFault = z.object({ field: eventField, problem: eventProblem })
export type EventFault = z.infer<typeof eventFault>

/** `2027-02` */
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** What became of something that staff did to an event. Nothing was written unless it is `done`. */
export const eventResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('done'),
    /** Of a series its first date. */
    event: uuid,
    sequence: z.int().nonnegative(),
    /** Dates that were made ahead. */
    made: z.int().nonnegative(),
    /** Months of the year ahead that lack the day of the rule, in which it does not take place. */
    leftOut: z.array(month).max(12),
  }),
  z.object({ kind: z.literal('refused'), faults: z.array(eventFault).min(1).max(16) }),
])
export type EventResult = z.infer<typeof eventResult>

const relying = { signedUp: z.int().nonnegative(), waiting: z.int().nonnegative() }

export const staffEvent = z.object({
  event: eventBrief,
  phase: eventPhase,
  team: z.string().max(20).nullable(),
  repeats: z.boolean(),
  ...relying,
  sequence: z.int().nonnegative(),
})
export type StaffEvent = z.infer<typeof staffEvent>

export const staffEventPage = staffEvent.extend({
  details: eventDetails,
  ...eventTimes,
  /** Checked in, gone or not. */
  arrived: z.int().nonnegative(),
  series: z
    .object({
      /** `null` for a rule that no form holds. */
      repeat: eventRepeat.nullable(),
      /** Edited by itself: it does not follow its series any more. */
      detached: z.boolean(),
      /** Dates of the series that have not begun. */
      ahead: z.int().nonnegative(),
    })
    .nullable(),
  cancelled: z.object({ reason: z.string().max(120), movedTo: eventBrief.nullable() }).nullable(),
  /** What may be done now, by whoever asks. */
  may: z.object({
    publish: z.boolean(),
    edit: z.boolean(),
    withdraw: z.boolean(),
    cancel: z.boolean(),
  }),
  /** What an edit must leave as it is, because people have been checked in, or it has begun. */
  fixed: z.array(eventField).max(8),
})
export type StaffEventPage = z.infer<typeof staffEventPage>

/** What a new event may begin with. */
export const eventTemplates = z.object({
  kinds: z.array(
    z.object({
      kind: eventKind,
      takesSignUps: z.boolean(),
      signsOut: z.boolean(),
      countsMinutes: z.boolean(),
      capacity: z.int().positive().nullable(),
      minAge: z.int().positive().nullable(),
      rule: z.string().nullable(),
    }),
  ),
  /** What was held here last, each title once, the newest first. */
  held: z
    .array(z.object({ event: uuid, details: eventDetails, minutes: z.int().positive(), on: businessDate }))
    .max(12),
})
export type EventTemplates = z.infer<typeof eventTemplates>

/** Another event at the same time. A warning. */
export const eventClash = z.object({
  event: eventBrief,
  phase: eventPhase,
  because: z.enum(['place', 'team', 'both']),
})
export type EventClash = z.infer<typeof eventClash>

/** One day of a month's plan. */
export const planDay = z.object({
  day: almanac,
  /** As it is printed. */
  events: z.array(listedEvent).max(40),
  /** Events beyond those. */
  more: z.int().nonnegative(),
  /** What nobody but staff sees yet. */
  drafts: z.array(eventBrief).max(20),
})

export const planMonth = month

/** Why an event of the month before is not copied. `clash`: something else, or itself, stands there already. */
export const copyProblem = z.enum(['noSuchDay', 'past', 'clash', 'faulty'])
export type CopyProblem = z.infer<typeof copyProblem>

/** One event of the month before, and where its copy would stand. */
export const monthCopy = z.object({
  event: eventBrief,
  /** The day of the copy; `null` where the month has no such day. */
  date: businessDate.nullable(),
  problem: copyProblem.nullable(),
})
