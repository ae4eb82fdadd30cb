import type { MaskedPerson } from '../electron/contract/values.ts'
import type { CallOutput } from '../electron/contract/calls.ts'
import type { ConsentQuestion, TapOutcome } from '../electron/contract/outcomes.ts'
import type { HomeSnapshot, LastTap, SessionSnapshot } from '../electron/contract/pushes.ts'

export type PointsGiven = NonNullable<CallOutput<'consent.answer'>['points']>
export type Answer = 'yes' | 'no' | 'later'
export type TextSize = 'standard' | 'large' | 'largest'
export interface Preferences {
  text: TextSize
  contrast: boolean
  lowered: boolean
}

/** What stands on the page. */
export type Shown =
  | { name: 'home' }
  | { name: 'result'; tap: LastTap }
  | {
      name: 'consent'
      question: ConsentQuestion
      /** Whether the person was just checked in to something. */
      afterEvent: boolean
      /** What an earlier "yes" of this person has brought. */
      points: PointsGiven | null
      agreed: boolean
      /** Number of the answer under way. */
      asked: number | null
      failed: boolean
    }
  | { name: 'thanks'; points: PointsGiven | null; scoring: boolean }

/** Everything that decides what the page shows. Times are the page's monotonic milliseconds. */
export interface Flow {
  shown: Shown
  /** When what is shown closes by itself. */
  closesAt: number | null
  /** What was left of `closesAt` when a finger or the help sheet stopped the clock. */
  heldMs: number | null
  fingerDown: boolean
  sheet: 'textSize' | 'help' | null
  changedAt: number
  activeAt: number
  /** `null` while connected. */
  lostAt: number | null
  safe: boolean
  mode: HomeSnapshot['mode'] | null
  /** When the card that lies on the reader was put there. */
  cardSince: number | null
  takeCard: boolean
  /** Number of the newest tap that this page knows. */
  seen: number | null
  /** Whether the first snapshot of the last tap has come. */
  loaded: boolean
  /** Whether the core still holds a person; `null` = not heard yet. */
  hasHolder: boolean | null
  settleAt: number | null
  answers: number
  preferences: Preferences
}

export type FlowInput = { at: number } & (
  | { kind: 'up' }
  | { kind: 'lost' }
  | { kind: 'home'; home: Pick<HomeSnapshot, 'mode' | 'reader'> }
  /** `ageMs`: how long ago the tap was, by the wall clock. */
  | { kind: 'lastTap'; tap: LastTap | null; ageMs: number }
  | { kind: 'session'; session: SessionSnapshot }
  | { kind: 'fingerDown' }
  | { kind: 'fingerUp' }
  | { kind: 'press'; key: 'home' | 'back' | 'ok' | 'textSize' | 'help' | 'contrast' | 'lower' | 'closeSheet' }
  | { kind: 'setText'; text: TextSize }
  | { kind: 'answer'; answer: Answer }
  | {
      kind: 'answered'
      asked: number
      answer: Answer
      /** `null`: the person's session had ended. */
      reply: CallOutput<'consent.answer'> | 'failed' | null
    }
  | { kind: 'settled'; tapId: string; outcome: TapOutcome | null }
  | { kind: 'time' }
)

/** What the page asks of the core. */
export type Effect =
  | { kind: 'endSession' }
  | { kind: 'answer'; asked: number; question: ConsentQuestion; answer: Answer }
  | { kind: 'settle'; tapId: string }

export interface Step {
  flow: Flow
  effects: Effect[]
}

export const defaultPreferences: Preferences = { text: 'standard', contrast: false, lowered: false }

/** The page before anything has come from the core, opened at `at`. */
export const initialFlow = (at: number): Flow => ({
  shown: { name: 'home' },
  closesAt: null,
  heldMs: null,
  fingerDown: false,
  sheet: null,
  changedAt: Number.NEGATIVE_INFINITY,
  activeAt: at,
  lostAt: at,
  safe: false,
  mode: null,
  cardSince: null,
  takeCard: false,
  seen: null,
  loaded: false,
  hasHolder: null,
  settleAt: null,
  answers: 0,
  preferences: defaultPreferences,
})

/** The masked person of an outcome, `null` where it names nobody. */
export const personOf = (outcome: TapOutcome): MaskedPerson | null =>
  'person' in outcome ? outcome.person : null

export const askOf = (outcome: TapOutcome): ConsentQuestion | null => ('ask' in outcome ? outcome.ask : null)
