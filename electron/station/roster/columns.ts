import { mostColumns, rosterFields, type RosterColumn, type RosterField } from '../../contract/roster.ts'
import { maskName, maskNumber } from '../../contract/values.ts'
import { rosterHeaders } from '../../contract/words/roster.ts'
import { cleanNumber } from './judge-number.ts'
import type { TableRow } from './table.ts'

/** What each column holds, in their order. */
export type Fields = readonly (RosterField | null)[]

/** Titles and notes stand above the heads, never more rows than these. */
const mostAbove = 10
const longestShown = 30
/** Rows in which an example is looked for. */
const examplesIn = 200

/** `身份证号（必填）*` and `身份证号` are one head. */
const plainHead = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\([^)]*\)/g, '')
    .replaceAll(/[\s\p{P}\p{S}]/gu, '')

const fieldByHead = new Map(
  rosterFields.flatMap((field) => rosterHeaders[field].map((head) => [head, field] as const)),
)

const fieldOf = (head: string): RosterField | null => fieldByHead.get(plainHead(head)) ?? null

/** The first column of each kind counts. */
const fieldsOf = (heads: readonly string[]): Fields => {
  const fields = heads.map(fieldOf)
  return fields.map((field, index) => (fields.indexOf(field) === index ? field : null))
}

export interface Heads {
  /** Where the people begin. */
  people: readonly TableRow[]
  heads: readonly string[]
  fields: Fields
}

const holdsNumber = (cells: readonly string[]): boolean =>
  cells.some((cell) => /^\d{17}[\dX]$/.test(cleanNumber(cell)))

const widthOf = (rows: readonly TableRow[]): number =>
  rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0)

/** Finds the row of heads among the first ones; a file that begins with a person has none. */
export const findHeads = (table: readonly TableRow[]): Heads => {
  const width = widthOf(table)
  const padded = (cells: readonly string[]): string[] =>
    Array.from({ length: width }, (_, index) => cells[index] ?? '')
  const ranked = table
    .slice(0, mostAbove)
    .map(({ cells }, index) => ({ index, known: fieldsOf(cells).filter((field) => field !== null).length }))
  const best = ranked.reduce((a, b) => (b.known > a.known ? b : a), { index: 0, known: 0 })
  const hasHeads = best.known > 0 || !holdsNumber(table[0]?.cells ?? [])
  if (!hasHeads) return { people: table, heads: padded([]), fields: padded([]).map(() => null) }
  const heads = padded(table[best.index]?.cells ?? [])
  return { people: table.slice(best.index + 1), heads, fields: fieldsOf(heads) }
}

/** Enough to know a column by, too little to know a person by. */
const masked = (value: string, field: RosterField | null): string => {
  if (field !== null && field !== 'name' && field !== 'idNumber') return value
  return /\d{6}/.test(value) ? maskNumber(value) : value.length > 1 ? maskName(value) : value
}

const shown = (text: string): string =>
  Array.from(text).slice(0, longestShown).join('').slice(0, longestShown)

/** What the page shows of the columns. */
export const columnsOf = ({ people, heads }: Heads, fields: Fields): RosterColumn[] =>
  heads.slice(0, mostColumns).map((header, index) => {
    const example = people.slice(0, examplesIn).find(({ cells }) => (cells[index] ?? '') !== '')
    return {
      header: shown(header),
      example: shown(masked(example?.cells[index] ?? '', fields[index] ?? null)),
      field: fields[index] ?? null,
    }
  })
