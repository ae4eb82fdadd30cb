import { z } from 'zod'
import { call, commandId } from './call.ts'
import { kioskEnd } from './kiosk.ts'
import { place } from './place.ts'
import { endByCodeResult, recoveryCode } from './staff.ts'
import { uuid } from './values.ts'

/** The page's sign of life, and the way out of the kiosk. */
export const kioskCalls = {
  /**
   * Once a second. `frames` rises only while pictures really reach the screen. `leaving`: the page loads itself anew.
   * `place`: `null` until the first answer. `night`: nobody is expected, and the screen may go dark. `resume`: where the
   * page stood that this one stands in for.
   */
  'kiosk.beat': call(
    'anyone',
    z.object({
      frames: z.int().nonnegative(),
      visible: z.boolean(),
      dark: z.boolean(),
      leaving: z.boolean(),
      place: place.nullable(),
    }),
    z.object({ night: z.boolean(), resume: place.nullable() }),
  ),
  /** Ends the kiosk until the next start of the machine, or the machine itself. */
  'kiosk.end': call('overseer', z.object({ commandId, how: kioskEnd }), z.object({})),
  /** As `kiosk.end`, for whoever holds a printed code; it is used up. `account`: the head or a technician. */
  'kiosk.endByCode': call(
    'anyone',
    z.object({ commandId, account: uuid, code: recoveryCode, how: kioskEnd }),
    z.object({ result: endByCodeResult }),
  ),
} as const
