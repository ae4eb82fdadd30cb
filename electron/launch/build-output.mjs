// @ts-check
import { accessSync, constants, existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from './launch-lock.mjs'
import { runTool } from './prepare.mjs'
import { root as projectRoot, sayErr } from './project.mjs'

/** What the build is made from. The launch scripts are not part of it. */
const sources = [
  'electron',
  'renderer',
  'resources',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'renderer.vite.config.ts',
]
const notSources = new Set(['electron/launch'])

const stamp = 'out/built'

/** When a file or anything in a folder was changed last; a removed file changes its folder.
 * @param {string} root
 * @param {string} path
 * @returns {number}
 */
const changedAt = (root, path) => {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  if (!stat || notSources.has(path)) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(join(root, path)).reduce(
    (latest, name) => Math.max(latest, changedAt(root, `${path}/${name}`)),
    stat.mtimeMs,
  )
}

/**
 * Whether `out/` was built from the sources as they are now.
 * @param {string} root
 */
export const buildIsFresh = (root) => {
  const built = statSync(join(root, stamp), { throwIfNoEntry: false })
  return built !== undefined && sources.every((path) => changedAt(root, path) < built.mtimeMs)
}

/**
 * Builds shell, core, host and page into `out/`. Its words go to standard error.
 * @param {import('./prepare.mjs').Ready} ready
 * @returns {Promise<number>} exit code
 */
export const build = async (ready) => {
  const startedAt = new Date()
  const code = await runTool(ready, 'electron-vite', ['build', '--logLevel', 'warn'], {
    stdio: ['ignore', 2, 2],
  })
  if (code === 0) {
    writeFileSync(join(projectRoot, stamp), '')
    // What changed while the build ran may not be in it.
    utimesSync(join(projectRoot, stamp), startedAt, startedAt)
  }
  return code
}

/**
 * Whether there is a build that this user may not touch, as on a kiosk, whose program belongs to root.
 * @param {string} root
 */
export const isSealed = (root) => {
  if (!existsSync(join(root, 'out', 'main', 'host.js'))) return false
  try {
    accessSync(join(root, 'out'), constants.W_OK)
    return false
  } catch {
    return true
  }
}

/**
 * Builds where the sources are newer than the build; ends the command where that fails.
 * @param {import('./prepare.mjs').Ready} ready
 * @param {import('./project.mjs').Say} [say]
 */
export const ensureBuild = async (ready, say = sayErr) => {
  if (buildIsFresh(projectRoot)) return
  if (isSealed(projectRoot)) {
    say('The build is older than its sources and cannot be renewed by this user: it is used as it is.')
    return
  }
  await alone(projectRoot, say, async () => {
    if (buildIsFresh(projectRoot)) return
    say('Building (a few seconds).')
    const code = await build(ready)
    if (code !== 0) {
      say('The build failed.')
      process.exit(code)
    }
  })
}
