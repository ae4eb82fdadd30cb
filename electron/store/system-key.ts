import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { StationError } from '../base/errors.ts'
import { flushFolder, keepPrivately, systemKeyFile } from './files.ts'
import type { RootKeySource } from './key-store.ts'

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const systemKey = z.discriminatedUnion('kind', [
  /** There is no key store here, or the folder's key does not lie in it. */
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('opened'), root: bytes }),
  /** Made for a folder that holds nothing yet, and proven; `sealed` is what lies on the disk. */
  z.object({ kind: z.literal('offered'), root: bytes, sealed: bytes }),
  /** It lies there and does not open. */
  z.object({ kind: z.literal('failed'), reason: z.string() }),
])

/** What the operating system's key store gave for a station's folder. It is asked in another process than the station's. */
export type SystemKey = z.infer<typeof systemKey>

const name = 'root key from the system'

/** Keeps it in memory for this process and for the threads that it starts from now on. It never becomes a variable of the process. */
export const useSystemKey = (key: unknown): void => {
  setEnvironmentData(name, systemKey.parse(key))
}

const current = (): SystemKey => systemKey.catch({ kind: 'none' }).parse(getEnvironmentData(name))

/** Whether the system's key store offers itself for a new folder. */
export const isSystemKeyOffered = (): boolean => current().kind === 'offered'

const closed = (file: string, reason: string): Promise<never> =>
  Promise.reject(new StationError('keyMissing', { file, reason }))

/** The root key, sealed by the operating system's key store. Only the program with the window can ask that. */
export const rootKeyInSystem = (dir: string): RootKeySource => {
  const file = systemKeyFile(dir)
  return {
    level: 'os',
    read: () => {
      if (!existsSync(file)) return Promise.resolve(undefined)
      const key = current()
      if (key.kind === 'none') return closed(file, 'only the program with the window opens it')
      return key.kind === 'failed' ? closed(file, key.reason) : Promise.resolve(key.root)
    },
    create: () => {
      if (existsSync(file)) return Promise.reject(new StationError('conflict', { file }))
      const key = current()
      if (key.kind !== 'offered') return closed(file, 'the system offers none')
      keepPrivately(file, key.sealed)
      flushFolder(dir)
      return Promise.resolve(key.root)
    },
  }
}
