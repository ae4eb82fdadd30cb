import { z } from 'zod'
import { call } from './call.ts'
import { recoveryCodes } from './setup.ts'
import { pin, recoverResult, recoveryCode } from './staff.ts'
import { uuid } from './values.ts'

/** Printed codes for the day on which every PIN is lost. */
export const codeCalls = {
  /** They are told this once and kept nowhere in clear; those of before that nobody used are good no more. */
  'codes.make': call('setup', z.object({}), z.object({ codes: z.array(recoveryCode).length(recoveryCodes) })),
  /** Gives the head, or a technician, a new PIN; once. */
  'codes.use': call(
    'anyone',
    z.object({ account: uuid, code: recoveryCode, pin }),
    z.object({ result: recoverResult }),
  ),
} as const
