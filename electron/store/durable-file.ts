import { randomBytes } from 'node:crypto'
import { copyFile, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Clock } from '../base/clock.ts'
import { describeError, StationError } from '../base/errors.ts'
import { previousOf } from './document-body.ts'

export interface DurableFileOptions {
  path: string
  clock: Clock
  /** Whether a text is worth keeping as the previous good copy. */
  isGood: (text: string) => boolean
  /** How the finished file takes its name; replaced where that call itself is under test. */
  rename?: (from: string, to: string) => Promise<void>
}

/** A small file that is replaced whole. */
export interface DurableFile {
  /**
   * Resolves when `content`, or one given after it, is on the disk under its name. Writes never overlap; those that
   * wait are merged and the last wins. Rejects with `storeFull`, `folderUnwritable` or `documentBroken`; then the
   * file is as it was before.
   */
  write(content: string | Uint8Array): Promise<void>
}

const temporaryName = (path: string): string => `${path}.${randomBytes(6).toString('hex')}.tmp`

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Virus scanners and indexers hold files for a moment. */
const passing = new Set(['EPERM', 'EACCES', 'EBUSY'])
const firstRetryMs = 10
const longestRetryMs = 500
const retryForMs = 10_000

const meaningOf = (error: unknown, file: string): StationError => {
  const code = codeOf(error)
  const params = { file, reason: code === '' ? describeError(error) : code }
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StationError('storeFull', params, { cause: error })
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return new StationError('folderUnwritable', params, { cause: error })
  }
  return new StationError('documentBroken', params, { cause: error })
}

const flush = async (path: string, flags: 'r' | 'r+'): Promise<void> => {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const writeNew = async (path: string, content: string | Uint8Array): Promise<void> => {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(content, 'utf8')
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes what a killed write left behind; such a file never had the document's name. */
export const removeLeftovers = async (path: string): Promise<void> => {
  const folder = dirname(path)
  const start = `${basename(path)}.`
  for (const name of await readdir(folder)) {
    if (name.startsWith(start) && /^[0-9a-f]{12}\.tmp$/.test(name.slice(start.length))) {
      await rm(join(folder, name), { force: true })
    }
  }
}

const keepPrevious = async (path: string, isGood: (text: string) => boolean): Promise<void> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if (!isGood(text)) return
  const temporary = temporaryName(path)
  try {
    await copyFile(path, temporary)
    await flush(temporary, 'r+')
    await rename(temporary, previousOf(path))
  } finally {
    await rm(temporary, { force: true })
  }
}

const renamePatiently = async (
  clock: Clock,
  move: (from: string, to: string) => Promise<void>,
  from: string,
  to: string,
): Promise<void> => {
  const started = clock.monotonic()
  for (let waitMs = firstRetryMs; ; waitMs = Math.min(waitMs * 2, longestRetryMs)) {
    try {
      await move(from, to)
      return
    } catch (error) {
      if (!passing.has(codeOf(error)) || clock.monotonic() - started >= retryForMs) throw error
      await clock.sleep(waitMs)
    }
  }
}

/** A file at `path` that a power cut leaves whole: old or new, never torn. */
export const createDurableFile = (options: DurableFileOptions): DurableFile => {
  const { path, clock, isGood, rename: move = rename } = options

  const replace = async (content: string | Uint8Array): Promise<void> => {
    const temporary = temporaryName(path)
    try {
      await writeNew(temporary, content)
      await keepPrevious(path, isGood)
      await renamePatiently(clock, move, temporary, path)
      if (process.platform !== 'win32') await flush(dirname(path), 'r')
    } catch (error) {
      await rm(temporary, { force: true })
      throw meaningOf(error, path)
    }
  }

  let latest: string | Uint8Array = ''
  let waiting: Promise<void> | undefined
  let running: Promise<void> = Promise.resolve()
  return {
    write: (content) => {
      latest = content
      if (waiting === undefined) {
        const turn = running.then(() => {
          waiting = undefined
          return replace(latest)
        })
        waiting = turn
        running = turn.catch(() => undefined)
      }
      return waiting
    },
  }
}
