import { toInstant } from '../../base/clock.ts'
import { StationError } from '../../base/errors.ts'
import type { NewId } from '../../base/ids.ts'
import type { RosterFile } from '../../contract/roster.ts'
import { filesIn, lookAt, readPart, shortened, type Found, type StickRoots } from '../desk/stick.ts'
import { mostBytes } from './table.ts'

const mostListed = 24
/** A stick with a whole disk copied onto it must not keep staff waiting. */
const mostLookedAt = 5000

const isTableName = (name: string): boolean => /\.(csv|txt|xlsx|xls)$/i.test(name) && !name.startsWith('.')

/** A listed file as it was read. */
export interface OpenedFile {
  name: string
  path: string
  /** The stick, or the folder, that it lies on. */
  root: string
  bytes: Uint8Array<ArrayBuffer>
}

/** Tables where staff put them. */
export interface RosterFiles {
  /** The newest first. Ids are good until the next listing. */
  list: () => Promise<RosterFile[]>
  /** Rejects with `notFound` where the file is gone. */
  open: (id: string) => Promise<OpenedFile>
}

const gone = (cause?: unknown): StationError => new StationError('notFound', { what: 'file' }, { cause })

/** Still the file that was listed, and no link on the way to it. */
export const isThere = async (path: string): Promise<boolean> => {
  try {
    return (await lookAt(path, 0)) !== null
  } catch {
    // Pulled with its stick.
    return false
  }
}

const tablesOn = async (roots: readonly string[]): Promise<(Found & { root: string })[]> => {
  const all: (Found & { root: string })[] = []
  for (const root of roots)
    for await (const found of filesIn(root, 1, { name: isTableName, least: 0 })) {
      all.push({ ...found, root })
      if (all.length >= mostLookedAt) return all
    }
  return all
}

const readWhole = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
  const seen = await lookAt(path, 0)
  if (seen === null) throw gone()
  // One byte too many tells the reader that there is more.
  const read = await readPart(path, 0, Math.min(seen.bytes, mostBytes + 1))
  const whole = new Uint8Array(read.length)
  whole.set(read)
  return whole
}

export const createRosterFiles = ({ roots, newId }: { roots: StickRoots; newId: NewId }): RosterFiles => {
  let listing = new Map<string, { name: string; path: string; root: string }>()
  return {
    list: async () => {
      const found = await tablesOn(await roots())
      const newest = found.sort((a, b) => b.atMs - a.atMs || (a.path < b.path ? -1 : 1)).slice(0, mostListed)
      const files = newest.map(({ path, root, name, bytes, atMs }) => {
        const file = { id: newId(), name: shortened(name), bytes, at: toInstant(Math.floor(atMs)) }
        return { file, place: { name: file.name, path, root } }
      })
      listing = new Map(files.map(({ file, place }) => [file.id, place]))
      return files.map(({ file }) => file)
    },
    open: async (id) => {
      const place = listing.get(id)
      if (place === undefined) throw gone()
      try {
        return { ...place, bytes: await readWhole(place.path) }
      } catch (error) {
        throw error instanceof StationError ? error : gone(error)
      }
    },
  }
}
