// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser } from './browser.mjs'
import { installDebianPackages, testPackages } from './debian.mjs'
import { root } from './project.mjs'

/**
 * Whether Playwright has a browser of its own.
 * @param {import('./prepare.mjs').Ready} ready
 */
const playwrightHasBrowser = (ready) => {
  const script = "console.log(require('playwright-core').chromium.executablePath())"
  const { stdout } = spawnSync(ready.node, ['-e', script], { cwd: root, encoding: 'utf8' })
  return existsSync(stdout.trim())
}

/**
 * Gets the programs that the tests drive where that is possible.
 * @param {import('./prepare.mjs').Ready} ready
 * @param {import('./project.mjs').Say} say
 * @returns {Promise<boolean>} whether a browser is there
 */
export const prepareForTests = async (ready, say) => {
  await installDebianPackages(testPackages, say)
  if (findBrowser() !== undefined || playwrightHasBrowser(ready)) return true
  say('No browser to test in: install chromium, google-chrome or microsoft-edge.')
  return false
}
