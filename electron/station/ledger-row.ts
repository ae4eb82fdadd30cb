import type { EntryWhat, LedgerRow } from '../contract/credit.ts'
import { eventById } from '../calendar/store.ts'
import { objectionTo } from '../credit/objections-store.ts'
import { isStanding, type LedgerEntry } from '../credit/store.ts'
import type { Tx } from '../store/tx.ts'
import { isConfirmed } from './credit/confirmed.ts'
import type { Parts } from './parts.ts'

type Catalogued = Pick<Parts, 'catalogue'>

const starsUnder = (parts: Catalogued, { ruleId, ruleRev }: LedgerEntry): number => {
  const item = parts.catalogue().items.find(({ id }) => id === ruleId)
  const award = item?.revisions.find(({ rev }) => rev === ruleRev)?.award
  return award?.kind === 'star' ? award.stars : 1
}

const whatOf = (tx: Tx, parts: Catalogued, entry: LedgerEntry): EntryWhat => {
  const { ruleId, event, minutes, reverses, reason } = entry
  const rule = parts.catalogue().items.find(({ id }) => id === ruleId)?.name ?? ruleId
  if (reverses !== null) return { kind: 'reversal', of: rule, reason: reason ?? 'correction' }
  const title = event === null ? '' : (eventById(tx, event)?.title ?? '')
  switch (entry.basisKind) {
    case 'attendance':
      return { kind: 'attendance', rule, event: title }
    case 'hours':
      return { kind: 'hours', rule, event: title, minutes: minutes ?? 0 }
    case 'document':
      return { kind: 'document', rule }
    case 'star':
      return { kind: 'star', rule, stars: starsUnder(parts, entry) }
  }
}

/** A line of the ledger as resident and staff see it. */
export const ledgerRowOf = (tx: Tx, parts: Catalogued, entry: LedgerEntry): LedgerRow => ({
  id: entry.id,
  seq: entry.seq,
  on: entry.businessDate,
  what: whatOf(tx, parts, entry),
  amount: entry.amount,
  confirmed: isConfirmed(tx, entry.id),
  reversed: entry.reverses === null && !isStanding(tx, entry.id),
  objection: objectionTo(tx, entry.id)?.number ?? null,
})
