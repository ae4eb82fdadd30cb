import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** Where a centre keeps its things when nothing else is said: the user's state folder. */
export const defaultFolder = (): string => {
  const { LOCALAPPDATA, XDG_STATE_HOME } = process.env
  const state =
    process.platform === 'win32'
      ? (LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : (XDG_STATE_HOME ?? join(homedir(), '.local', 'state'))
  return join(state, 'station-centre')
}

/** Makes the folder for the owner alone and returns its one true path. */
export const openFolder = (folder: string): string => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return realpathSync(folder)
}

export const databaseFolder = (folder: string): string => join(folder, 'database')

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/**
 * 32 random bytes that encrypt what is sealed, made at the first start. Whoever loses this file loses the
 * numbers that the centre holds, and nothing else.
 */
export const readSealKey = (folder: string): Buffer => {
  const path = join(folder, 'seal.key')
  try {
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new Error('seal.key does not hold 32 bytes in hex')
  return key
}

const running = z.object({ url: z.url(), key: z.string().min(1) })
/** How to reach the centre that runs in a folder. */
export type Running = z.infer<typeof running>

const runningPath = (folder: string): string => join(folder, 'running.json')

export const announceRunning = (folder: string, value: Running): void => {
  const path = runningPath(folder)
  rmSync(`${path}.new`, { force: true })
  writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** What the last centre announced; it may be gone by now. */
export const readRunning = (folder: string): Running | undefined => {
  try {
    return running.parse(JSON.parse(readFileSync(runningPath(folder), 'utf8')))
  } catch {
    // Missing or torn: then nobody can be asked, which is what the caller hears.
    return undefined
  }
}

export const forgetRunning = (folder: string): void => {
  rmSync(runningPath(folder), { force: true })
}

/** A name that the operating system frees with the process, also after a kill. */
const lockName = (folder: string): string => {
  const name = `station-centre-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

/** One process at a time per folder. `undefined` = another one holds it. */
export const lockFolder = async (folder: string): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => {
      if (hasCode(error, 'EADDRINUSE')) resolve(undefined)
      else reject(error)
    })
    server.listen(lockName(folder), () => {
      server.unref()
      resolve(server)
    })
  })
