import { z } from 'zod'
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
})
export type PointsShown = z.infer<typeof points>

const person = maskedPerson
const cardExpired = z.boolean()

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
  }),
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
      z.object({ kind: z.literal('full') }),
    ]),
    next: eventBrief.nullable(),
  }),
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
