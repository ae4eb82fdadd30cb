import { z } from 'zod'
import { quarterBy } from '../contract/credit.ts'
import { attendanceMark, eventFigures, listRow } from '../contract/staff.ts'
import { businessDate, hundredths, minutes, uuid } from '../contract/values.ts'

/** UTC milliseconds. */
const moment = z.int()

const reportRow = z.object({
  resident: uuid,
  state: listRow.shape.state,
  walkIn: z.boolean(),
  late: z.boolean(),
  checkedInAt: moment.nullable(),
  checkedOutAt: moment.nullable(),
  mark: attendanceMark.nullable(),
  minutes: minutes.nullable(),
  attendance: uuid.nullable(),
})
/** A row of the list before names are put to it. */
export type ReportRow = z.infer<typeof reportRow>

const refusalReason = z.enum(['notEligible', 'notInTeam', 'full', 'tooEarly', 'tooLate'])

const need = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('openSignOut'), attendance: uuid, resident: uuid, event: uuid }),
  z.object({ kind: z.literal('minutesNeedSecond'), attendance: uuid, resident: uuid, event: uuid, minutes }),
  z.object({
    kind: z.literal('refusal'),
    at: moment,
    resident: uuid,
    event: uuid,
    reason: refusalReason,
  }),
  z.object({ kind: z.literal('disputed'), at: moment }),
])
/** Something that waits for a hand of staff, before names are put to it. */
export type Need = z.infer<typeof need>

const entry = z.object({
  /** The tap's; below zero for an entry by hand, which has none. */
  seq: z.int(),
  at: moment,
  resident: uuid.nullable(),
  kind: z.string(),
  added: z.int().nullable(),
  /** What can be taken back: a check-in that counts, until its event ends. */
  attendance: uuid.nullable(),
  event: uuid.nullable(),
})
/** A tap or an entry by hand, before names are put to it. */
export type Entry = z.infer<typeof entry>

/** Claims and objections that wait for somebody. */
const waiting = z.object({
  claims: z.int(),
  objections: z.int(),
  answerBy: businessDate.nullable(),
  /** Whose objection is due first, to an entry of which day. */
  asker: z.object({ resident: uuid, entryOn: businessDate, at: moment }).optional(),
})

const quarterRow = z.object({
  /** `null` for a household. */
  resident: uuid.nullable(),
  household: z.string().nullable(),
  people: z.int().positive(),
  points: hundredths,
  mean: hundredths,
  minutes,
})

/** What an entry of the audit says, with whom and which event it is about. */
const auditRow = z.object({
  seq: z.int().positive(),
  at: moment,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  resident: z.string().nullable(),
  event: z.string().nullable(),
})
export type AuditRow = z.infer<typeof auditRow>

const countedEvent = z.object({ event: uuid, figures: eventFigures })

/** Every question to the worker: its input and its answer. People are ids: only the core can read names. */
export const questions = {
  event: {
    input: z.object({ event: uuid, page: z.int().nonnegative(), now: moment }),
    answer: z.object({ figures: eventFigures, total: z.int(), rows: z.array(reportRow) }),
  },
  day: {
    input: z.object({ day: businessDate, now: moment }),
    answer: z.object({ events: z.array(countedEvent), attendances: z.int(), people: z.int(), minutes }),
  },
  board: {
    input: z.object({ now: moment, pinned: uuid.nullable() }),
    /** The same for every page; pages differ in the event that they watch. */
    answer: z.object({
      /** Events of today, those open for check-in, and those still to be signed out of, by their start. */
      events: z.array(countedEvent),
      today: z.object({ attendances: z.int(), people: z.int() }),
      needs: z.array(need),
      needsTotal: z.int(),
      last: z.array(entry),
      waiting,
    }),
  },
  quarter: {
    /** Business dates, both inclusive; rows from `offset` on. */
    input: z.object({
      from: businessDate,
      to: businessDate,
      by: quarterBy,
      offset: z.int().nonnegative(),
      limit: z.int().positive(),
    }),
    answer: z.object({
      total: z.int(),
      earned: hundredths,
      taken: hundredths,
      rows: z.array(quarterRow),
    }),
  },
  audit: {
    /** The newest first, from `offset` on; `null` for all. `from` and `before` are moments, `residents` one person's ids. */
    input: z.object({
      upTo: z.int().nonnegative().nullable(),
      who: z.string().nullable(),
      actions: z.array(z.string()).nullable(),
      from: moment.nullable(),
      before: moment.nullable(),
      residents: z.array(z.string()).nullable(),
      offset: z.int().nonnegative(),
      limit: z.int().positive(),
    }),
    answer: z.object({ total: z.int(), upTo: z.int().nonnegative(), rows: z.array(auditRow) }),
  },
} as const

export type QuestionName = keyof typeof questions
export type Question<N extends QuestionName> = z.infer<(typeof questions)[N]['input']>
export type Answer<N extends QuestionName> = z.infer<(typeof questions)[N]['answer']>
export type BoardAnswer = Answer<'board'>
export type EventAnswer = Answer<'event'>
export type DayAnswer = Answer<'day'>
export type QuarterAnswer = Answer<'quarter'>
export type AuditAnswer = Answer<'audit'>

/** What the core sends. `close` asks the worker to end by itself. */
export const toWorker = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ask'),
    id: z.int(),
    name: z.enum(['event', 'day', 'board', 'quarter', 'audit']),
    input: z.unknown(),
  }),
  z.object({ kind: z.literal('close') }),
])

const params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

export const fromWorker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('failure'), id: z.int(), code: z.string(), params }),
])
export type FromWorker = z.infer<typeof fromWorker>
