// @ts-check
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEnd } from './after-end.mjs'
import { kioskFlags } from './browser.mjs'
import { endChild, endOf, exitCodeOf, isRunning } from './processes.mjs'

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
 * Keeps a browser on one page.
 * @param {object} options
 * @param {string} options.binary
 * @param {() => Promise<string>} options.address asked for at every start: one address lets one browser in
 * @param {string} options.profile
 * @param {(url: string, profile: string) => string[]} [options.flags] how the window looks
 * @param {() => boolean} options.reopens whether a window that somebody closed opens again, for ever
 * @param {() => void} options.onClosed it was closed and does not open again
 * @param {() => void} options.onDead it died too often
 */
export const keepBrowser = ({ binary, address, profile, flags = kioskFlags, reopens, onClosed, onDead }) => {
  let stopping = false
  let isRestart = false
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  /** @type {number[]} */
  const deaths = []

  /** @param {number} code @returns {number | null} how long to wait before the next one, `null` = no next one */
  const pauseAfter = (code) => {
    deaths.push(Date.now())
    const next = afterEnd({
      announced: null,
      code: code || 1,
      persistent: true,
      endless: reopens(),
      deaths,
    })
    if (next.kind === 'rest') return next.delayMs
    if (next.kind !== 'again') return null
    // What was ended because its page had gone is missed by somebody who stands there.
    return isRestart ? 0 : next.delayMs
  }

  const run = async () => {
    prepareProfile(profile)
    while (!stopping) {
      const url = await address()
      if (stopping) return
      isRestart = false
      child = spawn(binary, flags(url, profile), { stdio: 'ignore' })
      const code = exitCodeOf(await endOf(child))
      if (stopping) return
      if (code === 0 && !isRestart && !reopens()) {
        onClosed()
        return
      }
      const pauseMs = pauseAfter(code)
      if (pauseMs === null) {
        onDead()
        return
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  void run()

  return {
    /** The page has gone or does not paint: another browser. */
    restart: () => {
      if (!child || !isRunning(child)) return
      isRestart = true
      child.kill('SIGKILL')
    },
    close: async () => {
      stopping = true
      if (child) await endChild(child)
    },
  }
}
