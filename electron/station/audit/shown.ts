import { toInstant } from '../../base/clock.ts'
import type { AuditLine } from '../../contract/audit.ts'
import { auditWords, type AuditFacts } from '../../contract/words/audit.ts'
import type { AuditRow } from '../../reports/protocol.ts'
import { everStaffMember } from '../../staff/store.ts'
import type { FieldCipher } from '../../store/field-cipher.ts'
import type { Tx } from '../../store/tx.ts'
import type { NoticesDocument } from '../notices/file.ts'
import { showing } from '../shown-people.ts'

/** What is looked up to put an entry into words. */
export interface AuditNames {
  cipher: FieldCipher
  notices: Pick<NoticesDocument, 'data'>
}

const sentences: Readonly<Record<string, (facts: AuditFacts) => string>> = auditWords.acts

const sentenceOf = (action: string, facts: AuditFacts): string =>
  (Object.hasOwn(sentences, action) ? sentences[action]?.(facts) : undefined) ?? auditWords.other

/** Entries in words, with masked names of residents. */
export const auditLines = (
  tx: Tx,
  { cipher, notices }: AuditNames,
  rows: readonly AuditRow[],
): AuditLine[] => {
  const shown = showing(tx, cipher)
  const staffName = (id: unknown): string | null =>
    typeof id === 'string' ? (everStaffMember(tx, id)?.name ?? null) : null
  const noticeTitle = (id: string): string | null =>
    notices.data.notices.find((notice) => notice.id === id)?.title ?? null
  return rows.map(({ seq, at, actor, action, subject, detail, resident, event }) => {
    const by = actor === 'holder' || actor === 'station' ? actor : 'staff'
    const facts: AuditFacts = {
      event: event === null ? null : (shown.event(event)?.title ?? null),
      notice: noticeTitle(subject),
      staff: staffName(subject),
      // A claim is approved by its second person, and names the first.
      second: staffName(detail.approver ?? detail.author),
      detail,
    }
    return {
      seq,
      at: toInstant(at),
      by,
      name: by === 'staff' ? (staffName(actor) ?? auditWords.gone) : null,
      what: sentenceOf(action, facts),
      person: resident === null ? null : shown.person(resident),
    }
  })
}
