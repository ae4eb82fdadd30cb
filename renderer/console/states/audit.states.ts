import type { AuditLine, AuditPage } from '../../../electron/contract/audit.ts'
import { auditWords, type AuditFacts } from '../../../electron/contract/words/audit.ts'
import { at, events, type PageState, type PageStates } from '../../gallery/page-state.ts'
import type { AuditView } from '../../stores/audit.ts'
import { emptyAudit, queryOf, type AuditForm } from '../audit/audit-filter.ts'
import type { DeskDialog } from '../desk-state.ts'
import { board, lan, masked, tiles } from './samples.ts'

const head = tiles[1] ?? null
const now = Date.parse(at('08:52'))
const facts: AuditFacts = { event: null, notice: null, staff: null, second: null, detail: {} }

const line = (
  seq: number,
  action: keyof typeof auditWords.acts,
  more: Partial<AuditFacts> = {},
  rest: Partial<AuditLine> = {},
): AuditLine => ({
  seq,
  at: new Date(now - (40 - seq) * 7_300_000).toISOString(),
  by: 'staff',
  name: tiles[seq % tiles.length]?.name ?? null,
  what: (auditWords.acts[action] as (facts: AuditFacts) => string)({ ...facts, ...more }),
  person: null,
  ...rest,
})

const lecture = events.lecture.title
const long = events.long.title
const lines = [
  line(40, 'audit.listed', { detail: { people: 9 } }),
  line(39, 'people.revealed', { detail: { why: 'fillForm' } }, { person: lan.person }),
  line(
    38,
    'attendance.enteredByHand',
    { event: long, second: tiles[1]?.name ?? null, detail: { reason: 'cardUnreadable' } },
    { person: masked('min') },
  ),
  line(
    37,
    'attendance.undone',
    { event: lecture, detail: { reason: 'wrongPerson' } },
    { person: masked('ying') },
  ),
  line(36, 'staff.locked', { detail: { by: 'card' } }, { by: 'station', name: null }),
  line(35, 'people.opened', {}, { person: masked('zhi') }),
  line(34, 'claims.reported', {}, { by: 'holder', name: null, person: lan.person }),
  line(33, 'papers.rosterPrinted', { event: lecture, detail: { people: 61, where: 'stick' } }),
  line(32, 'event.cancelled', { event: long }),
  line(31, 'staff.pinWrong', { detail: { purpose: 'approval' } }),
  line(30, 'people.found', { detail: { total: 3 } }),
]

const picture = (
  view: Partial<AuditView>,
  form: Partial<AuditForm> = {},
  dialog: DeskDialog | null = null,
): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: head, locked: null },
    board,
    desk: { page: 'audit', audit: { ...emptyAudit(), ...form }, dialog },
    audit: view,
  },
})

/** A list as the core told it for what the form asks. */
const shown = (form: Partial<AuditForm>, page: AuditPage): AuditView['shown'] => ({
  ...page,
  of: JSON.stringify(queryOf({ ...emptyAudit(), ...form }, now)),
  page: 0,
})
const whole: AuditPage = { total: 1_204, upTo: 1_204, lines }
const filtered: Partial<AuditForm> = {
  who: tiles[0]?.id ?? null,
  topic: 'seen',
  span: { kind: 'chosen', from: '2026-11-01', to: '2026-11-24' },
  about: lan,
}
const by = tiles[0]?.name ?? null
const looked = [
  line(36, 'people.revealed', { detail: { why: 'fillForm' } }, { name: by, person: lan.person }),
  line(21, 'people.opened', {}, { name: by, person: lan.person }),
  line(12, 'credit.opened', {}, { name: by, person: lan.person }),
]
const all = { shown: shown({}, whole) }
const file = auditWords.file('2026-11-24-0852-00ab', 'pdf')

export const states: PageStates = {
  'console-audit': picture(all),
  'console-audit-filtered': picture(
    { shown: shown(filtered, { total: 3, upTo: 1_204, lines: looked }) },
    filtered,
  ),
  'console-audit-none': picture(
    { shown: shown({ topic: 'setup' }, { total: 0, upTo: 1_204, lines: [] }) },
    { topic: 'setup' },
  ),
  'console-audit-saved': picture({ ...all, saved: { where: 'stick', file } }),
  'console-audit-making': picture({ ...all, busy: true }),
  'console-audit-too-many': picture({ ...all, tooMany: true }),
  'console-audit-loading': picture({}),
  'console-audit-failed': picture({ failed: true }),
  'console-audit-who': picture(all, {}, { kind: 'auditWho' }),
  'console-audit-topic': picture(all, {}, { kind: 'auditTopic' }),
  'console-audit-days': picture(all, {}, { kind: 'auditDays' }),
}
