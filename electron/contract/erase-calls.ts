import { z } from 'zod'
import { call, commandId } from './call.ts'
import { approval, handResult } from './staff.ts'
import { uuid } from './values.ts'

/** Why somebody is to be taken out of the station's memory. */
export const eraseReasons = ['moved', 'died', 'asked'] as const
export const eraseReason = z.enum(eraseReasons)
export type EraseReason = z.infer<typeof eraseReason>

export const eraseCalls = {
  /**
   * Number, name and what hangs on them go for good; always with a second person. `entered` 1: gone. 0: goes by itself
   * as soon as the centre has what waits for it. Fails with `conflict` where that was asked for before.
   */
  'people.erase': call(
    'clerk',
    z.object({ commandId, resident: uuid, reason: eraseReason, approval: approval.nullable() }),
    z.object({ result: handResult }),
  ),
  /** Takes back an order that still waits for the centre. Fails with `conflict` where there is none, or it is done. */
  'people.keep': call('clerk', z.object({ commandId, resident: uuid }), z.object({})),
} as const
