// @ts-check
import { besideFlags, kioskFlags } from './browser.mjs'
import { switchDisplay } from './display.mjs'
import { keepBrowser } from './keep-browser.mjs'
import { serveSafePage } from './safe-page.mjs'

/** Somebody who closes the window of a demonstration is not to be taken for a page that crashed. */
const closingMs = 1_500

/**
 * The browser that shows the station, and what it shows while there is none.
 * @param {object} options
 * @param {string} options.profile
 * @param {string} options.safeFile the page for when no station runs
 * @param {() => Promise<string>} options.address
 * @param {() => boolean} options.live a kiosk, no demonstration
 * @param {() => void} options.onClosed
 * @param {import('./project.mjs').Say} options.say
 */
export const showStation = ({ profile, safeFile, address, live, onClosed, say }) => {
  /** @type {ReturnType<typeof keepBrowser> | undefined} */
  let browser
  /** @type {Awaited<ReturnType<typeof serveSafePage>> | undefined} */
  let safe

  /** @param {string} binary */
  const open = (binary) => {
    browser = keepBrowser({
      binary,
      address: () => (safe ? Promise.resolve(safe.url) : address()),
      profile,
      flags: (url, folder) => (live() ? kioskFlags : besideFlags('kiosk'))(url, folder),
      reopens: live,
      onClosed,
      onDead: () => {
        say('The browser does not stay open; the station keeps serving the address above.')
      },
    })
  }

  return {
    /** A station is there: shows it. @param {string} binary */
    show: (binary) => {
      const before = safe
      safe = undefined
      if (!browser) open(binary)
      // Only a browser that shows the page for bad times has to leave it: a station's page comes back by itself.
      else if (before) browser.restart()
      before?.close()
    },
    /** No station stays up. A page that is open says so itself. @param {string} binary */
    rest: async (binary) => {
      if (browser) return
      safe = await serveSafePage(safeFile)
      open(binary)
    },
    /** @param {import('./supervise.mjs').PageNews} news */
    take: (news) => {
      if (news === 'dark' || news === 'light') switchDisplay(news === 'light')
      else if (live()) browser?.restart()
      else setTimeout(() => browser?.restart(), closingMs)
    },
    /** A demonstration has become real: from now on the window fills the screen. */
    fill: () => browser?.restart(),
    close: async () => {
      safe?.close()
      await browser?.close()
    },
  }
}
