import { readArguments, usage, UsageError } from './arguments.ts'
import { exitCodes, ExitError } from './exit.ts'
import { serve } from './serve.ts'
import { issueToken } from './token.ts'

const run = async (args: string[]): Promise<number> => {
  try {
    const command = readArguments(args)
    if (command.kind === 'serve') await serve(command)
    else process.stdout.write(`${await issueToken(command)}\n`)
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`centre: ${error.message}; ${usage.replaceAll(/\s+/g, ' ')}\n`)
      return exitCodes.usage
    }
    const known = error instanceof ExitError
    const line = known ? error.message : error instanceof Error ? error.name : 'unknown failure'
    process.stderr.write(`centre: ${line}\n`)
    return known ? error.code : exitCodes.ioError
  }
}

const code = await run(process.argv.slice(2))
// Ends although a channel to the launcher may be open, and not before the last line is out.
process.stdout.write('', () => {
  process.exit(code)
})
