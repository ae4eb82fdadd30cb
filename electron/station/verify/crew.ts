import { Worker } from 'node:worker_threads'
import { errorCodes, StationError, type ErrorCode } from '../../base/errors.ts'
import { workerFile } from '../../base/worker-file.ts'
import { fromThread, type FromThread, type ToThread } from './messages.ts'
import type { Done, Work } from './work.ts'

/** Threads that read the store beside one another, all at the same moment of it. */
export interface Crew {
  /** Does every piece, each by whichever thread is free. Rejects with the first failure. */
  doAll(pieces: readonly Work[]): Promise<Done[]>
  close(): Promise<void>
}

const isErrorCode = (code: string): code is ErrorCode => (errorCodes as readonly string[]).includes(code)

const errorOf = ({ code, params }: Extract<FromThread, { kind: 'failure' }>): StationError =>
  isErrorCode(code) ? new StationError(code, params) : new StationError('reportFailed', { reason: code })

class Thread {
  readonly #worker: Worker
  #settle: { resolve: (answer: FromThread) => void; reject: (error: unknown) => void } | null = null
  readonly #ended: Promise<void>

  constructor(dir: string) {
    this.#worker = new Worker(workerFile(import.meta.url, 'verify'), {
      workerData: { dir },
      execArgv: [],
      name: 'verify',
    })
    this.#worker.on('message', (message: unknown) => {
      const { data, error } = fromThread.safeParse(message)
      if (data === undefined) this.#settle?.reject(error)
      else if (data.kind === 'failure') this.#settle?.reject(errorOf(data))
      else this.#settle?.resolve(data)
    })
    this.#worker.on('error', (error) => {
      this.#settle?.reject(error)
    })
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#settle?.reject(new StationError('reportFailed', { reason: 'a thread ended' }))
        resolve()
      })
    })
  }

  ask(message: ToThread): Promise<FromThread> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
      this.#worker.postMessage(message)
    })
  }

  async close(): Promise<void> {
    this.#worker.postMessage({ kind: 'close' } satisfies ToThread)
    await this.#ended
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate()
  }
}

const standSeen = (answer: FromThread): string => (answer.kind === 'sees' ? answer.stand : '')

/** Taps are seconds apart and this takes a moment: more tries mean that something else is wrong. */
const mostLooks = 200

/** Lets every thread look until all see the same moment; `own` is where the caller stands, asked anew each time. */
const agree = async (threads: readonly Thread[], own: () => string): Promise<void> => {
  for (let looks = 0; looks < mostLooks; looks++) {
    const stand = own()
    const seen = await Promise.all(threads.map((thread) => thread.ask({ kind: 'look' })))
    if (seen.every((answer) => standSeen(answer) === stand)) return
  }
  throw new StationError('reportFailed', { reason: 'the store never stood still' })
}

/** Starts threads over a folder, all at the moment that `own` tells of. */
export const startCrew = async (dir: string, size: number, own: () => string): Promise<Crew> => {
  const threads = Array.from({ length: size }, () => new Thread(dir))
  const stopAll = async (): Promise<void> => {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
  try {
    await agree(threads, own)
  } catch (error) {
    await stopAll()
    throw error
  }
  return {
    doAll: async (pieces) => {
      const waiting = [...pieces]
      const results: Done[] = []
      const serve = async (thread: Thread): Promise<void> => {
        for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) {
          const answer = await thread.ask({ kind: 'do', work: piece })
          if (answer.kind === 'done') results.push(answer.done)
        }
      }
      try {
        await Promise.all(threads.map(serve))
      } catch (error) {
        await stopAll()
        throw error
      }
      return results
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()))
    },
  }
}
