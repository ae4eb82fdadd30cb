// @ts-check
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** How long a child may take to end after it was asked to, before it is killed. */
const graceMs = 4000

/** How often the command looks whether npm, which started it, is still there. */
const parentWatchMs = 200

/**
 * How a process ended.
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, error?: Error }} End
 */

/**
 * Resolves when the child has ended or could not be started at all. Never rejects.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<End>}
 */
export const endOf = (child) =>
  new Promise((resolve) => {
    child.once('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, error })
    })
    child.once('exit', (code, signal) => {
      resolve({ code, signal })
    })
  })

/**
 * The exit code that a shell would give.
 * @param {End} end
 */
export const exitCodeOf = ({ code, signal }) => code ?? (signal ? 128 + constants.signals[signal] : 127)

/** @param {import('node:child_process').ChildProcess} child */
export const isRunning = (child) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

/**
 * Asks a child to end and kills it when it does not.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
export const endChild = async (child, signal = 'SIGTERM') => {
  if (!isRunning(child)) return
  const gone = endOf(child)
  // Windows knows no polite signal; our own programs end when their channel closes.
  if (process.platform === 'win32' && child.connected) child.disconnect()
  else child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await gone
  clearTimeout(timer)
}

/**
 * Calls back once when the command is to end: Ctrl-C, a signal, or npm's death (npm does not always pass
 * signals on, and `kill -9` gives it no chance to).
 * @param {(signal: NodeJS.Signals) => void} stop
 * @returns {() => void} forgets it again
 */
export const onStop = (stop) => {
  let told = false
  /** @param {NodeJS.Signals} signal */
  const tell = (signal) => {
    if (!told) stop(signal)
    told = true
  }
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, tell)
  const parent = process.ppid
  const watch = process.env.npm_lifecycle_event
    ? setInterval(() => {
        if (process.ppid !== parent) tell('SIGTERM')
      }, parentWatchMs)
    : undefined
  watch?.unref()
  return () => {
    for (const signal of signals) process.off(signal, tell)
    clearInterval(watch)
  }
}

/**
 * Runs a program to its end, with the terminal passed through and signals passed on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export const runToEnd = async (command, args, options = {}) => {
  const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], ...options })
  const forget = onStop((signal) => void endChild(child, signal))
  const end = await endOf(child)
  forget()
  if (end.error) process.stderr.write(`cannot run ${command}: ${end.error.message}\n`)
  return exitCodeOf(end)
}
