import { z } from 'zod'
import { businessDate, hundredths, uuid } from '../values.ts'
import { recordOf } from './envelope.ts'

export const creditEntry = recordOf(
  'cn.wmsj.credit.entry.v1',
  z.object({
    resident: uuid,
    amount: hundredths,
    ruleId: z.string().min(1),
    ruleRev: z.int().positive(),
    event: uuid.optional(),
    /** Ids of the records that this entry rests on. */
    basis: z.array(uuid),
    /** `resident|event|rule`: the same award is given once. */
    businessKey: z.string().min(1),
    businessDate,
    /** Minutes of service at the event, where the rule counts hours. */
    minutes: z.int().positive().optional(),
    /** The two members of staff who answer for an entry that rests on a document. */
    author: uuid.optional(),
    approvedBy: uuid.optional(),
  }),
)

/** Takes one entry back, once. */
export const creditReversed = recordOf(
  'cn.wmsj.credit.reversed.v1',
  z.object({
    reverses: uuid,
    resident: uuid,
    /** Minus the entry's amount. */
    amount: hundredths,
    reason: z.enum(['attendanceReversed', 'hoursChanged', 'correction', 'objection']),
    author: uuid.optional(),
    approvedBy: uuid.optional(),
  }),
)
