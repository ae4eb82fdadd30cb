import { createHash } from 'node:crypto'
import type { Clock } from '../../base/clock.ts'
import { describeError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import type {
  CardReader,
  ReaderCounters,
  ReaderEvent,
  ReaderHealth,
  ReaderStage,
  ReaderState,
  ReaderSteps,
} from '../card-reader.ts'
import type { PortSource } from '../discovery.ts'
import type { Link } from '../link.ts'
import { Reconnector } from '../polling.ts'
import { status } from './commands.ts'
import { SamConnection } from './connection.ts'
import { ConnectionLost, Dialogue } from './dialogue.ts'
import { noFrames } from './frame-parser.ts'
import { FieldWatch, type Placement, type SessionHost } from './session.ts'
import { isDone, reactionTo } from './status-codes.ts'

/** Probes at the likeliest rate; a module that has just got power may miss the first. */
const probesAtFirstRate = 2

export const noReadings = (): ReaderCounters => ({
  ...noFrames(),
  timeouts: 0,
  reopens: 0,
  cards: 0,
  rereads: 0,
})

/** Compares readings without keeping them: stays in memory, never leaves this file's callers. */
const digestOf = (text: Uint8Array): string => createHash('sha256').update(text).digest('base64')

export interface SamReaderDeps {
  readonly source: PortSource
  readonly clock: Clock
  readonly log: Logger
}

/** A reader that speaks the SAM_V serial protocol, wherever its bytes come from. */
export class SamReader implements CardReader, SessionHost {
  readonly clock: Clock
  readonly log: Logger
  readonly counters = noReadings()
  readonly digestOf = digestOf
  placement: Placement | null = null
  failures = 0
  readonly #source: PortSource
  readonly #listeners = new Set<(event: ReaderEvent) => void>()
  readonly #stopping = new AbortController()
  #connection: SamConnection | null = null
  #state: ReaderState = 'searching'
  #trouble: string | null = null
  #served = false
  #running: Promise<void> | null = null
  #reconnector: Reconnector<SamConnection> | null = null
  readonly #steps: Omit<ReaderSteps, 'port'> = {
    stage: 'searching',
    baudRate: null,
    answerMs: null,
    readMs: null,
    unread: 0,
  }

  constructor({ source, clock, log }: SamReaderDeps) {
    this.#source = source
    this.clock = clock
    this.log = log
  }

  /** Begins to look for the reader; does not wait for it. */
  start(): Promise<void> {
    const user = {
      probe: (link: Link, rate: { baudRate: number; isFirst: boolean }) => this.#probe(link, rate),
      serve: (connection: SamConnection) => this.#serve(connection),
    }
    this.#reconnector ??= new Reconnector(this.#source, user, this.clock, this.log, this.#stopping.signal)
    this.#running ??= this.#reconnector.run()
    return Promise.resolve()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#connection?.close()
    await this.#running
    this.#listeners.clear()
  }

  health(): ReaderHealth {
    const { wanted } = this.#source
    const port = this.#state === 'searching' ? wanted : (this.#connection?.name ?? wanted)
    return { state: this.#state, port, counters: { ...this.counters }, trouble: this.#trouble }
  }

  steps(): ReaderSteps {
    return { ...this.#steps, port: this.#connection?.name ?? null }
  }

  searchAgain(): void {
    this.log.info('reader is looked for again')
    this.#reconnector?.searchNow()
    void this.#connection?.close()
  }

  stage(stage: ReaderStage): void {
    this.#steps.stage = stage
  }

  onEvent(listener: (event: ReaderEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  emit(event: ReaderEvent): void {
    if (this.#stopping.signal.aborted) return
    if (event.kind === 'cardSeen') {
      this.#trouble = null
      this.#steps.readMs = Math.round(event.timing.lastByteAt - event.timing.foundAt)
    } else if ('sw' in event) this.#steps.unread += 1
    if ('sw' in event && event.sw !== null) this.#trouble = event.sw
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch (error) {
        this.log.error('a listener of the reader failed', { event: event.kind, why: describeError(error) })
      }
    }
  }

  trouble(sw: string): void {
    this.#trouble = sw
  }

  setState(state: ReaderState): void {
    if (state === this.#state) return
    if (this.#state === 'fault') this.#trouble = null
    this.#state = state
    this.emit({ kind: 'stateChanged', state })
  }

  async #probe(
    link: Link,
    { baudRate, isFirst }: { baudRate: number; isFirst: boolean },
  ): Promise<SamConnection | null> {
    const connection = new SamConnection(link, this.clock, this.#watcher(), this.counters)
    this.#connection = connection
    Object.assign(this.#steps, { stage: 'opened', baudRate, answerMs: null })
    for (let i = 0; i < (isFirst ? probesAtFirstRate : 1); i++) {
      const from = this.clock.monotonic()
      const outcome = await connection.send(status)
      if (outcome.kind !== 'answered') continue
      this.#steps.answerMs = Math.round(this.clock.monotonic() - from)
      const { sw3 } = outcome.answer
      // A reader that reports its own fault is a reader.
      if (isDone(sw3) || reactionTo(sw3) === 'readerFault') return connection
    }
    await this.#drop(connection)
    return null
  }

  async #serve(connection: SamConnection): Promise<void> {
    const signal = this.#stopping.signal
    if (this.#served) this.counters.reopens++
    this.#served = true
    const dialogue = new Dialogue(connection, this.clock, this.log, this.counters, signal)
    try {
      await new FieldWatch(dialogue, this).run()
    } catch (error) {
      if (!(error instanceof ConnectionLost))
        this.log.error('reader failed unexpectedly', { port: connection.name, why: describeError(error) })
      else if (!signal.aborted) this.log.warn('reader lost', { port: connection.name, why: error.message })
    } finally {
      await this.#drop(connection)
      this.setState('searching')
    }
  }

  async #drop(connection: SamConnection): Promise<void> {
    this.#connection = null
    Object.assign(this.#steps, { stage: 'searching', baudRate: null, answerMs: null })
    await connection.close()
  }

  #watcher(): { dropped: (answer: { sw: string }) => void; lost: (error: unknown) => void } {
    return {
      dropped: ({ sw }) => {
        this.log.info('late or foreign answer dropped', { sw })
      },
      lost: (error) => {
        this.log.warn('reader cannot be written to', { why: describeError(error) })
      },
    }
  }
}
