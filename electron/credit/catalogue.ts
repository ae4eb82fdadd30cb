import { z } from 'zod'
import { capPeriod, ruleId } from '../contract/credit.ts'
import { businessDate, hundredths, minutes } from '../contract/values.ts'

const positive = z.int().positive()

/** How much a rule gives. Points in hundredths, service in minutes, money in fen. */
const award = z.discriminatedUnion('kind', [
  /** `fromNth`: the first ones in a period give nothing. */
  z.strictObject({
    kind: z.literal('perEvent'),
    amount: hundredths.refine((amount) => amount !== 0, 'nothing'),
    fromNth: z.strictObject({ nth: positive, per: capPeriod }).optional(),
  }),
  /** For every whole unit of time, whatever number of events it took. */
  z.strictObject({
    kind: z.literal('perHours'),
    amount: positive,
    unitMinutes: positive.multipleOf(30),
    dayLimitMinutes: positive.multipleOf(30).optional(),
  }),
  /** The longer somebody has served, the more time a point takes. `yearly`: only the calendar year's minutes count. */
  z.strictObject({
    kind: z.literal('tiers'),
    tiers: z
      .array(
        z.strictObject({
          upToMinutes: positive.multipleOf(30).nullable(),
          unitMinutes: positive.multipleOf(30),
          amount: positive,
        }),
      )
      .min(1)
      .max(6),
    restarts: z.enum(['never', 'yearly']),
    dayLimitMinutes: positive.multipleOf(30).optional(),
  }),
  /** For every whole unit of money given. */
  z.strictObject({ kind: z.literal('perAmount'), amount: positive, unitFen: positive }),
  /** Who decides chooses within these. */
  z.strictObject({ kind: z.literal('range'), min: positive, max: positive }),
  /** Once volunteering reaches this star; taken back while it falls below. */
  z.strictObject({ kind: z.literal('star'), amount: positive, stars: z.int().min(1).max(5) }),
])
export type AwardKind = z.infer<typeof award>

/** At most so many times, or so many points, in a period. */
const cap = z
  .object({ per: capPeriod, times: positive.nullable(), points: positive.nullable() })
  .refine(({ times, points }) => (times === null) !== (points === null), 'times or points')
export type Cap = z.infer<typeof cap>

/** A rule as it stood for a while. What was given under it keeps it. */
const revision = z.strictObject({
  rev: positive,
  /** First and last day it is in force. */
  from: businessDate,
  until: businessDate.nullable(),
  enabled: z.boolean(),
  award,
  caps: z.array(cap).max(3),
  /** `everyDocument`: once for each document number. */
  once: z.enum(['no', 'ever', 'everyDocument']),
  approval: z.strictObject({
    by: z.enum(['auto', 'second', 'council']),
    /** Days between the decision and the posting, in which anybody may object. */
    noticeDays: minutes,
    /** Without one of these nobody can file it. */
    needs: z.array(z.enum(['document', 'photo'])).max(2),
  }),
})
export type RuleRevision = z.infer<typeof revision>

const item = z.strictObject({
  id: ruleId,
  name: z.string().min(1).max(20),
  category: z.string().min(1).max(10),
  /** Stands in for one of the city's 26 practice activities, whose list is not public. */
  practice: z.boolean(),
  basis: z.enum(['attendance', 'hours', 'document', 'star']),
  evidence: z.string().min(1).max(30),
  /** A resident may report it of oneself. */
  selfReport: z.boolean(),
  /** Where it comes from: `number` = the number itself was found; `behaviour` = only the deed; `illustrative` = neither. */
  source: z.strictObject({
    found: z.enum(['number', 'behaviour', 'illustrative']),
    note: z.string().max(80),
  }),
  revisions: z.array(revision).min(1),
})
export type CatalogueItem = z.infer<typeof item>

const gradeBands = z.strictObject({
  from: businessDate,
  note: z.string().max(80),
  /** The highest first; `max`, `min` inclusive, `null` = open. */
  bands: z
    .array(
      z.strictObject({
        grade: z.string().min(1).max(4),
        name: z.string().min(1).max(10),
        min: z.int().nullable(),
        max: z.int().nullable(),
      }),
    )
    .min(2),
})

const starBands = z.strictObject({
  from: businessDate,
  note: z.string().max(80),
  bands: z.array(z.strictObject({ stars: z.int().min(1).max(5), fromMinutes: positive })).min(1),
})

export const catalogueSchema = z.strictObject({
  /** Rises with every edition; a newer one replaces the one in the station's folder. */
  edition: positive,
  items: z.array(item).min(1).max(120),
  gradeBands: z.array(gradeBands).min(1),
  starBands: z.array(starBands).min(1),
  /** What points can be used for here, one sentence each. */
  uses: z.array(z.string().min(1).max(30)).max(4),
})
export type Catalogue = z.infer<typeof catalogueSchema>
