// @ts-check
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './build-output.mjs'
import { prepare, runTool } from './prepare.mjs'
import { root, sayOut } from './project.mjs'
import { prepareForTests } from './test-browser.mjs'

sayOut('Running the tests in a browser.')
const ready = await prepare(sayOut)
if (!(await prepareForTests(ready, sayOut))) process.exit(1)
await ensureBuild(ready, sayOut)
const asked = process.argv.slice(2)

/** What `npm test` shows with a few random cases: the calendar, the lunar days and the ledger, at full length. */
const runDeep = () =>
  runTool(ready, 'vitest', ['run', '--project', 'unit', 'tests/unit/calendar', 'ledger-model'], {
    env: { ...ready.env, FAULTS_DEEP: '1' },
  })

/**
 * A part by its folder: the bare name would match any path with the word in it, that of the checkout as well.
 * @param {string} name
 */
const folderOf = (name) => (existsSync(join(root, 'tests/e2e', name)) ? `tests/e2e/${name}/` : name)

const runInBrowser = () => {
  // A part that is asked for by its name alone runs at its full size.
  const env = { ...ready.env, ...(asked.length === 1 ? { E2E_PART: asked[0] } : {}) }
  return runTool(ready, 'playwright', ['test', ...asked.map(folderOf)], { env })
}

process.exit(await (asked[0] === 'deep' ? runDeep() : runInBrowser()))
