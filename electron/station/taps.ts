import { toInstant } from '../base/clock.ts'
import { describeError, isFatalForProcess, isStationError } from '../base/errors.ts'
import { exhaustive } from '../base/result.ts'
import type { CallName } from '../contract/calls.ts'
import type { TapOutcome } from '../contract/outcomes.ts'
import type { LastTap } from '../contract/pushes.ts'
import type { IdCard, ReadTiming, ReaderEvent } from '../reader/card-reader.ts'
import { knownSex, type CardHolder } from '../residents/rules.ts'
import { newestAnswer } from '../residents/store.ts'
import type { Tx } from '../store/tx.ts'
import type { NextCard } from './calendar/asked.ts'
import { once } from './commands.ts'
import { createCounted } from './counted-children.ts'
import type { Crowd } from './crowd.ts'
import type { Parts } from './parts.ts'
import type { Deed } from './presence.ts'
import { createQueueChoice } from './queue-choice.ts'
import type { Session } from './session.ts'
import { createSignal, type Signal } from './signal.ts'
import { takeCard, type Decided } from './tap.ts'
import { insertTap, newestTap, tapById } from './tap-log.ts'

/** Unreadable cards further apart than this are not the same person trying again. */
const sameTryMs = 60_000
/** More taps than one start will ever see. */
const seqsPerStart = 1_000_000_000

/** Durations of one recorded tap in milliseconds, for the demonstration's strip and the terminal. */
export interface TapWay {
  seq: number
  kind: TapOutcome['kind']
  readMs: number
  checkMs: number
  commitMs: number
  /** Monotonic milliseconds when the success left for the pages. */
  pushedAt: number
}

const holderOf = (card: IdCard): CardHolder | null =>
  card.kind === 'unknown'
    ? null
    : {
        kind: card.kind,
        name: card.name === '' ? (card.nameEn ?? '') : card.name,
        idNumber: card.idNumber,
        birth: card.birth,
        sexCode: knownSex(card.sexCode),
        validTo: card.validTo,
      }

const never = { count: 0, at: -Infinity }

/** What was decided and kept, and the newest answer by then. */
interface Kept extends Decided {
  answered: number
}

/** The one pipeline: card → identify → decide → ONE transaction → push. */
export class Taps {
  /** `last()` is another one. */
  readonly changed: Signal<undefined> = createSignal()
  readonly done: Signal<TapWay> = createSignal()
  /** The disk failed under a tap: the process must end; the tap id settles it after the restart. */
  readonly fatal: Signal<unknown> = createSignal()
  readonly queue: ReturnType<typeof createQueueChoice>
  readonly #parts: Parts
  readonly #session: Session
  readonly #crowd: Crowd
  readonly #nextCard: NextCard
  readonly #children: ReturnType<typeof createCounted>
  #last: LastTap | null
  #seq: number
  #unreadable = never
  #cardLeft = false
  /** Who came in a crowd and was not asked what might have been due. */
  readonly #leftOut = new Set<string>()

  readonly #mayRecord: () => boolean

  constructor(
    parts: Parts,
    deps: { session: Session; crowd: Crowd; nextCard: NextCard; mayRecord?: () => boolean },
  ) {
    const { session, crowd, nextCard, mayRecord = () => true } = deps
    this.#parts = parts
    this.#session = session
    this.#crowd = crowd
    this.#nextCard = nextCard
    this.#mayRecord = mayRecord
    this.queue = createQueueChoice(parts.clock)
    this.#children = createCounted(parts.cipher)
    this.#last = parts.store.read(newestTap)
    // A start begins above every number of the starts before it, also those that never reached the disk.
    this.#seq = parts.store.boots * seqsPerStart
  }

  last(): LastTap | null {
    return this.#last
  }

  /** The same card has been lying on the reader for a while. */
  cardLeft(): boolean {
    return this.#cardLeft
  }

  /** What became of a tap: its outcome, or `notRecorded` when it is not there. */
  settle(tapId: string): TapOutcome {
    return this.#parts.store.read((tx) => tapById(tx, tapId))?.outcome ?? { kind: 'notRecorded' }
  }

  take(event: ReaderEvent): void {
    switch (event.kind) {
      case 'cardSeen': {
        const holder = holderOf(event.card.reveal())
        if (holder === null) this.#takeRefused({ kind: 'cardUnverified' })
        else this.#takeHolder(holder, event.timing)
        return
      }
      case 'cardUnreadable':
        this.#takeUnreadable()
        return
      case 'notIdCard':
      case 'cardUnverified':
        this.#takeRefused({ kind: event.kind })
        return
      case 'cardLeft':
        this.#cardLeft = true
        return
      case 'cardGone':
        this.#cardLeft = false
        return
      case 'stateChanged':
        if (event.state !== 'card') this.#cardLeft = false
        return
      default:
        exhaustive(event)
    }
  }

  /**
   * What the holder pressed on the screen: kept as a tap of its own, once for one command, and shown as the next
   * result. `work` runs in the transaction and throws what the page is told.
   */
  press(input: { commandId: string; call: CallName }, work: (tx: Tx, action: Deed) => Decided): void {
    const { id, at } = this.#begin()
    const result: { decided: Kept | null } = { decided: null }
    const { repeated } = once(this.#parts, input.commandId, input.call, (tx) => {
      result.decided = this.#keep(tx, { id, at }, work(tx, { at, tap: id }))
      return {}
    })
    if (repeated || result.decided === null) return
    this.#show(at, result.decided.outcome)
    this.#afterwards(result.decided, { id, at })
  }

  #takeUnreadable(): void {
    const now = this.#parts.clock.monotonic()
    const isSameTry = now - this.#unreadable.at < sameTryMs
    this.#unreadable = { count: isSameTry ? this.#unreadable.count + 1 : 1, at: now }
    this.#takeRefused({ kind: 'cardUnreadable', attempt: this.#unreadable.count })
  }

  /** A card that is no person here. Nothing is lost when it cannot be kept: it is shown all the same. */
  #takeRefused(outcome: TapOutcome): void {
    const { id, at } = this.#begin()
    this.#session.end()
    try {
      this.#parts.store.transaction((tx) =>
        this.#keep(tx, { id, at }, { outcome, resident: null, event: null }),
      )
    } catch (error) {
      this.#parts.log.error('refused tap not kept', { cause: describeError(error) })
      if (isFatalForProcess(error)) this.fatal.emit(error)
    }
    this.#show(at, outcome)
  }

  #takeHolder(holder: CardHolder, timing: ReadTiming): void {
    const { clock, store } = this.#parts
    const { id, at } = this.#begin()
    this.#unreadable = never
    // Said before anything is written: the last room is needed to close cleanly.
    if (!this.#mayRecord()) {
      this.#session.end()
      this.#show(at, { kind: 'notRecorded' })
      return
    }
    const circumstances = {
      leftOpen: this.#session.unanswered(),
      remembered: this.queue.event(),
      inCrowd: this.#crowd.isOn(),
      signUp: this.#nextCard.current(),
      isCounted: this.#children.isCounted,
    }
    const started = clock.monotonic()
    try {
      const decided = store.transaction((tx) => {
        const outcome = this.#keep(
          tx,
          { id, at },
          takeCard(tx, this.#parts, { id, at, holder, ...circumstances }),
        )
        return { ...outcome, decidedAt: clock.monotonic() }
      })
      const committedAt = clock.monotonic()
      if (decided.resident !== null) this.#nextCard.used()
      this.#show(at, decided.outcome)
      if (decided.outcome.kind === 'minor' && decided.event !== null)
        this.#children.count(decided.event, holder)
      this.#afterwards(decided, { id, at })
      this.done.emit({
        seq: this.#seq,
        kind: decided.outcome.kind,
        readMs: timing.lastByteAt - timing.foundAt,
        checkMs: decided.decidedAt - started,
        commitMs: committedAt - decided.decidedAt,
        pushedAt: clock.monotonic(),
      })
    } catch (error) {
      this.#session.end()
      this.#show(at, this.#afterFailure(error, id))
    }
  }

  #begin(): { id: string; at: number } {
    this.#seq += 1
    return { id: this.#parts.newId(), at: this.#parts.clock.now() }
  }

  /** Every tap has its row, whatever it came to, in the transaction of what follows from it. */
  #keep(tx: Tx, tap: { id: string; at: number }, decided: Decided): Kept {
    const { boot } = this.#parts
    const clockFacts = { monoMs: boot.monoMs(), bootId: boot.bootId, clockState: this.#parts.clockState() }
    insertTap(tx, { seq: this.#seq, ...tap, ...clockFacts, ...decided })
    return { ...decided, answered: newestAnswer(tx) }
  }

  #show(at: number, outcome: TapOutcome): void {
    this.#last = { seq: this.#seq, at: toInstant(at), outcome }
    this.changed.emit(undefined)
  }

  #afterwards({ resident, event, outcome, answered }: Kept, { id, at }: { id: string; at: number }): void {
    const seq = this.#seq
    const person = 'person' in outcome ? outcome.person : null
    this.queue.used(event)
    if (person !== null || outcome.kind === 'minor') {
      this.#crowd.note({ seq, at: toInstant(at), person, kind: outcome.kind }, resident ?? id)
    }
    if (resident === null || person === null) {
      this.#session.end()
      return
    }
    const ask = 'ask' in outcome && !this.#crowd.isOn() ? outcome.ask : null
    const askMissed = ask !== null && this.#leftOut.delete(resident)
    if (this.#crowd.isOn()) this.#leftOut.add(resident)
    const shownAt = this.#parts.clock.monotonic()
    const tap = { seq, id, event, shownAt, answered, outcome }
    this.#session.begin({ resident, person, ask, askMissed, tap })
  }

  /** After a failed commit the record may be there: only looking it up tells. */
  #afterFailure(error: unknown, id: string): TapOutcome {
    const { store, log } = this.#parts
    log.error('tap not committed', { tap: id, cause: describeError(error) })
    if (isFatalForProcess(error)) {
      this.fatal.emit(error)
      return { kind: 'checking', tapId: id }
    }
    if (!isStationError(error, 'commitUnknown')) return { kind: 'notRecorded' }
    try {
      store.reopen()
      return this.settle(id)
    } catch (again) {
      this.fatal.emit(again)
      return { kind: 'checking', tapId: id }
    }
  }
}
