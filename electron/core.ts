import { runCore } from './shell/core-side.ts'

process.umask(0o077)
await runCore({ argv: process.argv.slice(2), env: process.env, port: process.parentPort })
