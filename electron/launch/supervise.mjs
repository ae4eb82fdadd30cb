// @ts-check
import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { afterEnd, isAnnouncement } from './after-end.mjs'
import { watchLife } from './alive.mjs'
import { endChild, endOf, exitCodeOf } from './processes.mjs'
import { createTelling } from './telling.mjs'

/** The code of an input or output error that did not go away. */
const gaveUpCode = 70
/** A station that was heard within this time counts as living. */
const livingMs = 12_000

/**
 * One way to run a station.
 * @typedef {object} Launch
 * @property {string} command
 * @property {readonly string[]} args
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * What became of the page: it does not paint, it has gone, the screen may be dark, it is needed.
 * @typedef {'stuck' | 'gone' | 'dark' | 'light'} PageNews
 */

/**
 * @typedef {object} Supervision
 * @property {(port: string | null) => Launch} launch made anew for every start; `port` is the one that pages know
 * @property {boolean} persistent whether an unannounced death starts the station again
 * @property {() => boolean} [endless] whether it is tried for ever
 * @property {import('./project.mjs').Say} say
 * @property {(url: string | undefined) => void} [onReady] after the first start; Electron has no address
 * @property {() => void} [onBack] after every further start
 * @property {(text: string) => void} [onLine] a tap or an upload, in one line
 * @property {(news: PageNews) => void} [onPage]
 * @property {() => void} [onGraphics] Electron asks to be started without the graphics card from now on
 * @property {() => void} [onStillborn] the station died before it was ever ready
 * @property {() => void} [onRest] it died too often, or cannot start: it is tried again once a minute
 * @property {() => Promise<void>} [startOver] before the station starts anew from nothing
 * @property {() => Promise<void>} [goLive] before the station starts as a real one
 * @property {number} [pauseMs] instead of the growing pause after a death
 * @property {{ pingMs: number, deafMs: number }} [life] instead of the usual times
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

/** @typedef {{ kind?: unknown, what?: unknown, url?: unknown, text?: unknown, news?: unknown }} News */

/** @param {unknown} message */
const asNews = (message) =>
  typeof message === 'object' && message !== null ? /** @type {News} */ (message) : {}

/**
 * Whoever wants an address for a browser waits here until a station gives one.
 * @param {() => import('node:child_process').ChildProcess | undefined} station the one that is ready
 */
const createAddresses = (station) => {
  /** @type {((url: string) => void)[]} */
  const waiting = []
  const ask = () => {
    const child = station()
    if (waiting.length > 0 && child?.connected) child.send({ kind: 'ticket' }, () => undefined)
  }
  return {
    ask,
    /** @param {unknown} url */
    take: (url) => {
      waiting.shift()?.(String(url))
      ask()
    },
    /** @returns {Promise<string>} good for one visit within half a minute */
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        if (waiting.length === 1) ask()
      }),
  }
}

/**
 * Keeps a station running until it is to end.
 * @param {Supervision} options
 */
export const superviseStation = (options) => {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  /** @type {ReturnType<typeof watchLife> | undefined} */
  let life
  /** @type {(() => void) | undefined} */
  let wake
  let stopping = false
  let isReady = false
  let isResting = false
  /** @type {string | null} */
  let port = null
  let wasReady = false
  /** @type {number[]} */
  const deaths = []
  const listening = () => (isReady ? child : undefined)
  const addresses = createAddresses(listening)
  const { tell, pass } = createTelling(listening)
  /** @param {string} line */
  const say = (line) => {
    options.say(line)
    tell(line)
  }

  /** @param {unknown} url */
  const takeReady = (url) => {
    if (typeof url === 'string') port = new URL(url).port
    isReady = true
    isResting = false
    const isFirst = !wasReady
    wasReady = true
    if (isFirst) options.onReady?.(typeof url === 'string' ? url : undefined)
    else options.onBack?.()
    addresses.ask()
    pass()
  }

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
      const { kind, what, url, text, news } = asNews(message)
      if (kind === 'announce' && isAnnouncement(what)) announced = what
      if (kind === 'line') options.onLine?.(String(text))
      if (kind === 'page') options.onPage?.(/** @type {PageNews} */ (news))
      if (kind === 'graphics') options.onGraphics?.()
      if (kind === 'ticket') addresses.take(url)
      if (kind === 'ready') takeReady(url)
    })
    if (options.persistent) life = watchLife(child, { say, ...options.life })
    const end = await endOf(child)
    life?.end()
    isReady = false
    if (end.error) say(`cannot start the station: ${end.error.message}`)
    return { announced, code: exitCodeOf(end) }
  }

  /** @param {number} ms */
  const pause = (ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, options.pauseMs ?? ms)
      wake = () => {
        clearTimeout(timer)
        resolve(undefined)
      }
    })

  /** @param {{ announced: import('./after-end.mjs').Announcement | null, code: number }} end */
  const follow = async ({ announced, code }) => {
    if (announced === null) deaths.push(Date.now())
    if (!wasReady) options.onStillborn?.()
    const { persistent } = options
    const next = afterEnd({ announced, code, persistent, endless: options.endless?.() ?? false, deaths })
    switch (next.kind) {
      case 'again':
        say(announced ? 'Power cut: starting the station again.' : 'The station ended: starting it again.')
        await pause(next.delayMs)
        return null
      case 'rest':
        say(`The station does not stay up (${String(code)}): trying once a minute.`)
        isResting = true
        options.onRest?.()
        await pause(next.delayMs)
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
    /** An address for the browser, as soon as a station gives one. */
    address: addresses.next,
    /** Keeps a line in the station's log, as soon as there is a station. */
    tell,
    /** Whether the station answers, or rests on purpose: what a watchdog asks. */
    isWell: () => isResting || (life !== undefined && life.silentForMs() < livingMs),
    /** Ends the station for good. */
    stop: async () => {
      stopping = true
      wake?.()
      if (child) await endChild(child)
    },
  }
}
