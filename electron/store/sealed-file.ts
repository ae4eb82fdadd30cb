import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { describeError, isStationError, StationError } from '../base/errors.ts'
import { flushFolder } from './files.ts'
import {
  fileKeyFrom,
  largestHeadBytes,
  magic,
  newFileKey,
  openPiece,
  pieceBytes,
  sealPiece,
  slotsFor,
  tagBytes,
  type Opener,
  type Recipients,
} from './sealed-copy.ts'

const about = z.object({
  storeId: z.string().max(64),
  station: z.string().max(40),
  name: z.string().max(60),
  /** UTC milliseconds. */
  madeAt: z.int().nonnegative(),
  records: z.int().nonnegative(),
})
/** What stands in the clear on a copy: whose it is and of when. Nobody's name or number. */
export type AboutCopy = z.infer<typeof about>

const slot = z.object({
  kind: z.enum(['station', 'sheet']),
  from: z.string().max(64).optional(),
  nonce: z.string().max(32),
  sealed: z.string().max(128),
})
const headShape = z.object({
  about,
  slots: z.array(slot).min(1).max(8),
  files: z
    .array(z.object({ name: z.string().regex(/^[a-z][a-z.-]{0,40}$/), bytes: z.int().nonnegative() }))
    .min(1)
    .max(20),
})
type Head = z.infer<typeof headShape>

/** One file of a station, as it goes into a copy. */
export interface CopiedFile {
  name: string
  /** Where it lies, or what it is. */
  from: string | Uint8Array
}

const codes: Readonly<Record<string, 'storeFull' | 'folderUnwritable'>> = {
  ENOSPC: 'storeFull',
  EDQUOT: 'storeFull',
  EFBIG: 'storeFull',
  EROFS: 'folderUnwritable',
  EACCES: 'folderUnwritable',
  EPERM: 'folderUnwritable',
}

const meaningOf = (error: unknown, file: string): unknown => {
  if (isStationError(error)) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === '') return error
  // Pulled while it was written or read: gone, or an error of the device.
  return new StationError(codes[code] ?? 'copyRefused', { file, reason: code }, { cause: error })
}

const refused = (reason: string): StationError => new StationError('copyRefused', { reason })

const sizeOf = async ({ from }: CopiedFile): Promise<number> =>
  typeof from === 'string' ? (await stat(from)).size : from.length

/** Everything in one row, in pieces of one size; the last may be shorter, or empty. */
async function* pieces(files: readonly CopiedFile[]): AsyncGenerator<{ plain: Buffer; isLast: boolean }> {
  let held = Buffer.alloc(0)
  for (const { from } of files) {
    for await (const bytes of typeof from === 'string' ? bytesOf(from) : [Buffer.from(from)]) {
      held = Buffer.concat([held, bytes])
      while (held.length > pieceBytes) {
        yield { plain: held.subarray(0, pieceBytes), isLast: false }
        held = Buffer.from(held.subarray(pieceBytes))
      }
    }
  }
  yield { plain: held, isLast: true }
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r')
  try {
    for (let at = 0; ;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(pieceBytes), 0, pieceBytes, at)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
      at += bytesRead
    }
  } finally {
    await handle.close()
  }
}

const writeSealed = async (
  handle: FileHandle,
  head: Buffer,
  key: Uint8Array,
  files: readonly CopiedFile[],
): Promise<void> => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  await handle.write(Buffer.concat([magic, length, head]))
  let index = 0
  for await (const { plain, isLast } of pieces(files)) {
    await handle.write(sealPiece(key, head, { index, isLast }, plain))
    index += 1
  }
  await handle.sync()
}

/**
 * Seals files into one at `target`, which has its name only after it was flushed and read back whole. Throws
 * `storeFull`, `folderUnwritable`, `copyRefused`; then there is no `target` that was not there before.
 */
export const sealFiles = async (
  target: string,
  files: readonly CopiedFile[],
  recipients: Recipients,
  facts: AboutCopy,
): Promise<void> => {
  const unfinished = `${target}.unfinished`
  try {
    const key = newFileKey()
    const sized = await Promise.all(
      files.map(async (file) => ({ name: file.name, bytes: await sizeOf(file) })),
    )
    const head: Head = { about: facts, slots: slotsFor(key, recipients), files: sized }
    await rm(unfinished, { force: true })
    const handle = await open(unfinished, 'wx', 0o600)
    try {
      await writeSealed(handle, Buffer.from(JSON.stringify(head)), key, files)
    } finally {
      await handle.close()
    }
    await unsealFiles(unfinished, { kind: 'station', key: recipients.station }, () => Promise.resolve())
    await rename(unfinished, target)
    flushFolder(dirname(target))
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw meaningOf(error, target)
  }
}

const readExactly = async (handle: FileHandle, at: number, length: number): Promise<Buffer> => {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, at)
  if (bytesRead !== length) throw refused('it is cut off')
  return buffer
}

const headOf = async (handle: FileHandle): Promise<{ bytes: Buffer; head: Head; end: number }> => {
  const start = await readExactly(handle, 0, magic.length + 4)
  if (!start.subarray(0, magic.length).equals(magic)) throw refused('it is no copy of a station')
  const length = start.readUInt32BE(magic.length)
  if (length === 0 || length > largestHeadBytes) throw refused('its head is damaged')
  const bytes = await readExactly(handle, start.length, length)
  let json: unknown
  try {
    json = JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    throw new StationError('copyRefused', { reason: 'its head is damaged' }, { cause: error })
  }
  const parsed = headShape.safeParse(json)
  if (!parsed.success) throw refused('its head is damaged')
  return { bytes, head: parsed.data, end: start.length + length }
}

/** What stands in the clear on a copy. Believed by nobody: only opening it proves it. Throws `copyRefused`. */
export const readAbout = async (file: string): Promise<AboutCopy> => {
  try {
    const handle = await open(file, 'r')
    try {
      return (await headOf(handle)).head.about
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw meaningOf(error, file)
  }
}

const bytesAround = (files: Head['files']): number => {
  const plain = files.reduce((sum, { bytes }) => sum + bytes, 0)
  return plain + Math.max(1, Math.ceil(plain / pieceBytes)) * tagBytes
}

/** Gives each piece of each file in turn; every one was proven before. */
export type Take = (name: string, bytes: Buffer) => Promise<void>

const giveOut = (files: Head['files'], take: Take): ((plain: Buffer) => Promise<void>) => {
  let at = 0
  let given = 0
  return async (plain) => {
    let rest = plain
    for (let file = files[at]; file !== undefined; file = files[at]) {
      const part = rest.subarray(0, file.bytes - given)
      await take(file.name, part)
      given += part.length
      rest = rest.subarray(part.length)
      if (given < file.bytes) return
      at += 1
      given = 0
    }
  }
}

/**
 * Opens a sealed copy and gives out what is in it. Throws `copyRefused` for one that was changed, cut off or forged, and
 * `keyWrong` for a wrong key; what `take` was given until then is what was sealed.
 */
export const unsealFiles = async (file: string, opener: Opener, take: Take): Promise<AboutCopy> => {
  try {
    const handle = await open(file, 'r')
    try {
      const { bytes: headBytes, head, end } = await headOf(handle)
      const { size } = await handle.stat()
      // Told before anything is read: a file of ten gigabytes is not a copy because its first bytes are.
      if (size - end !== bytesAround(head.files)) throw refused('its length is another')
      const key = fileKeyFrom(head.slots, opener)
      const give = giveOut(head.files, take)
      let index = 0
      for (let at = end; at < size; index += 1) {
        const sealed = await readExactly(handle, at, Math.min(pieceBytes + tagBytes, size - at))
        at += sealed.length
        await give(openPiece(key, headBytes, { index, isLast: at === size }, sealed))
      }
      return head.about
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw describeForeign(error, file)
  }
}

const describeForeign = (error: unknown, file: string): unknown => {
  const meaning = meaningOf(error, file)
  return isStationError(meaning)
    ? meaning
    : new StationError('copyRefused', { file, reason: describeError(meaning) }, { cause: error })
}
