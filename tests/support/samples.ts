import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './program.ts'

/** A sample that was written once and must be understood for ever. */
export interface Sample {
  name: string
  content: unknown
}

/** The samples of a folder of `tests/contract`, by name. */
export const samplesIn = (folder: 'records' | 'messages'): Sample[] => {
  const dir = join(root, 'tests/contract', folder)
  return readdirSync(dir)
    .sort()
    .map((file) => ({
      name: file.replace(/\.json$/, ''),
      content: JSON.parse(readFileSync(join(dir, file), 'utf8')) as unknown,
    }))
}
