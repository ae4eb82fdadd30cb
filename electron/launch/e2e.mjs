// @ts-check
import { ensureBuild } from './build-output.mjs'
import { prepare, runTool } from './prepare.mjs'
import { sayOut } from './project.mjs'
import { prepareForTests } from './test-browser.mjs'

sayOut('Running the tests in a browser.')
const ready = await prepare(sayOut)
if (!(await prepareForTests(ready, sayOut))) process.exit(1)
await ensureBuild(ready, sayOut)
process.exit(await runTool(ready, 'playwright', ['test', ...process.argv.slice(2)]))
