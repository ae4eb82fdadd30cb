import type { TapOutcome, TapOutcomeKind } from '../../electron/contract/outcomes.ts'

/** One tone: a fundamental with its second and third harmonic. */
export interface Tone {
  hz: number
  startMs: number
  durationMs: number
  /** 1 = as loud as the station gets. */
  level: number
}

const tones = (level: number, ...parts: readonly (readonly [hz: number, ms: number, pauseMs?: number])[]) => {
  let startMs = 0
  return parts.map(([hz, durationMs, pauseMs = 0]): Tone => {
    const tone = { hz, startMs, durationMs, level }
    startMs += durationMs + pauseMs
    return tone
  })
}

/**
 * Everything that the station can sound. Old ears lose high tones, so all stay between 500 and 1000 Hz and are
 * told apart by the way they go: up, level, down, three short ones, three steps down.
 */
export const sounds = {
  touch: tones(0.4, [523, 20]),
  success: tones(1, [659, 130], [880, 220]),
  already: tones(1, [659, 140, 60], [659, 180]),
  refused: tones(1, [784, 180], [587, 260]),
  retry: tones(1, [587, 120, 60], [587, 120, 60], [587, 120]),
  trouble: tones(1, [880, 160, 20], [698, 160, 20], [523, 320]),
  question: tones(1, [587, 140], [880, 140], [784, 240]),
  wait: tones(0.5, [523, 200]),
  sessionEnd: tones(0.4, [587, 160]),
  takeCard: tones(1, [698, 160], [880, 160, 120], [698, 160], [880, 160]),
} as const satisfies Record<string, readonly Tone[]>

export type Sound = keyof typeof sounds

/** The sound of each outcome of a tap: a new kind does not compile without one. */
export const outcomeSounds: Readonly<Record<TapOutcomeKind, Sound>> = {
  checkedIn: 'success',
  checkedOut: 'success',
  minor: 'success',
  signedUp: 'success',
  waitListed: 'already',
  signUpRefused: 'refused',
  alreadyCheckedIn: 'already',
  alreadyOut: 'already',
  nothingOn: 'already',
  chooseEvent: 'question',
  refused: 'refused',
  cardUnreadable: 'retry',
  notIdCard: 'retry',
  cardUnverified: 'trouble',
  notRecorded: 'trouble',
  disputed: 'trouble',
  checking: 'wait',
}

/** The sound of this very outcome: a child who was not counted, because nothing is on, sounds as nobody else is either. */
export const soundOf = (outcome: TapOutcome): Sound =>
  outcome.kind === 'minor' && outcome.event === null ? outcomeSounds.nothingOn : outcomeSounds[outcome.kind]
