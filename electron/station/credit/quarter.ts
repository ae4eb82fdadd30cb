import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { QuarterReport } from '../../contract/credit.ts'
import { formatPoints, inShanghai, type MaskedPerson } from '../../contract/values.ts'
import { exportWords } from '../../contract/words/exports.ts'
import { periodOf } from '../../credit/periods.ts'
import { StationError } from '../../base/errors.ts'
import type { Reports } from '../../reports/client.ts'
import type { QuarterAnswer } from '../../reports/protocol.ts'
import { answered } from '../commands.ts'
import { act, look, note, type DeskDeps } from '../desk/acts.ts'
import type { Parts } from '../parts.ts'
import { placeFile } from '../place-file.ts'
import { showing } from '../shown-people.ts'
import { csvText } from './csv.ts'

const rowsPerPage = 20
/** More people than a village has; names are put to so many at a time, between taps. */
const mostRows = 100_000
const rowsAtOnce = 200

export interface QuarterDeps {
  desk: DeskDeps
  reports: Pick<Reports, 'quarter'>
  /** Where files go without a memory stick. */
  exportFolder: string
}

type SaveInput = CallInput<'credit.saveQuarter'>

/** Business dates of `2026-Q4`. */
const datesOf = (quarter: string): { from: string; to: string } => {
  const month = (Number(quarter.slice(-1)) - 1) * 3 + 1
  const period = periodOf('quarter', `${quarter.slice(0, 4)}-${String(month).padStart(2, '0')}-01`)
  if (period === null) throw new StationError('badInput', { at: 'quarter' })
  return period
}

type Named = QuarterAnswer['rows'][number] & { person: MaskedPerson | null }

const named = ({ store, cipher }: Parts, rows: QuarterAnswer['rows']): Named[] =>
  store.read((tx) => {
    const { person } = showing(tx, cipher)
    return rows.map((row) => ({ ...row, person: row.resident === null ? null : person(row.resident) }))
  })

/** One page of a quarter, for staff. */
export const quarterPage = async (
  { desk, reports }: QuarterDeps,
  page: string,
  { quarter, by, page: index }: CallInput<'credit.quarter'>,
): Promise<QuarterReport> => {
  look(desk, page, (tx, doing) => {
    note(tx, doing, 'credit.quarterOpened', '', { quarter, by, page: index })
  })
  const span = { ...datesOf(quarter), by, offset: index * rowsPerPage, limit: rowsPerPage }
  const { rows, ...sums } = await reports.quarter(span)
  return { ...sums, rows: named(desk.parts, rows) }
}

const cellsOf = ({ person, household, people, points, mean, minutes }: Named): string[] => [
  person?.name ?? '',
  household ?? '',
  String(people),
  formatPoints(points),
  formatPoints(mean),
  String(minutes),
]

const csvOf = async ({ parts }: DeskDeps, rows: QuarterAnswer['rows']): Promise<string> => {
  const words = exportWords.quarter
  const head = [words.person, words.household, words.people, words.points, words.mean, words.minutes]
  const cells: string[][] = [head]
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    // A tap between two pieces goes first.
    if (at > 0) await parts.clock.sleep(0)
    cells.push(...named(parts, rows.slice(at, at + rowsAtOnce)).map(cellsOf))
  }
  return csvText(cells)
}

const pad = (value: number): string => String(value).padStart(2, '0')

/** `points-2026-Q4-person-20261124-0905.csv`: the moment keeps two files of one quarter apart. */
const nameOf = ({ quarter, by, commandId }: SaveInput, now: number): string => {
  const { year, month, day, hour, minute } = inShanghai(now)
  const moment = `${String(year)}${pad(month)}${pad(day)}-${pad(hour)}${pad(minute)}`
  return `points-${quarter}-${by}-${moment}-${commandId.slice(-4)}.csv`
}

/**
 * Writes a whole quarter as CSV, with masked names; noted in the audit. The answer says where it lies. Rejects with
 * `storeFull` or `folderUnwritable` where it could not be written anywhere.
 */
export const saveQuarter = async (
  deps: QuarterDeps,
  page: string,
  input: SaveInput,
): Promise<CallOutput<'credit.saveQuarter'>> => {
  const { desk, reports } = deps
  const { commandId, quarter, by } = input
  const before = answered(desk.parts, commandId, 'credit.saveQuarter')
  if (before !== null) return before
  // Still a clerk, before anything is read.
  look(desk, page, () => undefined)
  const { rows } = await reports.quarter({ ...datesOf(quarter), by, offset: 0, limit: mostRows })
  const text = await csvOf(desk, rows)
  const placed = await placeFile(desk, deps.exportFolder, nameOf(input, desk.parts.clock.now()), text)
  return act(desk, page, { call: 'credit.saveQuarter', commandId }, (tx, doing) => {
    note(tx, doing, 'credit.quarterSaved', '', { quarter, by, rows: rows.length, where: placed.where })
    return placed
  }).output
}
