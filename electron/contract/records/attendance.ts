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
    /** Only on an entry by hand: staff asked to go past a rule, and whether that was needed. */
    override: z.object({ asked: z.boolean(), needed: z.boolean() }).optional(),
  }),
)

/**
 * A check-in or a sign-out that does not count any more; the fact itself stays. Hours whose evidence it is do not
 * count either.
 */
export const attendanceReversed = recordOf(
  'cn.wmsj.attendance.reversed.v1',
  z.object({
    /** Id of the check-in's or the sign-out's record. */
    reverses: uuid,
    resident: uuid,
    /** `joined`: two entries were one person, who counts once. */
    reason: z.enum(['notMe', 'staffUndo', 'joined']),
    by: z.enum(['resident', 'staff']),
  }),
)

export const attendanceCheckout = recordOf(
  'cn.wmsj.attendance.checkout.v1',
  z.object({ event: uuid, resident: uuid, checkin: uuid, method: z.enum(['id-card', 'manual']) }),
)

/** Children under 14: a number, never a person. */
export const attendanceHeadcount = recordOf(
  'cn.wmsj.attendance.headcount.v1',
  z.object({ event: uuid, count: z.int().positive(), guardian: uuid.optional() }),
)
