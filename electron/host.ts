import { fileURLToPath } from 'node:url'
import { runHost } from './host/run.ts'

process.umask(0o077)
await runHost({
  argv: process.argv.slice(2),
  env: process.env,
  pageFolder: fileURLToPath(new URL('../renderer', import.meta.url)),
})
