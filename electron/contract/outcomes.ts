import { z } from 'zod'
import { signUpReason } from './calendar.ts'
import { eventBrief } from './events.ts'
import { hundredths, instant, maskedPerson, minutes, uuid } from './values.ts'

export const consentQuestion = z.enum(['scoring', 'sharing'])
export type ConsentQuestion = z.infer<typeof consentQuestion>

/** Points of a person who agreed to be scored; absent (`null`) for everybody else. */
const points = z.object({
  /** What this tap added; 0 where nothing changed. */
  added: hundredths,
  balance: hundredths,
  /** Volunteer minutes so far. */
  served: minutes,
  /** Nothing was added because this much is given in that period already: it is said, and presence counts all the same. */
  cappedFor: z.enum(['day', 'month', 'quarter', 'year', 'winter', 'ever']).optional(),
})
export type PointsShown = z.infer<typeof points>

const person = maskedPerson
const cardExpired = z.boolean()

/** What the card did besides signing up: the pipeline runs as ever. */
const besides = {
  person,
  /** The event that is signed up for. */
  event: eventBrief,
  meanwhile: z.object({ kind: z.enum(['checkedIn', 'checkedOut']), event: eventBrief }).nullable(),
  points: points.nullable(),
  firstVisit: z.boolean(),
  cardExpired,
  ask: consentQuestion.nullable(),
}

/** What a tap came to. Each kind has its own picture, word and sound; a new kind does not compile without them. */
export const tapOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('checkedIn'),
    person,
    event: eventBrief,
    points: points.nullable(),
    firstVisit: z.boolean(),
    cardExpired,
    /** The station's clock was not set: recorded, and staff will check the time. */
    clockUnset: z.boolean(),
    next: eventBrief.nullable(),
    /** The question that follows when this result closes. */
    ask: consentQuestion.nullable(),
  }),
  z.object({
    kind: z.literal('alreadyCheckedIn'),
    person,
    event: eventBrief,
    checkedInAt: instant,
    points: points.nullable(),
    ask: consentQuestion.nullable(),
    /**
     * Where the event asks for a sign-out that is not due yet: from when on a tap signs out, and the minutes of
     * service that leaving now would count (`null` where none are counted). Leaving now is done on purpose only:
     * a second tap alone never does it.
     */
    leaveEarly: z.object({ signOutFrom: instant, minutes: minutes.nullable() }).nullable().default(null),
  }),
  z.object({
    kind: z.literal('checkedOut'),
    person,
    event: eventBrief,
    checkedOutAt: instant,
    service: z.discriminatedUnion('kind', [
      /** The event counts no minutes. */
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('verified'), minutes }),
      /** Present for too small a part of the event: no minutes. */
      z.object({ kind: z.literal('tooShort') }),
      /** Kept, and counted when a second person has approved. */
      z.object({ kind: z.literal('needsSecond'), minutes }),
      /** More than a day can hold: not counted. */
      z.object({ kind: z.literal('refused') }),
    ]),
    points: points.nullable(),
    next: eventBrief.nullable(),
    ask: consentQuestion.nullable(),
  }),
  z.object({ kind: z.literal('alreadyOut'), person, event: eventBrief, checkedOutAt: instant }),
  /** Several events are possible: which one is this person here for? Those that are left come first. */
  z.object({
    kind: z.literal('chooseEvent'),
    person,
    choices: z
      .array(z.object({ event: eventBrief, action: z.enum(['checkIn', 'checkOut']) }))
      .min(2)
      .max(12),
  }),
  /** 这不是我: staff are called. `undone`: something had been recorded, and is taken back. */
  z.object({ kind: z.literal('disputed'), undone: z.boolean() }),
  /** No event is open: the person's own page and when the next one is. */
  z.object({
    kind: z.literal('nothingOn'),
    person,
    points: points.nullable(),
    firstVisit: z.boolean(),
    next: eventBrief.nullable(),
    ask: consentQuestion.nullable(),
  }),
  z.object({
    kind: z.literal('refused'),
    person,
    event: eventBrief,
    reason: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('notEligible'), minAge: z.int().positive() }),
      z.object({ kind: z.literal('notInTeam'), team: z.string().min(1).max(20) }),
      z.object({ kind: z.literal('full') }),
      z.object({ kind: z.literal('tooEarly'), opensAt: instant }),
      z.object({ kind: z.literal('tooLate') }),
    ]),
    next: eventBrief.nullable(),
  }),
  /** `clash`: another event that this person comes to at the same time. `again`: was signed up before. */
  z.object({
    kind: z.literal('signedUp'),
    ...besides,
    again: z.boolean(),
    clash: eventBrief.nullable(),
  }),
  /** No place is left: `place` in the queue, counted from 1. */
  z.object({
    kind: z.literal('waitListed'),
    ...besides,
    again: z.boolean(),
    place: z.int().positive(),
    clash: eventBrief.nullable(),
  }),
  z.object({ kind: z.literal('signUpRefused'), ...besides, reason: signUpReason }),
  /** Under 14: counted under a guardian, nothing of the card kept. */
  z.object({ kind: z.literal('minor'), event: eventBrief.nullable() }),
  /** `attempt` counts unreadable cards in a row: from the second on another way is offered. */
  z.object({ kind: z.literal('cardUnreadable'), attempt: z.int().positive() }),
  z.object({ kind: z.literal('notIdCard') }),
  /** The card is refused by the reader's security module, or its kind is unknown: staff help. */
  z.object({ kind: z.literal('cardUnverified') }),
  /** The disk did not say whether the record is there. It is being looked up; `tapId` settles it. */
  z.object({ kind: z.literal('checking'), tapId: uuid }),
  /** Looked up and not there, or not to be stored: sign on paper. */
  z.object({ kind: z.literal('notRecorded') }),
])
export type TapOutcome = z.infer<typeof tapOutcome>
export type TapOutcomeKind = TapOutcome['kind']
export const tapOutcomeKind = z.enum(tapOutcome.options.map((option) => option.shape.kind.value))
