import { hash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '../../base/clock.ts'
import { freeBytesOf } from '../../base/disk.ts'
import { StationError } from '../../base/errors.ts'
import { createDurableFile } from '../../store/durable-file.ts'
import type { StickRoots } from '../desk/stick.ts'

/** Folder of ours on a stick. */
const folderName = 'station-backup'
const markName = 'stick.json'
/** Copies that stay on a stick: a month of a village's records is some megabytes each. */
const keptOnStick = 4
const mostSticks = 4

/** A memory stick that is plugged in. */
export interface PluggedStick {
  /** Of its mark where it has one, else of where it lies. */
  id: string
  name: string
  /** Folder of copies on it. */
  folder: string
  isMarked: boolean
  freeBytes: number | null
  copies: { name: string; path: string; day: string; bytes: number }[]
}

const mark = z.object({ stick: z.uuid() })

const markOf = async (folder: string): Promise<string | null> => {
  try {
    const text = await readFile(join(folder, markName), { encoding: 'utf8' })
    return mark.safeParse(JSON.parse(text.slice(0, 1000))).data?.stick ?? null
  } catch {
    return null
  }
}

export const sealedName = (day: string): string => `records-${day}.backup`

const dayOf = (name: string): string | null => /^records-(\d{4}-\d{2}-\d{2})\.backup$/.exec(name)?.[1] ?? null

const copiesOn = async (folder: string): Promise<PluggedStick['copies']> => {
  const names = await readdir(folder).catch(() => [])
  const copies: PluggedStick['copies'] = []
  for (const name of names.toSorted().reverse()) {
    const day = dayOf(name)
    const facts = day === null ? null : await stat(join(folder, name)).catch(() => null)
    if (day !== null && facts?.isFile() === true)
      copies.push({ name, path: join(folder, name), day, bytes: facts.size })
  }
  return copies
}

const freeOn = async (root: string): Promise<number | null> => {
  try {
    return await freeBytesOf(root)
  } catch {
    return null
  }
}

const lookAt = async (root: string): Promise<PluggedStick> => {
  const folder = join(root, folderName)
  const marked = await markOf(folder)
  return {
    id: marked ?? hash('sha256', root, 'hex').slice(0, 32),
    name: basename(root).slice(0, 60),
    folder,
    isMarked: marked !== null,
    freeBytes: await freeOn(root),
    copies: (await copiesOn(folder)).slice(0, keptOnStick),
  }
}

/** Sticks that are plugged in now. Windows cannot tell a stick from a second disk: there every root is listed. */
export const pluggedSticks = async (
  roots: StickRoots,
  isMounted: (root: string) => Promise<boolean>,
): Promise<PluggedStick[]> => {
  const plugged: PluggedStick[] = []
  for (const root of await roots()) {
    if (plugged.length < mostSticks && (await isMounted(root))) plugged.push(await lookAt(root))
  }
  return plugged
}

/** Marks a stick as ours; one that has a mark keeps it. Returns its id. */
export const markStick = async (stick: PluggedStick, id: string, clock: Clock): Promise<string> => {
  if (stick.isMarked) return stick.id
  try {
    await mkdir(stick.folder, { recursive: true })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const full = code === 'ENOSPC' || code === 'EDQUOT'
    throw new StationError(
      full ? 'storeFull' : 'folderUnwritable',
      { dir: stick.folder, reason: code },
      { cause: error },
    )
  }
  const file = createDurableFile({ path: join(stick.folder, markName), clock, isGood: () => false })
  await file.write(`${JSON.stringify({ stick: id })}\n`)
  return id
}

/** Removes copies of ours that newer ones replaced, and what a pulled stick left half. */
export const tidyStick = async ({ folder }: PluggedStick): Promise<void> => {
  for (const { path } of (await copiesOn(folder)).slice(keptOnStick)) await rm(path, { force: true })
  for (const name of await readdir(folder)) {
    if (/^records-.*\.backup\.unfinished$/.test(name)) await rm(join(folder, name), { force: true })
  }
}
