import { deflateRawSync } from 'node:zlib'
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import { rosterFields } from '../../electron/contract/roster.ts'

export type XlsxCell =
  string | number | Date | null | { value: string; rowSpan?: number; columnSpan?: number }

/** A workbook with one sheet, as Excel writes it. */
export const xlsx = async (rows: readonly (readonly XlsxCell[])[]): Promise<Buffer> => {
  const cells: SheetData = rows.map((row) =>
    row.map((cell) => {
      if (cell === null) return null
      if (typeof cell === 'string') return { value: cell }
      if (typeof cell === 'number') return { value: cell, type: Number }
      return cell instanceof Date ? { value: cell, type: Date, format: 'yyyy/mm/dd' } : cell
    }),
  )
  return writeXlsxFile(cells).toBuffer()
}

/** One part of a zip; `told` is the size that its directory names where that is not the truth. */
export interface ZipPart {
  name: string
  content: Buffer
  told?: number
}

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})
const crcOf = (bytes: Buffer): number =>
  (bytes.reduce((crc, byte) => (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0), 0xffffffff) ^
    0xffffffff) >>>
  0

/** A zip made byte by byte, so that it can lie. */
export const zip = (parts: readonly ZipPart[]): Buffer => {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, content, told = content.length } of parts) {
    const packed = deflateRawSync(content, { level: 9 })
    const title = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crcOf(content), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(told, 18)
    facts.writeUInt16LE(title.length, 22)
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, title])
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    central.push(Buffer.from('PK\x01\x02', 'latin1'), Buffer.of(20, 0), facts, where, title)
    local.push(head, packed)
    offset += head.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06', 'latin1'), end])
}

/** Text in the encoding of Chinese Windows; only characters of the two-byte range. */
export const gb18030 = (text: string): Buffer => {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, Buffer>()
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low === 0x7f) continue
      const bytes = Buffer.of(high, low)
      codes.set(decoder.decode(bytes), bytes)
    }
  return Buffer.concat(
    Array.from(text, (sign) => (sign < '\x80' ? Buffer.from(sign) : (codes.get(sign) ?? Buffer.from('?')))),
  )
}

/** A list with these columns at its head: name, number, birth, sex, volunteer number, team, household. */
export const csvOf = (...rows: Partial<Record<(typeof rosterFields)[number], string>>[]): string =>
  [
    '姓名,身份证号,出生日期,性别,志愿者编号,队伍,户号',
    ...rows.map((row) => rosterFields.map((field) => row[field] ?? '').join(',')),
  ].join('\r\n')
