import { constants } from 'node:fs'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import { createLogFolder, type Swept } from './log-folder.ts'
import { currentLog, largestPartBytes, logDayOf, withoutNumbers } from './log-rules.ts'

/** How the logs are, for whoever looks after the station. */
export interface LogHealth extends Swept {
  /** Lines that could not be kept since the start. */
  dropped: number
}

/** Takes lines and writes them in the background: whoever logs never waits for a disk. */
export interface LogFile {
  write: (line: string) => void
  health: () => LogHealth
  /** Writes what waits, for a moment; what a stuck disk does not take then is lost. */
  close: () => Promise<void>
}

/** What may wait for a slow disk; beyond it lines are dropped and counted. */
const mostWaitingBytes = 4 * 1024 * 1024
const mostAtOnceBytes = 256 * 1024
const sweepEveryMs = 10 * 60_000
const retryMs = 5_000
/** Long enough for somebody who comes by once a day. */
const cappedForMs = 24 * 3_600_000
const patienceMs = 500

const nothingYet: Swept = { bytes: 0, files: 0, oldest: null, capped: false, yielding: false }

/** Never waits for somebody to read: a pipe in the file's place refuses instead. */
const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK

interface Waiting {
  text: string
  bytes: number
}

class BackgroundLog implements LogFile {
  readonly #path: string
  readonly #dir: string
  readonly #clock: Clock
  readonly #folder: ReturnType<typeof createLogFolder>
  readonly #stopSweeping: () => void
  #waiting: Waiting[] = []
  #waitingBytes = 0
  #dropped = 0
  #swept = nothingYet
  #cappedAt = Number.NEGATIVE_INFINITY
  #handle: FileHandle | null = null
  #day = ''
  #bytes = 0
  #notBefore = Number.NEGATIVE_INFINITY
  #running: Promise<void> | null = null
  #closed = false
  /** The last line was written in part: the next begins a line of its own. */
  #torn = false

  constructor(dir: string, clock: Clock, folder: ReturnType<typeof createLogFolder>) {
    this.#dir = dir
    this.#path = join(dir, currentLog)
    this.#clock = clock
    this.#folder = folder
    this.#stopSweeping = clock.every(sweepEveryMs, () => {
      this.#start(true)
    })
    this.#start(true)
  }

  write(line: string): void {
    if (this.#closed) return
    const text = withoutNumbers(line)
    const bytes = Buffer.byteLength(text)
    if (this.#waitingBytes + bytes > mostWaitingBytes) {
      this.#dropped += 1
      return
    }
    this.#waiting.push({ text, bytes })
    this.#waitingBytes += bytes
    this.#start(false)
  }

  health(): LogHealth {
    const capped = this.#clock.monotonic() - this.#cappedAt < cappedForMs
    return { ...this.#swept, capped, dropped: this.#dropped }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#stopSweeping()
    const work = (async () => {
      await this.#running
      await this.#drain()
      await this.#handle?.close()
    })()
    await Promise.race([work.catch(() => undefined), this.#clock.sleep(patienceMs)])
  }

  #start(sweep: boolean): void {
    this.#running ??= this.#turn(sweep).finally(() => {
      this.#running = null
      if (this.#waiting.length > 0 && this.#mayTry()) this.#start(false)
    })
  }

  async #turn(sweep: boolean): Promise<void> {
    await this.#drain()
    if (!sweep || this.#closed) return
    // Before the first line: the folder is there, and what lies in it is counted.
    if (this.#handle === null) await this.#open().catch(() => undefined)
    await this.#sweep()
  }

  #mayTry(): boolean {
    return !this.#closed && this.#clock.monotonic() >= this.#notBefore
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0 && this.#clock.monotonic() >= this.#notBefore) {
      const piece = this.#next()
      try {
        await this.#keep(piece)
      } catch {
        // There is nowhere to say it: the count says it, and it is tried again.
        this.#dropped += piece.length
        this.#notBefore = this.#clock.monotonic() + retryMs
        this.#clock.after(retryMs, () => {
          this.#start(false)
        })
        await this.#letGo()
      }
    }
  }

  #next(): Waiting[] {
    let bytes = 0
    const count = this.#waiting.findIndex((line) => (bytes += line.bytes) > mostAtOnceBytes)
    const piece = this.#waiting.splice(0, count === -1 ? this.#waiting.length : Math.max(1, count))
    for (const line of piece) this.#waitingBytes -= line.bytes
    return piece
  }

  async #keep(piece: readonly Waiting[]): Promise<void> {
    const handle = await this.#openFor(logDayOf(this.#clock.now()))
    if (this.#swept.yielding) {
      this.#dropped += piece.length
      return
    }
    const content = Buffer.from(`${this.#torn ? '\n' : ''}${piece.map(({ text }) => text).join('')}`)
    const { bytesWritten } = await handle.write(content)
    this.#bytes += bytesWritten
    if (bytesWritten > 0) this.#torn = bytesWritten < content.length
    if (bytesWritten < content.length) throw new Error('the disk is full')
  }

  /** The file of the day; another day, or a part that is full, begins a new one. */
  async #openFor(day: string): Promise<FileHandle> {
    if (this.#handle !== null && this.#day === day && this.#bytes < largestPartBytes) return this.#handle
    const before = this.#handle ?? (await this.#open())
    const isFresh = this.#bytes === 0
    if (isFresh || (this.#day === day && this.#bytes < largestPartBytes)) {
      this.#day = day
      return before
    }
    await this.#letGo()
    await this.#folder.archive(this.#day)
    this.#day = day
    const handle = await this.#open()
    await this.#sweep()
    return handle
  }

  /** Opens the file as it lies there: its lines belong to the day on which the last was written. */
  async #open(): Promise<FileHandle> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 })
    const handle = await open(this.#path, flags, 0o600)
    try {
      const { size, mtimeMs } = await handle.stat()
      await handle.chmod(0o600)
      this.#bytes = size
      if (size > 0) this.#day = logDayOf(mtimeMs)
    } catch (error) {
      await handle.close()
      throw error
    }
    this.#handle = handle
    return handle
  }

  async #letGo(): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    await handle?.close().catch(() => undefined)
  }

  async #sweep(): Promise<void> {
    try {
      this.#swept = await this.#folder.sweep()
      if (this.#swept.capped) this.#cappedAt = this.#clock.monotonic()
    } catch {
      // A folder that is not there yet, or not any more: the next turn looks again.
    }
  }
}

/** Opens the log in `dir`. Never throws: lines that cannot be kept are counted. */
export const openLogFile = (options: {
  dir: string
  clock: Clock
  freeBytes?: (folder: string) => Promise<number>
}): LogFile => {
  const { dir, clock, freeBytes } = options
  return new BackgroundLog(dir, clock, createLogFolder(dir, freeBytes === undefined ? {} : { freeBytes }))
}
