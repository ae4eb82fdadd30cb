import type { Attendance } from '../attendance/store.ts'
import { awardFor } from '../credit/rules.ts'
import { hasAward, post } from '../credit/store.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'
import { tell, type Action } from './records.ts'

/**
 * Gives the points of one attendance where the resident agreed and the same award was not given before.
 * Fact, balance and record are written by the caller's transaction. Returns the hundredths added.
 */
export const scoreAttendance = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: {
    attendance: Attendance
    /** The person who gains. */
    resident: string
    event: { id: string; ruleId: string | null }
    agreed: boolean
    /** Ids of the records that the award rests on. */
    basis: string[]
  },
): number => {
  const { attendance, resident, event, agreed, basis } = input
  const award = awardFor({ agreed, resident, event })
  if (award === null || hasAward(tx, award.businessKey)) return 0
  const { businessDate } = attendance
  const id = tell(tx, parts, action, {
    type: 'cn.wmsj.credit.entry.v1',
    resident,
    data: { resident, ...award, event: event.id, basis, businessDate },
  })
  post(tx, { ...award, id, resident, event: event.id, basis, businessDate, at: action.at })
  return award.amount
}
