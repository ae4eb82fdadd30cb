import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { extname, join } from 'node:path'
import { mostRecordings, recordingName, recordingsPath, type RecordingFault } from '../../contract/sound.ts'
import type { PageFile } from './page-files.ts'

/** Where a village puts its recordings. */
export const voiceFolder = (dir: string): string => join(dir, 'voice')

/** Two megabytes hold two minutes in any of these kinds: no clip is so long. */
const largestBytes = 2 * 1024 * 1024

const types: Readonly<Record<string, string>> = {
  '.opus': 'audio/ogg',
  '.ogg': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.m4a': 'audio/mp4',
}

/** A file of the folder, and why it is not used. `mark` is another one when the file is. */
export interface ListedRecording {
  file: string
  fault: RecordingFault | null
  mark: string
}

const text = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to)

/** Goes by what a file is, not by its name: who renames a picture hears nothing. */
const isSound = (head: Buffer): boolean => {
  if (text(head, 0, 4) === 'OggS' || text(head, 0, 3) === 'ID3') return true
  if (text(head, 0, 4) === 'RIFF') return text(head, 8, 12) === 'WAVE'
  if (text(head, 4, 8) === 'ftyp') return true
  // The beginning of a packet of MP3.
  return head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0
}

/** Windows knows neither of them. */
const flag = (name: 'O_NOFOLLOW' | 'O_NONBLOCK'): number =>
  (constants as Partial<Record<typeof name, number>>)[name] ?? 0

/** What follows a link could be any file of this machine: links are not followed. */
const withFile = <T>(path: string, work: (handle: number) => T): T => {
  const handle = openSync(path, constants.O_RDONLY | flag('O_NOFOLLOW') | flag('O_NONBLOCK'))
  try {
    return work(handle)
  } finally {
    closeSync(handle)
  }
}

const judge = (folder: string, file: string): Omit<ListedRecording, 'file'> => {
  if (!recordingName.safeParse(file).success) return { fault: 'badName', mark: '' }
  try {
    return withFile(join(folder, file), (handle) => {
      const { size, mtimeMs } = fstatSync(handle)
      const mark = `${String(size)}-${String(mtimeMs)}`
      if (size > largestBytes) return { fault: 'tooBig', mark }
      const head = Buffer.alloc(12)
      readSync(handle, head, 0, head.length, 0)
      return { fault: isSound(head) ? null : 'notSound', mark }
    })
  } catch {
    // A link, or a file that nobody may read.
    return { fault: 'notSound', mark: '' }
  }
}

const stem = (file: string): string => file.slice(0, -extname(file).length)

/** Everything in the folder, by name. Of two files for one clip the first is used. */
export const listRecordings = (folder: string): ListedRecording[] => {
  let entries
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  const seen = new Set<string>()
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
    .map((file) => {
      const judged = judge(folder, file)
      if (judged.fault !== null) return { file, ...judged }
      if (seen.has(stem(file))) return { file, ...judged, fault: 'double' }
      if (seen.size >= mostRecordings) return { file, ...judged, fault: 'tooMany' }
      seen.add(stem(file))
      return { file, ...judged }
    })
}

/** The name in an address, `null` where it is none that a recording can have. */
const nameIn = (path: string): string | null => {
  if (!path.startsWith(recordingsPath)) return null
  try {
    const name = decodeURIComponent(path.slice(recordingsPath.length))
    return recordingName.safeParse(name).success ? name : null
  } catch {
    return null
  }
}

/** The recording under an address of the page, for both hosts. Nothing but a good recording of this folder is found. */
export const recordingAt = (folder: string, path: string): PageFile | undefined => {
  const name = nameIn(path)
  if (name === null || judge(folder, name).fault !== null) return undefined
  const body = withFile(join(folder, name), (handle) => readFileSync(handle))
  return {
    type: types[extname(name)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    immutable: false,
    read: () => body,
  }
}
