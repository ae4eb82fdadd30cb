import { Worker } from 'node:worker_threads'
import { describeError, errorCodes, StationError, type ErrorCode } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import { workerFile } from '../base/worker-file.ts'
import {
  fromWorker,
  questions,
  type Answer,
  type AuditAnswer,
  type BoardAnswer,
  type DayAnswer,
  type EventAnswer,
  type QuarterAnswer,
  type Question,
  type QuestionName,
} from './protocol.ts'

/**
 * Questions about what is recorded, answered beside the tap thread. Each rejects with a `StationError`:
 * `reportFailed` when the worker died or the reports were closed, or what the store says.
 */
export interface Reports {
  /** One page of an event's list, and its figures. Rejects with `notFound`. */
  eventReport(event: string, page: number, now: number): Promise<EventAnswer>
  dayReport(day: string, now: number): Promise<DayAnswer>
  /** `pinned`: an event that is told of whatever its time. */
  board(now: number, pinned: string | null): Promise<BoardAnswer>
  /** Points of a span of business dates, the most first. */
  quarter(input: Question<'quarter'>): Promise<QuarterAnswer>
  /** Entries of the audit, the newest first. */
  audit(input: Question<'audit'>): Promise<AuditAnswer>
  /** Ends the worker; who still waits is told. Idempotent. */
  close(): Promise<void>
}

interface Waiting {
  resolve: (value: unknown) => void
  reject: (error: StationError) => void
}

const failed = (reason: string, cause?: unknown): StationError =>
  new StationError('reportFailed', { reason }, { cause })

const isErrorCode = (code: string): code is ErrorCode => (errorCodes as readonly string[]).includes(code)

/** One life of the worker. */
class Thread {
  readonly ended: Promise<void>
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #cause: unknown

  /** `onEnd` runs before anybody who waited is told, so that asking again at once finds another thread. */
  constructor(dir: string, file: URL, onEnd: (cause: unknown) => void) {
    // What the station itself was started with is not for the worker.
    this.#worker = new Worker(file, { workerData: { dir }, execArgv: [], name: 'reports' })
    this.#worker.unref()
    this.#worker.on('message', (message: unknown) => {
      this.#take(message)
    })
    this.#worker.on('error', (error) => {
      this.#cause = error
    })
    this.ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        onEnd(this.#cause)
        this.#failAll(failed('the worker ended', this.#cause))
        resolve()
      })
    })
  }

  ask(name: QuestionName, input: unknown): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ kind: 'ask', id, name, input })
    })
  }

  /** Lets an idle worker end by itself, and ends one that is in the middle of a question. */
  async end(): Promise<void> {
    if (this.#waiting.size === 0) this.#worker.postMessage({ kind: 'close' })
    else {
      this.#failAll(failed('the station stops'))
      await this.#worker.terminate()
    }
    await this.ended
  }

  #take(message: unknown): void {
    const { data: answer, error } = fromWorker.safeParse(message)
    if (answer === undefined) {
      this.#cause = error
      void this.#worker.terminate()
      return
    }
    const waiting = this.#waiting.get(answer.id)
    if (waiting === undefined) return
    this.#waiting.delete(answer.id)
    if (answer.kind === 'answer') waiting.resolve(answer.value)
    else if (isErrorCode(answer.code)) waiting.reject(new StationError(answer.code, answer.params))
    else waiting.reject(failed(answer.code))
  }

  #failAll(error: StationError): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

/** The worker starts with the first question: a station whose staff are away has none. */
export const createReports = (options: {
  dir: string
  log: Logger
  /** @default the worker of this program */
  worker?: URL
}): Reports => {
  const { dir, worker = workerFile(import.meta.url, 'reports') } = options
  const log = options.log.child('reports')
  let thread: Thread | null = null
  let closed = false

  const start = (): Thread => {
    const started = new Thread(dir, worker, (cause) => {
      if (thread !== started) return
      // The next question starts another one.
      thread = null
      log.warn('worker died', { cause: describeError(cause ?? 'no reason given') })
    })
    return started
  }

  const ask = async <N extends QuestionName>(name: N, input: Question<N>): Promise<Answer<N>> => {
    if (closed) throw failed('the station stops')
    thread ??= start()
    const answer = questions[name].answer.safeParse(await thread.ask(name, input))
    if (!answer.success) throw failed('the answer has another shape', answer.error)
    return answer.data as Answer<N>
  }

  return {
    eventReport: (event, page, now) => ask('event', { event, page, now }),
    dayReport: (day, now) => ask('day', { day, now }),
    board: (now, pinned) => ask('board', { now, pinned }),
    quarter: (input) => ask('quarter', input),
    audit: (input) => ask('audit', input),
    close: async () => {
      closed = true
      const last = thread
      thread = null
      await last?.end()
    },
  }
}
