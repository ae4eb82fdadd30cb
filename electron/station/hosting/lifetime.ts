import type { Clock } from '../../base/clock.ts'
import { describeError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import { endingOf } from './endings.ts'

/** Long enough for the pages to learn that their tap is being looked up. */
const lastWordMs = 100

/** How a station process ends. */
export interface Lifetime {
  /** Runs at the end, the latest first. */
  onEnd(close: () => unknown): void
  /** Closes everything and exits; after `patienceMs` it exits all the same. Idempotent. */
  end(code: number): Promise<void>
  /** The disk failed, or a bug: says so and exits without closing, so that nothing more is written. */
  fatal: (error: unknown) => void
}

export const createLifetime = (deps: {
  clock: Clock
  log: Logger
  say(line: string): void
  patienceMs: number
}): Lifetime => {
  const { clock, log } = deps
  const closers: (() => unknown)[] = []
  let ending: Promise<void> | null = null
  const closeAll = async (code: number): Promise<void> => {
    clock.after(deps.patienceMs, () => {
      process.exit(code)
    })
    for (const close of closers.reverse()) await close()
    process.exit(code)
  }
  return {
    onEnd: (close) => {
      closers.push(close)
    },
    // Ctrl-C arrives twice: from the terminal and from the launcher.
    end: (code) => (ending ??= closeAll(code)),
    fatal: (error) => {
      log.error('fatal', { cause: describeError(error) })
      const ending = endingOf(error)
      deps.say(ending.line)
      clock.after(lastWordMs, () => {
        process.exit(ending.code)
      })
    },
  }
}
