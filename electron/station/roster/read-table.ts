import { mostColumns, type TableRefusal } from '../../contract/roster.ts'
import { readCsv } from './csv-table.ts'
import { readExcel } from './excel-table.ts'
import { mostRows, refuseTable, tableOf, type TableRow } from './table.ts'

/** What a file begins with, whatever its name says. */
const marks: readonly { bytes: Buffer; at?: number; is: 'zip' | TableRefusal }[] = [
  { bytes: Buffer.of(0x50, 0x4b, 0x03, 0x04), is: 'zip' },
  { bytes: Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), is: 'oldExcel' },
  { bytes: Buffer.of(0xff, 0xd8, 0xff), is: 'picture' },
  { bytes: Buffer.of(0x89, 0x50, 0x4e, 0x47), is: 'picture' },
  { bytes: Buffer.from('GIF8', 'latin1'), is: 'picture' },
  { bytes: Buffer.from('WEBP', 'latin1'), at: 8, is: 'picture' },
  { bytes: Buffer.from('BM', 'latin1'), is: 'picture' },
  { bytes: Buffer.from('%PDF', 'latin1'), is: 'notTable' },
  { bytes: Buffer.of(0x7f, 0x45, 0x4c, 0x46), is: 'notTable' },
]

const kindOf = (bytes: Buffer): 'zip' | 'text' | TableRefusal =>
  marks.find(({ bytes: mark, at = 0 }) => bytes.subarray(at, at + mark.length).equals(mark))?.is ?? 'text'

/**
 * The rows of a table by what the file is, not by what it is called. Throws `badInput` with the reason in
 * `params.table`.
 */
export const readTable = async (bytes: Buffer): Promise<TableRow[]> => {
  if (bytes.length === 0) throw refuseTable('empty')
  const kind = kindOf(bytes)
  if (kind !== 'zip' && kind !== 'text') throw refuseTable(kind)
  const rows = kind === 'zip' ? await readExcel(bytes) : readCsv(bytes)
  return tableOf(rows, { rows: mostRows, columns: mostColumns })
}
