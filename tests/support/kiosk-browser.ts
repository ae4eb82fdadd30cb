import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from '@playwright/test'
import { findBrowser } from '../../electron/launch/browser.mjs'
import { startProgram, type Program } from './program.ts'
import { eventually } from './station.ts'
import { tempFolder } from './temp-folder.ts'

/** The kiosk as the launcher runs it, in a real browser without a screen that this test can speak to. */
export interface Kiosk {
  home: string
  launcher: Program
  /** The page that the browser shows now, in whatever browser that is. */
  page(): Promise<Page>
  stop(): Promise<void>
}

const readyLine = /^station ready: (http:\S+)$/

/** Stands where the system's browser stands: the same one, without a screen and with a port for tests. */
const wrapper = (binary: string): string =>
  `#!/bin/sh\nexec '${binary}' --headless=new --no-sandbox --remote-debugging-port=0 --window-size=1080,1920 "$@"\n`

/** Starts `npm start -- --live`; `prepare` may put things into its folder before. */
export const startKiosk = async (options: {
  ready?: RegExp
  prepare?: (stationFolder: string) => void
}): Promise<Kiosk> => {
  const binary = findBrowser()
  if (binary === undefined) throw new Error('no browser is installed')
  const home = tempFolder({ 'bin/chromium': wrapper(binary) })
  chmodSync(join(home, 'bin/chromium'), 0o755)
  options.prepare?.(join(home, 'kiosk', 'station'))
  const launcher = await startProgram('electron/launch/start.mjs', ['--live'], {
    ready: options.ready ?? readyLine,
    env: {
      STATION_HOME: join(home, 'kiosk'),
      STATION_PIN: '271828',
      DISPLAY: ':99',
      PATH: `${join(home, 'bin')}:${process.env.PATH ?? ''}`,
      // No binary there, and no download: the browser has to do.
      ELECTRON_OVERRIDE_DIST_PATH: join(home, 'no-electron'),
      ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
      electron_config_cache: join(home, 'cache'),
      ELECTRON_MIRROR: 'http://127.0.0.1:1/',
    },
  })
  const portFile = join(home, 'kiosk', 'browser', 'DevToolsActivePort')
  let connected: { port: string; browser: Browser } | null = null
  const page = async (): Promise<Page> =>
    eventually('the page of the kiosk', async () => {
      if (!existsSync(portFile)) return null
      const [port = ''] = readFileSync(portFile, 'utf8').split('\n')
      try {
        if (connected?.port !== port || !connected.browser.isConnected()) {
          connected = { port, browser: await chromium.connectOverCDP(`http://127.0.0.1:${port}`) }
        }
        return connected.browser.contexts()[0]?.pages()[0] ?? null
      } catch {
        return null
      }
    })
  return {
    home,
    launcher,
    page,
    stop: async () => {
      await connected?.browser.close().catch(() => undefined)
      await launcher.stop()
    },
  }
}
