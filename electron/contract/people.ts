import { z } from 'zod'
import { businessDate, hundredths, instant, minutes } from './values.ts'

/** The last answer to one question of consent; `never` asked, or put off. */
export const consentWord = z.enum(['yes', 'no', 'later', 'never'])
export type ConsentWord = z.infer<typeof consentWord>

/** What staff see of a person in a list of many. */
export const personStanding = z.object({
  /** The number's first and last four; `null` without a card. */
  number: z.string().max(30).nullable(),
  served: minutes,
  /** `null` where the person lets nobody keep points. */
  points: hundredths.nullable(),
  consent: consentWord,
})
export type PersonStanding = z.infer<typeof personStanding>

/** One answer with the day on which it was given, and who gave it. */
const consentGiven = z.object({
  answer: z.enum(['yes', 'no', 'later']),
  on: businessDate,
  by: z.enum(['card', 'staff']),
})
export const personConsents = z.object({
  scoring: consentGiven.nullable(),
  sharing: consentGiven.nullable(),
})
export type PersonConsents = z.infer<typeof personConsents>

/** Why staff look at a full name and number. */
export const revealReason = z.enum(['checkCard', 'fillForm', 'asked', 'other'])
export type RevealReason = z.infer<typeof revealReason>

/** A name and a number in full: shown for half a minute, kept nowhere on the page. */
export const revealed = z.object({
  name: z.string().min(1).max(200),
  number: z.string().max(30).nullable(),
  until: instant,
})
export type Revealed = z.infer<typeof revealed>

/** How long a name and number in full stay on the page. */
export const revealMs = 30_000

/** Why what was typed about somebody is put right. */
export const correctReason = z.enum(['mistyped', 'misheard', 'toldOtherwise', 'other'])
export type CorrectReason = z.infer<typeof correctReason>
