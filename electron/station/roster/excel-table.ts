import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/node'
import { createMergedCells, fillMerged } from './merged-cells.ts'
import { refuseTable } from './table.ts'
import { guardZip } from './zip-guard.ts'

/** Figures with more digits are kept inexactly by every spreadsheet program. */
const exactDigits = 15

/** A long figure is said as the spreadsheet shows it, so that its lost digits are seen for what they are. */
const figureText = (raw: string): string =>
  /^\d+$/.test(raw) && raw.length > exactDigits ? Number(raw).toExponential() : raw

const dayText = (date: Date): string => date.toISOString().slice(0, 10)

const cellText = (cell: unknown): string => {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : dayText(cell)
  return typeof cell === 'string' || typeof cell === 'boolean' ? String(cell) : ''
}

/** Small parts of a workbook that say which sheet is the first. */
const directoryParts = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'] as const
const longestDirectory = 1024 * 1024

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ''

/** `xl/worksheets/sheet1.xml`, wherever the first sheet lies. */
const firstSheetPart = (workbook: string, relations: string): string => {
  const [sheet = ''] = /<sheet\b[^>]*>/.exec(workbook) ?? []
  const id = attribute(sheet, 'r:id')
  const tags = relations.match(/<Relationship\b[^>]*>/g) ?? []
  const target = attribute(tags.find((tag) => attribute(tag, 'Id') === id) ?? '', 'Target')
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

const readFirstSheet = async (bytes: Buffer): Promise<string[][]> => {
  try {
    const rows = await readSheet<string>(bytes, 1, { parseNumber: figureText })
    return rows.map((cells) => cells.map(cellText))
  } catch (error) {
    if (error instanceof InvalidInputError && error.code === 'NO_DATA') throw refuseTable('empty', error)
    const isOurs = error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError
    throw refuseTable(isOurs ? 'notTable' : 'damaged', error)
  }
}

/** Rows of the first sheet as text, empty ones too; what is merged stands in every row that it spans. */
export const readExcel = async (bytes: Buffer): Promise<string[][]> => {
  const merged = createMergedCells()
  const directory = new Map<string, string>()
  await guardZip(bytes, (part, piece) => {
    merged.see(part, piece)
    const isDirectory = (directoryParts as readonly string[]).includes(part)
    const before = directory.get(part) ?? ''
    if (isDirectory && before.length < longestDirectory) directory.set(part, before + piece.toString('utf8'))
  })
  const [workbook, relations] = directoryParts.map((part) => directory.get(part) ?? '')
  const rows = await readFirstSheet(bytes)
  fillMerged(rows, merged.of(firstSheetPart(workbook ?? '', relations ?? '')))
  return rows
}
