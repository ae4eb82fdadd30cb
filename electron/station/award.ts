import type { Attendance } from '../attendance/store.ts'
import { awardFor } from '../credit/rules.ts'
import { hasAward, post, reverse, type CreditEntry, type Reversal } from '../credit/store.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'
import { tell, type Action } from './records.ts'

/** Posts an entry and tells the centre of it, in the caller's transaction. Returns its id. */
export const give = (
  tx: Tx,
  parts: Parts,
  action: Action,
  award: Omit<CreditEntry, 'id' | 'at'>,
): string => {
  const { resident, amount, ruleId, ruleRev, event, basis, businessKey, businessDate } = award
  const { minutes, author, approver } = award
  const id = tell(tx, parts, action, {
    type: 'cn.wmsj.credit.entry.v1',
    resident,
    data: {
      resident,
      amount,
      ruleId,
      ruleRev,
      ...(event === null ? {} : { event }),
      basis,
      businessKey,
      businessDate,
      ...(minutes === null ? {} : { minutes }),
      ...(author === null ? {} : { author }),
      ...(approver === null ? {} : { approvedBy: approver }),
    },
  })
  post(tx, { ...award, id, at: action.at })
  return id
}

/** Takes ledger entries back, with a record for each. */
export const takeBackEntries = (
  tx: Tx,
  parts: Parts,
  action: Action,
  entries: readonly CreditEntry[],
  why: Pick<Reversal, 'reason'> & Partial<Pick<Reversal, 'author' | 'approver'>> = {
    reason: 'attendanceReversed',
  },
): void => {
  const { reason, author = null, approver = null } = why
  for (const entry of entries) {
    const id = tell(tx, parts, action, {
      type: 'cn.wmsj.credit.reversed.v1',
      resident: entry.resident,
      data: {
        reverses: entry.id,
        resident: entry.resident,
        amount: -entry.amount,
        reason,
        ...(author === null ? {} : { author }),
        ...(approver === null ? {} : { approvedBy: approver }),
      },
    })
    reverse(tx, entry, { id, at: action.at, reason, author, approver })
  }
}

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
  give(tx, parts, action, {
    ...award,
    resident,
    event: event.id,
    claim: null,
    basisKind: 'attendance',
    basis,
    businessDate: attendance.businessDate,
    minutes: null,
    author: null,
    approver: null,
  })
  return award.amount
}
