import type { Effect, Flow, FlowInput, Shown, Step } from '../flow-state.ts'
import { rangeOf, stepped } from './calendar-dates.ts'
import {
  calendarPageOf,
  type CalendarAct,
  type CalendarAnswer,
  type CalendarAsk,
  type CalendarPage,
  type CalendarShown,
} from './calendar-state.ts'
import { findAsk, isSought, soughtAfter, soughtAtFirst } from './find.ts'
import { accepts, goHome, show, sounding, still } from './steps.ts'

/** So often the core hears that somebody's own page still stands there. */
const keepMs = 60_000
/** The core forgets after a minute what the next card is for: while the page asks for one it is told again. */
const wishMs = 30_000

type Trail = CalendarShown['trail']

/** Asks the core; nobody waits for it, what is known stands meanwhile. */
const asking = (flow: Flow, asks: readonly CalendarAsk[]): Step => ({
  flow: { ...flow, answers: flow.answers + asks.length },
  effects: asks.map((ask, index): Effect => ({ kind: 'calendar', asked: flow.answers + 1 + index, ask })),
})

const listAsks = ({ view, date, team }: CalendarShown): CalendarAsk[] => [
  { call: 'calendar.days', input: { ...rangeOf(view, date), team } },
  { call: 'calendar.day', input: { date, team } },
]

/** Everything that the page which stands there shows. */
const pageAsks = (shown: CalendarShown): CalendarAsk[] => {
  const page = calendarPageOf(shown)
  if (page.name === 'calendar') return listAsks(shown)
  if (page.name === 'find') return [findAsk(shown)]
  if (page.name === 'mineCard') return []
  if (page.name === 'mine') return [{ call: 'calendar.mine', input: {} }]
  if (page.name === 'teams') return [{ call: 'calendar.teams', input: {} }]
  return [{ call: 'calendar.event', input: { event: page.event } }]
}

/** Puts a state of these pages there, and asks for what it shows. */
const turnTo = (flow: Flow, shown: CalendarShown, at: number): Step =>
  asking(show(flow, shown, at), pageAsks(shown))

/** The same page, with something else on it: nobody's finger is at a key that has moved. */
const change = (flow: Flow, shown: CalendarShown): Step => asking({ ...flow, shown }, pageAsks(shown))

/** These pages as they open. */
export const calendarAtFirst = (
  flow: Flow,
  at: number,
  part: Pick<CalendarShown, 'holder' | 'trail'>,
): CalendarShown => ({
  name: 'calendar',
  ...part,
  view: 'month',
  date: flow.today,
  team: null,
  at: 0,
  days: [],
  day: null,
  event: null,
  picture: null,
  teams: null,
  sought: soughtAtFirst,
  found: null,
  mine: null,
  told: null,
  since: flow.answers,
  asked: null,
  failed: false,
  keepAt: at + keepMs,
})

/** Opens these pages at the end of a trail. */
export const openCalendar = (flow: Flow, part: Pick<CalendarShown, 'holder' | 'trail'>, at: number): Step =>
  turnTo({ ...flow, wants: null }, calendarAtFirst(flow, at, part), at)

/** The page of an event; `holder`: for whoever the core holds now. */
export const openEvent = (flow: Flow, event: string, holder: boolean, at: number): Step =>
  openCalendar(flow, { holder, trail: [{ name: 'calendar' }, { name: 'event', event }] }, at)

/** 与我有关: at once for whoever is known, else by the card. */
const mineOf = (holder: boolean): CalendarPage => (holder ? { name: 'mine', at: 0 } : { name: 'mineCard' })

export const openMine = (flow: Flow, holder: boolean, at: number): Step =>
  openCalendar(flow, { holder, trail: [{ name: 'find' }, mineOf(holder)] }, at)

/** The pages close: the session ends where there was one. */
export const leaveCalendar = (flow: Flow, at: number): Step =>
  flow.shown.name === 'calendar' && flow.shown.holder
    ? goHome(flow, at)
    : still(show(flow, { name: 'home' }, at))

/** 返回: one page back, from the first one home. */
export const calendarBack = (flow: Flow, shown: CalendarShown, at: number): Step => {
  const [first, ...rest] = shown.trail
  if (rest.length === 0) return leaveCalendar(flow, at)
  return turnTo(flow, { ...shown, trail: [first, ...rest.slice(0, -1)], told: null, failed: false }, at)
}

const onto = (shown: CalendarShown, page: CalendarPage): Trail => {
  const [first, ...rest] = shown.trail
  return [first, ...rest, page]
}

/** 我要参加: at once for whoever is known, else by the card. */
const join = (flow: Flow, shown: CalendarShown, at: number): Step => {
  const page = calendarPageOf(shown)
  const state = shown.event?.signUp.kind
  if (page.name !== 'event' || shown.event?.event.id !== page.event) return still(flow)
  if (state !== 'open' && state !== 'full') return still(flow)
  const { event } = page
  const wait = state === 'full'
  if (shown.holder) return send(flow, shown, { call: 'signUp.join', input: { event, wait } })
  const trail = onto(shown, { name: 'card', event, wait })
  const asked = asking(
    show({ ...flow, wish: { event, wait } }, { ...shown, trail, keepAt: at + wishMs }, at),
    [{ call: 'signUp.ask', input: { event, wait } }],
  )
  return asked
}

/** Asks for something that changes the calendar, once. */
const send = (flow: Flow, shown: CalendarShown, request: CalendarAsk): Step =>
  asking({ ...flow, shown: { ...shown, asked: flow.answers + 1, told: null, failed: false } }, [request])

/** A place, or one in the queue, is there to be given up. */
const mayCancel = ({ event }: CalendarShown): boolean =>
  event?.mine?.kind === 'signedUp' || event?.mine?.kind === 'waiting'

/** One touch asks, the next one does it: a place that somebody else has got does not come back. */
const cancel = (flow: Flow, shown: CalendarShown, at: number): Step => {
  const page = calendarPageOf(shown)
  if (!shown.holder) return still(flow)
  if (page.name === 'sure') return send(flow, shown, { call: 'signUp.cancel', input: { event: page.event } })
  if (page.name !== 'event' || !mayCancel(shown)) return still(flow)
  const trail = onto(shown, { name: 'sure', event: page.event })
  return still(show(flow, { ...shown, trail, told: null, failed: false }, at))
}

/** What a touch of the calendar itself changes on it. */
const onGrid = (
  flow: Flow,
  shown: CalendarShown,
  act: Extract<CalendarAct, { kind: 'view' | 'date' | 'step' }>,
): Step => {
  switch (act.kind) {
    case 'view':
      return change(flow, { ...shown, view: act.view, at: 0 })
    case 'date':
      return change(flow, { ...shown, date: act.date, at: 0 })
    case 'step': {
      const date = stepped(shown.view, shown.date, act.by, flow.today)
      return change(flow, { ...shown, date, at: 0 })
    }
  }
}

const leaf = (flow: Flow, shown: CalendarShown, to: number): Step => {
  const page = calendarPageOf(shown)
  if (to < 0) return still(flow)
  if (page.name === 'calendar') return still({ ...flow, shown: { ...shown, at: to } })
  if (page.name === 'find') return change(flow, { ...shown, sought: { ...shown.sought, from: to } })
  if (page.name !== 'teams' && page.name !== 'mine') return still(flow)
  const [first, ...rest] = shown.trail
  return still({ ...flow, shown: { ...shown, trail: [first, ...rest.slice(0, -1), { ...page, at: to }] } })
}

/** Pages on which an event can be touched. */
const listsEvents: ReadonlySet<CalendarPage['name']> = new Set(['calendar', 'find', 'mine', 'event'])

const toEvent = (flow: Flow, shown: CalendarShown, event: string, at: number): Step => {
  const trail = onto(shown, { name: 'event', event })
  return turnTo(flow, { ...shown, event: null, picture: null, told: null, failed: false, trail }, at)
}

/** Back on the page that the teams were chosen from. */
const ofTeam = (flow: Flow, shown: CalendarShown, team: string | null, at: number): Step => {
  const sought = { ...shown.sought, from: 0 }
  return turnTo(flow, { ...shown, team, sought, at: 0, days: [], trail: [shown.trail[0]] }, at)
}

const toMine = (flow: Flow, shown: CalendarShown, at: number): Step =>
  turnTo(flow, { ...shown, trail: onto(shown, mineOf(shown.holder)) }, at)

const onPages = (flow: Flow, shown: CalendarShown, act: CalendarAct, at: number): Step => {
  const page = calendarPageOf(shown)
  // What is under way is answered first: nothing is asked twice, and no page leaves under its answer.
  if (shown.asked !== null && act.kind !== 'done' && act.kind !== 'stay') return still(flow)
  switch (act.kind) {
    case 'view':
    case 'date':
    case 'step':
      return page.name === 'calendar' ? onGrid(flow, shown, act) : still(flow)
    case 'leaf':
      return leaf(flow, shown, act.at)
    case 'teams':
      if (page.name !== 'calendar' && page.name !== 'find') return still(flow)
      return turnTo(flow, { ...shown, trail: onto(shown, { name: 'teams', at: 0 }) }, at)
    case 'team':
      return page.name === 'teams' ? ofTeam(flow, shown, act.team, at) : still(flow)
    case 'event':
      return listsEvents.has(page.name) ? toEvent(flow, shown, act.event, at) : still(flow)
    case 'when':
    case 'only':
    case 'letter':
    case 'erase': {
      const sought = page.name === 'find' ? soughtAfter(shown.sought, act) : null
      return sought === null ? still(flow) : change(flow, { ...shown, sought })
    }
    case 'mine':
      return page.name === 'find' ? toMine(flow, shown, at) : still(flow)
    case 'join':
      return join(flow, shown, at)
    case 'cancel':
      return cancel(flow, shown, at)
    case 'again':
      return asking({ ...flow, shown: { ...shown, failed: false } }, pageAsks(shown))
    case 'stay':
      return still(show(flow, shown, at))
    case 'done':
      return leaveCalendar(flow, at)
    case 'door':
    case 'findDoor':
      return still(flow)
  }
}

/** Something that a person did on these pages, or to come to them. */
export const takeCalendarAct = (flow: Flow, { act, at }: Extract<FlowInput, { kind: 'calendar' }>): Step => {
  const { shown } = flow
  if (!accepts(flow, at)) return still(flow)
  if (shown.name === 'calendar') return onPages(flow, shown, act, at)
  if (shown.name !== 'home' || (act.kind !== 'door' && act.kind !== 'findDoor')) return still(flow)
  const first: CalendarPage = { name: act.kind === 'door' ? 'calendar' : 'find' }
  return openCalendar(flow, { holder: false, trail: [first] }, at)
}

type Answer<N extends CalendarAnswer['call']> = Extract<CalendarAnswer, { call: N }>

/** Days that have come before stay: a month that was seen stands there at once. */
const withDays = (shown: CalendarShown, { input, output }: Answer<'calendar.days'>): CalendarShown => {
  if (input.team !== shown.team) return shown
  const known = new Map([...shown.days, ...output.days].map((day) => [day.date, day]))
  return { ...shown, days: [...known.values()] }
}

const withDay = (shown: CalendarShown, { input, output }: Answer<'calendar.day'>): CalendarShown =>
  input.team === shown.team && input.date === shown.date ? { ...shown, day: output } : shown

const withEvent = (
  shown: CalendarShown,
  { input, output, picture }: Answer<'calendar.event'>,
): CalendarShown => {
  const page = calendarPageOf(shown)
  const isShown = 'event' in page && page.event === input.event
  return isShown ? { ...shown, event: output, picture } : shown
}

/** The question is answered: the event's page says what became of it. */
const afterSure = (flow: Flow, shown: CalendarShown, at: number): Flow => {
  const [first, ...rest] = shown.trail
  if (calendarPageOf(shown).name !== 'sure') return { ...flow, shown }
  return show(flow, { ...shown, trail: [first, ...rest.slice(0, -1)] }, at)
}

const withAnswer = (flow: Flow, shown: CalendarShown, answer: CalendarAnswer, at: number): Step => {
  const known = (next: CalendarShown): Step => still({ ...flow, shown: next })
  switch (answer.call) {
    case 'calendar.days':
      return known(withDays(shown, answer))
    case 'calendar.day':
      return known(withDay(shown, answer))
    case 'calendar.event':
      return known(withEvent(shown, answer))
    case 'calendar.teams':
      return known({ ...shown, teams: answer.output.teams })
    case 'signUp.join':
    case 'signUp.cancel': {
      const { result } = answer.output
      const isGood = result.kind !== 'refused'
      const asked = asking(afterSure(flow, { ...shown, told: result }, at), pageAsks(shown))
      return { ...asked, effects: [...asked.effects, sounding(isGood ? 'success' : 'refused')] }
    }
    case 'calendar.find':
      return known(isSought(shown, answer.input) ? { ...shown, found: answer.output } : shown)
    case 'calendar.mine':
      return known({ ...shown, mine: answer.output })
    case 'signUp.ask':
      return known(shown)
  }
}

/** The core's answer to what these pages asked. */
export const takeCalendarReply = (
  flow: Flow,
  { asked, reply, at }: Extract<FlowInput, { kind: 'calendarReply' }>,
): Step => {
  const { shown } = flow
  if (shown.name !== 'calendar' || asked <= shown.since) return still(flow)
  const settled: CalendarShown = shown.asked === asked ? { ...shown, asked: null } : shown
  if (!('problem' in reply))
    return withAnswer({ ...flow, shown: settled }, { ...settled, failed: false }, reply, at)
  if (reply.problem === 'ended' && shown.holder) return goHome(flow, at)
  if (reply.call === 'calendar.mine' && calendarPageOf(shown).name !== 'mine') return still(flow)
  return { flow: { ...flow, shown: { ...settled, failed: true } }, effects: [sounding('trouble')] }
}

/** The calendar, or the date, has moved: what stands there is asked for again, and stays until the answer is there. */
export const refreshCalendar = (flow: Flow, before: string): Step => {
  const { shown, today } = flow
  if (shown.name !== 'calendar') return still(flow)
  const next = shown.date === before ? { ...shown, date: today } : shown
  return asking({ ...flow, shown: next }, pageAsks(next))
}

const asksForCard = (shown: Shown): boolean =>
  shown.name === 'calendar' && calendarPageOf(shown).name === 'card'

/** When the core hears next that somebody is still here; `null` where nobody needs to tell it. */
export const calendarKeepTime = ({ shown, lostAt }: Flow): number | null =>
  shown.name === 'calendar' && lostAt === null && (shown.holder || asksForCard(shown)) ? shown.keepAt : null

/** Tells the core that somebody is still here. */
export const keepCalendar = (flow: Flow, at: number): Step => {
  const { shown, wish } = flow
  if (shown.name !== 'calendar') return still(flow)
  const kept = (ms: number): Flow => ({ ...flow, shown: { ...shown, keepAt: at + ms } })
  if (asksForCard(shown) && wish !== null) return asking(kept(wishMs), [{ call: 'signUp.ask', input: wish }])
  return asking(kept(keepMs), [{ call: 'calendar.mine', input: {} }])
}

/** Whether a card that comes now is still for the sign-up: its page stands there, or a card that was not read. */
const keepsWish = ({ shown }: Flow): boolean =>
  asksForCard(shown) || (shown.name === 'result' && !('person' in shown.tap.outcome))

/** Nobody's next card may sign up for what the person before wanted. */
export const letWishGo = ({ flow, effects }: Step): Step => {
  if (flow.wish === null || keepsWish(flow)) return { flow, effects }
  const took = asking({ ...flow, wish: null }, [{ call: 'signUp.ask', input: { event: null, wait: false } }])
  return { flow: took.flow, effects: [...effects, ...took.effects] }
}
