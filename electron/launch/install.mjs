// @ts-check
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { endOf, endChild, exitCodeOf, onStop } from './processes.mjs'
import { readJson } from './project.mjs'

const progressMs = 3000

/**
 * Whether `node_modules` is what `package-lock.json` asks for. npm notes in `.package-lock.json` what it put there.
 * @param {string} root
 * @returns {'missing' | 'stale' | 'fresh'}
 */
export const installState = (root) => {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (!wanted) throw new Error('package-lock.json is missing or broken')
  if (!present) return 'missing'
  const packages = Object.entries(wanted).filter(([name, entry]) => name !== '' && !entry.link)
  const same = packages.every(([name, entry]) => {
    const there = present[name]
    if (!there) return entry.optional === true
    return there.version === entry.version && there.integrity === entry.integrity
  })
  const known = new Set(packages.map(([name]) => name))
  const nothingElse = Object.entries(present).every(([name, entry]) => entry.link || known.has(name))
  return same && nothingElse ? 'fresh' : 'stale'
}

/**
 * How many packages are unpacked in `node_modules` by now; npm makes their folders long before.
 * @param {string} root
 */
const countPackages = (root) => {
  const folder = join(root, 'node_modules')
  try {
    const names = readdirSync(folder).flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map((part) => join(name, part)) : [name],
    )
    return names.filter((name) => existsSync(join(folder, name, 'package.json'))).length
  } catch {
    return 0
  }
}

/** How to start npm: the one that runs us, else the one in the path. */
const npm = () => {
  const { npm_node_execpath: node, npm_execpath: script } = process.env
  if (node && script?.endsWith('.js')) return { command: node, args: [script], shell: false }
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}

/**
 * Runs `npm ci` and says how far it is.
 * @param {string} root
 * @param {import('./project.mjs').Say} say
 * @returns {Promise<number>} npm's exit code
 */
export const install = async (root, say) => {
  const { command, args, shell } = npm()
  const flags = ['ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-audit', '--no-fund']
  const total = Object.keys(readJson(join(root, 'package-lock.json'))?.packages ?? {}).length - 1
  const startedAt = Date.now()
  // npm's own words go to standard error: standard output may be data.
  const child = spawn(command, [...args, ...flags], { cwd: root, stdio: ['ignore', 2, 2], shell })
  const forget = onStop((signal) => void endChild(child, signal))
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1000)
    say(`  … ${String(seconds)} s, ${String(countPackages(root))} of about ${String(total)} packages`)
  }, progressMs)
  const end = await endOf(child)
  clearInterval(timer)
  forget()
  if (end.error) say(`cannot run npm: ${end.error.message}`)
  return exitCodeOf(end)
}
