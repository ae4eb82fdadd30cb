// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { findBrowser, hasDisplay } from './browser.mjs'
import { electronBinary, fetchElectron } from './electron-binary.mjs'
import { readJson } from './project.mjs'

const retryDownloadMs = 24 * 3600_000

/**
 * What shows the kiosk, and why that.
 * @typedef {(
 *   | { kind: 'electron', binary: string, why: string }
 *   | { kind: 'browser', binary: string, why: string }
 *   | { kind: 'none', why: string }
 * )} KioskWindow
 */

/**
 * The best window without Electron.
 * @param {string} reason why it is not Electron
 * @returns {KioskWindow}
 */
export const browserWindow = (reason) => {
  if (!hasDisplay()) return { kind: 'none', why: 'No display here: open the address above in a browser.' }
  const binary = findBrowser()
  return binary === undefined
    ? { kind: 'none', why: `${reason}, and no browser is installed: open the address above in any browser.` }
    : { kind: 'browser', binary, why: `${reason}: showing the station in ${binary}.` }
}

/**
 * Chooses what shows the kiosk. Tries Electron's download once a day at most: some networks never get it.
 * @param {object} options
 * @param {string} options.root
 * @param {import('./prepare.mjs').Ready} options.ready
 * @param {string} options.memory file that remembers a failed download
 * @param {import('./project.mjs').Say} options.say
 * @returns {Promise<KioskWindow>}
 */
export const chooseWindow = async ({ root, ready, memory, say }) => {
  if (!hasDisplay()) return browserWindow('')
  if (process.getuid?.() === 0) return browserWindow('Electron refuses to run as root')
  const present = electronBinary(root)
  if (present !== undefined)
    return { kind: 'electron', binary: present, why: 'Opening the window (Electron).' }
  if (Date.now() - (readJson(memory)?.downloadFailedAt ?? 0) < retryDownloadMs) {
    return browserWindow("Electron's binary is not here and its download failed lately")
  }
  say("Fetching Electron's binary, once (at most a minute).")
  if (await fetchElectron(root, ready)) {
    const binary = electronBinary(root)
    if (binary !== undefined) return { kind: 'electron', binary, why: 'Opening the window (Electron).' }
  }
  mkdirSync(dirname(memory), { recursive: true })
  writeFileSync(memory, JSON.stringify({ downloadFailedAt: Date.now() }))
  return browserWindow("Electron's binary could not be fetched")
}
