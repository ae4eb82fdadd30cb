import { app } from 'electron'
import { systemClock } from '../base/clock.ts'
import { startCore, type CoreProcess } from './core-process.ts'
import { fitDisplay } from './fit-display.ts'
import { keepAwake } from './power.ts'
import { watchPage } from './page-watch.ts'
import { printSilently } from './printing.ts'
import { createRelay } from './relay.ts'
import { say } from './say.ts'
import { createWindow, lockDown, pageAddress } from './window.ts'

type News = { kind: 'ready' } | { kind: 'announce'; what: string } | { kind: 'line'; text: string }

/** News for the launcher, where one started the shell. */
const tellLauncher = (news: News): void => {
  process.send?.(news)
}

/** Ends the core before the shell goes, whoever asked for it. */
const quitInOrder = (core: CoreProcess): void => {
  let ending = false
  const end = (): void => {
    if (ending) return
    ending = true
    void core.stop().then(() => {
      app.exit(0)
    })
  }
  app.on('before-quit', (event) => {
    event.preventDefault()
    end()
  })
  app.on('window-all-closed', end)
  process.on('disconnect', end)
}

/** Built files of the preload script and of the core. */
export interface ShellPaths {
  preload: string
  core: string
}

/** Opens the window, starts the core and joins the two. */
export const openStation = (paths: ShellPaths, options: { core: string[]; kiosk: boolean }): void => {
  lockDown()
  keepAwake()
  const window = createWindow({ preload: paths.preload, kiosk: options.kiosk })
  if (options.kiosk) fitDisplay(window)
  const contents = window.webContents
  watchPage(contents, systemClock)
  printSilently(contents)
  const relay = createRelay(contents, (message) => {
    core.post(message)
  })
  const core = startCore(
    {
      entry: paths.core,
      // A demonstration is in its folder once a core has been ready.
      args: (wasReady) => options.core.filter((arg) => !wasReady || arg !== '--demo'),
      clock: systemClock,
    },
    {
      onStart: relay.onCoreStart,
      onReady: () => {
        tellLauncher({ kind: 'ready' })
      },
      onMessage: relay.toPage,
      onLine: (text) => {
        tellLauncher({ kind: 'line', text })
      },
      // A page that hears nothing from a core says that the machine is resting.
      onResting: () => {
        contents.reload()
      },
      onLeave: (what) => {
        tellLauncher({ kind: 'announce', what })
        app.exit(0)
      },
      onHopeless: (code) => {
        app.exit(code)
      },
    },
  )
  quitInOrder(core)
  window.loadURL(pageAddress).catch(() => {
    say('The page could not be loaded.')
  })
}
