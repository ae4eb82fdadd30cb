import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describeError } from '../base/errors.ts'
import { createDurableFile } from '../store/durable-file.ts'
import type { DeskDeps } from './desk/acts.ts'

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
  const write = (path: string): Promise<void> =>
    createDurableFile({ path, clock, isGood: () => false }).write(content)
  const root = await stick.folder()
  if (root !== null) {
    try {
      await write(join(root, name))
      return { where: 'stick', file: name }
    } catch (error) {
      log.warn('export not written onto the stick', { cause: describeError(error) })
    }
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await write(join(folder, name))
  return { where: 'folder', file: name }
}
