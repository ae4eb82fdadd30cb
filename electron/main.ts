import { join } from 'node:path'
import { app } from 'electron'
import { registerAppScheme, servePage } from './shell/app-scheme.ts'
import { openStation } from './shell/open-station.ts'
import { restartOnCrash } from './shell/power.ts'
import { say } from './shell/say.ts'
import { readShellArguments } from './shell/switches.ts'

const exitCode = { usage: 2, folderInUse: 3 }

const out = join(import.meta.dirname, '..')
const { refused, station, demo, software, data } = readShellArguments(
  process.argv.slice(app.isPackaged ? 1 : 2),
  process.env,
)
const dataFolder = data ?? join(app.getPath('userData'), 'station')
// The window's own files stay out of the station's folder, and two stations out of each other's.
app.setPath('userData', `${dataFolder}-window`)

if (refused.length > 0) {
  say(`refused: ${refused.join(' ')}`)
  app.exit(exitCode.usage)
} else if (!app.requestSingleInstanceLock()) {
  say('this station is open already')
  app.exit(exitCode.folderInUse)
} else {
  registerAppScheme()
  app.enableSandbox()
  if (software) app.disableHardwareAcceleration()
  restartOnCrash()
  void app.whenReady().then(() => {
    servePage(join(out, 'renderer'), dataFolder)
    openStation(
      { preload: join(out, 'preload', 'preload.cjs'), core: join(out, 'main', 'core.js'), data: dataFolder },
      { core: data === null ? [...station, `--data=${dataFolder}`] : station, kiosk: !demo },
    )
  })
}
