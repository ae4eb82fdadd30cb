import { z } from 'zod'
import { businessDate, instant, maskedPerson, uuid } from './values.ts'

/** Kinds of what staff did or saw. */
export const auditTopics = [
  'seen',
  'people',
  'attendance',
  'events',
  'credit',
  'papers',
  'door',
  'setup',
] as const
export const auditTopic = z.enum(auditTopics)
export type AuditTopic = z.infer<typeof auditTopic>

/** Which entries are meant; `null` for all. */
export const auditQuery = z.object({
  /** A staff member; `holder`: whose card was identified last; `station`: what it does by itself. */
  who: z.union([uuid, z.enum(['holder', 'station'])]).nullable(),
  topic: auditTopic.nullable(),
  /** Both days are meant. */
  from: businessDate.nullable(),
  to: businessDate.nullable(),
  /** What was done to this resident, or seen of this one. */
  resident: uuid.nullable(),
})
export type AuditQuery = z.infer<typeof auditQuery>

export const auditLine = z.object({
  seq: z.int().positive(),
  at: instant,
  by: z.enum(['staff', 'holder', 'station']),
  /** Of the staff member, `null` for the other two. */
  name: z.string().max(40).nullable(),
  /** In words. */
  what: z.string().max(400),
  /** The resident whom it is about. */
  person: maskedPerson.nullable(),
})
export type AuditLine = z.infer<typeof auditLine>

export const auditRowsPerPage = 20

export const auditPage = z.object({
  total: z.int().nonnegative(),
  /** The newest entry of the whole list: asked for again, so that looking moves nothing. */
  upTo: z.int().nonnegative(),
  lines: z.array(auditLine).max(auditRowsPerPage),
})
export type AuditPage = z.infer<typeof auditPage>
