// @ts-check
import { prepare, runFile } from './prepare.mjs'
import { sayErr } from './project.mjs'

const args = process.argv.slice(2)
// `token` prints a token and nothing else.
if (args[0] !== 'token') sayErr('Starting the reference centre.')
process.exit(await runFile(await prepare(), 'centre/main.ts', args))
