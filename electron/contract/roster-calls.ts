import { z } from 'zod'
import { call, commandId } from './call.ts'
import { mostColumns, rosterFault, rosterField, rosterFile, rosterState, faultsPerPage } from './roster.ts'

const nothing = z.object({})
const state = z.object({ state: rosterState })

/** Lists of people from a memory stick. One at a time; its parts stay in memory until somebody confirms. */
export const rosterCalls = {
  /** Tables on memory sticks, and in the station's own folder `imports`; the newest first. */
  'roster.files': call('clerk', nothing, z.object({ files: z.array(rosterFile).max(24) })),
  /** Begins to read; `roster.state` tells when it is done. Fails with `conflict` while another list is saved. */
  'roster.open': call('clerk', z.object({ file: z.string().max(64) }), state),
  /** Another member of staff's list is `none`. */
  'roster.state': call('clerk', nothing, state),
  /** What each column holds, in their order; begins to look at every row. */
  'roster.assign': call(
    'clerk',
    z.object({ fields: z.array(rosterField.nullable()).max(mostColumns) }),
    state,
  ),
  'roster.faults': call(
    'clerk',
    z.object({ page: z.int().nonnegative() }),
    z.object({ total: z.int().nonnegative(), faults: z.array(rosterFault).max(faultsPerPage) }),
  ),
  /** Begins to save. */
  'roster.confirm': call('clerk', z.object({ commandId }), state),
  /** Back to the columns, to put them right. */
  'roster.back': call('clerk', nothing, state),
  /** Before saving: forgets the list. While saving: stops after the people in hand, and tells how many there are. */
  'roster.cancel': call('clerk', nothing, state),
  /** Writes the rows left out, each with its reason, beside the file they came from. */
  'roster.saveFaults': call('clerk', z.object({ commandId }), z.object({ file: z.string().max(200) })),
}
