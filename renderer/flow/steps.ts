import type { ConsentQuestion, TapOutcome } from '../../electron/contract/outcomes.ts'
import type { LastTap } from '../../electron/contract/pushes.ts'
import { personOf, type Effect, type Flow, type Lead, type Shown, type Step } from '../flow-state.ts'
import { soundOf, type Sound } from '../sound/sounds.ts'
import { readingMs } from './idle.ts'
import { closingTime, notMeMs, questionIdleMs } from './times.ts'

/** What is left at least when the page stops being held. */
const afterHoldMs = 1_500
/** Touches right after a change of screen belong to the screen before it. */
export const settleMs = 300

export const still = (flow: Flow): Step => ({ flow, effects: [] })

export const sounding = (sound: Sound): Effect => ({ kind: 'sound', sound })

/** Whether a touch at `at` is meant for the screen that stands there. */
export const accepts = (flow: Flow, at: number): boolean => at - flow.changedAt >= settleMs

export const show = (flow: Flow, shown: Shown, at: number): Flow => {
  const next: Flow = {
    ...flow,
    shown,
    heldMs: null,
    fingerDown: false,
    sheet: null,
    changedAt: at,
    activeAt: at,
    stillThere: null,
    settleAt: null,
    listeningUntil: null,
  }
  return { ...next, closesAt: closingTime(next, at) }
}

/** Puts a question of consent onto the page. */
export const showQuestion = (flow: Flow, question: ConsentQuestion, lead: Lead, at: number): Flow => {
  const nothingYet = { points: null, agreed: false, asked: null, failed: false }
  return show(flow, { name: 'consent', question, lead, ...nothingYet }, at)
}

export const goHome = (flow: Flow, at: number): Step => ({
  flow: show(
    { ...flow, notMeUntil: null, wants: null, preferences: { ...flow.preferences, volume: null } },
    { name: 'home' },
    at,
  ),
  effects: [{ kind: 'endSession' }, sounding('sessionEnd')],
})

export const settle = (flow: Flow, tapId: string): Step => ({
  flow: { ...flow, settleAt: null },
  effects: [{ kind: 'settle', tapId }],
})

/** The tap whose outcome is still being looked up, if that is what stands on the page. */
export const checkingTap = ({ shown }: Flow): { tap: LastTap; tapId: string } | null =>
  shown.name === 'result' && shown.tap.outcome.kind === 'checking'
    ? { tap: shown.tap, tapId: shown.tap.outcome.tapId }
    : null

const untilOf = (outcome: TapOutcome, at: number): number | null => (personOf(outcome) ? at + notMeMs : null)

export const showTap = (flow: Flow, tap: LastTap, at: number): Step => {
  const { outcome } = tap
  // Whose session it is comes in its own push, before or after this one.
  const known = { ...flow, hasHolder: null, notMeUntil: untilOf(outcome, at) }
  const next = show(known, { name: 'result', tap, act: null }, at)
  const step = outcome.kind === 'checking' && flow.lostAt === null ? settle(next, outcome.tapId) : still(next)
  return {
    flow: step.flow,
    effects: [
      ...step.effects,
      sounding(soundOf(outcome)),
      { kind: 'say', what: { kind: 'outcome', outcome } },
    ],
  }
}

/** Nothing closes under who reads the help sheet, holds the page with a finger, or has it read aloud. */
const isHolding = (flow: Flow): boolean =>
  flow.fingerDown || flow.sheet === 'help' || flow.listeningUntil !== null

const isQuestion = ({ shown }: Flow): boolean =>
  shown.name === 'consent' || (shown.name === 'result' && shown.tap.outcome.kind === 'chooseEvent')

/** What is left of the time once nobody holds the page any more. While 还在看吗？ is asked only an answer gives more. */
const afterHold = (flow: Flow, heldMs: number): number => {
  if (isQuestion(flow)) return questionIdleMs
  const reading = flow.stillThere === null ? readingMs(flow) : null
  return reading ?? Math.max(heldMs, afterHoldMs)
}

/** Stops or restarts the time of what is shown after a finger or the help sheet came or went. */
export const holdOrRelease = (flow: Flow, at: number): Flow => {
  const active = { ...flow, activeAt: at }
  if (isHolding(flow) && flow.closesAt !== null)
    return { ...active, closesAt: null, heldMs: flow.closesAt - at }
  if (!isHolding(flow) && flow.heldMs !== null) {
    return { ...active, heldMs: null, closesAt: at + afterHold(flow, flow.heldMs) }
  }
  return active
}
