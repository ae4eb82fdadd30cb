import { z } from 'zod'
import { backupResult, backupState, keyResult, restoreResult, sheetDigits } from './backup.ts'
import { call, commandId } from './call.ts'

/** Copies of the station's records, and what became of the records themselves; for the head and the technician. */
export const backupCalls = {
  'backup.state': call('overseer', z.object({}), backupState),
  /** A copy now, on the station's disk and on every stick that is chosen for it and there. */
  'backup.now': call('overseer', z.object({ commandId }), z.object({ result: backupResult })),
  /** From now on copies go onto this stick; the first one at once. */
  'backup.prepare': call(
    'overseer',
    z.object({ commandId, stick: z.string().max(64) }),
    z.object({ result: backupResult }),
  ),
  /** New digits, told this once and kept nowhere: from now on copies open with them. */
  'backup.sheet': call('overseer', z.object({}), z.object({ digits: sheetDigits })),
  /** Puts a copy in the place of the records. Those of before are kept beside. `digits`: of the sheet, where it is needed. */
  'backup.restore': call(
    'overseer',
    z.object({ commandId, copy: z.string().max(120), digits: sheetDigits.nullable() }),
    z.object({ result: restoreResult }),
  ),
  /** A new key for names and numbers; what stands under the old one is sealed anew while the station goes on. */
  'backup.newKey': call('overseer', z.object({ commandId }), z.object({ result: keyResult })),
  /** Staff have read what was done to damaged records. */
  'backup.seen': call('overseer', z.object({ commandId }), z.object({})),
  /** The records came from another machine, which is used no more: sending goes on. */
  'backup.goOn': call('overseer', z.object({ commandId }), z.object({})),
} as const
