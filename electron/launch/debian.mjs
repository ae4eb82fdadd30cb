// @ts-check
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { findBrowser } from './browser.mjs'
import { runToEnd } from './processes.mjs'

/** Programs that some tests drive, by Debian's package names. */
export const testPackages = [
  'chromium',
  'fonts-noto-cjk',
  'socat',
  'strace',
  'postgresql',
  'e2fsprogs',
  'python3',
  'faketime',
  'eatmydata',
  'fiu-utils',
  'openssl',
]

const isDebian = () => {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/** @param {string} name */
const isInstalled = (name) => {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Abbrev}', name], { encoding: 'utf8' })
  return stdout?.startsWith('ii') ?? false
}

/**
 * Installs what the tests need from Debian's own packages; elsewhere, and without root's rights, does nothing.
 * @param {readonly string[]} names
 * @param {import('./project.mjs').Say} say
 */
export const installDebianPackages = async (names, say) => {
  if (process.getuid?.() !== 0 || !isDebian()) return
  const missing = names.filter(
    (name) => !(name === 'chromium' && findBrowser() !== undefined) && !isInstalled(name),
  )
  if (missing.length === 0) return
  say(`Installing for the tests: ${missing.join(', ')}.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] }
  await runToEnd('apt-get', ['update', '-qq'], options)
  const code = await runToEnd(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...missing],
    options,
  )
  if (code !== 0) say(`Debian's packages could not be installed (apt-get ended with ${String(code)}).`)
}
