import { StationError } from '../../base/errors.ts'
import { tableRefusal, type TableRefusal } from '../../contract/roster.ts'

/** One row that holds something, under the number that a spreadsheet shows beside it. */
export interface TableRow {
  row: number
  cells: readonly string[]
}

/** More than fifty thousand people take. */
export const mostBytes = 12 * 1024 * 1024
/** More people than any village has. */
export const mostRows = 50_000
/** Longer than anything that is taken; what is cut here is refused by its length all the same. */
const longestCell = 300

export const refuseTable = (why: TableRefusal, cause?: unknown): StationError =>
  new StationError('badInput', { table: why }, { cause })

/** Why a table was refused, `null` for any other error. */
export const refusalOf = (error: unknown): TableRefusal | null =>
  error instanceof StationError ? (tableRefusal.safeParse(error.params.table).data ?? null) : null

const withoutEmptyEnd = (cells: readonly string[]): readonly string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)

/**
 * Rows with something in them, cells trimmed and cut. Throws `badInput` where there are none, or more rows or columns
 * than `most`.
 */
export const tableOf = (
  rows: readonly (readonly string[])[],
  most: { rows: number; columns: number },
): TableRow[] => {
  const table = rows
    .map((cells, index) => ({
      row: index + 1,
      cells: withoutEmptyEnd(cells.map((cell) => cell.trim().slice(0, longestCell))),
    }))
    .filter(({ cells }) => cells.length > 0)
  if (table.length === 0) throw refuseTable('empty')
  if (table.length > most.rows) throw refuseTable('tooManyRows')
  if (table.some(({ cells }) => cells.length > most.columns)) throw refuseTable('tooManyColumns')
  return table
}
