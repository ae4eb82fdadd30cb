import { z } from 'zod'
import { auditPage, auditQuery } from './audit.ts'
import { call, commandId } from './call.ts'
import { placedFile } from './papers-calls.ts'

/** Who did and saw what: for the head and a technician. */
export const auditCalls = {
  /** The newest first; `upTo` is the newest entry that the page was told of, `null` at first. */
  'audit.list': call(
    'overseer',
    z.object({ query: auditQuery, page: z.int().nonnegative(), upTo: z.int().nonnegative().nullable() }),
    auditPage,
  ),
  /** Writes all that the query means; fails with `badInput` where it is too much for paper. */
  'audit.save': call(
    'overseer',
    z.object({ commandId, query: auditQuery, as: z.enum(['pdf', 'csv']) }),
    placedFile,
  ),
} as const
