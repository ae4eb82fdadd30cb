import type { CrowdSnapshot, LastTap } from '../electron/contract/pushes.ts'
import type { TapOutcome } from '../electron/contract/outcomes.ts'
import { businessDateOf } from '../electron/contract/values.ts'
import {
  askOf,
  defaultPreferences,
  personOf,
  type Flow,
  type FlowInput,
  type Lead,
  type Shown,
  type Step,
} from './flow-state.ts'
import {
  attractTime,
  forgetPoster,
  passAttract,
  refreshAttract,
  renewAttract,
  rest,
  restTime,
  takeAttractReply,
  wake,
} from './flow/attract.ts'
import { startAct, takeActed } from './flow/acts.ts'
import {
  calendarBack,
  calendarKeepTime,
  keepCalendar,
  leaveCalendar,
  letWishGo,
  refreshCalendar,
  takeCalendarAct,
  takeCalendarReply,
} from './flow/calendar.ts'
import {
  creditBack,
  keepSession,
  keepTime,
  leaveCredit,
  takeCreditAct,
  takeCreditReply,
} from './flow/credit.ts'
import { noticesBack, refreshNotices, takeNoticesAct, takeNoticesReply } from './flow/notices.ts'
import { endRows, mergeCrowd, nextRowEnd } from './flow/crowd.ts'
import { nextSecond, secondsLeft } from './flow/idle.ts'
import { endListening, hushed, pressListen, saying, setVolume } from './flow/listening.ts'
import { resume } from './flow/place.ts'
import { afterQuestion, leaveConsent, sendAnswer, takeReply } from './flow/questions.ts'
import { takeSession } from './flow/session.ts'
import {
  accepts,
  checkingTap,
  goHome,
  holdOrRelease,
  settle,
  show,
  showQuestion,
  showTap,
  sounding,
  still,
} from './flow/steps.ts'
import { crowdTap, notMeMs, standMsOf } from './flow/times.ts'
import { mayOpen, openWanted, wantedOf } from './flow/wanted.ts'

const lostMs = 2_000
const oldTapMs = 10_000
const idleMs = 60_000
const settleRetryMs = 1_000
/** A card that was left lying is mentioned so often. */
const remindMs = 15_000

/** A new tap's result. With nothing on and nothing to ask, whoever came for pages of the own has them at once. */
const takeNewTap = (flow: Flow, tap: LastTap, at: number): Step => {
  const wants = wantedOf(flow)
  const seen = showTap({ ...flow, wants }, tap, at)
  if (tap.outcome.kind !== 'nothingOn' || tap.outcome.ask !== null) return seen
  const opened = openWanted(seen.flow, at)
  return opened === null ? seen : { flow: opened.flow, effects: [...seen.effects, ...opened.effects] }
}

const takeTap = (flow: Flow, { tap, ageMs, at }: Extract<FlowInput, { kind: 'lastTap' }>): Step => {
  const known: Flow = { ...flow, loaded: true, seen: tap?.seq ?? null }
  if (tap === null) return still(known)
  if (tap.seq === flow.seen) {
    const settled = checkingTap(flow)?.tap.seq === tap.seq && tap.outcome.kind !== 'checking'
    return settled ? showTap(known, tap, at) : still(known)
  }
  if (!flow.loaded && ageMs >= oldTapMs) return still(known)
  return takeNewTap(known, tap, at)
}

const leadOf = (flow: Flow, outcome: TapOutcome): Lead => {
  if (flow.askMissed) return 'missed'
  if (outcome.kind === 'checkedOut') return 'checkedOut'
  if ('meanwhile' in outcome) return outcome.meanwhile?.kind ?? 'none'
  return outcome.kind === 'nothingOn' ? 'none' : 'checkedIn'
}

const closeResult = (flow: Flow, { tap, act }: Extract<Shown, { name: 'result' }>, at: number): Step => {
  const { outcome } = tap
  const question = askOf(outcome)
  // While many come nobody is asked: it would hold up the next one. The question comes at a quiet tap.
  if (question && act === null && flow.crowd === null && flow.hasHolder !== false)
    return still(showQuestion(flow, question, leadOf(flow, outcome), at))
  const opened = mayOpen(flow, { name: 'result', tap, act }) ? openWanted(flow, at) : null
  if (opened !== null) return opened
  return personOf(outcome) ? goHome(flow, at) : still(show(flow, { name: 'home' }, at))
}

/** Whatever stands on the page is over: by a key, or by itself. */
const close = (flow: Flow, at: number): Step => {
  switch (flow.shown.name) {
    case 'home':
    case 'attract':
      return still(flow)
    case 'result':
      return closeResult(flow, flow.shown, at)
    case 'consent':
      return leaveConsent(flow, at)
    case 'thanks':
      return afterQuestion(flow, at)
    case 'credit':
      return leaveCredit(flow, at)
    case 'calendar':
      return leaveCalendar(flow, at)
    case 'notices':
      return still(show(flow, { name: 'home' }, at))
  }
}

const withSheet = (flow: Flow, sheet: Flow['sheet'], at: number): Step =>
  still(holdOrRelease({ ...flow, sheet: flow.sheet === sheet ? null : sheet }, at))

const touched = ({ flow, effects }: Step): Step => ({ flow, effects: [sounding('touch'), ...effects] })

/** A touch that is not meant for this screen is not heard either. */
const felt = (flow: Flow, step: Step, at: number): Step => (accepts(flow, at) ? touched(step) : step)

const leave = (flow: Flow, key: 'home' | 'back' | 'ok', at: number): Step => {
  const { shown } = flow
  // The page of the crowd is home while it stands: a key cannot take the newest name away from its person.
  if (crowdTap(flow)) return still({ ...flow, sheet: null })
  if (shown.name === 'credit' && key === 'back') return creditBack(flow, shown, at)
  if (shown.name === 'calendar' && key === 'back') return calendarBack(flow, shown, at)
  if (shown.name === 'notices' && key === 'back') return noticesBack(flow, shown, at)
  if (key === 'home') return close({ ...flow, sheet: null, wants: null }, at)
  return close({ ...flow, sheet: null }, at)
}

const press = (flow: Flow, { key, at }: Extract<FlowInput, { kind: 'press' }>): Step => {
  if (!accepts(flow, at)) return still(flow)
  const { preferences } = flow
  switch (key) {
    case 'home':
    case 'back':
    case 'ok':
      return leave(flow, key, at)
    case 'textSize':
    case 'help':
      return withSheet(flow, key, at)
    case 'closeSheet':
      return withSheet(flow, null, at)
    case 'listen':
      return pressListen(flow, at)
    case 'contrast':
      return still({ ...flow, preferences: { ...preferences, contrast: !preferences.contrast } })
    case 'lower':
      return still({ ...flow, preferences: { ...preferences, lowered: !preferences.lowered } })
  }
}

const takeHome = (flow: Flow, { home, at }: Extract<FlowInput, { kind: 'home' }>): Step => {
  const isLeft = home.reader.state === 'card' && home.reader.cardLeft
  const today = businessDateOf(Date.parse(home.at))
  const next: Flow = { ...flow, mode: home.mode, remindAt: isLeft ? (flow.remindAt ?? at) : null }
  // Whoever has just taken the card away is still there.
  if (flow.remindAt !== null && !isLeft) next.activeAt = at
  if (home.calendar === flow.calendar && today === flow.today) return still(next)
  return refreshCalendar({ ...next, calendar: home.calendar, today }, flow.today)
}

const takeCrowd = (flow: Flow, crowd: CrowdSnapshot | null, at: number): Step => {
  const view = crowd && mergeCrowd(flow.crowd, crowd, flow.disputed, at)
  const next: Flow = { ...flow, crowd: view }
  if ((flow.crowd === null) === (view === null)) return still(next)
  if (flow.shown.name === 'attract') return still(show(next, { name: 'home' }, at))
  if (flow.shown.name === 'home') return still({ ...next, changedAt: at, activeAt: at })
  const shown = crowdTap(view ? next : flow)
  if (!shown) return still(next)
  const end = flow.changedAt + (view ? notMeMs : (standMsOf(shown.tap.outcome) ?? 0))
  return end > at ? still(holdOrRelease({ ...next, closesAt: end, heldMs: null }, at)) : goHome(next, at)
}

const connected = (flow: Flow, at: number): Step => {
  const back = { ...flow, lostAt: null, safe: false }
  const seen: Flow = flow.safe ? { ...back, changedAt: at, activeAt: at } : back
  const checking = checkingTap(seen)
  return checking ? settle(seen, checking.tapId) : renewAttract(seen, at)
}

const takeSettled = (flow: Flow, input: Extract<FlowInput, { kind: 'settled' }>): Step => {
  const checking = checkingTap(flow)
  if (checking?.tapId !== input.tapId) return still(flow)
  if (input.outcome === null || input.outcome.kind === 'checking')
    return still({ ...flow, settleAt: input.at + settleRetryMs })
  return showTap(flow, { ...checking.tap, outcome: input.outcome }, input.at)
}

const hasOwnPreferences = ({ preferences: { text, contrast, lowered, language, volume } }: Flow): boolean =>
  text !== 'standard' || contrast || lowered || language !== 'zh' || volume !== null

/** Home, or what stands in its place while many come. */
const isAtHome = (flow: Flow): boolean => flow.shown.name === 'home' || crowdTap(flow) !== null

/** Whether somebody's touch is still felt: a size or a sheet of theirs, or a finger that never lifted. */
const isTouched = (flow: Flow): boolean =>
  flow.sheet !== null || flow.fingerDown || (isAtHome(flow) && hasOwnPreferences(flow))

type Alarm =
  | 'lost'
  | 'close'
  | 'second'
  | 'listen'
  | 'keep'
  | 'settle'
  | 'idle'
  | 'rest'
  | 'attract'
  | 'card'
  | 'notMe'
  | 'rows'

/** The moments at which something happens by itself. */
const alarms = (flow: Flow): Record<Alarm, number | null> => ({
  lost: flow.lostAt !== null && !flow.safe ? flow.lostAt + lostMs : null,
  close: flow.closesAt,
  second: nextSecond(flow),
  listen: flow.listeningUntil,
  keep: keepTime(flow) ?? calendarKeepTime(flow),
  settle: flow.lostAt === null ? flow.settleAt : null,
  idle: isTouched(flow) ? flow.activeAt + idleMs : null,
  rest: restTime(flow),
  attract: attractTime(flow),
  card: isAtHome(flow) ? flow.remindAt : null,
  notMe: flow.notMeUntil,
  rows: nextRowEnd(flow.crowd),
})

/** When `next` wants a `time` input, `null` when nothing is going to happen by itself. */
export const wakeAt = (flow: Flow): number | null => {
  const times = Object.values(alarms(flow)).filter((time) => time !== null)
  return times.length === 0 ? null : Math.min(...times)
}

const letGo = (flow: Flow, at: number): Flow => ({
  ...holdOrRelease({ ...flow, sheet: null, fingerDown: false }, at),
  preferences: isAtHome(flow) ? defaultPreferences : flow.preferences,
})

/** 还在看吗？ appears, heard once, and then counts. */
const countDown = (flow: Flow, at: number): Step => ({
  flow: { ...flow, sheet: null, stillThere: secondsLeft(flow, at) },
  effects: flow.stillThere === null ? saying('question', { kind: 'stillThere' }) : [],
})

const passTime = (flow: Flow, at: number): Step => {
  const due = (time: number | null): boolean => time !== null && at >= time
  const alarm = alarms(flow)
  if (due(alarm.lost)) return still(forgetPoster({ ...flow, safe: true, sheet: null, changedAt: at }))
  if (due(alarm.close)) return close(flow, at)
  if (due(alarm.second)) return countDown(flow, at)
  if (due(alarm.listen)) return endListening(flow, at)
  if (due(alarm.keep)) return flow.shown.name === 'calendar' ? keepCalendar(flow, at) : keepSession(flow, at)
  const checking = checkingTap(flow)
  if (checking && due(alarm.settle)) return settle(flow, checking.tapId)
  if (due(alarm.rest)) return rest(flow, at)
  if (due(alarm.idle)) return still(letGo(flow, at))
  if (due(alarm.attract)) return passAttract(flow, at)
  if (due(alarm.card))
    return { flow: { ...flow, remindAt: at + remindMs }, effects: saying('takeCard', { kind: 'takeCard' }) }
  if (due(alarm.notMe)) return still({ ...flow, notMeUntil: null })
  if (due(alarm.rows)) return still({ ...flow, crowd: endRows(flow.crowd, at) })
  return still(flow)
}

/** What somebody does to see the points: also on a result, after which they open. */
const takeCredit = (flow: Flow, input: Extract<FlowInput, { kind: 'credit' }>): Step => {
  if (!accepts(flow, input.at)) return still(flow)
  const { shown } = flow
  if (input.act.kind !== 'open') return touched(takeCreditAct(flow, input))
  if (shown.name !== 'result' || !mayOpen(flow, shown) || crowdTap(flow)) return still(flow)
  return touched(close({ ...flow, sheet: null, wants: { page: 'credit' } }, input.at))
}

/** What somebody does in the calendar: also on a result, after which the event's page opens. */
const takeCalendar = (flow: Flow, input: Extract<FlowInput, { kind: 'calendar' }>): Step => {
  const { shown } = flow
  const { act, at } = input
  if (!accepts(flow, at)) return still(flow)
  if (shown.name !== 'result' || act.kind !== 'event') return touched(takeCalendarAct(flow, input))
  if (!mayOpen(flow, shown) || crowdTap(flow)) return still(flow)
  return touched(close({ ...flow, sheet: null, wants: { page: 'event', event: act.event } }, at))
}

const prefer = (flow: Flow, wish: Partial<Flow['preferences']>): Flow => ({
  ...flow,
  preferences: { ...flow.preferences, ...wish },
})

const react = (flow: Flow, input: FlowInput): Step => {
  switch (input.kind) {
    case 'up':
      return connected(flow, input.at)
    case 'lost':
      return still({ ...flow, lostAt: flow.lostAt ?? input.at })
    case 'home':
      return refreshNotices(refreshAttract(takeHome(flow, input), flow, input), input)
    case 'lastTap':
      return takeTap(flow, input)
    case 'session':
      return takeSession(flow, input)
    case 'fingerDown':
      return still(holdOrRelease({ ...flow, fingerDown: true }, input.at))
    case 'fingerUp':
      if (flow.shown.name === 'attract') return wake(flow, input.at)
      return still(holdOrRelease({ ...flow, fingerDown: false }, input.at))
    case 'press':
      return felt(flow, press(flow, input), input.at)
    case 'act':
    case 'acted':
      return input.kind === 'act' ? startAct(flow, input) : takeActed(flow, input)
    case 'crowd':
      return takeCrowd(flow, input.crowd, input.at)
    case 'setText':
      return still(prefer(flow, { text: input.text }))
    case 'setLanguage':
      return still(prefer(flow, { language: input.language }))
    case 'setVolume':
      return setVolume(flow, input.volume)
    case 'heard':
      return endListening(flow, input.at)
    case 'answer':
      return accepts(flow, input.at) ? touched(sendAnswer(flow, input.answer)) : still(flow)
    case 'answered':
      return takeReply(flow, input)
    case 'credit':
      return takeCredit(flow, input)
    case 'creditReply':
      return takeCreditReply(flow, input)
    case 'calendar':
      return takeCalendar(flow, input)
    case 'calendarReply':
      return takeCalendarReply(flow, input)
    case 'notices':
      return felt(flow, takeNoticesAct(flow, input), input.at)
    case 'noticesReply':
      return takeNoticesReply(flow, input)
    case 'attractReply':
      return takeAttractReply(flow, input)
    case 'settled':
      return takeSettled(flow, input)
    case 'resume':
      return resume(flow, input.place, input.at)
    case 'time':
      return passTime(flow, input.at)
  }
}

/** The page after one input, and what it asks of the core for it. Pure: the same arguments, the same answer. */
export const next = (flow: Flow, input: FlowInput): Step => hushed(flow, letWishGo(react(flow, input)))
