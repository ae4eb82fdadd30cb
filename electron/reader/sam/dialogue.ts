import type { Clock } from '../../base/clock.ts'
import type { Logger } from '../../base/log.ts'
import type { ReaderCounters } from '../card-reader.ts'
import { read, samNumber, samNumberBytes, type Command } from './commands.ts'
import { textBlockOf } from './card-block.ts'
import { wipe, type Outcome, type SamConnection } from './connection.ts'
import { formatSamNumber } from './sam-number.ts'
import { reactionTo, statusMeaning } from './status-codes.ts'

/** The link is gone, or the reader does not answer any more. */
export class ConnectionLost extends Error {
  constructor(why: 'closed' | 'silent' | 'noisy' | 'stopped') {
    super(`connection lost: ${why}`)
    this.name = 'ConnectionLost'
  }
}

/** The reader says that it takes no command (SW3 60, 66). */
export class ReaderFaulty extends Error {
  readonly sw: string

  constructor(sw: string) {
    super(`reader fault: sw=${sw}`)
    this.name = 'ReaderFaulty'
    this.sw = sw
  }
}

/** The reader's verdict on one command. */
export interface Reply {
  readonly sw: string
  readonly sw3: number
  /** The command was carried out. */
  readonly done: boolean
}

export interface Reading {
  /** `null` = the answer was damaged or did not come. */
  readonly reply: Reply | null
  /** The 256 bytes of text; whoever holds them wipes them. */
  readonly text: Uint8Array | null
}

/** Unanswered commands in a row after which a reader counts as absent, whatever its port says. */
const silentAfter = 2
/** The same for answers that were no good: a line that carries only noise. */
const noisyAfter = 12

/** Command and reply with one reader, for code that reads like the protocol's description. */
export class Dialogue {
  readonly connection: SamConnection
  readonly clock: Clock
  readonly #log: Logger
  readonly #counters: ReaderCounters
  readonly #signal: AbortSignal
  readonly #lastSw = new Map<Command, string>()
  #unanswered = 0
  #damaged = 0

  constructor(
    connection: SamConnection,
    clock: Clock,
    log: Logger,
    counters: ReaderCounters,
    signal: AbortSignal,
  ) {
    this.connection = connection
    this.clock = clock
    this.#log = log
    this.#counters = counters
    this.#signal = signal
  }

  /**
   * Sends a command whose data nobody needs; `null` = the answer was damaged or did not come.
   * Throws `ConnectionLost` and `ReaderFaulty`.
   */
  async ask(command: Command): Promise<Reply | null> {
    return this.#take(command, await this.#send(command))
  }

  /** Reads the text of the card. The photo is wiped before anybody sees it. */
  async readText(): Promise<Reading> {
    const outcome = await this.#send(read)
    const isDone = outcome.kind === 'answered' && outcome.answer.sw3 === read.good
    const text = isDone ? (textBlockOf(outcome.answer.data)?.slice() ?? null) : null
    return { reply: this.#take(read, outcome), text }
  }

  /** The number of the security module, or `null`; some readers get it wrong at first. */
  async readSamNumber(): Promise<string | null> {
    for (let i = 0; i < 3; i++) {
      const outcome = await this.#send(samNumber)
      const text =
        outcome.kind === 'answered' && outcome.answer.data.length === samNumberBytes
          ? formatSamNumber(outcome.answer.data)
          : null
      this.#take(samNumber, outcome)
      if (text !== null) return text
    }
    return null
  }

  /** Waits; throws `ConnectionLost` when the reader is to stop. */
  async pause(ms: number): Promise<void> {
    await this.clock.sleep(ms, this.#signal)
    if (this.#signal.aborted) throw new ConnectionLost('stopped')
  }

  async #send(command: Command): Promise<Outcome> {
    const outcome = await this.connection.send(command)
    if (this.#signal.aborted) throw new ConnectionLost('stopped')
    if (outcome.kind === 'closed') throw new ConnectionLost('closed')
    if (outcome.kind === 'answered') {
      this.#unanswered = 0
      this.#damaged = 0
      return outcome
    }
    if (outcome.kind === 'timeout') {
      this.#counters.timeouts++
      this.#unanswered++
    } else this.#damaged++
    if (this.#unanswered >= silentAfter) throw new ConnectionLost('silent')
    if (this.#damaged >= noisyAfter) throw new ConnectionLost('noisy')
    return outcome
  }

  #take(command: Command, outcome: Outcome): Reply | null {
    if (outcome.kind !== 'answered') {
      this.#log.info('no good answer', { command: command.name, why: outcome.kind })
      return null
    }
    const { sw, sw3, data } = outcome.answer
    wipe(data)
    this.#note(command, sw, sw3)
    if (reactionTo(sw3) === 'readerFault') throw new ReaderFaulty(sw)
    return { sw, sw3, done: sw3 === command.good }
  }

  /** All three status bytes, once for every change: polling repeats itself ten times a second. */
  #note(command: Command, sw: string, sw3: number): void {
    if (this.#lastSw.get(command) === sw) return
    this.#lastSw.set(command, sw)
    this.#log.info('answer', {
      command: command.name,
      sw,
      meaning: statusMeaning(sw3)?.meaning ?? 'unlisted',
    })
  }
}
