import type { LedgerRow } from '../../electron/contract/credit.ts'
import type { Flow, FlowInput, Step } from '../flow-state.ts'
import {
  hasMore,
  linesOnPage,
  pageOf,
  type CreditAct,
  type CreditAnswer,
  type CreditAsk,
  type CreditPage,
  type CreditShown,
} from './credit-state.ts'
import { accepts, goHome, show, showQuestion, sounding, still } from './steps.ts'

/** So often the core hears that somebody still reads, and says what has changed meanwhile. */
const keepMs = 60_000

type Trail = CreditShown['trail']

const opened = (flow: Flow, at: number, part: Pick<CreditShown, 'holder' | 'trail'>): CreditShown => ({
  name: 'credit',
  ...part,
  mine: null,
  rows: [],
  rules: null,
  since: flow.answers,
  asked: null,
  asking: null,
  failed: false,
  keepAt: at + keepMs,
})

/** Asks the core for something that the page waits for. */
const ask = (flow: Flow, shown: CreditShown, request: CreditAsk): Step => {
  const asked = flow.answers + 1
  return {
    flow: { ...flow, answers: asked, shown: { ...shown, asked, failed: false } },
    effects: [{ kind: 'credit', asked, ask: request }],
  }
}

/** Asks for the person's figures without making anybody wait. */
const refresh = (flow: Flow, shown: CreditShown, at: number): Step => {
  const asked = flow.answers + 1
  return {
    flow: { ...flow, answers: asked, shown: { ...shown, keepAt: at + keepMs } },
    effects: [{ kind: 'credit', asked, ask: { call: 'credit.mine', input: {} } }],
  }
}

/** Another page of the person's, in place of the last `shut` ones. */
const turnTo = (flow: Flow, shown: CreditShown, trail: Trail, at: number): [Flow, CreditShown] => {
  const next: CreditShown = { ...shown, trail, failed: false }
  return [show(flow, next, at), next]
}

/** Opens the points of whoever the core holds now. */
export const openCredit = (flow: Flow, at: number): Step => {
  const shown = opened(flow, at, { holder: true, trail: [{ name: 'mine' }] })
  return ask(show({ ...flow, wants: null }, shown, at), shown, { call: 'credit.mine', input: {} })
}

/** Asks for the card, and has what everybody may read. */
export const openCreditDoor = (flow: Flow, at: number): Step =>
  still(show(flow, opened(flow, at, { holder: false, trail: [{ name: 'door' }] }), at))

/** The pages close: the session ends where there was one. */
export const leaveCredit = (flow: Flow, at: number): Step =>
  flow.shown.name === 'credit' && flow.shown.holder
    ? goHome(flow, at)
    : still(show(flow, { name: 'home' }, at))

/** 返回: one page back, from the first one home. */
export const creditBack = (flow: Flow, shown: CreditShown, at: number): Step => {
  const [first, ...rest] = shown.trail
  if (rest.length === 0) return leaveCredit(flow, at)
  return still(turnTo(flow, shown, [first, ...rest.slice(0, -1)], at)[0])
}

const replaceLast = ([first, ...rest]: Trail, page: CreditPage): Trail =>
  rest.length === 0 ? [page] : [first, ...rest.slice(0, -1), page]

/** Another page of the list that stands there; lines that have not come yet are asked for first. */
const leaf = (flow: Flow, shown: CreditShown, to: number, at: number): Step => {
  const page = pageOf(shown)
  if (!('at' in page) || to < 0) return still(flow)
  const isLedger = page.name === 'history' || page.name === 'line'
  const last = shown.rows.at(-1)
  const lines = linesOnPage(flow.preferences)
  if (isLedger && last && hasMore(shown) && shown.rows.length < (to + 1) * lines)
    return ask(flow, shown, { call: 'credit.history', input: { before: last.seq } })
  if (isLedger && shown.rows.length <= to * lines) return still(flow)
  return still(turnTo(flow, shown, replaceLast(shown.trail, { ...page, at: to }), at)[0])
}

const turn = (flow: Flow, shown: CreditShown, page: CreditPage, at: number): Step => {
  const start: CreditPage = page.name === 'history' ? { ...page, at: 0 } : page
  const [turned, next] = turnTo(flow, shown, [...shown.trail, start], at)
  if (page.name === 'history' && page.at > 0) return leaf(turned, next, page.at, at)
  if (page.name !== 'rules' || next.rules !== null) return still(turned)
  return ask(turned, next, { call: 'credit.rules', input: {} })
}

const print = (flow: Flow, shown: CreditShown, at: number): Step => {
  const page = pageOf(shown)
  if (page.name !== 'slip' || page.printed) return still(flow)
  const [turned] = turnTo(flow, shown, replaceLast(shown.trail, { ...page, printed: true }), at)
  return { flow: turned, effects: [{ kind: 'print' }] }
}

/** What an act asks of the core on the page that stands there; `null` where it asks nothing. */
const requestOf = (page: CreditPage, act: CreditAct): CreditAsk | null => {
  if (act.kind === 'object' && page.name === 'sure')
    return { call: 'credit.object', input: { entry: page.entry.id } }
  if (act.kind === 'tell' && page.name === 'day')
    return { call: 'credit.report', input: { rule: page.deed.rule, on: act.on } }
  if (act.kind === 'withdraw' && page.name === 'withdraw')
    return { call: 'consent.withdraw', input: { question: page.question } }
  if (act.kind === 'ask') return { call: 'consent.ask', input: { question: act.question } }
  if (act.kind !== 'again') return null
  return page.name.startsWith('rule')
    ? { call: 'credit.rules', input: {} }
    : { call: 'credit.mine', input: {} }
}

const onPages = (flow: Flow, shown: CreditShown, act: CreditAct, at: number): Step => {
  const page = pageOf(shown)
  // What is under way is answered first: nothing is asked twice, and no page leaves under its answer.
  if (shown.asked !== null && act.kind !== 'done' && act.kind !== 'stay') return still(flow)
  switch (act.kind) {
    case 'open':
    case 'door':
      return still(flow)
    case 'turn':
      return turn(flow, shown, act.page, at)
    case 'leaf':
      return leaf(flow, shown, act.at, at)
    case 'spell':
      return page.name === 'ruleFind'
        ? still({
            ...flow,
            shown: { ...shown, trail: replaceLast(shown.trail, { ...page, initials: act.initials, at: 0 }) },
          })
        : still(flow)
    case 'print':
      return print(flow, shown, at)
    case 'stay':
      return still(show(flow, shown, at))
    case 'done':
      return leaveCredit(flow, at)
    case 'object':
    case 'tell':
    case 'withdraw':
    case 'ask':
    case 'again': {
      const request = requestOf(page, act)
      if (request === null) return still(flow)
      return ask(flow, { ...shown, asking: act.kind === 'ask' ? act.question : null }, request)
    }
  }
}

/** Something that a person did on these pages, or to come to them. */
export const takeCreditAct = (flow: Flow, { act, at }: Extract<FlowInput, { kind: 'credit' }>): Step => {
  const { shown } = flow
  if (!accepts(flow, at)) return still(flow)
  if (shown.name === 'credit') return onPages(flow, shown, act, at)
  return shown.name === 'home' && act.kind === 'door' ? openCreditDoor(flow, at) : still(flow)
}

/** New lines before those that are known, older ones after them, none twice. */
const joinRows = (some: readonly LedgerRow[], others: readonly LedgerRow[]): LedgerRow[] => {
  const all = new Map([...others, ...some].map((row) => [row.seq, row]))
  return [...all.values()].sort((a, b) => b.seq - a.seq)
}

const withAnswer = (flow: Flow, shown: CreditShown, reply: CreditAnswer, at: number): Step => {
  switch (reply.call) {
    case 'credit.mine': {
      const rows = reply.output.points === null ? [] : joinRows(reply.output.points.entries, shown.rows)
      return still({ ...flow, shown: { ...shown, mine: reply.output, rows } })
    }
    case 'credit.history': {
      const next = { ...shown, rows: joinRows(shown.rows, reply.output.entries) }
      const page = pageOf(shown)
      return reply.output.entries.length > 0 && 'at' in page
        ? leaf({ ...flow, shown: next }, next, page.at + 1, at)
        : still({ ...flow, shown: next })
    }
    case 'credit.rules':
      return still({ ...flow, shown: { ...shown, rules: reply.output.rules } })
    case 'credit.object': {
      const page: CreditPage = { name: 'objection', objection: reply.output.objection }
      return refresh(...turnTo(flow, shown, [shown.trail[0], page], at), at)
    }
    case 'credit.report': {
      const { result } = reply.output
      if (result.kind !== 'done' && result.kind !== 'refused')
        return still({ ...flow, shown: { ...shown, failed: true } })
      const page: CreditPage = { name: 'told', refusal: result.kind === 'done' ? null : result.reason }
      return refresh(...turnTo(flow, shown, [shown.trail[0], page], at), at)
    }
    case 'consent.withdraw': {
      const asked = pageOf(shown)
      const question = asked.name === 'withdraw' ? asked.question : 'scoring'
      return refresh(...turnTo(flow, shown, [shown.trail[0], { name: 'withdrawn', question }], at), at)
    }
    case 'consent.ask':
      // The core's own word of it may have come before, or does not come where the question was due anyway.
      return still(
        shown.asking === null
          ? flow
          : showQuestion({ ...flow, wants: { page: 'credit' } }, shown.asking, 'none', at),
      )
  }
}

/** The core's answer to what these pages asked. */
export const takeCreditReply = (flow: Flow, input: Extract<FlowInput, { kind: 'creditReply' }>): Step => {
  const { shown } = flow
  const { asked, reply, at } = input
  if (shown.name !== 'credit' || asked <= shown.since) return still(flow)
  const isAwaited = shown.asked === asked
  const settled: CreditShown = isAwaited ? { ...shown, asked: null } : shown
  if (reply === 'ended' && shown.holder) return goHome(flow, at)
  if (reply === 'ended' || reply === 'failed') {
    if (!isAwaited) return still(flow)
    return {
      flow: { ...flow, shown: { ...settled, failed: true, asking: null } },
      effects: [sounding('trouble')],
    }
  }
  return withAnswer({ ...flow, shown: settled }, settled, reply, at)
}

/** When the core is told next that somebody still reads; `null` while nobody's own pages stand there. */
export const keepTime = ({ shown, lostAt }: Flow): number | null =>
  shown.name === 'credit' && shown.holder && lostAt === null ? shown.keepAt : null

/** Tells the core that somebody still reads. */
export const keepSession = (flow: Flow, at: number): Step =>
  flow.shown.name === 'credit' ? refresh(flow, flow.shown, at) : still(flow)
