import { lstat, mkdir } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { describeError, StationError } from '../base/errors.ts'
import { createDurableFile } from '../store/durable-file.ts'
import type { DeskDeps } from './desk/acts.ts'

const mostOfOneName = 1_000

const isFile = async (path: string): Promise<boolean> => {
  try {
    return (await lstat(path)).isFile()
  } catch {
    return false
  }
}

/** `plan.pdf`, else `plan-2.pdf` and so on: what was made before stays as it is. */
const freeName = async (dir: string, name: string): Promise<string> => {
  const { name: stem, ext } = parse(name)
  for (let nth = 1; nth < mostOfOneName; nth += 1) {
    const free = nth === 1 ? name : `${stem}-${String(nth)}${ext}`
    if (!(await isFile(join(dir, free)))) return free
  }
  throw new StationError('folderUnwritable', { reason: 'too many files of one name' })
}

/**
 * Writes a file for staff onto the stick, or into the folder where there is none, or none that takes it; whole or not
 * at all. Rejects with `storeFull`, `folderUnwritable` or `documentBroken` where it could not be written anywhere.
 */
export const placeFile = async (
  { parts: { clock, log }, stick }: Pick<DeskDeps, 'parts' | 'stick'>,
  folder: string,
  name: string,
  content: string | Uint8Array,
): Promise<{ where: 'stick' | 'folder'; file: string }> => {
  const write = async (dir: string): Promise<string> => {
    const file = await freeName(dir, name)
    await createDurableFile({ path: join(dir, file), clock, isGood: () => false }).write(content)
    return file
  }
  const root = await stick.folder()
  if (root !== null) {
    try {
      return { where: 'stick', file: await write(root) }
    } catch (error) {
      log.warn('export not written onto the stick', { cause: describeError(error) })
    }
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return { where: 'folder', file: await write(folder) }
}
