// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

/** Drops the lock of a process that was killed. @param {string} path */
const dropDead = (path) => {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    if (pid > 0 && !isAlive(pid)) rmSync(path, { force: true })
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
