import type { Clock } from '../base/clock.ts'
import { describeError, isStationError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import type { PortCandidate, PortSource } from './discovery.ts'
import type { Link } from './link.ts'

/** One protocol's way with an open link. */
export interface LinkUser<Opened> {
  /** Says hello; `null` = no reader of this protocol answers here at this rate. Closes the link in that case. */
  probe(link: Link, rate: { baudRate: number; isFirst: boolean }): Promise<Opened | null>
  /** Uses the link until it is lost, then closes it. */
  serve(opened: Opened): Promise<void>
}

const firstWaitMs = 250
/** A port that opens and is lost again and again must not keep a core busy. */
const afterLossMs = 100
/** How often it is looked whether something was plugged in. */
const plugWatchMs = 500
/** With a reader known before, all rates are tried only now and then. */
const allRatesEvery = 4

/**
 * Keeps a reader connected for as long as `signal` lets it: finds a port, serves it, and when it is lost,
 * by its own word or by silence, looks again: at once when something is plugged in, else with growing waits.
 */
export class Reconnector<Opened> {
  readonly #source: PortSource
  readonly #user: LinkUser<Opened>
  readonly #clock: Clock
  readonly #log: Logger
  readonly #signal: AbortSignal
  #lastGood: { name: string; rate: number } | null = null
  #round = 0
  #lastTrouble = ''
  #hurry = new AbortController()

  constructor(source: PortSource, user: LinkUser<Opened>, clock: Clock, log: Logger, signal: AbortSignal) {
    this.#source = source
    this.#user = user
    this.#clock = clock
    this.#log = log
    this.#signal = signal
  }

  /** Whoever waits for the next round waits no longer, and the round tries every rate. */
  searchNow(): void {
    this.#lastGood = null
    this.#hurry.abort()
    this.#hurry = new AbortController()
  }

  async run(): Promise<void> {
    let waitMs = firstWaitMs
    while (!this.#signal.aborted) {
      const before = await this.#source.names()
      const opened = await this.#search()
      if (opened !== null) {
        waitMs = firstWaitMs
        this.#round = 0
        await this.#user.serve(opened)
        await this.#clock.sleep(afterLossMs, this.#signal)
        continue
      }
      if (await this.#plugChanged(before, waitMs)) waitMs = firstWaitMs
      else waitMs = Math.min(waitMs * 2, this.#source.longestWaitMs)
    }
  }

  async #search(): Promise<Opened | null> {
    const candidates = await this.#source.candidates()
    this.#round++
    for (const candidate of candidates) {
      const opened = await this.#tryPort(candidate)
      if (opened !== null || this.#signal.aborted) return opened
    }
    return null
  }

  async #tryPort(candidate: PortCandidate): Promise<Opened | null> {
    for (const rate of this.#ratesFor(candidate)) {
      if (this.#signal.aborted) return null
      const link = await this.#open(candidate, rate)
      if (link === null) return null
      const isFirst = rate === candidate.rates[0]
      const opened = await this.#user.probe(link, { baudRate: rate, isFirst })
      if (opened === null) continue
      this.#lastGood = { name: candidate.name, rate }
      this.#source.remember(candidate.name)
      this.#trouble('')
      this.#log.info('reader connected', { port: candidate.name, baudRate: rate })
      return opened
    }
    this.#trouble(`silent ${candidate.name}`)
    return null
  }

  #ratesFor(candidate: PortCandidate): readonly number[] {
    if (this.#lastGood?.name !== candidate.name || this.#round % allRatesEvery === 0) return candidate.rates
    return [this.#lastGood.rate]
  }

  async #open(candidate: PortCandidate, rate: number): Promise<Link | null> {
    try {
      return await candidate.open(rate)
    } catch (error) {
      if (!isStationError(error, 'readerMissing', 'readerBusy')) throw error
      this.#trouble(describeError(error))
      return null
    }
  }

  /** One line for each change: a missing reader is looked for all night. */
  #trouble(what: string): void {
    if (what !== '' && what !== this.#lastTrouble) this.#log.warn('no reader', { why: what })
    this.#lastTrouble = what
  }

  /** Waits, at most until something is plugged in or pulled. */
  async #plugChanged(before: readonly string[], waitMs: number): Promise<boolean> {
    const hurry = this.#hurry.signal
    for (let left = waitMs; left > 0 && !this.#signal.aborted; left -= plugWatchMs) {
      await this.#clock.sleep(Math.min(left, plugWatchMs), AbortSignal.any([this.#signal, hurry]))
      if (hurry.aborted) return true
      const now = await this.#source.names()
      if (now.join('\n') !== before.join('\n')) return true
    }
    return false
  }
}
