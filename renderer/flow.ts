import type { LastTap } from '../electron/contract/pushes.ts'
import type { TapOutcome, TapOutcomeKind } from '../electron/contract/outcomes.ts'
import {
  askOf,
  defaultPreferences,
  personOf,
  type Answer,
  type Flow,
  type FlowInput,
  type Shown,
  type Step,
} from './flow-state.ts'

/** Touches right after a change of screen belong to the screen before it. */
export const settleMs = 300
const lostMs = 2_000
const oldTapMs = 10_000
const consentIdleMs = 60_000
const idleMs = 60_000
const thanksMs = 5_000
const cardLyingMs = 10_000
const settleRetryMs = 1_000
/** What is left at least when the page stops being held. */
const afterHoldMs = 1_500

const good = 6_000
const withAdvice = 10_000

/** How long each result stands; `null` = until its outcome is known. */
export const standsMs: Record<TapOutcomeKind, number | null> = {
  checkedIn: good,
  alreadyCheckedIn: good,
  nothingOn: good,
  minor: good,
  refused: withAdvice,
  cardUnreadable: withAdvice,
  notIdCard: withAdvice,
  cardUnverified: withAdvice,
  notRecorded: withAdvice,
  checking: null,
}

/** A question that is due comes so long after the result at the latest. */
const beforeQuestionMs = 3_000

/** How long this very result stands. */
export const standMsOf = (outcome: TapOutcome): number | null => {
  const ms = standsMs[outcome.kind]
  return ms === null || askOf(outcome) === null ? ms : Math.min(ms, beforeQuestionMs)
}

const still = (flow: Flow): Step => ({ flow, effects: [] })

const closingTime = (shown: Shown, at: number): number | null => {
  switch (shown.name) {
    case 'home':
      return null
    case 'result': {
      const ms = standMsOf(shown.tap.outcome)
      return ms === null ? null : at + ms
    }
    case 'consent':
      return at + consentIdleMs
    case 'thanks':
      return at + thanksMs
  }
}

const show = (flow: Flow, shown: Shown, at: number): Flow => ({
  ...flow,
  shown,
  closesAt: closingTime(shown, at),
  heldMs: null,
  fingerDown: false,
  sheet: null,
  changedAt: at,
  activeAt: at,
  takeCard: false,
  settleAt: null,
})

const goHome = (flow: Flow, at: number): Step => ({
  flow: show(flow, { name: 'home' }, at),
  effects: [{ kind: 'endSession' }],
})

const showTap = (flow: Flow, tap: LastTap, at: number): Step => {
  // Whose session it is comes in its own push, before or after this one.
  const next = show({ ...flow, hasHolder: null }, { name: 'result', tap }, at)
  if (tap.outcome.kind !== 'checking') return still(next)
  return flow.lostAt === null ? settle(next, tap.outcome.tapId) : still(next)
}

const settle = (flow: Flow, tapId: string): Step => ({
  flow: { ...flow, settleAt: null },
  effects: [{ kind: 'settle', tapId }],
})

/** The tap whose outcome is still being looked up, if that is what stands on the page. */
const checkingTap = ({ shown }: Flow): { tap: LastTap; tapId: string } | null =>
  shown.name === 'result' && shown.tap.outcome.kind === 'checking'
    ? { tap: shown.tap, tapId: shown.tap.outcome.tapId }
    : null

const takeTap = (flow: Flow, { tap, ageMs, at }: Extract<FlowInput, { kind: 'lastTap' }>): Step => {
  const known: Flow = { ...flow, loaded: true, seen: tap?.seq ?? null }
  if (tap === null) return still(known)
  if (tap.seq === flow.seen) {
    const settled = checkingTap(flow)?.tap.seq === tap.seq && tap.outcome.kind !== 'checking'
    return settled ? showTap(known, tap, at) : still(known)
  }
  if (!flow.loaded && ageMs >= oldTapMs) return still(known)
  return showTap(known, tap, at)
}

const closeResult = (flow: Flow, outcome: TapOutcome, at: number): Step => {
  const question = askOf(outcome)
  if (question && flow.hasHolder !== false) {
    const afterEvent = outcome.kind === 'checkedIn' || outcome.kind === 'alreadyCheckedIn'
    const consent: Shown = {
      name: 'consent',
      question,
      afterEvent,
      points: null,
      agreed: false,
      asked: null,
      failed: false,
    }
    return still(show(flow, consent, at))
  }
  return personOf(outcome) ? goHome(flow, at) : still(show(flow, { name: 'home' }, at))
}

const sendAnswer = (flow: Flow, answer: Answer): Step => {
  if (flow.shown.name !== 'consent' || flow.shown.asked !== null) return still(flow)
  const asked = flow.answers + 1
  return {
    flow: { ...flow, answers: asked, shown: { ...flow.shown, asked, failed: false } },
    effects: [{ kind: 'answer', asked, question: flow.shown.question, answer }],
  }
}

/** The person leaves the question: it counts as "later", and nothing more is shown of it. */
const leaveConsent = (flow: Flow, at: number): Step => {
  const { effects } = sendAnswer(flow, 'later')
  const home = goHome({ ...flow, answers: flow.answers + 1 }, at)
  return { flow: home.flow, effects: [...effects, ...home.effects] }
}

/** Whatever stands on the page is over: by a key, or by itself. */
const close = (flow: Flow, at: number): Step => {
  switch (flow.shown.name) {
    case 'home':
      return still(flow)
    case 'result':
      return closeResult(flow, flow.shown.tap.outcome, at)
    case 'consent':
      return leaveConsent(flow, at)
    case 'thanks':
      return goHome(flow, at)
  }
}

const takeReply = (flow: Flow, input: Extract<FlowInput, { kind: 'answered' }>): Step => {
  const { shown } = flow
  if (shown.name !== 'consent' || shown.asked !== input.asked) return still(flow)
  if (input.reply === null) return goHome(flow, input.at)
  if (input.reply === 'failed') return still({ ...flow, shown: { ...shown, asked: null, failed: true } })
  const given = input.reply.points
  const points = given ? { ...given, added: given.added + (shown.points?.added ?? 0) } : shown.points
  const agreed = shown.agreed || input.answer === 'yes'
  if (input.reply.ask) {
    const next: Shown = { ...shown, question: input.reply.ask, points, agreed, asked: null, failed: false }
    return still(show(flow, next, input.at))
  }
  if (!agreed) return goHome(flow, input.at)
  const scoring = shown.question === 'scoring' || points !== null
  return still(show(flow, { name: 'thanks', points, scoring }, input.at))
}

const isHolding = (flow: Flow): boolean => flow.fingerDown || flow.sheet === 'help'

/** Stops or restarts the time of what is shown after a finger or the help sheet came or went. */
const holdOrRelease = (flow: Flow, at: number): Flow => {
  const active = { ...flow, activeAt: at }
  if (flow.shown.name === 'consent') return { ...active, closesAt: at + consentIdleMs }
  if (isHolding(flow) && flow.closesAt !== null)
    return { ...active, closesAt: null, heldMs: flow.closesAt - at }
  if (!isHolding(flow) && flow.heldMs !== null)
    return { ...active, heldMs: null, closesAt: at + Math.max(flow.heldMs, afterHoldMs) }
  return active
}

const withSheet = (flow: Flow, sheet: Flow['sheet'], at: number): Step =>
  still(holdOrRelease({ ...flow, sheet: flow.sheet === sheet ? null : sheet }, at))

/** Whether a touch at `at` is meant for the screen that stands there. */
export const accepts = (flow: Flow, at: number): boolean => at - flow.changedAt >= settleMs

const press = (flow: Flow, { key, at }: Extract<FlowInput, { kind: 'press' }>): Step => {
  if (!accepts(flow, at)) return still(flow)
  const { preferences } = flow
  switch (key) {
    case 'home':
    case 'back':
    case 'ok':
      return close({ ...flow, sheet: null }, at)
    case 'textSize':
    case 'help':
      return withSheet(flow, key, at)
    case 'closeSheet':
      return withSheet(flow, null, at)
    case 'contrast':
      return still({ ...flow, preferences: { ...preferences, contrast: !preferences.contrast } })
    case 'lower':
      return still({ ...flow, preferences: { ...preferences, lowered: !preferences.lowered } })
  }
}

const takeHome = (flow: Flow, { home, at }: Extract<FlowInput, { kind: 'home' }>): Step => {
  const lying = home.reader.state === 'card'
  return still({
    ...flow,
    mode: home.mode,
    cardSince: lying ? (flow.cardSince ?? at) : null,
    takeCard: lying && flow.takeCard,
  })
}

const connected = (flow: Flow, at: number): Step => {
  const back = { ...flow, lostAt: null, safe: false, changedAt: flow.safe ? at : flow.changedAt }
  const checking = checkingTap(back)
  return checking ? settle(back, checking.tapId) : still(back)
}

const takeSession = (flow: Flow, { session, at }: Extract<FlowInput, { kind: 'session' }>): Step => {
  const next = { ...flow, hasHolder: session.person !== null }
  const ended = session.person === null && flow.shown.name === 'consent' && flow.shown.asked === null
  return still(ended ? show(next, { name: 'home' }, at) : next)
}

const takeSettled = (flow: Flow, input: Extract<FlowInput, { kind: 'settled' }>): Step => {
  const checking = checkingTap(flow)
  if (checking?.tapId !== input.tapId) return still(flow)
  if (input.outcome === null || input.outcome.kind === 'checking')
    return still({ ...flow, settleAt: input.at + settleRetryMs })
  return showTap(flow, { ...checking.tap, outcome: input.outcome }, input.at)
}

const hasOwnPreferences = ({ preferences: { text, contrast, lowered } }: Flow): boolean =>
  text !== 'standard' || contrast || lowered

/** Whether somebody's touch is still felt: a size or a sheet of theirs, or a finger that never lifted. */
const isTouched = (flow: Flow): boolean =>
  flow.sheet !== null || flow.fingerDown || (flow.shown.name === 'home' && hasOwnPreferences(flow))

/** The moments at which something happens by itself. */
const alarms = (flow: Flow): Record<'lost' | 'close' | 'settle' | 'idle' | 'card', number | null> => ({
  lost: flow.lostAt !== null && !flow.safe ? flow.lostAt + lostMs : null,
  close: flow.closesAt,
  settle: flow.lostAt === null ? flow.settleAt : null,
  idle: isTouched(flow) ? flow.activeAt + idleMs : null,
  card:
    flow.shown.name === 'home' && flow.cardSince !== null && !flow.takeCard
      ? Math.max(flow.cardSince, flow.changedAt) + cardLyingMs
      : null,
})

/** When `next` wants a `time` input, `null` when nothing is going to happen by itself. */
export const wakeAt = (flow: Flow): number | null => {
  const times = Object.values(alarms(flow)).filter((time) => time !== null)
  return times.length === 0 ? null : Math.min(...times)
}

const letGo = (flow: Flow, at: number): Flow => ({
  ...holdOrRelease({ ...flow, sheet: null, fingerDown: false }, at),
  preferences: flow.shown.name === 'home' ? defaultPreferences : flow.preferences,
})

const passTime = (flow: Flow, at: number): Step => {
  const due = (time: number | null): boolean => time !== null && at >= time
  const alarm = alarms(flow)
  if (due(alarm.lost)) return still({ ...flow, safe: true, sheet: null, changedAt: at })
  if (due(alarm.close)) return close(flow, at)
  const checking = checkingTap(flow)
  if (checking && due(alarm.settle)) return settle(flow, checking.tapId)
  if (due(alarm.idle)) return still(letGo(flow, at))
  if (due(alarm.card)) return still({ ...flow, takeCard: true })
  return still(flow)
}

/** The page after one input, and what it asks of the core for it. Pure: the same arguments, the same answer. */
export const next = (flow: Flow, input: FlowInput): Step => {
  switch (input.kind) {
    case 'up':
      return connected(flow, input.at)
    case 'lost':
      return still({ ...flow, lostAt: flow.lostAt ?? input.at })
    case 'home':
      return takeHome(flow, input)
    case 'lastTap':
      return takeTap(flow, input)
    case 'session':
      return takeSession(flow, input)
    case 'fingerDown':
      return still(holdOrRelease({ ...flow, fingerDown: true }, input.at))
    case 'fingerUp':
      return still(holdOrRelease({ ...flow, fingerDown: false }, input.at))
    case 'press':
      return press(flow, input)
    case 'setText':
      return still({ ...flow, preferences: { ...flow.preferences, text: input.text } })
    case 'answer':
      return accepts(flow, input.at) ? sendAnswer(flow, input.answer) : still(flow)
    case 'answered':
      return takeReply(flow, input)
    case 'settled':
      return takeSettled(flow, input)
    case 'time':
      return passTime(flow, input.at)
  }
}

/** The page's route for a state. */
export const routeOf = (flow: Flow): 'home' | 'result' | 'consent' | 'setup' | 'safe' => {
  if (flow.safe) return 'safe'
  if (flow.shown.name === 'result') return 'result'
  if (flow.shown.name !== 'home') return 'consent'
  return flow.mode === 'setup' ? 'setup' : 'home'
}
