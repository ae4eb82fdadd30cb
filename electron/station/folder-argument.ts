import { parseArgs } from 'node:util'
import { describeError, StationError } from '../base/errors.ts'

/** The folder of a command that takes `--data DIR` and nothing else. Throws `usage`. */
export const folderArgument = (command: string, args: string[]): string => {
  const options = { data: { type: 'string' } } as const
  try {
    const { data } = parseArgs({ args, options, allowPositionals: false, strict: true }).values
    if (data !== undefined && data !== '') return data
  } catch (error) {
    throw new StationError('usage', { reason: describeError(error).split('. ')[0] ?? 'unknown option' })
  }
  throw new StationError('usage', { reason: `${command} needs --data DIR` })
}
