// @ts-check
import { alone } from './launch-lock.mjs'
import { build } from './build-output.mjs'
import { prepare } from './prepare.mjs'
import { root, sayOut } from './project.mjs'

sayOut('Building shell, core, host and page into out/.')
const ready = await prepare(sayOut)
const code = await alone(root, sayOut, () => build(ready))
sayOut(code === 0 ? 'Built.' : 'The build failed.')
process.exit(code)
