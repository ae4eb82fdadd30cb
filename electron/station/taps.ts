import { toInstant } from '../base/clock.ts'
import { describeError, isFatalForProcess, isStationError } from '../base/errors.ts'
import { exhaustive } from '../base/result.ts'
import type { TapOutcome } from '../contract/outcomes.ts'
import type { LastTap } from '../contract/pushes.ts'
import type { IdCard, ReadTiming, ReaderEvent } from '../reader/card-reader.ts'
import { knownSex, type CardHolder } from '../residents/rules.ts'
import { createCounted } from './counted-children.ts'
import type { Tx } from '../store/tx.ts'
import type { Parts } from './parts.ts'
import type { Session } from './session.ts'
import { createSignal, type Signal } from './signal.ts'
import { insertTap, newestTap, tapById } from './tap-log.ts'
import { takeCard, type Decided } from './tap.ts'

/** Unreadable cards further apart than this are not the same person trying again. */
const sameTryMs = 60_000

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

export interface Taps {
  readonly changed: Signal<undefined>
  readonly done: Signal<TapWay>
  /** The disk failed under a tap: the process must end; the tap id settles it after the restart. */
  readonly fatal: Signal<unknown>
  take(event: ReaderEvent): void
  last(): LastTap | null
  /** What became of a tap: its outcome, or `notRecorded` when it is not there. */
  settle(tapId: string): TapOutcome
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

/** The one pipeline: card → identify → decide → ONE transaction → push. */
export const createTaps = (parts: Parts, session: Session): Taps => {
  const { store, clock, log } = parts
  const changed = createSignal<undefined>()
  const done = createSignal<TapWay>()
  const fatal = createSignal<unknown>()
  const children = createCounted(parts.cipher)
  let last = store.read(newestTap)
  // A start begins above every number of the starts before it, also those that never reached the disk.
  let seq = store.boots * 100_000
  let unreadable = { count: 0, at: -Infinity }

  const show = (tap: LastTap): void => {
    last = tap
    changed.emit(undefined)
  }

  /** Writes one tap in one transaction. Throws what the store throws. */
  const record = (id: string, at: number, decide: (tx: Tx) => Decided): Decided & { decidedAt: number } =>
    store.transaction((tx) => {
      const decided = decide(tx)
      insertTap(tx, {
        seq,
        id,
        at,
        monoMs: parts.boot.monoMs(),
        bootId: parts.boot.bootId,
        clockState: parts.clockState(),
        ...decided,
      })
      return { ...decided, decidedAt: clock.monotonic() }
    })

  /** After a failed commit the record may be there: only looking it up tells. */
  const lookUp = (id: string): TapOutcome => {
    store.reopen()
    return store.read((tx) => tapById(tx, id))?.outcome ?? { kind: 'notRecorded' }
  }

  const afterFailure = (error: unknown, id: string): TapOutcome => {
    log.error('tap not committed', { tap: id, cause: describeError(error) })
    if (isFatalForProcess(error)) {
      fatal.emit(error)
      return { kind: 'checking', tapId: id }
    }
    try {
      return isStationError(error, 'commitUnknown') ? lookUp(id) : { kind: 'notRecorded' }
    } catch (again) {
      fatal.emit(again)
      return { kind: 'checking', tapId: id }
    }
  }

  const takeOutcome = (outcome: TapOutcome): void => {
    const id = parts.newId()
    const at = clock.now()
    seq += 1
    session.end()
    try {
      record(id, at, () => ({ outcome, resident: null, event: null }))
    } catch (error) {
      // Nothing of a person is lost with it: the refusal is shown all the same.
      log.error('refused tap not kept', { cause: describeError(error) })
      if (isFatalForProcess(error)) fatal.emit(error)
    }
    show({ seq, at: toInstant(at), outcome })
  }

  const takeHolder = (holder: CardHolder, timing: ReadTiming): void => {
    const id = parts.newId()
    const at = clock.now()
    seq += 1
    unreadable = { count: 0, at: -Infinity }
    const leftOpen = session.unanswered()
    const started = clock.monotonic()
    try {
      const decided = record(id, at, (tx) =>
        takeCard(tx, parts, { id, at, holder, leftOpen, isCounted: children.isCounted }),
      )
      const committed = clock.monotonic()
      if (decided.outcome.kind === 'minor' && decided.event !== null) children.count(decided.event, holder)
      show({ seq, at: toInstant(at), outcome: decided.outcome })
      beginSession(decided)
      done.emit({
        seq,
        kind: decided.outcome.kind,
        readMs: timing.lastByteAt - timing.foundAt,
        checkMs: decided.decidedAt - started,
        commitMs: committed - decided.decidedAt,
        pushedAt: clock.monotonic(),
      })
    } catch (error) {
      session.end()
      show({ seq, at: toInstant(at), outcome: afterFailure(error, id) })
    }
  }

  const beginSession = ({ resident, outcome }: Decided): void => {
    if (resident === null || !('person' in outcome)) {
      session.end()
      return
    }
    session.begin({ resident, person: outcome.person, ask: 'ask' in outcome ? outcome.ask : null })
  }

  const takeUnreadable = (): void => {
    const now = clock.monotonic()
    unreadable = { count: now - unreadable.at < sameTryMs ? unreadable.count + 1 : 1, at: now }
    takeOutcome({ kind: 'cardUnreadable', attempt: unreadable.count })
  }

  return {
    changed,
    done,
    fatal,
    last: () => last,
    settle: (tapId) => store.read((tx) => tapById(tx, tapId))?.outcome ?? { kind: 'notRecorded' },
    take: (event) => {
      switch (event.kind) {
        case 'cardSeen': {
          const holder = holderOf(event.card.reveal())
          if (holder === null) takeOutcome({ kind: 'cardUnverified' })
          else takeHolder(holder, event.timing)
          return
        }
        case 'cardUnreadable':
          takeUnreadable()
          return
        case 'notIdCard':
          takeOutcome({ kind: 'notIdCard' })
          return
        case 'cardUnverified':
          takeOutcome({ kind: 'cardUnverified' })
          return
        case 'cardGone':
        case 'cardLeft':
        case 'stateChanged':
          return
        default:
          exhaustive(event)
      }
    },
  }
}
