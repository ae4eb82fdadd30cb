// @ts-check
import { spawnSync } from 'node:child_process'

/** @param {string} command @param {readonly string[]} args */
const run = (command, args) => spawnSync(command, args, { encoding: 'utf8', timeout: 5_000 })

/**
 * The outputs that `wlr-randr` lists: each begins a line of its own.
 * @param {string} listing
 */
export const outputsOf = (listing) => listing.split('\n').flatMap((line) => /^(\S+) /.exec(line)?.[1] ?? [])

/**
 * Switches the screen itself off and on where the system has a tool for it; elsewhere the page is black, and that is all.
 * @param {boolean} isOn
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform }} [options]
 * @returns {boolean} whether a tool did it
 */
export const switchDisplay = (isOn, { env = process.env, platform = process.platform } = {}) => {
  if (platform !== 'linux') return false
  if (env.WAYLAND_DISPLAY) {
    const outputs = outputsOf(run('wlr-randr', []).stdout ?? '')
    const ends = outputs.map((name) => run('wlr-randr', ['--output', name, isOn ? '--on' : '--off']).status)
    return ends.length > 0 && ends.every((status) => status === 0)
  }
  return Boolean(env.DISPLAY) && run('xset', ['dpms', 'force', isOn ? 'on' : 'off']).status === 0
}
