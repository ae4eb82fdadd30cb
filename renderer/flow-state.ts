import type { MaskedPerson } from '../electron/contract/values.ts'
import type { CallOutput } from '../electron/contract/calls.ts'
import type { VolumeLevel } from '../electron/contract/sound.ts'
import type { Place } from '../electron/contract/place.ts'
import type { ConsentQuestion, TapOutcome } from '../electron/contract/outcomes.ts'
import type { CrowdSnapshot, HomeSnapshot, LastTap, SessionSnapshot } from '../electron/contract/pushes.ts'
import type { AttractShown } from '../electron/contract/attract.ts'
import type { AttractPage } from './flow/attract.ts'
import type { CalendarAct, CalendarAsk, CalendarReply, CalendarShown } from './flow/calendar-state.ts'
import type { CreditAct, CreditAsk, CreditReply, CreditShown } from './flow/credit-state.ts'
import type { CrowdView } from './flow/crowd.ts'
import type { NoticesAct, NoticesAsk, NoticesReply, NoticesShown } from './flow/notices-state.ts'
import type { Wanted } from './flow/wanted.ts'
import type { Sound } from './sound/sounds.ts'
import type { Language } from './words/words.ts'

export type PointsGiven = NonNullable<CallOutput<'consent.answer'>['points']>
export type Answer = 'yes' | 'no' | 'later'
/** What decides how much has room. */
export type Layout = 'portrait' | 'landscape' | 'lowered'

/** A page that stands in for this one takes them over. */
export type Preferences = Place['preferences']
export type TextSize = Preferences['text']

/** Something that the person asked for on a result. */
export interface Act {
  kind: 'notMe' | 'leaveEarly' | 'choose'
  /** The chosen event. */
  event: string | null
  asked: number
  /** `done`: taken; what came of it follows as the next tap. */
  state: 'busy' | 'done' | 'failed'
}

/** The sentence under a question: what happened just before it. */
export type Lead = 'checkedIn' | 'checkedOut' | 'missed' | 'none'

/** What stands on the page. */
export type Shown =
  | { name: 'home' }
  | { name: 'result'; tap: LastTap; act: Act | null }
  | {
      name: 'consent'
      question: ConsentQuestion
      lead: Lead
      /** What an earlier "yes" of this person has brought. */
      points: PointsGiven | null
      agreed: boolean
      /** Number of the answer under way. */
      asked: number | null
      failed: boolean
    }
  | { name: 'thanks'; points: PointsGiven | null; scoring: boolean }
  | CreditShown
  | CalendarShown
  | NoticesShown
  | AttractPage

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
  /** When a card that was left lying is mentioned again; `null` while none is. */
  remindAt: number | null
  /** Until when the person of the last tap can say that it was somebody else. */
  notMeUntil: number | null
  /** Taps that were somebody else's: their names stay hidden. */
  disputed: readonly number[]
  /** `null` while it is quiet. */
  crowd: CrowdView | null
  /** Number of the newest tap that this page knows. */
  seen: number | null
  /** Whether the first snapshot of the last tap has come. */
  loaded: boolean
  /** Whether the core still holds a person; `null` = not heard yet. */
  hasHolder: boolean | null
  /** Whether the question was due before, when too many came to ask it. */
  askMissed: boolean
  /** What whoever stands there came for. */
  wants: Wanted | null
  /** What the next card is for, as the core was told. */
  wish: { event: string; wait: boolean } | null
  /** Revision of the calendar, and today's business date. */
  calendar: number
  today: string
  /** Revision of the notices. */
  notices: number
  /** Seconds left while 还在看吗？ is asked; `null` while nobody is asked. */
  stillThere: number | null
  settleAt: number | null
  /** Until when the page waits for its voice at most; `null` while nobody has it read aloud. */
  listeningUntil: number | null
  /** How many answers and acts this page has sent. */
  answers: number
  preferences: Preferences
}

export type FlowInput = { at: number } & (
  | { kind: 'up' }
  | { kind: 'lost' }
  | {
      kind: 'home'
      home: Pick<HomeSnapshot, 'mode' | 'reader' | 'calendar' | 'at'> & Partial<Pick<HomeSnapshot, 'notices'>>
    }
  /** `ageMs`: how long ago the tap was, by the wall clock. */
  | { kind: 'lastTap'; tap: LastTap | null; ageMs: number }
  | { kind: 'session'; session: SessionSnapshot }
  | { kind: 'crowd'; crowd: CrowdSnapshot | null }
  | { kind: 'fingerDown' }
  | { kind: 'fingerUp' }
  | {
      kind: 'press'
      key: 'home' | 'back' | 'ok' | 'textSize' | 'help' | 'contrast' | 'lower' | 'listen' | 'closeSheet'
    }
  /** The voice has come to its end. */
  | { kind: 'heard' }
  | { kind: 'setVolume'; volume: VolumeLevel }
  | { kind: 'setText'; text: TextSize }
  | { kind: 'setLanguage'; language: Language }
  | { kind: 'answer'; answer: Answer }
  | {
      kind: 'answered'
      asked: number
      answer: Answer
      /** `null`: the person's session had ended. */
      reply: CallOutput<'consent.answer'> | 'failed' | null
    }
  | { kind: 'act'; act: Act['kind']; event?: string }
  | { kind: 'acted'; asked: number; taken: boolean }
  | { kind: 'credit'; act: CreditAct }
  | { kind: 'creditReply'; asked: number; reply: CreditReply }
  | { kind: 'calendar'; act: CalendarAct }
  | { kind: 'calendarReply'; asked: number; reply: CalendarReply }
  | { kind: 'notices'; act: NoticesAct }
  | { kind: 'noticesReply'; asked: number; reply: NoticesReply }
  | { kind: 'attractReply'; asked: number; reply: AttractShown | 'failed' }
  | { kind: 'settled'; tapId: string; outcome: TapOutcome | null }
  /** Where the page stood that this one stands in for. */
  | { kind: 'resume'; place: Place }
  | { kind: 'time' }
)

/** What the page says by itself. */
export type Said = { kind: 'outcome'; outcome: TapOutcome } | { kind: 'takeCard' } | { kind: 'stillThere' }

/** What the page asks of the core, and of its loudspeaker. */
export type Effect =
  | { kind: 'endSession' }
  | { kind: 'answer'; asked: number; question: ConsentQuestion; answer: Answer }
  | { kind: 'settle'; tapId: string }
  | { kind: 'act'; asked: number; act: Act['kind']; seq: number; event: string | null }
  | { kind: 'credit'; asked: number; ask: CreditAsk }
  | { kind: 'calendar'; asked: number; ask: CalendarAsk }
  | { kind: 'notices'; asked: number; ask: NoticesAsk }
  | { kind: 'attract'; asked: number }
  /** Whatever slip stands on the page goes to the printer. */
  | { kind: 'print' }
  | { kind: 'sound'; sound: Sound }
  /** Reads the page aloud; `heard` follows. */
  | { kind: 'listen' }
  /** Says something by itself. */
  | { kind: 'say'; what: Said }
  /** Whatever is said is cut. */
  | { kind: 'hush' }

export interface Step {
  flow: Flow
  effects: Effect[]
}

export const defaultPreferences: Preferences = {
  text: 'standard',
  contrast: false,
  lowered: false,
  language: 'zh',
  volume: null,
}

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
  remindAt: null,
  notMeUntil: null,
  disputed: [],
  crowd: null,
  seen: null,
  loaded: false,
  hasHolder: null,
  askMissed: false,
  wants: null,
  wish: null,
  calendar: 0,
  today: '',
  notices: 0,
  stillThere: null,
  settleAt: null,
  listeningUntil: null,
  answers: 0,
  preferences: defaultPreferences,
})

/** The masked person of an outcome, `null` where it names nobody. */
export const personOf = (outcome: TapOutcome): MaskedPerson | null =>
  'person' in outcome ? outcome.person : null

export const askOf = (outcome: TapOutcome): ConsentQuestion | null => ('ask' in outcome ? outcome.ask : null)
