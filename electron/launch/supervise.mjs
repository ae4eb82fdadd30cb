// @ts-check
import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { afterEnd } from './after-end.mjs'
import { endChild, endOf, exitCodeOf } from './processes.mjs'

/** The code of an input or output error that did not go away. */
const gaveUpCode = 70

/**
 * One way to run a station.
 * @typedef {object} Launch
 * @property {string} command
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * @typedef {object} Supervision
 * @property {(port: string | null) => Launch} launch made anew for every start; `port` is the one that pages know
 * @property {boolean} persistent whether an unannounced death starts the station again
 * @property {import('./project.mjs').Say} say
 * @property {(url: string | undefined) => void} [onReady] after the first start; Electron has no address
 * @property {(text: string) => void} [onLine] a tap or an upload, in one line
 * @property {() => void} [onStillborn] the station died before it was ever ready
 * @property {() => Promise<void>} [startOver] before the station starts anew from nothing
 * @property {() => Promise<void>} [goLive] before the station starts as a real one
 * @property {number} [pauseMs] instead of the growing pause after a death
 */

/**
 * A key that stays the same while the launcher lives, so that open pages find the restarted station again.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export const withStationKey = (env) => ({
  ...env,
  STATION_KEY: env.STATION_KEY || randomBytes(32).toString('base64url'),
})

/** @param {unknown} message */
const asNews = (message) =>
  typeof message === 'object' && message !== null
    ? /** @type {{ kind?: unknown, what?: unknown, url?: unknown, text?: unknown }} */ (message)
    : {}

/** @param {unknown} what @returns {what is import('./after-end.mjs').Announcement} */
const isAnnouncement = (what) => what === 'powerCut' || what === 'startOver' || what === 'goLive'

/**
 * Keeps a station running until it is to end.
 * @param {Supervision} options
 */
export const superviseStation = (options) => {
  const { say } = options
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  let stopping = false
  /** @type {string | null} */
  let port = null
  let wasReady = false
  /** @type {number[]} */
  const deaths = []

  const runOnce = async () => {
    const { command, args, env } = options.launch(port)
    // Only the first start prints its ready line: whoever waits for one wants one.
    child = spawn(command, args, {
      env,
      stdio: ['inherit', wasReady ? 'ignore' : 'inherit', 'inherit', 'ipc'],
    })
    /** @type {import('./after-end.mjs').Announcement | null} */
    let announced = null
    child.on('message', (message) => {
      const { kind, what, url, text } = asNews(message)
      if (kind === 'announce' && isAnnouncement(what)) announced = what
      if (kind === 'line') options.onLine?.(String(text))
      if (kind !== 'ready') return
      if (typeof url === 'string') port = new URL(url).port
      if (!wasReady) options.onReady?.(typeof url === 'string' ? url : undefined)
      wasReady = true
    })
    const end = await endOf(child)
    if (end.error) say(`cannot start the station: ${end.error.message}`)
    return { announced, code: exitCodeOf(end) }
  }

  /** @param {{ announced: import('./after-end.mjs').Announcement | null, code: number }} end */
  const follow = async ({ announced, code }) => {
    if (announced === null) deaths.push(Date.now())
    if (!wasReady) options.onStillborn?.()
    const next = afterEnd({ announced, code, persistent: options.persistent, deaths })
    switch (next.kind) {
      case 'again':
        say(announced ? 'Power cut: starting the station again.' : 'The station ended: starting it again.')
        await new Promise((resolve) => setTimeout(resolve, options.pauseMs ?? next.delayMs))
        return null
      case 'startOver':
        say('Starting over from nothing.')
        await options.startOver?.()
        return null
      case 'goLive':
        if (!options.goLive) return code
        await options.goLive()
        return null
      case 'giveUp':
        say('The station died three times within ten minutes: giving up.')
        return gaveUpCode
      case 'end':
        return next.code
    }
  }

  const run = async () => {
    for (;;) {
      const end = await runOnce()
      if (stopping) return end.code
      try {
        const code = await follow(end)
        if (code !== null) return code
      } catch (error) {
        say(error instanceof Error ? error.message : String(error))
        return 1
      }
      if (stopping) return 0
    }
  }

  return {
    /** Runs until the station is to end. @returns {Promise<number>} the exit code of the command */
    run,
    /** Ends the station for good. */
    stop: async () => {
      stopping = true
      if (child) await endChild(child)
    },
  }
}
