import { z } from 'zod'
import { instant, uuid } from '../values.ts'
import { recordOf } from './envelope.ts'

/** Verified service. Minutes by taps are verified; by hand they carry that mark and a second person for ever. */
export const volunteerHours = recordOf(
  'cn.wmsj.volunteer.hours.v1',
  z.object({
    resident: uuid,
    event: uuid,
    start: instant,
    end: instant,
    /** ISO 8601, minutes: `PT95M`. */
    duration: z.string().regex(/^PT\d+M$/),
    source: z.enum(['taps', 'manual']),
    evidence: z.array(uuid),
    approvedBy: uuid.optional(),
  }),
)
