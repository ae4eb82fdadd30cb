import { roomUnder, type Given } from '../credit/caps.ts'
import type { RuleRevision } from '../credit/catalogue.ts'
import type { Period } from '../credit/periods.ts'
import {
  post,
  reverse,
  standingUnder,
  wasCorrected,
  type CreditEntry,
  type Reversal,
} from '../credit/store.ts'
import type { CapPeriod } from '../contract/credit.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'
import { tell, type Action } from './records.ts'

export type Award = Omit<CreditEntry, 'id' | 'at'>

/** What putting the ledger right came to. */
export interface Scored {
  /** Hundredths by which the balance moved. */
  added: number
  /** The cap that left nothing of an award. */
  cappedFor: CapPeriod | null
}

export const nothingScored: Scored = { added: 0, cappedFor: null }

export const bothScored = (one: Scored, other: Scored): Scored => ({
  added: one.added + other.added,
  cappedFor: other.cappedFor ?? one.cappedFor,
})

/**
 * Posts an entry and tells the centre of it, in the caller's transaction. Returns its id. Throws `conflict` with
 * `alreadyGiven` where the same award stands.
 */
export const give = (tx: Tx, parts: Parts, action: Action, award: Award): string => {
  const { resident, amount, ruleId, ruleRev, event, basis, businessKey, businessDate } = award
  const { minutes, author, approver } = award
  const id = parts.newId()
  post(tx, { ...award, id, at: action.at })
  tell(tx, parts, action, {
    id,
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
  return id
}

/**
 * Takes ledger entries back, with a record for each. Throws as `reverse` does for one that cannot be taken back.
 * Returns the hundredths by which the balance moved.
 */
export const takeBackEntries = (
  tx: Tx,
  parts: Parts,
  action: Action,
  entries: readonly CreditEntry[],
  why: Pick<Reversal, 'reason'> & Partial<Pick<Reversal, 'author' | 'approver'>> = {
    reason: 'attendanceReversed',
  },
): number => {
  const { reason, author = null, approver = null } = why
  for (const entry of entries) {
    const id = parts.newId()
    reverse(tx, entry, { id, at: action.at, reason, author, approver })
    tell(tx, parts, action, {
      id,
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
  }
  return -entries.reduce((sum, { amount }) => sum + amount, 0)
}

/** Entries of a person under a rule that stand in a period. */
export const givenUnder =
  (tx: Tx, resident: string, ruleId: string) =>
  ({ from, to }: Period): Given => {
    const standing = standingUnder(tx, { resident, ruleId, from, to })
    return { times: standing.length, points: standing.reduce((sum, { amount }) => sum + amount, 0) }
  }

/**
 * Gives what of an award the caps leave by its business date; nothing where two persons took it back as wrong.
 */
export const giveUnderCaps = (
  tx: Tx,
  parts: Parts,
  action: Action,
  { caps, award }: { caps: RuleRevision['caps']; award: Award },
): Scored => {
  if (award.amount === 0 || wasCorrected(tx, award)) return nothingScored
  const given = givenUnder(tx, award.resident, award.ruleId)
  const { amount, cappedFor } = roomUnder(caps, award.businessDate, award.amount, given)
  if (amount === 0) return { added: 0, cappedFor }
  give(tx, parts, action, { ...award, amount })
  return { added: amount, cappedFor: null }
}
