import type { Answer, Flow, FlowInput, Shown, Step } from '../flow-state.ts'
import { goHome, show, still } from './steps.ts'
import { openWanted } from './wanted.ts'

/** Sends the answer to the question that stands there, once. */
export const sendAnswer = (flow: Flow, answer: Answer): Step => {
  if (flow.shown.name !== 'consent' || flow.shown.asked !== null) return still(flow)
  const asked = flow.answers + 1
  return {
    flow: { ...flow, answers: asked, shown: { ...flow.shown, asked, failed: false } },
    effects: [{ kind: 'answer', asked, question: flow.shown.question, answer }],
  }
}

/** Questions are over: home, or what the person came for. */
export const afterQuestion = (flow: Flow, at: number): Step => {
  const opened = flow.hasHolder === false ? null : openWanted(flow, at)
  return opened ?? goHome(flow, at)
}

/** The person leaves the question: it counts as "later", and nothing more is shown of it. */
export const leaveConsent = (flow: Flow, at: number): Step => {
  const { effects } = sendAnswer(flow, 'later')
  const after = afterQuestion({ ...flow, answers: flow.answers + 1 }, at)
  return { flow: after.flow, effects: [...effects, ...after.effects] }
}

/** What the core made of an answer: the next question, thanks, or home. */
export const takeReply = (flow: Flow, input: Extract<FlowInput, { kind: 'answered' }>): Step => {
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
  if (!agreed) return afterQuestion(flow, input.at)
  const scoring = shown.question === 'scoring' || points !== null
  return still(show(flow, { name: 'thanks', points, scoring }, input.at))
}
