import { parseArgs } from 'node:util'
import { describeError, StationError } from '../base/errors.ts'

/** What follows a command about a folder: `--data DIR`, and those of its `flags` that were given. Throws `usage`. */
export const folderArguments = <F extends string = never>(
  command: string,
  args: string[],
  flags: readonly F[] = [],
): { dir: string; given: ReadonlySet<F> } => {
  const options = {
    data: { type: 'string' as const },
    ...Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' as const }])),
  }
  try {
    const values: Record<string, string | boolean | undefined> = parseArgs({
      args,
      options,
      allowPositionals: false,
      strict: true,
    }).values
    const { data } = values
    if (typeof data === 'string' && data !== '')
      return { dir: data, given: new Set(flags.filter((flag) => values[flag] === true)) }
  } catch (error) {
    throw new StationError('usage', { reason: describeError(error).split('. ')[0] ?? 'unknown option' })
  }
  throw new StationError('usage', { reason: `${command} needs --data DIR` })
}
