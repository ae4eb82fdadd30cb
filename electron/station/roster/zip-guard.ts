import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { refuseTable } from './table.ts'

/** Fifty thousand people take a third of it. */
const mostUnpackedBytes = 64 * 1024 * 1024
/** Lists repeat themselves, but not a hundred times over. Small files may: a few blank rows pack very well. */
const mostRatio = 100
const ratioCountsFrom = 8 * 1024 * 1024
const mostEntries = 1000

const openZip = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error === null) resolve(zip)
      else reject(refuseTable('damaged', error))
    })
  })

/** The central directory, without unpacking anything. */
const entriesOf = (zip: ZipFile): Promise<Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      if (entries.length > mostEntries) reject(refuseTable('bomb'))
      else zip.readEntry()
    })
    zip.once('end', () => {
      resolve(entries)
    })
    zip.once('error', (error: unknown) => {
      reject(refuseTable('damaged', error))
    })
    zip.readEntry()
  })

/** Unpacks one entry piece by piece. One that holds more than the directory says ends with an error. */
const unpack = (zip: ZipFile, entry: Entry, take: (piece: Buffer) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(refuseTable('damaged', error))
        return
      }
      stream.on('data', (piece: Buffer) => {
        try {
          take(piece)
        } catch (cause) {
          reject(cause instanceof Error ? cause : refuseTable('damaged', cause))
          stream.destroy()
        }
      })
      stream.once('end', resolve)
      stream.once('error', (cause) => {
        reject(refuseTable('damaged', cause))
      })
    })
  })

/**
 * Refuses what unpacks to more than a list of people, first by what the zip says of itself, then by counting. `see` is
 * handed every piece of every part on the way.
 */
export const guardZip = async (
  bytes: Buffer,
  see: (part: string, piece: Buffer) => void = () => undefined,
): Promise<void> => {
  const zip = await openZip(bytes)
  zip.on('error', () => undefined)
  const entries = await entriesOf(zip)
  const told = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  const isBomb = told > mostUnpackedBytes || (told > ratioCountsFrom && told > bytes.length * mostRatio)
  if (isBomb) throw refuseTable('bomb')
  let unpacked = 0
  for (const entry of entries) {
    await unpack(zip, entry, (piece) => {
      unpacked += piece.length
      if (unpacked > mostUnpackedBytes) throw refuseTable('bomb')
      see(entry.fileName, piece)
    })
  }
}
