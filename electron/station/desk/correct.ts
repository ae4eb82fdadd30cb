import { StationError } from '../../base/errors.ts'
import type { CallInput } from '../../contract/calls.ts'
import { entryById, isStanding, type LedgerEntry } from '../../credit/store.ts'
import { realId } from '../../residents/aliases.ts'
import type { Tx } from '../../store/tx.ts'
import { takeBackEntries } from '../award.ts'
import type { Parts } from '../parts.ts'
import { note } from './acts.ts'
import type { HandEntry, Plan, Signers } from './two-persons.ts'

/** The line that a page speaks of. Throws `notFound`. */
export const knownEntry = (tx: Tx, id: string): LedgerEntry => {
  const entry = entryById(tx, id)
  if (entry === null) throw new StationError('notFound', { what: 'entry' })
  return entry
}

/** Takes an award back in the name of two persons. */
export const correctEntry = (
  tx: Tx,
  parts: Parts,
  entry: LedgerEntry,
  input: { reason: 'correction' | 'objection'; signers: Signers; commandId: string },
): void => {
  const { reason, signers, commandId } = input
  const { author, approver, at } = signers
  const by = { author: author.id, approver: approver?.id ?? null }
  takeBackEntries(tx, parts, { at, tap: commandId }, [entry], { reason, ...by })
  note(tx, signers, 'credit.reversed', entry.id, {
    resident: entry.resident,
    rule: entry.ruleId,
    amount: entry.amount,
    reason,
    approver: by.approver,
  })
}

const plan = (tx: Tx, id: string): Plan<LedgerEntry, 'credit.reverse'> => {
  const entry = knownEntry(tx, id)
  const isReversal = entry.reverses !== null
  return {
    beneficiaries: [realId(tx, entry.resident)],
    refused: isReversal ? 'isReversal' : isStanding(tx, entry.id) ? null : 'alreadyReversed',
    needsSecond: {},
    barred: [entry.author, entry.approver],
    work: entry,
  }
}

/** Any award that stands can be taken back, always with a second person, who did not make it. */
export const reverseEntry = (
  parts: Parts,
  input: CallInput<'credit.reverse'>,
): HandEntry<LedgerEntry, 'credit.reverse'> => ({
  call: 'credit.reverse',
  commandId: input.commandId,
  approval: input.approval,
  subject: input.entry,
  plan: (tx) => plan(tx, input.entry),
  write: (tx, entry, signers) => {
    correctEntry(tx, parts, entry, { reason: 'correction', signers, commandId: input.commandId })
    return { kind: 'done' }
  },
})
