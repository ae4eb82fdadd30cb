import { z } from 'zod'
import { call, commandId } from './call.ts'
import { planMonth } from './event-desk.ts'
import { uuid } from './values.ts'

/** Where a finished file lies. */
export const placedFile = z.object({ where: z.enum(['stick', 'folder']), file: z.string().max(200) })

/** Papers that staff hang up or take along: PDF, the roster also as CSV. */
export const papersCalls = {
  /** A month with its events; fails with `notFound` for a month without any. */
  'papers.plan': call(
    'clerk',
    z.object({ commandId, month: planMonth, size: z.enum(['A4', 'A3']) }),
    placedFile,
  ),
  /** Large, for the wall: a month, or one event. */
  'papers.poster': call(
    'clerk',
    z.object({
      commandId,
      about: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('month'), month: planMonth }),
        z.object({ kind: z.literal('event'), event: uuid }),
      ]),
    }),
    placedFile,
  ),
  /** Who is expected at an event, or was there; fails with `notFound` where that is nobody. */
  'papers.roster': call(
    'clerk',
    z.object({ commandId, event: uuid, as: z.enum(['pdf', 'csv']) }),
    placedFile,
  ),
} as const
