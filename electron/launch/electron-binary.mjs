// @ts-check
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endChild, endOf, onStop } from './processes.mjs'

const downloadLimitMs = 60_000

/**
 * Electron's binary where it is installed. The package itself is not loaded: that would start a download.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export const electronBinary = (root, env = process.env) => {
  const home = join(root, 'node_modules', 'electron')
  const pathFile = join(home, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : undefined
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  const path = override ? join(override, name ?? 'electron') : name && join(home, 'dist', name)
  return path && existsSync(path) ? path : undefined
}

/**
 * Runs the package's own installer with a time limit.
 * @param {string} root
 * @param {import('./prepare.mjs').Ready} ready
 * @param {number} [limitMs]
 * @returns {Promise<boolean>} whether the binary is there now
 */
export const fetchElectron = async (root, ready, limitMs = downloadLimitMs) => {
  const script = join(root, 'node_modules', 'electron', 'install.js')
  if (!existsSync(script)) return false
  // Its error text is a page long; the caller says in one line what follows from it.
  const child = spawn(ready.node, [script], { env: ready.env, stdio: 'ignore' })
  const forget = onStop((signal) => void endChild(child, signal))
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  await endOf(child)
  clearTimeout(timer)
  forget()
  return electronBinary(root, ready.env) !== undefined
}
