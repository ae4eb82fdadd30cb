import { constants } from 'node:fs'
import { lstat, open, readdir, readFile, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { toInstant } from '../../base/clock.ts'
import { StationError } from '../../base/errors.ts'
import type { NewId } from '../../base/ids.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import { stickChunkBytes, type StickFile } from '../../contract/credit.ts'
import { look, note, type DeskDeps } from './acts.ts'

const largestFileBytes = 12 * 1024 * 1024
const mostListed = 24
/** Cameras put pictures two folders down. */
const deepest = 3
/** A stick with a whole disk copied onto it must not keep staff waiting. */
const mostLookedAt = 5000
/** Listings that are remembered: one for each page. */
const mostPages = 8
const longestName = 60

/** Where memory sticks lie, each as an absolute folder. */
export type StickRoots = () => Promise<string[]>

const foldersIn = async (dir: string): Promise<string[]> => {
  try {
    const entries = await readdir(dir, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(dir, name))
  } catch {
    // No such folder, or not ours to read: no stick lies there.
    return []
  }
}

const mayHoldSticks = /^(\/media\/|\/run\/media\/|\/mnt\/usb)/

/** The kernel writes blanks and backslashes in octal. */
const unescaped = (path: string): string =>
  path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))

const mountPoints = async (): Promise<string[]> => {
  try {
    const text = await readFile('/proc/self/mountinfo', 'utf8')
    return text
      .split('\n')
      .flatMap((line) => unescaped(line.split(' ')[4] ?? ''))
      .filter((path) => mayHoldSticks.test(path))
  } catch {
    return []
  }
}

const linuxRoots = async (): Promise<string[]> => {
  const users = (await Promise.all(['/media', '/run/media'].map(foldersIn))).flat()
  const own = (await Promise.all(users.map(foldersIn))).flat()
  const usb = (await foldersIn('/mnt')).filter((path) => mayHoldSticks.test(path))
  return [...new Set([...own, ...usb, ...(await mountPoints())])]
}

/** Folders that stand for memory sticks, as somebody named them; those that are not there are pulled. */
export const namedStickRoots =
  (folders: readonly string[]): StickRoots =>
  async () => {
    const there = await Promise.all(folders.map((folder) => isFolder(folder)))
    return folders.filter((_, index) => there[index])
  }

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await lstat(path)).isDirectory()
  } catch {
    return false
  }
}

/**
 * Folders of removable media. On Windows only native code can tell which drives are removable: there it is the roots
 * D: to H:, which may be fixed disks too.
 */
export const systemStickRoots: StickRoots = () =>
  process.platform === 'win32'
    ? Promise.resolve(['D', 'E', 'F', 'G', 'H'].map((letter) => `${letter}:\\`))
    : linuxRoots()

export interface Found {
  path: string
  name: string
  bytes: number
  atMs: number
}

const isImageName = (name: string): boolean => /\.(jpe?g|png|webp)$/i.test(name) && !name.startsWith('.')

const marks: readonly { at: number; bytes: Buffer }[][] = [
  [{ at: 0, bytes: Buffer.of(0xff, 0xd8, 0xff) }],
  [{ at: 0, bytes: Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) }],
  [
    { at: 0, bytes: Buffer.from('RIFF', 'latin1') },
    { at: 8, bytes: Buffer.from('WEBP', 'latin1') },
  ],
]

const isImage = (head: Buffer): boolean =>
  marks.some((mark) => mark.every(({ at, bytes }) => head.subarray(at, at + bytes.length).equals(bytes)))

/**
 * Never through a link, and never waiting for a pipe, whatever lies there by now. Windows knows no such flags; there
 * `lookAt` alone says it.
 */
const readOnly =
  process.platform === 'win32'
    ? constants.O_RDONLY
    : constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

export const readPart = async (path: string, at: number, length: number): Promise<Buffer> => {
  const file = await open(path, readOnly)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const startsAsImage = async ({ path }: Found): Promise<boolean> => {
  try {
    return isImage(await readPart(path, 0, 12))
  } catch {
    // Pulled while it was looked at, or damaged: it cannot be shown.
    return false
  }
}

/** A plain file of at least so many bytes, and no link on the way to it. */
export const lookAt = async (path: string, least = 1): Promise<Pick<Found, 'bytes' | 'atMs'> | null> => {
  const stat = await lstat(path)
  const isPlain = stat.isFile() && stat.size >= least
  return isPlain && (await realpath(path)) === path ? { bytes: stat.size, atMs: stat.mtimeMs } : null
}

/** Why a file that is called a picture cannot be opened; it is listed all the same, so that nobody looks for it. */
const troubleWith = async (found: Found): Promise<StickFile['trouble']> => {
  if (found.bytes > largestFileBytes) return 'tooLarge'
  return (await startsAsImage(found)) ? null : 'notAPicture'
}

/** What may be listed: by its name, and from how many bytes on. */
export interface Wanted {
  name: (name: string) => boolean
  least: number
}

const images: Wanted = { name: isImageName, least: 1 }

export async function* filesIn(dir: string, depth: number, wanted: Wanted): AsyncGenerator<Found> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const path = join(dir, entry.name)
    if (entry.isDirectory() && depth < deepest && !entry.name.startsWith('.'))
      yield* filesIn(path, depth + 1, wanted)
    if (!entry.isFile() || !wanted.name(entry.name)) continue
    const seen = await lookAt(path, wanted.least).catch(() => null)
    if (seen !== null) yield { path, name: entry.name, ...seen }
  }
}

const candidates = async (roots: StickRoots): Promise<Found[]> => {
  const all: Found[] = []
  for (const root of await roots()) {
    for await (const found of filesIn(root, 1, images)) {
      all.push(found)
      if (all.length >= mostLookedAt) return all
    }
  }
  return all
}

/** As much of a name as the page shows, in whole characters. */
export const shortened = (name: string): string => {
  let short = ''
  for (const character of name) {
    if (short.length + character.length > longestName) break
    short += character
  }
  return short
}

/** Pictures on memory sticks: for staff, by ids that are good for one listing of one page. */
export interface Stick {
  /** Where sticks lie now. */
  readonly roots: StickRoots
  readonly list: (page: string) => Promise<StickFile[]>
  /** Throws `notFound` for an id of another listing, and where the stick was pulled. */
  readonly read: (page: string, input: CallInput<'stick.read'>) => Promise<{ data: Buffer; more: boolean }>
  /** A folder on a memory stick that files may be written to, `null` without a stick. */
  readonly folder: () => Promise<string | null>
}

/**
 * Whether another disk begins at this folder: where a stick was pulled, an empty folder of the station's own disk may
 * stay. On Windows nobody can tell a stick from a second disk here.
 */
export const isMounted = async (root: string): Promise<boolean> => {
  if (process.platform === 'win32') return false
  try {
    const [own, above] = await Promise.all([lstat(root), lstat(join(root, '..'))])
    return own.isDirectory() && own.dev !== above.dev
  } catch {
    // Pulled this very moment.
    return false
  }
}

/** Where memory sticks lie, and how to tell one from the folder that stays when it is pulled. */
export interface StickPlaces {
  roots: StickRoots
  mounted: (root: string) => Promise<boolean>
}

export const systemSticks: StickPlaces = { roots: systemStickRoots, mounted: isMounted }

export const stickPlaces = (folders: readonly string[] | null): StickPlaces =>
  folders === null ? systemSticks : { roots: namedStickRoots(folders), mounted: isFolder }

export const createStick = ({
  roots,
  newId,
  mounted = isMounted,
}: {
  roots: StickRoots
  newId: NewId
  /** @default what the system says */
  mounted?: (root: string) => Promise<boolean>
}): Stick => {
  const listings = new Map<string, Map<string, string>>()

  const remember = (page: string, listing: Map<string, string>): void => {
    listings.delete(page)
    listings.set(page, listing)
    const [oldest] = listings.keys()
    if (listings.size > mostPages && oldest !== undefined) listings.delete(oldest)
  }

  return {
    roots,
    folder: async () => {
      for (const root of await roots()) if (await mounted(root)) return root
      return null
    },
    list: async (page) => {
      const listing = new Map<string, string>()
      const files: StickFile[] = []
      const newestFirst = (await candidates(roots)).sort(
        (a, b) => b.atMs - a.atMs || (a.path < b.path ? -1 : 1),
      )
      for (const found of newestFirst) {
        if (files.length === mostListed) break
        const id = newId()
        const trouble = await troubleWith(found)
        if (trouble === null) listing.set(id, found.path)
        const { bytes, atMs } = found
        files.push({ id, name: shortened(found.name), bytes, at: toInstant(Math.floor(atMs)), trouble })
      }
      remember(page, listing)
      return files
    },
    read: async (page, { file, offset }) => {
      const path = listings.get(page)?.get(file)
      const gone = (cause?: unknown): StationError =>
        new StationError('notFound', { what: 'file' }, { cause })
      if (path === undefined) throw gone()
      try {
        const seen = await lookAt(path)
        if (seen === null || seen.bytes > largestFileBytes) throw gone()
        const data = await readPart(path, offset, stickChunkBytes)
        return { data, more: offset + data.length < seen.bytes && data.length > 0 }
      } catch (error) {
        throw error instanceof StationError ? error : gone(error)
      }
    },
  }
}

/** Still a clerk; nothing is looked for on behalf of anybody else. */
const admit = (deps: DeskDeps, page: string): void => {
  look(deps, page, () => undefined)
}

export const listStick = async (deps: DeskDeps, page: string): Promise<CallOutput<'stick.list'>> => {
  admit(deps, page)
  const files = await deps.stick.list(page)
  look(deps, page, (tx, doing) => {
    note(tx, doing, 'stick.listed', '', { files: files.length })
  })
  return { files }
}

export const readStick = async (
  deps: DeskDeps,
  page: string,
  input: CallInput<'stick.read'>,
): Promise<CallOutput<'stick.read'>> => {
  admit(deps, page)
  const { data, more } = await deps.stick.read(page, input)
  if (input.offset === 0)
    look(deps, page, (tx, doing) => {
      note(tx, doing, 'stick.read', '', { file: input.file })
    })
  return { data: data.toString('base64'), more }
}
