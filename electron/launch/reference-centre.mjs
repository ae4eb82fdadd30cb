// @ts-check
import { execFile, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterEnd } from './after-end.mjs'
import { freePort } from './free-port.mjs'
import { endChild, endOf, exitCodeOf } from './processes.mjs'
import { root } from './project.mjs'

const readyLimitMs = 60_000
const pollMs = 100

/** @param {string} url */
const isHealthy = async (url) => {
  try {
    return (await fetch(`${url}/health`)).status === 200
  } catch {
    return false
  }
}

/**
 * Runs the demonstration's centre beside the station, on one port as long as the launcher lives.
 * @param {object} options
 * @param {import('./prepare.mjs').Ready} options.ready
 * @param {string} options.folder the centre's data
 * @param {import('./project.mjs').Say} options.say
 */
export const startReferenceCentre = async ({ ready, folder, say }) => {
  const port = await freePort()
  const url = `http://127.0.0.1:${String(port)}`
  const main = `${root}centre/main.ts`
  let wanted = true
  /** @type {import('node:child_process').ChildProcess} */
  let child

  const start = () => {
    child = spawn(ready.node, [main, '--port', String(port), '--data', folder], {
      env: ready.env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    return child
  }

  const run = async () => {
    /** @type {number[]} */
    const deaths = []
    while (wanted) {
      const code = exitCodeOf(await endOf(start()))
      if (!wanted) return
      deaths.push(Date.now())
      const next = afterEnd({ announced: null, code: code || 1, persistent: true, deaths })
      if (next.kind !== 'again') {
        say('The reference centre does not run; the station keeps its records until it does.')
        return
      }
      await new Promise((resolve) => setTimeout(resolve, next.delayMs))
    }
  }
  let running = run()

  const stop = async () => {
    wanted = false
    await endChild(child)
    await running
  }

  return {
    url,
    stop,
    /** Deletes all that the centre knows and starts it anew. */
    startOver: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
      wanted = true
      running = run()
    },
    /**
     * A pairing token for a station, once the centre is ready; null where it does not get ready.
     * @param {string} station its code
     * @param {string} name
     * @param {string} town
     * @returns {Promise<string | null>}
     */
    token: async (station, name, town) => {
      const giveUpAt = Date.now() + readyLimitMs
      while (!(await isHealthy(url))) {
        if (!wanted || Date.now() > giveUpAt) return null
        await new Promise((resolve) => setTimeout(resolve, pollMs))
      }
      const args = [main, 'token', '--station', station, '--name', name, '--town', town, '--data', folder]
      try {
        const { stdout } = await promisify(execFile)(ready.node, args, { env: ready.env })
        return stdout.trim()
      } catch {
        say('The reference centre gave no pairing token; the station starts without it.')
        return null
      }
    },
  }
}
