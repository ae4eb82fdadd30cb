import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import { inShanghai } from '../../contract/values.ts'

const deflate = promisify(deflateRaw)

export interface ZipPart {
  /** ASCII. */
  name: string
  content: Buffer
}

const localSignature = 0x04034b50
const entrySignature = 0x02014b50
const endSignature = 0x06054b50
const version = 20
const deflated = 8
const localBytes = 30
const entryBytes = 46
const endBytes = 22

/** Time and date as FAT writes them, which is what the format takes over. */
const fatTime = (ms: number): number => {
  const { year, month, day, hour, minute } = inShanghai(ms)
  const date = ((Math.max(1980, year) - 1980) << 9) | (month << 5) | day
  return date * 0x10000 + ((hour << 11) | (minute << 5))
}

interface Packed {
  name: Buffer
  packed: Buffer
  size: number
  crc: number
  time: number
}

/** The facts that both headers of a file repeat, from `at` on. */
const writeFacts = (header: Buffer, at: number, { packed, size, crc, time, name }: Packed): void => {
  header.writeUInt16LE(version, at)
  header.writeUInt16LE(0, at + 2)
  header.writeUInt16LE(deflated, at + 4)
  header.writeUInt32LE(time, at + 6)
  header.writeUInt32LE(crc, at + 10)
  header.writeUInt32LE(packed.length, at + 14)
  header.writeUInt32LE(size, at + 18)
  header.writeUInt16LE(name.length, at + 22)
}

const localHeader = (part: Packed): Buffer => {
  const header = Buffer.alloc(localBytes)
  header.writeUInt32LE(localSignature, 0)
  writeFacts(header, 4, part)
  return header
}

const entryHeader = (part: Packed, offset: number): Buffer => {
  const header = Buffer.alloc(entryBytes)
  header.writeUInt32LE(entrySignature, 0)
  header.writeUInt16LE(version, 4)
  writeFacts(header, 6, part)
  header.writeUInt32LE(offset, 42)
  return header
}

const ending = (count: number, bytes: number, offset: number): Buffer => {
  const header = Buffer.alloc(endBytes)
  header.writeUInt32LE(endSignature, 0)
  header.writeUInt16LE(count, 8)
  header.writeUInt16LE(count, 10)
  header.writeUInt32LE(bytes, 12)
  header.writeUInt32LE(offset, 16)
  return header
}

/** A plain zip file, which every system opens without a program of ours. */
export const zipOf = async (parts: readonly ZipPart[], at: number): Promise<Buffer> => {
  const bodies: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const { name, content } of parts) {
    const part: Packed = {
      name: Buffer.from(name, 'latin1'),
      packed: await deflate(content),
      size: content.length,
      crc: crc32(content),
      time: fatTime(at),
    }
    entries.push(entryHeader(part, offset), part.name)
    const body = [localHeader(part), part.name, part.packed]
    bodies.push(...body)
    offset += body.reduce((sum, { length }) => sum + length, 0)
  }
  const listed = entries.reduce((sum, { length }) => sum + length, 0)
  return Buffer.concat([...bodies, ...entries, ending(parts.length, listed, offset)])
}
