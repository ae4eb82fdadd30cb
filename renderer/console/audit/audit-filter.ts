import type { AuditQuery, AuditTopic } from '../../../electron/contract/audit.ts'
import type { FoundPerson } from '../../../electron/contract/staff.ts'
import { addDays, businessDateOf } from '../../../electron/contract/values.ts'

/** Which days are meant. */
export type AuditSpan =
  | { kind: 'all' }
  | { kind: 'today' }
  | { kind: 'week' }
  | { kind: 'month' }
  | { kind: 'chosen'; from: string; to: string }

/** What the head asked to see of the audit. */
export interface AuditForm {
  who: AuditQuery['who']
  topic: AuditTopic | null
  span: AuditSpan
  about: Pick<FoundPerson, 'id' | 'person'> | null
  page: number
  /** Half-typed, while a resident is looked for. */
  query: string
}

export const emptyAudit = (): AuditForm => ({
  who: null,
  topic: null,
  span: { kind: 'all' },
  about: null,
  page: 0,
  query: '',
})

/** Days of a span, both meant; `null` where there is no limit. */
export const daysOf = (span: AuditSpan, now: number): Pick<AuditQuery, 'from' | 'to'> => {
  const today = businessDateOf(now)
  switch (span.kind) {
    case 'all':
      return { from: null, to: null }
    case 'today':
      return { from: today, to: today }
    case 'week':
      return { from: addDays(today, -6), to: today }
    case 'month':
      return { from: addDays(today, -29), to: today }
    case 'chosen':
      return { from: span.from, to: span.to }
  }
}

export const queryOf = ({ who, topic, span, about }: AuditForm, now: number): AuditQuery => ({
  who,
  topic,
  ...daysOf(span, now),
  resident: about?.id ?? null,
})

/** Whether anything is left out. */
export const isFiltered = ({ who, topic, span, about }: AuditForm): boolean =>
  who !== null || topic !== null || span.kind !== 'all' || about !== null
