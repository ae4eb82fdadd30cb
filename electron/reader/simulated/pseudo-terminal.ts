import { spawn, type ChildProcess } from 'node:child_process'
import { access, readlink, rm } from 'node:fs/promises'
import type { Clock } from '../../base/clock.ts'
import { describeError, StationError } from '../../base/errors.ts'
import type { SimulatedDevice } from './device.ts'

const readyLimitMs = 5000
const lookMs = 10

/** socat makes the pseudo-terminal and carries its bytes over a pair of pipes. */
const startSocat = (path: string): ChildProcess =>
  spawn('socat', [`PTY,link=${path},rawer`, 'STDIO'], { stdio: ['pipe', 'pipe', 'inherit'] })

/** A leftover name of a killed socat points nowhere; anything else at `path` is not ours to remove. */
const removeDanglingLink = async (path: string): Promise<void> => {
  const target = await readlink(path).catch(() => null)
  if (target !== null && !(await isThere(path))) await rm(path, { force: true })
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** A simulated device on a pseudo-terminal: plugging and pulling the device makes and removes the name. */
export class PseudoTerminal {
  readonly #path: string
  readonly #device: SimulatedDevice
  readonly #clock: Clock
  #socat: ChildProcess | null = null
  #ended: Promise<void> = Promise.resolve()
  #failure: string | null = null
  readonly #onLost: (why: string) => void

  /** `onLost` is called when socat ends by itself. */
  constructor(path: string, device: SimulatedDevice, clock: Clock, onLost: (why: string) => void) {
    this.#path = path
    this.#device = device
    this.#clock = clock
    this.#onLost = onLost
  }

  /** Process id of the socat that holds the terminal. */
  get pid(): number | undefined {
    return this.#socat?.pid
  }

  /** Resolves when the name is there. Rejects with `readerMissing` when socat is not, or cannot make it. */
  async plug(): Promise<void> {
    await this.#ended
    await removeDanglingLink(this.#path)
    if (await isThere(this.#path)) throw new StationError('readerBusy', { port: this.#path })
    const socat = startSocat(this.#path)
    this.#socat = socat
    this.#failure = null
    socat.once('error', (error) => {
      this.#failure = describeError(error).includes('ENOENT')
        ? 'socat is not installed'
        : describeError(error)
    })
    this.#ended = new Promise((resolve) => {
      socat.once('close', () => {
        this.#failure ??= 'socat ended'
        resolve()
        if (this.#socat === socat) this.#onLost(this.#failure)
      })
    })
    this.#connect(socat)
    await this.#appears()
  }

  async #appears(): Promise<void> {
    const until = this.#clock.monotonic() + readyLimitMs
    while (!(await isThere(this.#path))) {
      const why = this.#failure ?? (this.#clock.monotonic() > until ? 'no pseudo-terminal' : null)
      if (why !== null) throw new StationError('readerMissing', { port: this.#path, why })
      await this.#clock.sleep(lookMs)
    }
  }

  /** Ends socat, which removes the name. */
  async pull(): Promise<void> {
    this.#socat?.kill('SIGTERM')
    this.#socat = null
    await this.#ended
    await removeDanglingLink(this.#path)
  }

  #connect(socat: ChildProcess): void {
    const { stdin, stdout } = socat
    if (stdin === null || stdout === null) return
    stdin.on('error', () => {
      // The other end is gone; 'close' of the process says so.
    })
    const wire = this.#device.attach({
      receive: (bytes) => {
        stdin.write(bytes)
      },
      hangUp: () => {
        void this.pull()
      },
    })
    stdout.on('data', (bytes: Buffer) => {
      wire.send(bytes)
    })
    socat.once('close', () => {
      wire.detach()
    })
  }
}
