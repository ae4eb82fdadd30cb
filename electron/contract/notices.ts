import { z } from 'zod'
import { businessDate, instant, uuid } from './values.ts'

/** `publicity`: 公示, what everybody may look into. `thanks`: who is thanked by name. */
export const noticeKind = z.enum(['notice', 'publicity', 'thanks'])
export type NoticeKind = z.infer<typeof noticeKind>

/** Where a notice stands, as staff are told. `coming`: published for a later day. */
export const noticePhase = z.enum(['draft', 'coming', 'shown', 'expired', 'withdrawn'])
export type NoticePhase = z.infer<typeof noticePhase>

export const longestTitle = 40
export const longestBody = 2000
export const longestName = 20
export const mostNames = 12

/** As typed: what is wrong with it is told beside its field, so it is taken in whatever it says. */
const typed = (most: number): z.ZodString => z.string().max(most)

export const noticeForm = z.object({
  kind: noticeKind,
  title: typed(500),
  /** Paragraphs, a line each. */
  body: typed(10_000),
  from: businessDate,
  /** The last day on which it stands; `null`: not chosen yet. */
  until: businessDate.nullable(),
  /** Of thanks: each name as it is shown, and whether that person agreed to it. */
  names: z.array(z.object({ name: typed(100), agreed: z.boolean() })).max(mostNames),
})
export type NoticeForm = z.infer<typeof noticeForm>

export const noticeFault = z.object({
  field: z.enum(['title', 'body', 'from', 'until', 'names', 'picture', 'notice']),
  problem: z.enum([
    'empty',
    'tooLong',
    'badCharacter',
    'untilBeforeFrom',
    'inPast',
    'tooFarAhead',
    'notAgreed',
    'unusable',
    'wrongPhase',
    'tooMany',
  ]),
})
export type NoticeFault = z.infer<typeof noticeFault>

/** What became of something that staff did to a notice. Nothing was written unless it is `done`. */
export const noticeResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('done'),
    notice: uuid,
    sequence: z.int().positive(),
    picture: uuid.nullable(),
  }),
  z.object({ kind: z.literal('refused'), faults: z.array(noticeFault).min(1).max(16) }),
])
export type NoticeResult = z.infer<typeof noticeResult>

/** A notice in the list of everybody. */
export const listedNotice = z.object({
  id: uuid,
  kind: noticeKind,
  title: z.string().min(1).max(longestTitle),
  on: businessDate,
  until: businessDate,
  isNew: z.boolean(),
})
export type ListedNotice = z.infer<typeof listedNotice>

export const noticePage = listedNotice.extend({
  paragraphs: z.array(z.string().min(1).max(longestBody)).max(100),
  names: z.array(z.string().min(1).max(longestName)).max(mostNames),
  picture: uuid.nullable(),
})
export type NoticePage = z.infer<typeof noticePage>

/** A notice as staff keep it. */
export const deskNotice = z.object({
  id: uuid,
  sequence: z.int().positive(),
  phase: noticePhase,
  form: noticeForm,
  picture: uuid.nullable(),
  publishedAt: instant.nullable(),
  /** Days for which it still stands, today included. */
  daysLeft: z.int().nonnegative().nullable(),
})
export type DeskNotice = z.infer<typeof deskNotice>

/** What became of the file of notices: `previous`, the copy before; `defaults`, none was left; `unwritten`, the disk refuses. */
export const noticesTrouble = z.enum(['none', 'previous', 'defaults', 'unwritten'])
export type NoticesTrouble = z.infer<typeof noticesTrouble>

/** How many notices end next, and on which day. */
export const noticesEnding = z.object({
  count: z.int().positive(),
  on: businessDate,
  /** Of the first of them. */
  titles: z.array(z.string().max(60)).max(2).optional(),
})

/** What home says of notices: pages that show any ask again when the revision is another one. */
export const noticesBrief = z.object({
  revision: z.int().nonnegative(),
  shown: z.int().nonnegative(),
  fresh: z.int().nonnegative(),
})
