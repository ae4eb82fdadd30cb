import { SerialPort } from 'serialport'
import type { Clock } from '../base/clock.ts'
import { describeError, StationError } from '../base/errors.ts'
import type { Link, LinkOpener } from './link.ts'
import { linuxPortNames, listLinuxPorts, type SerialPortInfo } from './linux-ports.ts'

/** What a reader's port needs. 8 data bits, no parity, 1 stop bit, no flow control: the protocol's own. */
export interface SerialOptions {
  readonly path: string
  readonly baudRate: number
}

/** A driver that hangs must not hang the station. */
const openLimitMs = 3000
const writeLimitMs = 1000
const closeLimitMs = 2000

const missingPattern = /no such file|file not found|no such device/i
const busyPattern = /cannot lock|busy|access denied|permission denied/i

const portError = (path: string, error: unknown): StationError => {
  const text = describeError(error)
  const code = !missingPattern.test(text) && busyPattern.test(text) ? 'readerBusy' : 'readerMissing'
  return new StationError(code, { port: path }, { cause: error })
}

/** Settles with `work`, or rejects after `ms`. */
const within = async <T>(clock: Clock, ms: number, what: string, work: Promise<T>): Promise<T> => {
  const over = new AbortController()
  const limit = clock.sleep(ms, over.signal).then(() => {
    throw new Error(`${what} took longer than ${String(ms)} ms`)
  })
  // The loser of the race settles later and unheard.
  limit.catch(() => undefined)
  try {
    return await Promise.race([work, limit])
  } finally {
    over.abort()
  }
}

const called = (start: (done: (error: Error | null | undefined) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    start((error) => {
      if (error) reject(error)
      else resolve()
    })
  })

class SerialLink implements Link {
  readonly name: string
  readonly #port: SerialPort
  readonly #clock: Clock
  readonly #closeListeners = new Set<() => void>()
  #closing: Promise<void> | null = null
  #told = false

  constructor(port: SerialPort, clock: Clock) {
    this.name = port.path
    this.#port = port
    this.#clock = clock
    // Some drivers report a pulled adapter as an error and never close.
    port.on('error', () => void this.close())
    port.on('close', () => {
      this.#tell()
    })
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#port.isOpen) throw new StationError('readerMissing', { port: this.name })
    const written = called((done) => this.#port.write(Buffer.from(bytes), undefined, done))
    written.catch(() => undefined)
    try {
      await within(this.#clock, writeLimitMs, 'writing', written)
    } catch (error) {
      void this.close()
      throw new StationError('readerMissing', { port: this.name }, { cause: error })
    }
  }

  /** On Windows a flush also aborts the read in progress; there the answer's expected length has to do. */
  async flushInput(): Promise<void> {
    if (process.platform === 'win32') return
    const flushed = called((done) => {
      this.#port.flush(done)
    })
    try {
      await within(this.#clock, writeLimitMs, 'flushing', flushed)
    } catch (error) {
      void this.close()
      throw new StationError('readerMissing', { port: this.name }, { cause: error })
    }
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#port.on('data', listener)
    return () => this.#port.off('data', listener)
  }

  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener)
    return () => this.#closeListeners.delete(listener)
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    const closed = this.#port.isOpen
      ? called((done) => {
          this.#port.close(done)
        })
      : Promise.resolve()
    try {
      await within(this.#clock, closeLimitMs, 'closing', closed)
    } catch {
      // A port that cannot be closed is gone; the next open says whether it is free.
    } finally {
      this.#tell()
    }
  }

  #tell(): void {
    if (this.#told) return
    this.#told = true
    for (const listener of this.#closeListeners) listener()
    this.#closeListeners.clear()
  }
}

/** Opens a serial port. Rejects with `readerMissing` or `readerBusy`, which name the port. */
export const createSerialOpener = ({ path, baudRate }: SerialOptions, clock: Clock): LinkOpener => ({
  name: path,
  open: async () => {
    try {
      const port = new SerialPort({
        path,
        baudRate,
        dataBits: 8,
        parity: 'none',
        stopBits: 1,
        rtscts: false,
        lock: true,
        autoOpen: false,
      })
      const opening = called((done) => {
        port.open(done)
      })
      try {
        await within(clock, openLimitMs, 'opening', opening)
      } catch (error) {
        opening.then(
          () => {
            port.close()
          },
          () => undefined,
        )
        throw error
      }
      return new SerialLink(port, clock)
    } catch (error) {
      throw portError(path, error)
    }
  },
})

/** All serial ports. Rejects only where neither the package nor the system can tell. */
export const listSerialPorts = async (): Promise<readonly SerialPortInfo[]> => {
  try {
    return await SerialPort.list()
  } catch (error) {
    if (process.platform !== 'linux') throw error
    return listLinuxPorts()
  }
}

/** Names of the serial ports, cheaply enough to be asked twice a second. */
export const serialPortNames = async (): Promise<readonly string[]> =>
  process.platform === 'linux' ? linuxPortNames() : (await SerialPort.list()).map(({ path }) => path).sort()
