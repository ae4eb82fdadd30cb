// @ts-check
import { prepare, runTool } from './prepare.mjs'
import { sayErr } from './project.mjs'

const [name, ...args] = process.argv.slice(2)
if (name === undefined) {
  sayErr('usage: node electron/launch/run.mjs TOOL [argument …]')
  process.exit(2)
}
sayErr(`Running ${name} under Node 24.`)
process.exit(await runTool(await prepare(), name, args))
