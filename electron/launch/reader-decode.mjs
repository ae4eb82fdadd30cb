// @ts-check
import { prepare, runFile } from './prepare.mjs'

process.exit(await runFile(await prepare(), 'electron/reader/decode-command.ts', process.argv.slice(2)))
