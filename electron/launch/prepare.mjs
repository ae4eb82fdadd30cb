// @ts-check
import { install, installState } from './install.mjs'
import { alone } from './launch-lock.mjs'
import { findNode, nodeMissing, withNodeFirst } from './node24.mjs'
import { runToEnd } from './processes.mjs'
import { root, sayErr, toolScript } from './project.mjs'

/**
 * What every command runs with.
 * @typedef {object} Ready
 * @property {string} node path of Node 24
 * @property {NodeJS.ProcessEnv} env environment in which `node` is that one
 */

/** @param {import('./project.mjs').Say} say */
const installWhereNeeded = async (say) => {
  if (installState(root) === 'fresh') return
  await alone(root, say, async () => {
    const state = installState(root)
    if (state === 'fresh') return
    say(state === 'missing' ? 'Installing packages (about a minute).' : 'Bringing packages up to date.')
    const code = await install(root, say)
    if (code !== 0) {
      say(`Packages could not be installed (npm ended with ${String(code)}).`)
      process.exit(code)
    }
    say('Packages are installed.')
  })
}

/**
 * Installs packages where they are absent or stale and finds Node 24; ends the command where that fails.
 * @param {import('./project.mjs').Say} [say]
 * @returns {Promise<Ready>}
 */
export const prepare = async (say = sayErr) => {
  await installWhereNeeded(say)
  const node = findNode(root)
  if (node === undefined) {
    say(nodeMissing)
    process.exit(1)
  }
  return { node, env: withNodeFirst(node) }
}

/**
 * The script of an installed tool; ends the command where the tool is not installed.
 * @param {string} name
 * @returns {string}
 */
export const tool = (name) => {
  const script = toolScript(name)
  if (script === undefined) {
    sayErr(`No tool of the name ${name} is installed.`)
    process.exit(2)
  }
  return script
}

/**
 * Runs a tool of `node_modules` under Node 24 to its end.
 * @param {Ready} ready
 * @param {string} name
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export const runTool = (ready, name, args, options = {}) =>
  runToEnd(ready.node, [tool(name), ...args], { cwd: root, env: ready.env, ...options })

/**
 * Runs a source or built file of the project under Node 24 to its end.
 * @param {Ready} ready
 * @param {string} file from the project's folder
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export const runFile = (ready, file, args, options = {}) =>
  runToEnd(ready.node, [`${root}${file}`, ...args], { env: ready.env, ...options })
