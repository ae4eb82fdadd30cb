// @ts-check
import { besideFlags, findBrowser, hasDisplay } from './browser.mjs'
import { keepBrowser } from './keep-browser.mjs'

/**
 * Shows beside a demonstration what its centre has received: the same records, as they arrive.
 * @param {object} options
 * @param {string} options.page
 * @param {string} options.profile
 * @param {boolean} options.opens whether windows are opened at all
 * @param {import('./project.mjs').Say} options.say
 * @returns {() => Promise<void>} closes its window
 */
export const showCentre = ({ page, profile, opens, say }) => {
  say(`The centre's page: ${page}`)
  const binary = opens && hasDisplay() ? findBrowser() : undefined
  if (binary === undefined) return () => Promise.resolve()
  return keepBrowser({
    binary,
    address: () => Promise.resolve(page),
    profile,
    flags: besideFlags('centre'),
    // It only looks on: who closes it has seen enough of it.
    reopens: () => false,
    onClosed: () => undefined,
    onDead: () => undefined,
  }).close
}
