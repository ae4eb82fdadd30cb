import { z } from 'zod'
import { eventKind } from '../../contract/events.ts'
import { businessDate } from '../../contract/values.ts'

const line = z.object({
  kind: eventKind,
  title: z.string(),
  place: z.string(),
  /** `9:00-10:00`. */
  time: z.string(),
  cancelled: z.boolean(),
})

const month = z.object({
  month: z.string(),
  days: z.array(z.object({ date: businessDate, lunar: z.string(), events: z.array(line) })),
})

/** What a paper says; how it looks is decided where it is made. */
export const paper = z.discriminatedUnion('kind', [
  month.extend({ kind: z.literal('plan'), station: z.string(), size: z.enum(['A4', 'A3']) }),
  month.extend({ kind: z.literal('monthPoster'), station: z.string() }),
  z.object({
    kind: z.literal('eventPoster'),
    station: z.string(),
    event: line,
    date: businessDate,
    lunar: z.string(),
    host: z.string().nullable(),
    forWhom: z.string().nullable(),
    bring: z.string().nullable(),
    /** JPEG in base64. */
    picture: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('roster'),
    station: z.string(),
    event: line,
    date: businessDate,
    host: z.string().nullable(),
    expected: z.int().nullable(),
    most: z.int().nullable(),
    people: z.array(
      z.object({ name: z.string(), lastTwo: z.string().nullable(), time: z.string().nullable() }),
    ),
  }),
  z.object({
    kind: z.literal('audit'),
    station: z.string(),
    /** Which entries were asked for, and who printed them when. */
    about: z.array(z.string()),
    /** Time, who, what, about whom. */
    rows: z.array(z.tuple([z.string(), z.string(), z.string(), z.string()])),
  }),
])
export type Paper = z.infer<typeof paper>
export type PaperOf<K extends Paper['kind']> = Extract<Paper, { kind: K }>
