// @ts-check
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEnd } from './after-end.mjs'
import { findBrowser, hasDisplay, kioskFlags } from './browser.mjs'
import { electronBinary, fetchElectron } from './electron-binary.mjs'
import { endChild, endOf, exitCodeOf } from './processes.mjs'
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

/**
 * Gives a new profile the settings that no flag sets: no offer to translate over the page.
 * @param {string} profile
 */
const prepareProfile = (profile) => {
  const settings = join(profile, 'Default', 'Preferences')
  if (existsSync(settings)) return
  mkdirSync(dirname(settings), { recursive: true })
  writeFileSync(settings, JSON.stringify({ translate: { enabled: false } }))
}

/**
 * Keeps a browser on one address.
 * @param {object} options
 * @param {string} options.binary
 * @param {string} options.url
 * @param {string} options.profile
 * @param {(url: string, profile: string) => string[]} [options.flags] how the window looks
 * @param {() => boolean} options.reopens whether a window that somebody closed opens again
 * @param {() => void} options.onClosed it was closed and does not open again
 * @param {() => void} options.onDead it died too often
 */
export const keepBrowser = ({ binary, url, profile, flags = kioskFlags, reopens, onClosed, onDead }) => {
  let stopping = false
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  /** @type {number[]} */
  const deaths = []

  const run = async () => {
    prepareProfile(profile)
    while (!stopping) {
      child = spawn(binary, flags(url, profile), { stdio: 'ignore' })
      const code = exitCodeOf(await endOf(child))
      if (stopping) return
      if (code === 0 && !reopens()) {
        onClosed()
        return
      }
      deaths.push(Date.now())
      const next = afterEnd({ announced: null, code: code || 1, persistent: true, deaths })
      if (next.kind !== 'again') {
        onDead()
        return
      }
      await new Promise((resolve) => setTimeout(resolve, next.delayMs))
    }
  }
  void run()

  return {
    close: async () => {
      stopping = true
      if (child) await endChild(child)
    },
    /** Closes the window; where it reopens, it does so with the flags of then. */
    reopen: async () => {
      if (child) await endChild(child)
    },
  }
}
