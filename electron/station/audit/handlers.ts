import { StationError } from '../../base/errors.ts'
import { auditRowsPerPage, type AuditLine, type AuditPage, type AuditQuery } from '../../contract/audit.ts'
import type { CallInput } from '../../contract/calls.ts'
import { addDays, inShanghai, shanghaiTime } from '../../contract/values.ts'
import { auditWords } from '../../contract/words/audit.ts'
import type { Reports } from '../../reports/client.ts'
import type { Paper } from '../../reports/papers/paper.ts'
import type { Printer } from '../../reports/papers/printer.ts'
import type { AuditRow, Question } from '../../reports/protocol.ts'
import { idsOf, realId } from '../../residents/aliases.ts'
import { everStaffMember } from '../../staff/store.ts'
import { actionsOf } from '../../staff/topics.ts'
import type { FieldCipher } from '../../store/field-cipher.ts'
import type { Tx } from '../../store/tx.ts'
import { csvText } from '../credit/csv.ts'
import { createDelivery, type MadeFile } from '../delivery.ts'
import { look, note, overseerOf, type DeskDeps } from '../desk/acts.ts'
import type { CallHandlers } from '../handlers.ts'
import { showing } from '../shown-people.ts'
import { auditLines, type AuditNames } from './shown.ts'

export interface AuditDeps {
  desk: DeskDeps
  reports: Pick<Reports, 'audit'>
  notices: AuditNames['notices']
  printer: Printer
  /** Where files go without a memory stick. */
  exportFolder: string
  stationName: () => string
}

/** Sixty pages of A4. */
const mostOnPaper = 2_000
const mostInFile = 200_000
/** Names are put to so many at a time, between taps. */
const rowsAtOnce = 200

const questionOf = (
  { desk: { parts } }: AuditDeps,
  { who, topic, from, to, resident }: AuditQuery,
): Omit<Question<'audit'>, 'upTo' | 'offset' | 'limit'> => ({
  who,
  actions: topic === null ? null : [...actionsOf[topic]],
  from: from === null ? null : shanghaiTime(from, 0),
  before: to === null ? null : shanghaiTime(addDays(to, 1), 0),
  residents: resident === null ? null : parts.store.read((tx) => idsOf(tx, realId(tx, resident))),
})

/** Noted where it tells of residents: who looks at the audit is in it too. */
const noteLook = (deps: AuditDeps, page: string, lines: readonly { person: unknown }[]): void => {
  const people = lines.filter(({ person }) => person !== null).length
  if (people === 0) return
  look(
    deps.desk,
    page,
    (tx, doing) => {
      note(tx, doing, 'audit.listed', '', { people })
    },
    overseerOf,
  )
}

const list = async (
  deps: AuditDeps,
  page: string,
  { query, page: index, upTo }: CallInput<'audit.list'>,
): Promise<AuditPage> => {
  const { desk, reports, notices } = deps
  const { parts } = desk
  look(desk, page, () => undefined, overseerOf)
  const span = { upTo, offset: index * auditRowsPerPage, limit: auditRowsPerPage }
  const { rows, ...rest } = await reports.audit({ ...questionOf(deps, query), ...span })
  const lines = parts.store.read((tx) => auditLines(tx, { cipher: parts.cipher, notices }, rows))
  noteLook(deps, page, lines)
  return { ...rest, lines }
}

const pad = (value: number): string => String(value).padStart(2, '0')

const momentOf = (ms: number): { day: string; time: string } => {
  const { year, month, day, hour, minute } = inShanghai(ms)
  return {
    day: `${String(year)}-${pad(month)}-${pad(day)}`,
    time: `${pad(hour)}:${pad(minute)}`,
  }
}

type Cells = [time: string, who: string, what: string, about: string]

const cellsOf = ({ at, by, name, what, person }: AuditLine): Cells => {
  const { day, time } = momentOf(Date.parse(at))
  return [`${day} ${time}`, by === 'staff' ? (name ?? '') : auditWords[by], what, person?.name ?? '']
}

const allCells = async ({ desk: { parts }, notices }: AuditDeps, rows: AuditRow[]): Promise<Cells[]> => {
  const cells: Cells[] = []
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    // A tap between two pieces goes first.
    if (at > 0) await parts.clock.sleep(0)
    const piece = rows.slice(at, at + rowsAtOnce)
    const lines = parts.store.read((tx) => auditLines(tx, { cipher: parts.cipher, notices }, piece))
    cells.push(...lines.map(cellsOf))
  }
  return cells
}

/** What was left out, in words: `毕海燕，登录密码，2026-11-01 到 2026-11-24`. */
const saidOf = (tx: Tx, cipher: FieldCipher, { who, topic, from, to, resident }: AuditQuery): string => {
  const name = who === 'holder' || who === 'station' ? auditWords[who] : who && everStaffMember(tx, who)?.name
  const parts = [
    name ?? '',
    topic === null ? '' : auditWords.topics[topic],
    from === null && to === null ? '' : auditWords.filter.fromTo(from ?? '', to ?? ''),
  ]
  if (resident !== null) {
    const whom = showing(tx, cipher).person(realId(tx, resident)).name
    parts.push(auditWords.paper.about(whom))
  }
  const said = parts.filter((part) => part !== '')
  return said.length === 0 ? auditWords.paper.everything : said.join(auditWords.comma)
}

const make = async (
  deps: AuditDeps,
  page: string,
  { query, as, commandId }: CallInput<'audit.save'>,
): Promise<MadeFile<'audit.printed' | 'audit.saved'>> => {
  const { desk, reports, printer, stationName } = deps
  const { parts } = desk
  const limit = as === 'pdf' ? mostOnPaper : mostInFile
  const { rows, total } = await reports.audit({
    ...questionOf(deps, query),
    upTo: null,
    offset: 0,
    limit,
  })
  if (total > limit) throw new StationError('badInput', { at: 'query', rows: total })
  const cells = await allCells(deps, rows)
  const { day, time } = momentOf(parts.clock.now())
  // The command keeps two files of one minute apart.
  const name = auditWords.file(`${day}-${time.replace(':', '')}-${commandId.slice(-4)}`, as)
  const about = { name, subject: '', detail: { rows: cells.length } }
  if (as === 'csv')
    return { ...about, action: 'audit.saved', content: csvText([[...auditWords.columns], ...cells]) }
  const { member } = desk.desk.author(page)
  const said = parts.store.read((tx) => saidOf(tx, parts.cipher, query))
  const printed = auditWords.paper.printed(`${day} ${time}`, member.name)
  const paper: Paper = { kind: 'audit', station: stationName(), about: [said, printed], rows: cells }
  return { ...about, action: 'audit.printed', content: await printer.print(paper) }
}

/** Who did and saw what. */
export const createAuditHandlers = (deps: AuditDeps): Pick<CallHandlers, 'audit.list' | 'audit.save'> => {
  const delivery = createDelivery({ ...deps, admit: overseerOf })
  return {
    'audit.list': (input, page) => list(deps, page, input),
    'audit.save': (input, page) =>
      delivery(page, { call: 'audit.save', commandId: input.commandId }, () => make(deps, page, input)),
  }
}
