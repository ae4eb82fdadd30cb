import { app } from 'electron'
import { systemClock } from '../base/clock.ts'
import { kioskEndCodes, type KioskEnd } from '../contract/kiosk.ts'
import type { Announcement } from './core-port.ts'
import { startCore, type CoreProcess } from './core-process.ts'
import { fitDisplay } from './fit-display.ts'
import { keepAwake, watchGraphics } from './power.ts'
import { watchPage } from './page-watch.ts'
import { printSilently } from './printing.ts'
import { createRelay } from './relay.ts'
import { keepSaid, say } from './say.ts'
import { askSystemKey } from './system-key.ts'
import { systemVault } from './vault.ts'
import { createWindow, lockDown, pageAddress } from './window.ts'

type News =
  | { kind: 'ready' }
  | { kind: 'pong' }
  | { kind: 'announce'; what: string }
  | { kind: 'page'; news: 'dark' | 'light' }
  | { kind: 'line'; text: string }

/** News for the launcher, where one started the shell. */
const tellLauncher = (news: News): void => {
  process.send?.(news)
}

/** The launcher asks whether the shell still turns, and has lines for the log. */
const answerLauncher = (): void => {
  process.on('message', (message: { kind?: unknown; at?: unknown; line?: unknown }) => {
    if (message.kind === 'ping') tellLauncher({ kind: 'pong' })
    if (message.kind === 'said') keepSaid({ at: Number(message.at), line: String(message.line) })
  })
}

/** The code that says to whoever started the shell what is to follow; the launcher has been told. */
const codeOf = (what: Exclude<Announcement, 'powerCut'>): number =>
  process.send === undefined && what in kioskEndCodes ? kioskEndCodes[what as KioskEnd] : 0

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
  /** The station's folder. */
  data: string
}

/** Opens the window, starts the core and joins the two. */
export const openStation = (paths: ShellPaths, options: { core: string[]; kiosk: boolean }): void => {
  lockDown()
  const display = keepAwake()
  watchGraphics(systemClock)
  answerLauncher()
  const window = createWindow({ preload: paths.preload, kiosk: options.kiosk })
  if (options.kiosk) fitDisplay(window)
  const contents = window.webContents
  const page = watchPage(contents, systemClock)
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
      systemKey: () =>
        askSystemKey(paths.data, { vault: systemVault, platform: process.platform, clock: systemClock }),
    },
    {
      onStart: relay.onCoreStart,
      onEnd: relay.onCoreEnd,
      onPage: (news) => {
        if (news === 'stuck') page.restart()
        else if (news === 'dark') display.dark()
        else if (news === 'light') display.lit()
        if (news === 'dark' || news === 'light') tellLauncher({ kind: 'page', news })
      },
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
        app.exit(codeOf(what))
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
