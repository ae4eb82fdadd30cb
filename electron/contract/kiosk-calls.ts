import { z } from 'zod'
import { call, commandId } from './call.ts'
import { kioskEnd } from './kiosk.ts'

/** The page's sign of life, and the way out of the kiosk. */
export const kioskCalls = {
  /**
   * Once a second. `frames` rises only while pictures really reach the screen. `leaving`: the page loads itself anew.
   * `night`: nobody is expected, and the screen may go dark.
   */
  'kiosk.beat': call(
    'anyone',
    z.object({
      frames: z.int().nonnegative(),
      visible: z.boolean(),
      dark: z.boolean(),
      leaving: z.boolean(),
    }),
    z.object({ night: z.boolean() }),
  ),
  /** Ends the kiosk until the next start of the machine, or the machine itself. */
  'kiosk.end': call('overseer', z.object({ commandId, how: kioskEnd }), z.object({})),
} as const
