// @ts-check
import { prepare, runFile } from './prepare.mjs'
import { sayErr } from './project.mjs'

sayErr('Starting a simulated reader.')
process.exit(
  await runFile(await prepare(), 'electron/reader/simulated/emulate-command.ts', process.argv.slice(2)),
)
