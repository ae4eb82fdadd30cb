import { existsSync } from 'node:fs'
import { StationError } from '../base/errors.ts'
import { givenSystemKey } from '../base/system-key.ts'
import { flushFolder, keepPrivately, systemKeyFile } from './files.ts'
import type { RootKeySource } from './key-store.ts'

/** Whether the system's key store offers itself for a new folder. */
export const isSystemKeyOffered = (): boolean => givenSystemKey().kind === 'offered'

const closed = (file: string, reason: string): Promise<never> =>
  Promise.reject(new StationError('keyMissing', { file, reason }))

/** The root key, sealed by the operating system's key store. Only the program with the window can ask that. */
export const rootKeyInSystem = (dir: string): RootKeySource => {
  const file = systemKeyFile(dir)
  return {
    level: 'os',
    read: () => {
      if (!existsSync(file)) return Promise.resolve(undefined)
      const key = givenSystemKey()
      if (key.kind === 'none') return closed(file, 'only the program with the window opens it')
      return key.kind === 'failed' ? closed(file, key.reason) : Promise.resolve(key.root)
    },
    create: () => {
      if (existsSync(file)) return Promise.reject(new StationError('conflict', { file }))
      const key = givenSystemKey()
      if (key.kind !== 'offered') return closed(file, 'the system offers none')
      keepPrivately(file, key.sealed)
      flushFolder(dir)
      return Promise.resolve(key.root)
    },
  }
}
