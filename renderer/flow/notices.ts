import { businessDateOf } from '../../electron/contract/values.ts'
import type { Effect, Flow, FlowInput, Step } from '../flow-state.ts'
import type { NoticesAsk, NoticesReply, NoticesShown } from './notices-state.ts'
import { accepts, show, sounding, still } from './steps.ts'

const listAsk: NoticesAsk = { call: 'notices.list', input: {} }

/** Asks the core; nobody waits for it, what is known stands meanwhile. */
const asking = (flow: Flow, asks: readonly NoticesAsk[]): Step => ({
  flow: { ...flow, answers: flow.answers + asks.length },
  effects: asks.map((ask, index): Effect => ({ kind: 'notices', asked: flow.answers + 1 + index, ask })),
})

const pageAsks = ({ open }: NoticesShown): NoticesAsk[] =>
  open === null ? [listAsk] : [listAsk, { call: 'notices.open', input: { notice: open } }]

const firstPage = (flow: Flow): NoticesShown => ({
  name: 'notices',
  list: null,
  at: 0,
  open: null,
  leaf: 0,
  notice: null,
  picture: null,
  since: flow.answers,
  failed: false,
})

const toList = (shown: NoticesShown): NoticesShown => ({
  ...shown,
  open: null,
  leaf: 0,
  notice: null,
  picture: null,
  failed: false,
})

/** 返回: from what is read to the list, from the list home. */
export const noticesBack = (flow: Flow, shown: NoticesShown, at: number): Step =>
  still(show(flow, shown.open === null ? { name: 'home' } : toList(shown), at))

/** Opens the list, or one of them to read. */
export const openNotices = (flow: Flow, notice: string | null, at: number): Step => {
  const shown = { ...firstPage(flow), open: notice }
  return asking(show(flow, shown, at), pageAsks(shown))
}

/** Something that a person did on these pages, or to come to them. */
export const takeNoticesAct = (flow: Flow, { act, at }: Extract<FlowInput, { kind: 'notices' }>): Step => {
  const { shown } = flow
  if (!accepts(flow, at)) return still(flow)
  if (shown.name === 'home' && act.kind === 'door') return openNotices(flow, null, at)
  if (shown.name !== 'notices') return still(flow)
  switch (act.kind) {
    case 'open': {
      const next = { ...toList(shown), open: act.notice }
      return asking(show(flow, next, at), [{ call: 'notices.open', input: { notice: act.notice } }])
    }
    case 'leaf':
      if (act.at < 0) return still(flow)
      return still(show(flow, { ...shown, [shown.open === null ? 'at' : 'leaf']: act.at }, at))
    case 'again':
      return asking({ ...flow, shown: { ...shown, failed: false } }, pageAsks(shown))
    case 'stay':
      return still(show(flow, shown, at))
    case 'done':
      return still(show(flow, { name: 'home' }, at))
    case 'door':
      return still(flow)
  }
}

/** A list without what is being read: it has ended, or was taken down, under the reader's eyes. */
const withAnswer = (
  shown: NoticesShown,
  reply: Exclude<NoticesReply, { problem: 'failed' }>,
): NoticesShown => {
  if (reply.call === 'notices.open')
    return reply.output.id === shown.open
      ? { ...shown, notice: reply.output, picture: reply.picture, failed: false }
      : shown
  const list = reply.output
  const stands = shown.open === null || list.notices.some(({ id }) => id === shown.open)
  return { ...(stands ? shown : toList(shown)), list, failed: false }
}

/** The core's answer to what these pages asked. */
export const takeNoticesReply = (
  flow: Flow,
  { asked, reply, at }: Extract<FlowInput, { kind: 'noticesReply' }>,
): Step => {
  const { shown } = flow
  if (shown.name !== 'notices' || asked <= shown.since) return still(flow)
  if ('problem' in reply) {
    // What was asked for may have been taken down meanwhile: the list that comes says so.
    if (reply.call === 'notices.open' && shown.open === null) return still(flow)
    return { flow: { ...flow, shown: { ...shown, failed: true } }, effects: [sounding('trouble')] }
  }
  const next = withAnswer(shown, reply)
  // Touches on their way to what stood there must not open another one.
  return still(next.open === shown.open ? { ...flow, shown: next } : show(flow, next, at))
}

/** The notices, or the date, have moved: what stands there is asked for again, and stays until the answer is there. */
export const refreshNotices = (
  { flow, effects }: Step,
  { home }: Extract<FlowInput, { kind: 'home' }>,
): Step => {
  const { shown } = flow
  if (shown.name !== 'notices' || shown.list === null || home.notices === undefined) return { flow, effects }
  const isSame =
    shown.list.revision === home.notices.revision && shown.list.today === businessDateOf(Date.parse(home.at))
  if (isSame) return { flow, effects }
  const asked = asking(flow, pageAsks(shown))
  return { flow: asked.flow, effects: [...effects, ...asked.effects] }
}
