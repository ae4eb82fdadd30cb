import { servedBy } from '../../attendance/minutes-store.ts'
import type { CallInput } from '../../contract/calls.ts'
import type { PersonLedger, StaffLedgerRow } from '../../contract/credit.ts'
import { businessDateOf, maskPerson } from '../../contract/values.ts'
import { starsOf } from '../../credit/bands.ts'
import { balanceOfAll, ledgerOfAll, linesOf, type LedgerEntry } from '../../credit/store.ts'
import { idsOf } from '../../residents/aliases.ts'
import { householdOf } from '../../residents/households.ts'
import { consentOf, nameOf } from '../../residents/store.ts'
import { everStaffMember } from '../../staff/store.ts'
import type { Tx } from '../../store/tx.ts'
import { look, note, type DeskDeps, knownResident } from '../desk/acts.ts'
import { ledgerRowOf } from '../ledger-row.ts'
import type { Parts } from '../parts.ts'
import { shownConsent } from './mine.ts'

const linesPerPage = 10

const staffName = (tx: Tx, id: string | null): string | null =>
  id === null ? null : (everStaffMember(tx, id)?.name ?? null)

const staffRow = (tx: Tx, parts: Parts, entry: LedgerEntry): StaffLedgerRow => {
  const row = ledgerRowOf(tx, parts, entry)
  return {
    row,
    ruleId: entry.ruleId,
    ruleRev: entry.ruleRev,
    author: staffName(tx, entry.author),
    approver: staffName(tx, entry.approver),
    reversible: entry.reverses === null && !row.reversed,
  }
}

/** A person's ledger for staff; who looked is noted. `before`: number of the last line shown. Throws `notFound`. */
export const openLedger = (
  deps: DeskDeps,
  page: string,
  { resident: id, before }: CallInput<'credit.person'>,
): PersonLedger =>
  look(deps, page, (tx, doing) => {
    const { parts } = deps
    const resident = knownResident(tx, id)
    const ids = idsOf(tx, resident.id)
    const consent = consentOf(tx, resident.id)
    const served = servedBy(tx, resident.id)
    note(tx, doing, 'credit.opened', resident.id, { before })
    return {
      person: maskPerson(nameOf(tx, parts.cipher, resident.id)),
      scoring: shownConsent(consent.scoring),
      sharing: shownConsent(consent.sharing),
      balance: balanceOfAll(tx, ids),
      served,
      stars: starsOf(parts.catalogue(), businessDateOf(doing.at), served),
      household: householdOf(tx, resident.id),
      total: linesOf(tx, ids),
      rows: ledgerOfAll(tx, ids, { before, limit: linesPerPage }).map((entry) => staffRow(tx, parts, entry)),
    }
  })
