import type { Clock } from '../base/clock.ts'
import type { ConsentQuestion, TapOutcome } from '../contract/outcomes.ts'
import type { SessionSnapshot } from '../contract/pushes.ts'
import type { MaskedPerson } from '../contract/values.ts'
import { createSignal, type Signal } from './signal.ts'

/** The page ends a session itself; this only covers a page that died. */
const forgottenAfterMs = 180_000
/** By then the question stands on the screen, whatever the first result does. */
const askedAfterMs = 3_000

/** The tap that brought a person, as far as the person may take it back or go on from it. */
export interface HeldTap {
  seq: number
  id: string
  event: string | null
  /** Monotonic milliseconds. */
  shownAt: number
  /** Number of the newest answer of anybody when it was kept. */
  answered: number
  outcome: TapOutcome
}

export interface Holder {
  resident: string
  person: MaskedPerson
  ask: ConsentQuestion | null
  /** The question was left out before, in a crowd. */
  askMissed: boolean
  tap: HeldTap
}

/** Whose card was identified last. There is one reader, so there is one holder, whatever the number of pages. */
export interface Session {
  readonly changed: Signal<undefined>
  holder(): Holder | null
  /** Whether anybody is held. Whoever asks for the own things is still there: forgetting begins anew. */
  holdsOn(): boolean
  /** The question that stands on the screen unanswered, if any. */
  unanswered(): { resident: string; question: ConsentQuestion } | null
  begin(holder: Holder): void
  /** After an answer: what is asked next. */
  ask(question: ConsentQuestion | null): void
  end(): void
  snapshot(): SessionSnapshot
}

export const createSession = (clock: Clock): Session => {
  const changed = createSignal<undefined>()
  let holder: Holder | null = null
  let askedFrom = 0
  let cancelForgetting: () => void = () => undefined

  const forgetLater = (): void => {
    cancelForgetting()
    if (holder === null) return
    cancelForgetting = clock.after(forgottenAfterMs, () => {
      set(null)
    })
  }
  const set = (next: Holder | null): void => {
    const had = holder
    holder = next
    forgetLater()
    if (had !== next) changed.emit(undefined)
  }

  return {
    changed,
    holder: () => holder,
    holdsOn: () => {
      forgetLater()
      return holder !== null
    },
    unanswered: () => {
      const { resident = '', ask = null } = holder ?? {}
      return ask !== null && clock.monotonic() >= askedFrom ? { resident, question: ask } : null
    },
    begin: (next) => {
      askedFrom = clock.monotonic() + askedAfterMs
      set(next)
    },
    ask: (question) => {
      if (holder === null || holder.ask === question) return
      askedFrom = clock.monotonic()
      set({ ...holder, ask: question })
    },
    end: () => {
      set(null)
    },
    snapshot: () => ({
      person: holder?.person ?? null,
      ask: holder?.ask ?? null,
      askMissed: holder?.askMissed ?? false,
    }),
  }
}
