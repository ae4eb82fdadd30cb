import type { TapOutcome } from '../../electron/contract/outcomes.ts'
import { personOf, type Act, type Flow, type FlowInput, type Shown, type Step } from '../flow-state.ts'
import { withoutRow } from './crowd.ts'
import { accepts, holdOrRelease, sounding, still } from './steps.ts'
import { good, standMsOf, withAdvice } from './times.ts'

/** So many are remembered: no list of names is longer. */
const disputedKept = 10

type ResultShown = Extract<Shown, { name: 'result' }>

const offers = (outcome: TapOutcome, { act, event }: Extract<FlowInput, { kind: 'act' }>): boolean => {
  switch (act) {
    case 'notMe':
      return personOf(outcome) !== null
    case 'leaveEarly':
      return outcome.kind === 'alreadyCheckedIn' && outcome.leaveEarly !== null
    case 'choose':
      return outcome.kind === 'chooseEvent' && outcome.choices.some((choice) => choice.event.id === event)
  }
}

/** Nothing follows a name that was hidden, and what is under way is not asked twice. */
const mayFollow = (before: Act | null, act: Act['kind']): boolean => {
  if (before === null) return true
  if (before.kind === 'notMe') return false
  return act === 'notMe' || before.state === 'failed'
}

/** The person asks for something on the result that stands there. A name is hidden before the core has answered. */
export const startAct = (flow: Flow, input: Extract<FlowInput, { kind: 'act' }>): Step => {
  const { shown } = flow
  if (shown.name !== 'result' || !accepts(flow, input.at)) return still(flow)
  const { tap, act: before } = shown
  if (!offers(tap.outcome, input) || !mayFollow(before, input.act)) return still(flow)
  if (input.act === 'notMe' && flow.notMeUntil === null) return still(flow)
  const asked = flow.answers + 1
  const event = input.act === 'choose' ? (input.event ?? null) : null
  const act: Act = { kind: input.act, event, asked, state: 'busy' }
  const next: Flow = { ...flow, answers: asked, shown: { ...shown, act }, closesAt: null, heldMs: null }
  return {
    flow: input.act === 'notMe' ? hideName(next, tap.seq, input.at) : next,
    effects: [sounding('touch'), { kind: 'act', asked, act: input.act, seq: tap.seq, event }],
  }
}

const hideName = (flow: Flow, seq: number, at: number): Flow => ({
  ...flow,
  disputed: [seq, ...flow.disputed].slice(0, disputedKept),
  crowd: withoutRow(flow.crowd, seq),
  sheet: null,
  changedAt: at,
})

const afterAnswer = ({ tap, act }: ResultShown, taken: boolean): number => {
  if (taken) return good
  return act?.kind === 'notMe' ? withAdvice : (standMsOf(tap.outcome) ?? withAdvice)
}

/** The core's answer. What came of it follows as the next tap; only a failure is said here. */
export const takeActed = (flow: Flow, { asked, taken, at }: Extract<FlowInput, { kind: 'acted' }>): Step => {
  const { shown } = flow
  if (shown.name !== 'result' || shown.act?.asked !== asked) return still(flow)
  const act: Act = { ...shown.act, state: taken ? 'done' : 'failed' }
  const next: Flow = { ...flow, shown: { ...shown, act }, closesAt: at + afterAnswer(shown, taken) }
  return { flow: holdOrRelease(next, at), effects: taken ? [] : [sounding('trouble')] }
}
