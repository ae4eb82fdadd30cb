// @ts-check
import { parseArgs } from 'node:util'
import { kioskEndCodes } from './after-end.mjs'
import { ensureBuild } from './build-output.mjs'
import { startDemonstration } from './demonstration.mjs'
import { stationFolders } from './folders.mjs'
import { browserWindow, chooseWindow } from './kiosk-window.mjs'
import { notifySystemd } from './notify.mjs'
import { prepare } from './prepare.mjs'
import { onStop } from './processes.mjs'
import { root, sayOut } from './project.mjs'
import { isStation } from './reset-folder.mjs'
import { showCentre } from './show-centre.mjs'
import { showStation } from './show-station.mjs'
import { superviseStation, withStationKey } from './supervise.mjs'

const readArguments = () => {
  try {
    const options = /** @type {const} */ ({
      port: { type: 'string' },
      'no-open': { type: 'boolean' },
      live: { type: 'boolean' },
    })
    return parseArgs({ options }).values
  } catch (error) {
    sayOut(
      `usage: npm start -- [--port N] [--no-open] [--live] (${error instanceof Error ? error.message : ''})`,
    )
    process.exit(2)
  }
}

const asked = readArguments()
const folders = stationFolders()
// A kiosk is never a demonstration, also before anybody has set it up.
let live = asked.live === true || isStation(folders.station)
sayOut(live ? 'Starting the station.' : `Starting a demonstration station in ${folders.demonstration}.`)
const ready = await prepare(sayOut)
const env = withStationKey(ready.env)
// Electron would be made a Node, or loaded with foreign code; the shell refuses to start with them.
for (const name of ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS']) delete env[name]

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

/** Until Electron's graphics process died too often. */
let hasGraphics = true

/** @type {import('./supervise.mjs').Supervision['launch']} */
const launch = (port) => {
  const args = live || !demonstration ? ['--data', folders.station, '--reader', 'auto'] : demonstration.args()
  if (window.kind === 'electron') {
    const software = hasGraphics ? [] : ['--software-rendering']
    return { command: window.binary, args: [root, ...args, ...software], env }
  }
  const chosen = port ?? asked.port ?? '0'
  const host = [`${root}out/main/host.js`, ...args, '--no-open', '--port', chosen]
  return { command: ready.node, args: host, env }
}

const view = showStation({
  profile: folders.browser,
  safeFile: `${root}resources/safe.html`,
  // A kiosk's window opens again; who closes the demonstration's window has seen enough.
  live: () => live,
  address: () => station.address(),
  onClosed: () => {
    sayOut('The window was closed: ending the demonstration.')
    void endAll()
  },
  say: (line) => {
    sayOut(line)
    station.tell(line)
  },
})
parts.push(view.close)

let closeCentre = () => Promise.resolve()

const showWindow = () => {
  if (window.kind === 'browser') view.show(window.binary)
}

const station = superviseStation({
  launch,
  persistent: true,
  say: sayOut,
  onStillborn: () => {
    if (window.kind === 'electron') window = browserWindow('Electron did not start')
  },
  endless: () => live,
  onReady: () => {
    sayOut(window.why)
    systemd.ready()
    showWindow()
    if (live || !demonstration) return
    const { centrePage: page } = demonstration
    closeCentre = showCentre({ page, profile: folders.centreBrowser, opens: !asked['no-open'], say: sayOut })
    parts.push(closeCentre)
  },
  onBack: showWindow,
  onRest: () => {
    systemd.ready()
    if (window.kind === 'browser') void view.rest(window.binary)
  },
  onPage: view.take,
  onGraphics: () => {
    hasGraphics = false
  },
  onLine: sayOut,
  startOver: async () => demonstration?.startOver(),
  goLive: async () => {
    sayOut(`Starting a real station in ${folders.station}.`)
    live = true
    await closeCentre()
    await demonstration?.stop()
    view.fill()
  },
})
parts.push(station.stop)
const systemd = notifySystemd(station.isWell)

if (demonstration) {
  sayOut('Waiting for the reference centre.')
  await demonstration.pair()
}
const code = stopping ? 0 : await station.run()
systemd.end()
await endAll()
// A demonstration that was left is over; nobody acts on its code.
process.exit(!live && code === kioskEndCodes.leave ? 0 : code)
