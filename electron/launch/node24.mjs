// @ts-check
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

const neededMajor = 24

/**
 * The Node that came with the packages, where there is one for this machine. npm 9 and 10 do not link it into
 * `.bin` (several packages own that name), so it is taken from its own folder.
 * @param {string} root
 * @param {string} [platform]
 * @param {string} [arch]
 * @returns {string | undefined}
 */
export const bundledNode = (root, platform = process.platform, arch = process.arch) => {
  const system = platform === 'win32' ? 'win' : platform
  const binary = platform === 'win32' ? 'node.exe' : 'node'
  const path = join(root, 'node_modules', `node-${system}-${arch}`, 'bin', binary)
  return existsSync(path) ? path : undefined
}

/**
 * The Node to run the project with.
 * @param {string} root
 * @param {{ version: string, execPath: string }} [own] the one that runs this script
 * @returns {string | undefined}
 */
export const findNode = (root, own = process) =>
  bundledNode(root) ?? (Number.parseInt(own.version.slice(1), 10) >= neededMajor ? own.execPath : undefined)

export const nodeMissing = `No Node.js ${String(neededMajor)} for ${process.platform} ${process.arch} came with the packages: install Node.js ${String(neededMajor)} or newer and start again.`

/**
 * The environment in which `node` is the given one, for every program below.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export const withNodeFirst = (node, env = process.env) => {
  // Windows spells it Path.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const rest = env[name]
  return { ...env, [name]: rest ? `${dirname(node)}${delimiter}${rest}` : dirname(node) }
}
