// @ts-check
import { ensureBuild } from './build-output.mjs'
import { installDebianPackages, testPackages } from './debian.mjs'
import { prepare, runTool } from './prepare.mjs'
import { sayOut } from './project.mjs'

const names = process.argv.slice(2).filter((arg) => arg !== '--deep')
// Asked for by name, the reader's run their million frames: `npm test` has run the short form.
const deep = process.argv.includes('--deep') || names.includes('reader')

sayOut(`Running the fault tests${deep ? ' at full length' : ''}.`)
const ready = await prepare(sayOut)
await installDebianPackages(testPackages, sayOut)
await ensureBuild(ready, sayOut)
const env = deep ? { ...ready.env, FAULTS_DEEP: '1' } : ready.env
process.exit(await runTool(ready, 'vitest', ['run', '--project', 'faults', ...names], { env }))
