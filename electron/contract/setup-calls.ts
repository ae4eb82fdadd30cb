import { z } from 'zod'
import { call, commandId } from './call.ts'
import { checkItem, readerTest, setupResult, setupState, setupStep } from './setup.ts'
import { pin, role } from './staff.ts'
import { contact, openingWeek, placement } from './station.ts'
import { uuid } from './values.ts'

const nothing = z.object({})
const result = z.object({ result: setupResult })

/** The first run, and every step of it again from the console. */
export const setupCalls = {
  'setup.state': call('setup', nothing, setupState),
  /** 以后再说: the step stays open to be done from the console. */
  'setup.later': call('setup', z.object({ commandId, step: setupStep }), nothing),
  'setup.station': call(
    'setup',
    z.object({ commandId, code: z.string().max(40), name: z.string().max(200) }),
    result,
  ),
  'setup.addStaff': call(
    'setup',
    z.object({ commandId, name: z.string().max(200), roles: z.array(role).max(4), pin }),
    result,
  ),
  /** Everybody is entered who shall be for now. */
  'setup.staffDone': call('setup', z.object({ commandId }), result),
  /** The card that lies on the reader in its test is this staff member's own. */
  'setup.linkCard': call('setup', z.object({ commandId, staff: uuid }), result),
  'setup.clock': call('setup', z.object({ commandId }), result),
  /** Asked again and again while the test is on the page: it ends by itself when nobody asks. */
  'setup.readerTest': call('setup', nothing, readerTest),
  'setup.place': call('setup', z.object({ commandId, placement }), result),
  'setup.opening': call('setup', z.object({ commandId, week: openingWeek }), result),
  'setup.contact': call('setup', z.object({ commandId, contact }), result),
  /** Asks the centre once. What it refuses is not kept. */
  'setup.pair': call(
    'setup',
    z.object({ commandId, url: z.string().max(300), token: z.string().max(200) }),
    result,
  ),
  'setup.check': call('setup', nothing, z.object({ items: z.array(checkItem) })),
  /** 开张: the station takes cards from now on. */
  'setup.open': call('setup', z.object({ commandId }), result),
} as const
