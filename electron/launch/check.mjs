// @ts-check
import { prepare } from './prepare.mjs'
import { sayOut } from './project.mjs'
import { runTogether, sourceChecks, wallChecks } from './steps.mjs'

sayOut('Checking types, lint, format, the import table and strings.')
const ready = await prepare(sayOut)
const failed = await runTogether(ready, [...sourceChecks, wallChecks])
sayOut(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.map(({ title }) => title).join(', ')}.`)
process.exit(failed.length === 0 ? 0 : 1)
