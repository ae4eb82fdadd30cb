// @ts-check
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const waitMs = 200

/** @param {number} pid */
const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** @param {string} path */
const tryTake = (path) => {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    return false
  }
}

/** Longer than any install or build takes: whoever holds the lock then is another process of the same number. */
const longestMs = 15 * 60_000
/** Longer than it takes to write a process id into the file. */
const writingMs = 5000

/** Drops the lock of a process that was killed. @param {string} path */
const dropDead = (path) => {
  try {
    const ageMs = Date.now() - statSync(path).mtimeMs
    const pid = Number(readFileSync(path, 'utf8'))
    const isHeld = pid > 0 ? isAlive(pid) && ageMs < longestMs : ageMs < writingMs
    if (!isHeld) rmSync(path, { force: true })
  } catch {
    // Its owner removed it meanwhile.
  }
}

/**
 * Two commands started together must not both install or build: the second one waits for the first.
 * @template T
 * @param {string} root
 * @param {import('./project.mjs').Say} say
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const alone = async (root, say, work) => {
  const folder = join(root, 'out')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'launch.lock')
  let told = false
  while (!tryTake(path)) {
    if (!told) say('Waiting for another command that is getting the project ready.')
    told = true
    dropDead(path)
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
  const release = () => {
    rmSync(path, { force: true })
  }
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}
