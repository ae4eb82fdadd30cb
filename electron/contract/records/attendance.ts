import { z } from 'zod'
import { uuid } from '../values.ts'
import { recordOf } from './envelope.ts'

export const attendanceCheckin = recordOf(
  'cn.wmsj.attendance.checkin.v1',
  z.object({
    event: uuid,
    resident: uuid,
    method: z.enum(['id-card', 'manual', 'qr']),
    role: z.enum(['attendee', 'volunteer', 'lecturer']),
  }),
)

/** Children under 14: a number, never a person. */
export const attendanceHeadcount = recordOf(
  'cn.wmsj.attendance.headcount.v1',
  z.object({ event: uuid, count: z.int().positive(), guardian: uuid.optional() }),
)
