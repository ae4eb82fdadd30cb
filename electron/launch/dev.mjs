// @ts-check
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { stationFolders } from './folders.mjs'
import { freePort } from './free-port.mjs'
import { servePageSources } from './page-server.mjs'
import { prepare } from './prepare.mjs'
import { endChild } from './processes.mjs'
import { root, sayOut } from './project.mjs'
import { withStationKey } from './supervise.mjs'

sayOut('Starting a demonstration station from its sources; page and station follow every change.')
const ready = await prepare(sayOut)
const port = String(await freePort())
const env = withStationKey(ready.env)
const folder = join(stationFolders().home, 'dev')
const args = ['--data', folder, '--demo', '--reader', 'simulated', '--port', port, '--no-open']
const host = spawn(ready.node, ['--watch', '--watch-preserve-output', `${root}electron/host.ts`, ...args], {
  env,
  stdio: ['ignore', 'inherit', 'inherit'],
})
const code = await servePageSources(ready, {
  // The page's server passes the socket on to this station.
  env: { ...env, STATION_URL: `http://127.0.0.1:${port}` },
  onAddress: (address) => {
    sayOut(`page: ${address}/`)
  },
})
await endChild(host)
process.exit(code)
