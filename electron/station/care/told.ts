import type { Clock } from '../../base/clock.ts'
import { writeAudit } from '../../staff/audit.ts'
import { takeUnaudited } from '../../store/recovery/notes.ts'
import type { Store } from '../../store/tx.ts'

/** What was done to bring records back is in the audit from the next start on: before, there was none to write to. */
export const tellOfRecoveries = ({ store, clock }: { store: Store; clock: Clock }): void => {
  store.transaction((tx) => {
    for (const { at, step, missingRecords, tornTables, folder } of takeUnaudited(tx)) {
      writeAudit(tx, {
        at: Math.min(at, clock.now()),
        actor: 'station',
        action: 'store.recovered',
        subject: '',
        detail: { step, missingRecords, tornTables, folder },
      })
    }
  })
}
