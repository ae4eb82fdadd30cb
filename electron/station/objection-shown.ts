import { toInstant } from '../base/clock.ts'
import type { ObjectionShown } from '../contract/credit.ts'
import { StationError } from '../base/errors.ts'
import type { Objection } from '../credit/objections-store.ts'
import { entryById, type LedgerEntry } from '../credit/store.ts'
import { realId } from '../residents/aliases.ts'
import { mayActAs } from '../staff/rules.ts'
import { everStaffMember, staffMembers, type StaffMember } from '../staff/store.ts'
import type { Tx } from '../store/tx.ts'
import { ledgerRowOf } from './ledger-row.ts'
import type { Parts } from './parts.ts'

const mostAnswerers = 5

/** Whether this clerk made neither the line nor gains by it. `member.resident` is who that is now. */
export const mayAnswer = (
  member: StaffMember,
  entry: Pick<LedgerEntry, 'author' | 'approver'>,
  resident: string,
): boolean =>
  mayActAs(member.roles, 'clerk') &&
  member.id !== entry.author &&
  member.id !== entry.approver &&
  member.resident !== resident

/** An objection as resident and staff see it. */
export const shownObjection = (
  tx: Tx,
  parts: Pick<Parts, 'catalogue'>,
  objection: Objection,
): ObjectionShown => {
  const entry = entryById(tx, objection.entry)
  if (entry === null) throw new StationError('notFound', { what: 'entry' })
  const { number, filedAt, answerBy, verifyBy, state, actor, answeredAt } = objection
  const resident = realId(tx, objection.resident)
  const isAnswered = answeredAt !== null
  return {
    number,
    entry: ledgerRowOf(tx, parts, entry),
    filedAt: toInstant(filedAt),
    answerBy,
    verifyBy,
    answerers: staffMembers(tx)
      .map((member) => ({
        ...member,
        resident: member.resident === null ? null : realId(tx, member.resident),
      }))
      .filter((member) => mayAnswer(member, entry, resident))
      .slice(0, mostAnswerers)
      .map(({ name }) => name),
    state,
    answeredAt: isAnswered ? toInstant(answeredAt) : null,
    answeredBy: isAnswered && actor !== null ? (everStaffMember(tx, actor)?.name ?? null) : null,
  }
}
