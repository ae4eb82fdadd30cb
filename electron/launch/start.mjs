// @ts-check
import { parseArgs } from 'node:util'
import { ensureBuild } from './build-output.mjs'
import { startDemonstration } from './demonstration.mjs'
import { stationFolders } from './folders.mjs'
import { besideFlags, findBrowser, hasDisplay, kioskFlags } from './browser.mjs'
import { browserWindow, chooseWindow, keepBrowser } from './kiosk-window.mjs'
import { prepare } from './prepare.mjs'
import { onStop } from './processes.mjs'
import { root, sayOut } from './project.mjs'
import { isStation } from './reset-folder.mjs'
import { superviseStation, withStationKey } from './supervise.mjs'

const readArguments = () => {
  try {
    const options = /** @type {const} */ ({ port: { type: 'string' }, 'no-open': { type: 'boolean' } })
    return parseArgs({ options }).values
  } catch (error) {
    sayOut(`usage: npm start -- [--port N] [--no-open] (${error instanceof Error ? error.message : ''})`)
    process.exit(2)
  }
}

const asked = readArguments()
const folders = stationFolders()
let live = isStation(folders.station)
sayOut(live ? 'Starting the station.' : `Starting a demonstration station in ${folders.demonstration}.`)
const ready = await prepare(sayOut)
const env = withStationKey(ready.env)
delete env.ELECTRON_RUN_AS_NODE

/** What was started, to be ended together. @type {(() => Promise<unknown>)[]} */
const parts = []
const endAll = async () => {
  await Promise.all(parts.map((end) => end()))
}
let stopping = false
onStop(() => {
  stopping = true
  void endAll()
})

const demonstration = live ? null : await startDemonstration({ ready, folders, say: sayOut })
if (demonstration) parts.push(demonstration.stop)
await ensureBuild(ready, sayOut)
/** @type {import('./kiosk-window.mjs').KioskWindow} */
let window = asked['no-open']
  ? { kind: 'none', why: 'Serving the address above.' }
  : await chooseWindow({ root, ready, memory: folders.memory, say: sayOut })

/** @type {import('./supervise.mjs').Supervision['launch']} */
const launch = (port) => {
  const args = live || !demonstration ? ['--data', folders.station, '--reader', 'auto'] : demonstration.args()
  if (window.kind === 'electron') return { command: window.binary, args: [root, ...args], env }
  const chosen = port ?? asked.port ?? '0'
  const host = [`${root}out/main/host.js`, ...args, '--no-open', '--port', chosen]
  return { command: ready.node, args: host, env }
}

/** @type {ReturnType<typeof keepBrowser> | undefined} */
let stationWindow
/** @type {ReturnType<typeof keepBrowser> | undefined} */
let centreWindow

/** What the centre has received, beside the station: the same records, as they arrive. */
const showCentre = () => {
  if (live || !demonstration) return
  sayOut(`The centre's page: ${demonstration.centrePage}`)
  const binary = asked['no-open'] || !hasDisplay() ? undefined : findBrowser()
  if (binary === undefined) return
  centreWindow = keepBrowser({
    binary,
    url: demonstration.centrePage,
    profile: folders.centreBrowser,
    flags: besideFlags('centre'),
    // It only looks on: who closes it has seen enough of it.
    reopens: () => false,
    onClosed: () => undefined,
    onDead: () => undefined,
  })
  parts.push(centreWindow.close)
}

/** @param {string | undefined} url */
const show = (url) => {
  sayOut(window.why)
  showCentre()
  if (window.kind !== 'browser' || url === undefined) return
  stationWindow = keepBrowser({
    binary: window.binary,
    url,
    profile: folders.browser,
    flags: (address, profile) => (live ? kioskFlags : besideFlags('kiosk'))(address, profile),
    // A kiosk's window opens again; who closes the demonstration's window has seen enough.
    reopens: () => live,
    onClosed: () => {
      sayOut('The window was closed: ending the demonstration.')
      void endAll()
    },
    onDead: () => {
      sayOut('The browser does not stay open; the station keeps serving the address above.')
    },
  })
  parts.push(stationWindow.close)
}

const station = superviseStation({
  launch,
  persistent: true,
  say: sayOut,
  onStillborn: () => {
    if (window.kind === 'electron') window = browserWindow('Electron did not start')
  },
  onReady: show,
  onLine: sayOut,
  startOver: async () => demonstration?.startOver(),
  goLive: async () => {
    sayOut(`Starting a real station in ${folders.station}.`)
    live = true
    await centreWindow?.close()
    await demonstration?.stop()
    // A real station's window fills the screen.
    void stationWindow?.reopen()
  },
})
parts.push(station.stop)

if (demonstration) {
  sayOut('Waiting for the reference centre.')
  await demonstration.pair()
}
const code = stopping ? 0 : await station.run()
await endAll()
process.exit(code)
