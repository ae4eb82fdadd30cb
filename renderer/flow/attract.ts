import type { AttractShown } from '../../electron/contract/attract.ts'
import { defaultPreferences, type Effect, type Flow, type FlowInput, type Step } from '../flow-state.ts'
import { show, sounding, still } from './steps.ts'

/** What stands there while nobody is: nobody's page, so any touch takes it away. */
export interface AttractPage {
  name: 'attract'
  /** What the core said last; `null` = not yet, or so long ago that it may no longer be true. */
  poster: AttractShown | null
  /** Answers to earlier numbers are older than what stands there. */
  since: number
  /** When the core is asked again. */
  askAt: number
  /** When what stands there may no longer be true. */
  staleAt: number
}

/** Home that nobody touches gives way after so long. */
const untouchedMs = 60_000
const askMs = 60_000
const askAgainMs = 10_000
/** An answer that could not be renewed for so long is not shown any more. */
const trueForMs = 180_000
const clockStepMs = 5_000

const asking = (flow: Flow, shown: AttractPage, at: number): Step => {
  const asked = flow.answers + 1
  const effect: Effect = { kind: 'attract', asked }
  return { flow: { ...flow, answers: asked, shown: { ...shown, askAt: at + askMs } }, effects: [effect] }
}

/** Whether home may give way: it is there, nobody is coming, and no card lies on the reader. */
const mayRest = ({ shown, mode, crowd, lostAt, remindAt, loaded }: Flow): boolean =>
  shown.name === 'home' &&
  mode !== null &&
  mode !== 'setup' &&
  crowd === null &&
  lostAt === null &&
  remindAt === null &&
  loaded

/** When home gives way to it; `null` where it does not. */
export const restTime = (flow: Flow): number | null => (mayRest(flow) ? flow.activeAt + untouchedMs : null)

/** Nobody is there any more: what the last one had set for the own eyes goes too. */
export const rest = (flow: Flow, at: number): Step => {
  const shown: AttractPage = { name: 'attract', poster: null, since: flow.answers, askAt: at, staleAt: at }
  return asking(show({ ...flow, preferences: defaultPreferences }, shown, at), shown, at)
}

/** When it has to be asked for anew, or may no longer be shown. */
export const attractTime = ({ shown, lostAt }: Flow): number | null => {
  if (shown.name !== 'attract' || lostAt !== null) return null
  return shown.poster === null ? shown.askAt : Math.min(shown.askAt, shown.staleAt)
}

/** A moment of `attractTime` has come. */
export const passAttract = (flow: Flow, at: number): Step => {
  const { shown } = flow
  if (shown.name !== 'attract') return still(flow)
  const kept = shown.poster !== null && at >= shown.staleAt ? { ...shown, poster: null } : shown
  return at >= shown.askAt ? asking(flow, kept, at) : still({ ...flow, shown: kept })
}

/** The core is back: what it said before is asked for anew. */
export const renewAttract = (flow: Flow, at: number): Step =>
  flow.shown.name === 'attract' ? asking(flow, flow.shown, at) : still(flow)

/** While the core is away nobody knows what still takes place. */
export const forgetPoster = (flow: Flow): Flow =>
  flow.shown.name === 'attract' ? { ...flow, shown: { ...flow.shown, poster: null } } : flow

/** Whether the station's wall clock was set since the poster came. */
const clockMoved = ({ poster, staleAt }: AttractPage, wall: string, at: number): boolean =>
  poster !== null &&
  Math.abs(Date.parse(wall) - Date.parse(poster.at) - (at - (staleAt - trueForMs))) > clockStepMs

/** Events, notices, the date or the clock have moved: asked for again. A card that lies there wants its owner. */
export const refreshAttract = (
  { flow, effects }: Step,
  before: Flow,
  { home, at }: Extract<FlowInput, { kind: 'home' }>,
): Step => {
  const notices = home.notices?.revision ?? flow.notices
  const next = { ...flow, notices }
  const { shown } = next
  if (shown.name !== 'attract') return { flow: next, effects }
  if (next.remindAt !== null) return { flow: show(next, { name: 'home' }, at), effects }
  const moved = next.calendar !== before.calendar || next.today !== before.today || notices !== before.notices
  if (!moved && !clockMoved(shown, home.at, at)) return { flow: next, effects }
  const asked = asking(next, shown, at)
  return { flow: asked.flow, effects: [...effects, ...asked.effects] }
}

/** The first touch only wakes: home comes, and no key of it was meant. */
export const wake = (flow: Flow, at: number): Step => ({
  flow: show(flow, { name: 'home' }, at),
  effects: [sounding('touch')],
})

/** The core's answer. */
export const takeAttractReply = (
  flow: Flow,
  { asked, reply, at }: Extract<FlowInput, { kind: 'attractReply' }>,
): Step => {
  const { shown } = flow
  if (shown.name !== 'attract' || asked <= shown.since) return still(flow)
  if (reply === 'failed')
    return still({ ...flow, shown: { ...shown, askAt: Math.min(shown.askAt, at + askAgainMs) } })
  const next: AttractPage = { ...shown, poster: reply, since: asked, staleAt: at + trueForMs }
  return still({ ...flow, shown: next })
}
