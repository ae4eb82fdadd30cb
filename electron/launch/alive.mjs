// @ts-check
import { isRunning } from './processes.mjs'

const pingMs = 5_000
/** A station that says nothing for so long is killed: it is started again, and nothing of it is lost. */
const deafMs = 20_000

/**
 * Asks a station for signs of life and kills it when none comes.
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ say: import('./project.mjs').Say, pingMs?: number, deafMs?: number }} options
 */
export const watchLife = (child, { say, ...times }) => {
  let heardAt = performance.now()
  child.on('message', () => {
    heardAt = performance.now()
  })
  const timer = setInterval(() => {
    if (!isRunning(child)) return
    if (performance.now() - heardAt > (times.deafMs ?? deafMs)) {
      say('The station does not answer: starting it again.')
      child.kill('SIGKILL')
    } else if (child.connected) child.send({ kind: 'ping' }, () => undefined)
  }, times.pingMs ?? pingMs)
  return {
    /** How long ago it was heard, ms. */
    silentForMs: () => performance.now() - heardAt,
    end: () => {
      clearInterval(timer)
    },
  }
}
