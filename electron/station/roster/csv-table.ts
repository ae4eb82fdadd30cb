import Papa from 'papaparse'
import { refuseTable } from './table.ts'

const decode = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const begins = (bytes: Uint8Array, ...mark: number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

/** The text of a file as office programs write it: UTF-8, UTF-16 with its mark, or GB 18030. */
export const decodeText = (bytes: Uint8Array): string => {
  const text = begins(bytes, 0xff, 0xfe)
    ? decode(bytes, 'utf-16le')
    : begins(bytes, 0xfe, 0xff)
      ? decode(bytes, 'utf-16be')
      : (decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030'))
  if (text === null) throw refuseTable('encoding')
  if (text.includes('\0')) throw refuseTable('notTable')
  return text
}

const delimiters = [',', ';', '\t', '|'] as const
/** Lines that tell what stands between cells. */
const linesLookedAt = 20

/** What stands most often in the first lines, outside of quotation marks. */
const delimiterOf = (text: string): string => {
  const lines = text.split(/\r\n?|\n/, linesLookedAt).join('\n')
  const plain = lines.replaceAll(/"[^"]*"/g, '')
  const counts = delimiters.map((sign) => plain.split(sign).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

/** Rows of a CSV file, empty ones too, so that their numbers are those of the spreadsheet. */
export const readCsv = (bytes: Uint8Array): string[][] => {
  const text = decodeText(bytes)
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text),
    skipEmptyLines: false,
  })
  // Everything behind such a mark would be one cell.
  if (errors.some(({ type }) => type === 'Quotes')) throw refuseTable('quotes')
  return data
}
