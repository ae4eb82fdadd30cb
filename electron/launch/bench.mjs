// @ts-check
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './build-output.mjs'
import { prepare, runFile } from './prepare.mjs'
import { root, sayOut } from './project.mjs'
import { prepareForTests } from './test-browser.mjs'

const folder = 'tests/bench'
const known = existsSync(join(root, folder))
  ? readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.slice(0, -'.ts'.length))
      .sort()
  : []

const [asked, ...args] = process.argv.slice(2)
sayOut(asked ? `Measuring: ${asked}.` : `Measuring: ${known.join(', ')}.`)
if (asked !== undefined && !known.includes(asked)) {
  sayOut(`There is no measurement of that name; there are: ${known.join(', ')}.`)
  process.exit(2)
}
const ready = await prepare(sayOut)
if (!(await prepareForTests(ready, sayOut))) process.exit(1)
await ensureBuild(ready, sayOut)
let worst = 0
for (const name of asked === undefined ? known : [asked]) {
  worst = Math.max(worst, await runFile(ready, `${folder}/${name}.ts`, args, { cwd: root }))
}
process.exit(worst)
