import type { Clock } from '../../base/clock.ts'
import type { Logger } from '../../base/log.ts'
import { Secret } from '../../base/secret.ts'
import type { ReaderCounters, ReaderEvent, ReaderStage, ReaderState } from '../card-reader.ts'
import { find, presence, radioFrame, reset, status } from './commands.ts'
import { ConnectionLost, ReaderFaulty, type Dialogue, type Reply } from './dialogue.ts'
import { CardReading, verdictOfStatus, type Verdict } from './reading.ts'
import { reactionTo } from './status-codes.ts'

/**
 * Milliseconds between two looks into the field. A tap waits half of it on average; at 100 the wire is busy
 * for 2 of them, idle polling stays below one percent of a core, and two people cannot change cards in between.
 */
export const pollMs = 100
/** A card forgotten on the reader is told after 10 s and then every 15 s. */
const leftAfterMs = 10_000
const leftAgainMs = 15_000
/** How often a reader that reported a fault is asked again. */
const faultPollMs = 2000
/** A card can hang when the field stays on: only a reset drops the field. */
const failuresBeforeReset = 3
/** A reader just reset may be silent for a second. */
const resetPatience = 4
const settleMs = 400
/** How often the same is asked for an answer that is not damaged, before a link is served. */
const clearAnswers = 3

/** The card on the reader, remembered over a lost link so that it makes no second event. */
export interface Placement {
  since: number
  nextLeftAt: number
  /** The event was sent. */
  told: boolean
  /** Set when the card was read: what it is compared by after the link was lost. */
  digest: string | null
}

export interface SessionHost {
  readonly clock: Clock
  readonly log: Logger
  readonly counters: ReaderCounters
  readonly digestOf: (text: Uint8Array) => string
  placement: Placement | null
  /** Failed readings since the last good one. */
  failures: number
  emit(event: ReaderEvent): void
  setState(state: ReaderState): void
  /** How far it has come, for whoever looks at the reader step by step. */
  stage(stage: ReaderStage): void
  /** What staff are told: six hex digits that a card or the reader itself gave trouble with. */
  trouble(sw: string): void
}

type Presence = 'there' | 'gone' | 'unclear'

const ourFrameWasDamaged = (reply: Reply): boolean => reply.sw3 === 0x10 || reply.sw3 === 0x11

const isThere = (reply: Reply): boolean => reply.sw3 === 0x90 || reply.sw3 === 0x91

/** The reader's field, watched over one connection until that is lost. */
export class FieldWatch {
  readonly #dialogue: Dialogue
  readonly #host: SessionHost

  constructor(dialogue: Dialogue, host: SessionHost) {
    this.#dialogue = dialogue
    this.#host = host
  }

  /** Watches for ever; ends by throwing `ConnectionLost`. */
  async run(): Promise<never> {
    let looked = false
    for (;;) {
      try {
        if (!looked) {
          await this.#prepare()
          await this.#resume()
          looked = true
        }
        const { placement } = this.#host
        if (placement === null) this.#host.stage('answered')
        this.#host.setState(placement === null ? 'ready' : 'card')
        await (placement === null ? this.#waitForCard() : this.#waitForRemoval(placement))
      } catch (error) {
        if (!(error instanceof ReaderFaulty)) throw error
        this.#host.log.warn('reader fault', { why: error.message })
        this.#host.trouble(error.sw)
        looked = false
        await this.#waitForRecovery()
      }
    }
  }

  async #prepare(): Promise<void> {
    this.#host.log.info('reader identified', { samNumber: await this.#dialogue.readSamNumber() })
    await this.#dialogue.ask(radioFrame)
  }

  async #waitForRecovery(): Promise<void> {
    this.#host.setState('fault')
    for (;;) {
      await this.#dialogue.pause(faultPollMs)
      try {
        const reply = await this.#dialogue.ask(status)
        if (reply?.done === true) return
      } catch (error) {
        if (!(error instanceof ReaderFaulty)) throw error
      }
    }
  }

  /** Looks what lies there after the link was (re)opened: the card of before, another one, or none. */
  async #resume(): Promise<void> {
    const { placement } = this.#host
    const known = placement?.told === true ? placement : null
    const selected = await this.#isSelected()
    if (!selected && !(await this.#finds())) {
      this.#leave()
      return
    }
    if (known === null) {
      await this.#serve(selected)
      return
    }
    if (known.digest === null) return
    const verdict = await this.#read(selected)
    if (verdict.kind !== 'seen' || verdict.digest === known.digest) return
    this.#leave()
    this.#arrive()
    this.#tell(verdict)
  }

  async #isSelected(): Promise<boolean> {
    for (let i = 0; i < clearAnswers; i++) {
      const now = await this.#presence()
      if (now !== 'unclear') return now === 'there'
    }
    return false
  }

  async #waitForCard(): Promise<void> {
    for (;;) {
      const reply = await this.#dialogue.ask(find)
      if (reply?.done === true) {
        await this.#serve(false)
        return
      }
      const reaction = reply === null ? 'retry' : reactionTo(reply.sw3)
      if (reaction === 'notIdCard' || reaction === 'unverified') {
        this.#arrive()
        this.#tell(verdictOfStatus(reply))
        return
      }
      await this.#dialogue.pause(pollMs)
    }
  }

  /** One placement: read, tell, and free a card that hangs. */
  async #serve(selected: boolean): Promise<void> {
    this.#arrive()
    this.#tell(await this.#read(selected))
    await this.#resetAfterFailures()
  }

  async #waitForRemoval(placement: Placement): Promise<void> {
    let gone = 0
    // One answer may be wrong; a card that was really taken stays away.
    while (gone < 2) {
      await this.#dialogue.pause(gone === 0 ? pollMs : pollMs / 4)
      const seen = placement.digest !== null
      const now = seen ? await this.#presence() : await this.#presenceOfUnread()
      if (now !== 'unclear') gone = now === 'gone' ? gone + 1 : 0
      this.#remind(placement)
    }
    this.#leave()
  }

  /** 30 03 answers 90 or 91 while the card that was read lies there; 80 on find would prove nothing. */
  async #presence(): Promise<Presence> {
    const reply = await this.#dialogue.ask(presence)
    if (reply === null || ourFrameWasDamaged(reply)) return 'unclear'
    return isThere(reply) ? 'there' : 'gone'
  }

  /** A card that was never read may not be selected: while it is found again, or still selected, it lies there. */
  async #presenceOfUnread(): Promise<Presence> {
    const selected = await this.#presence()
    if (selected !== 'gone') return selected
    const reply = await this.#dialogue.ask(find)
    if (reply === null) return 'unclear'
    return reactionTo(reply.sw3) === 'noCard' ? 'gone' : 'there'
  }

  async #finds(): Promise<boolean> {
    for (let i = 0; i < clearAnswers; i++) {
      const reply = await this.#dialogue.ask(find)
      if (reply !== null) return reply.done
    }
    return false
  }

  #read(selected: boolean): Promise<Verdict> {
    const host = this.#host
    const watcher = {
      reread: () => {
        host.counters.rereads++
      },
      readFailed: () => {
        host.failures++
      },
      selected: () => {
        host.stage('selected')
      },
      readDone: () => {
        host.failures = 0
        host.stage('read')
      },
    }
    return new CardReading(this.#dialogue, watcher, host.digestOf, selected).verdict()
  }

  async #resetAfterFailures(): Promise<void> {
    if (this.#host.failures < failuresBeforeReset) return
    this.#host.failures = 0
    this.#host.log.warn('resetting the reader after failed readings')
    await this.#dialogue.connection.send(reset)
    for (let i = 0; i < resetPatience; i++) {
      await this.#dialogue.pause(settleMs)
      const outcome = await this.#dialogue.connection.send(status)
      if (outcome.kind === 'answered') return
      if (outcome.kind === 'closed') throw new ConnectionLost('closed')
    }
    throw new ConnectionLost('silent')
  }

  #arrive(): void {
    const since = this.#host.clock.monotonic()
    this.#host.placement = { since, nextLeftAt: since + leftAfterMs, told: false, digest: null }
    this.#host.stage('found')
    this.#host.setState('card')
  }

  /** The one event of this placement. */
  #tell(verdict: Verdict): void {
    const { placement, log } = this.#host
    if (placement === null) return
    placement.told = true
    if (verdict.kind === 'seen') {
      placement.digest = verdict.digest
      this.#host.counters.cards++
      log.info('card read', { kind: verdict.card.kind, warnings: verdict.card.warnings })
      this.#host.emit({ kind: 'cardSeen', card: new Secret(verdict.card), timing: verdict.timing })
      return
    }
    log.info('card not accepted', { why: verdict.kind, sw: verdict.sw })
    const kinds = {
      unreadable: 'cardUnreadable',
      notIdCard: 'notIdCard',
      unverified: 'cardUnverified',
    } as const
    this.#host.emit({ kind: kinds[verdict.kind], sw: verdict.sw })
  }

  #leave(): void {
    const told = this.#host.placement?.told === true
    this.#host.placement = null
    if (told) this.#host.emit({ kind: 'cardGone' })
  }

  #remind(placement: Placement): void {
    if (this.#host.clock.monotonic() < placement.nextLeftAt) return
    placement.nextLeftAt += leftAgainMs
    this.#host.emit({ kind: 'cardLeft' })
  }
}
