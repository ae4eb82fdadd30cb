import { describe, expect, test } from 'vitest'
import type { TapOutcome } from '../../../electron/contract/outcomes.ts'
import type { CreditPage } from '../../../renderer/flow/credit-state.ts'
import {
  atDoor,
  atHome,
  atMine,
  checkedIn,
  CreditFlowPage,
  deed,
  mine,
  objection,
  opened,
  outcomes,
  person,
  row,
  rowsOf,
} from '../../support/credit-page.ts'
import { live } from '../../support/flow-page.ts'

const held = { kind: 'session', session: { person, ask: null, askMissed: false } } as const
const gone = { kind: 'session', session: { person: null, ask: null, askMissed: false } } as const
const named = Object.values(outcomes).filter(
  (outcome) => 'person' in outcome && outcome.kind !== 'chooseEvent',
)
const others = Object.values(outcomes).filter(
  (outcome) => !('person' in outcome) || outcome.kind === 'chooseEvent',
)
const nothingOn = (ask: 'scoring' | null): TapOutcome => ({
  kind: 'nothingOn',
  person,
  points: null,
  firstVisit: false,
  next: null,
  ask,
})

describe('the way to the own points', () => {
  test.each(named)('leads from $kind, and asks the core for them', (outcome) => {
    const credit = new CreditFlowPage(atHome().tap(4, outcome)).act({ kind: 'open' })
    expect(credit.page.route).toBe('credit')
    expect(credit.asks).toEqual([{ call: 'credit.mine', input: {} }])
    expect(credit.page.kinds).not.toContain('endSession')
  })

  test.each(others)('does not lead from $kind', (outcome) => {
    const credit = new CreditFlowPage(atHome().tap(4, outcome)).act({ kind: 'open' })
    expect(credit.page.route).not.toBe('credit')
    expect(credit.asks).toEqual([])
  })

  test('is shut once the name was not theirs', () => {
    const page = atHome().tap(4).pass(300).send({ kind: 'act', act: 'notMe' })
    expect(new CreditFlowPage(page).act({ kind: 'open' }).page.route).toBe('result')
  })

  test('goes by the question that is due, and on to the points whatever was answered', () => {
    for (const answer of ['no', 'yes', 'later'] as const) {
      const page = atHome().tap(4, checkedIn('scoring')).send(held)
      const credit = new CreditFlowPage(page).act({ kind: 'open' })
      expect(page.route).toBe('consent')
      page.pass(300).send({ kind: 'answer', answer })
      page.send({ kind: 'answered', asked: page.flow.answers, answer, reply: { ask: null, points: null } })
      if (answer === 'yes') page.pass(5_000)
      expect(page.route).toBe('credit')
      expect(credit.asks).toEqual([{ call: 'credit.mine', input: {} }])
    }
  })

  test('is left by home’s key on a result, and by it alone', () => {
    const page = atDoor().page.tap(4).send(held).pass(300)
    expect(page.flow.wants).toEqual({ page: 'credit' })
    expect(page.send({ kind: 'press', key: 'home' }).route).toBe('home')
    expect(page.tap(5).pass(6_000).route).toBe('home')
  })
})

describe('home’s door', () => {
  test('asks for the card and goes home by itself after a minute, with no session to end', () => {
    const { page } = atDoor()
    expect(page.pass(59_999).route).toBe('credit')
    expect(page.flow.stillThere).toBeNull()
    expect(page.pass(1).route).toBe('home')
    expect(page.effects).toEqual([])
  })

  test('with nothing on, the tap opens the points at once', () => {
    const credit = atDoor()
    credit.page.tap(4, nothingOn(null))
    expect(credit.shown).toMatchObject({ holder: true, trail: [{ name: 'mine' }] })
    expect(credit.asks).toHaveLength(1)
  })

  test('with something on, the result stands its time and the points follow', () => {
    const { page } = atDoor()
    expect(page.tap(4).send(held).pass(5_999).route).toBe('result')
    expect(page.pass(1).route).toBe('credit')
  })

  test('a question that is due comes before them', () => {
    const { page } = atDoor()
    page.tap(4, nothingOn('scoring')).send(held)
    expect(page.route).toBe('result')
    expect(page.pass(3_000).route).toBe('consent')
  })

  test('a card that could not be read is put there again, and still opens them', () => {
    const { page } = atDoor()
    page.tap(4, outcomes.cardUnreadable).pass(1_000).tap(5).send(held)
    expect(page.pass(6_000).route).toBe('credit')
  })

  test('who taps afterwards has not asked for anything', () => {
    const { page } = atDoor()
    page.tap(4).send(held).pass(1_000).tap(5).send(held)
    expect(page.pass(6_000).route).toBe('home')
  })

  test('with nothing on and the door never pressed, the result stays', () => {
    expect(atHome().tap(4, nothingOn(null)).route).toBe('result')
  })

  test('shows the rules to everybody, and the way back', () => {
    const credit = atDoor().turn({ name: 'rules' })
    expect(credit.asks).toEqual([{ call: 'credit.rules', input: {} }])
    credit.reply({ call: 'credit.rules', output: { rules: [] } })
    credit.page.pass(300).send({ kind: 'press', key: 'back' })
    expect(credit.top).toEqual({ name: 'door' })
    credit.turn({ name: 'rules' })
    expect(credit.asks).toHaveLength(1)
  })
})

describe('the end of a person’s pages', () => {
  test.each([
    ['看完了', (credit: CreditFlowPage) => credit.act({ kind: 'done' })],
    ['the key home', (credit: CreditFlowPage) => credit.page.pass(300).send({ kind: 'press', key: 'home' })],
    [
      'back from the first page',
      (credit: CreditFlowPage) => credit.page.pass(300).send({ kind: 'press', key: 'back' }),
    ],
  ])('%s ends the session and takes everything away', (_name, end) => {
    const credit = atMine()
    end(credit)
    expect(credit.page.flow.shown).toEqual({ name: 'home' })
    expect(credit.page.kinds.at(-1)).toBe('endSession')
  })

  test('another card ends it at once', () => {
    const { page } = atMine()
    page.tap(5, { ...checkedIn(), person: { name: 'C*', rareName: false } } as TapOutcome)
    expect(page.route).toBe('result')
    expect(JSON.stringify(page.flow)).not.toContain('7590')
    expect(page.send(held).pass(6_000).route).toBe('home')
  })

  test('lifting the card does not end it', () => {
    const { page } = atMine()
    const reader = { state: 'ready', side: 'below', cardLeft: false, trouble: null } as const
    expect(page.send({ kind: 'home', home: { ...live, reader } }).route).toBe('credit')
  })

  test('a core that let go of the person ends it', () => {
    expect(atMine().page.send(gone).route).toBe('home')
    expect(
      atMine()
        .turn({ name: 'sure', entry: row(11) })
        .act({ kind: 'object' })
        .reply('ended').page.route,
    ).toBe('home')
  })

  test('an answer to the person before shows nothing', () => {
    const credit = opened()
    const asked = credit.page.flow.answers
    credit.page.tap(5).send(held)
    const second = new CreditFlowPage(credit.page).act({ kind: 'open' })
    second.reply({ call: 'credit.mine', output: mine() }, asked)
    expect(second.shown.mine).toBeNull()
    expect(second.mine().shown.mine).not.toBeNull()
  })
})

describe('the lines', () => {
  test('come five at a time, older ones when they are wanted, and go back', () => {
    const credit = atMine().turn({ name: 'history', at: 1 })
    expect(credit.top).toEqual({ name: 'history', at: 0 })
    expect(credit.asks.at(-1)).toEqual({ call: 'credit.history', input: { before: 8 } })
    credit.reply({ call: 'credit.history', output: { entries: rowsOf(7, 6, 5, 4, 3), more: true } })
    expect(credit.top).toEqual({ name: 'history', at: 1 })
    expect(credit.shown.rows.map(({ seq }) => seq)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3])
    credit.act({ kind: 'leaf', at: 2 })
    credit.reply({ call: 'credit.history', output: { entries: rowsOf(2, 1), more: false } })
    expect(credit.top).toEqual({ name: 'history', at: 2 })
    credit.act({ kind: 'leaf', at: 3 })
    expect(credit.top).toEqual({ name: 'history', at: 2 })
    credit.act({ kind: 'leaf', at: 1 })
    expect(credit.top).toEqual({ name: 'history', at: 1 })
    expect(credit.asks).toHaveLength(3)
  })

  test('that are new come before those that are known, none twice', () => {
    const credit = atMine()
    const points = { balance: 0, confirmed: 0, redeemable: 0, total: 13, entries: rowsOf(13, 12, 11, 10, 9) }
    credit.mine({ points })
    expect(credit.shown.rows.map(({ seq }) => seq)).toEqual([13, 12, 11, 10, 9, 8])
  })

  test('a page whose lines did not come says so, and asks again', () => {
    const credit = atMine().turn({ name: 'history', at: 1 }).reply('failed')
    expect(credit.shown).toMatchObject({ failed: true, asked: null })
    expect(credit.page.sounds.at(-1)).toBe('trouble')
    expect(credit.act({ kind: 'leaf', at: 1 }).asks).toHaveLength(3)
  })
})

describe('what a person does', () => {
  test('这笔不对 goes to the core once, and its number stands there', () => {
    const credit = atMine()
      .turn({ name: 'line', at: 0 })
      .turn({ name: 'sure', entry: row(11) })
    credit.act({ kind: 'object' }).act({ kind: 'object' })
    expect(credit.asks.slice(1)).toEqual([{ call: 'credit.object', input: { entry: row(11).id } }])
    credit.reply({ call: 'credit.object', output: { objection: objection() } })
    expect(credit.top).toEqual({ name: 'objection', objection: objection() })
    expect(credit.asks.at(-1)?.call).toBe('credit.mine')
    credit.page.pass(300).send({ kind: 'press', key: 'back' })
    expect(credit.top).toEqual({ name: 'mine' })
  })

  test('an objection that was not taken stays to be sent again', () => {
    const credit = atMine()
      .turn({ name: 'sure', entry: row(11) })
      .act({ kind: 'object' })
      .reply('failed')
    expect(credit.top.name).toBe('sure')
    expect(credit.act({ kind: 'object' }).asks).toHaveLength(3)
  })

  test('nothing can be objected from another page', () => {
    expect(atMine().act({ kind: 'object' }).act({ kind: 'withdraw' }).asks).toHaveLength(1)
  })

  test.each([
    [{ kind: 'done', claim: row(1).id, state: 'reported', noticeUntil: null } as const, null],
    [{ kind: 'refused', reason: 'capReached' } as const, 'capReached'],
  ])('a good deed: %o', (result, refusal) => {
    const credit = atMine().turn({ name: 'deeds' }).turn({ name: 'day', deed })
    credit.act({ kind: 'tell', on: '2026-11-23' })
    expect(credit.asks.at(-1)).toEqual({ call: 'credit.report', input: { rule: 'N02', on: '2026-11-23' } })
    credit.reply({ call: 'credit.report', output: { result } })
    expect(credit.top).toEqual({ name: 'told', refusal })
  })

  test('a withdrawal is confirmed first, and what follows from it is asked anew', () => {
    const credit = atMine().turn({ name: 'withdraw', question: 'scoring' })
    expect(credit.asks).toHaveLength(1)
    credit.act({ kind: 'withdraw' })
    expect(credit.asks.at(-1)).toEqual({ call: 'consent.withdraw', input: { question: 'scoring' } })
    credit.reply({ call: 'consent.withdraw', output: {} }).mine({ scoring: 'no', points: null })
    expect(credit.shown).toMatchObject({ rows: [], mine: { points: null } })
    expect(credit.top).toEqual({ name: 'withdrawn', question: 'scoring' })
  })

  test.each(['the push first', 'the answer first'])('想攒积分？ opens the question: %s', (first) => {
    const credit = atMine({ scoring: 'no', points: null }).act({ kind: 'ask', question: 'scoring' })
    const { page } = credit
    const reply = (): unknown => credit.reply({ call: 'consent.ask', output: {} })
    const push = (): unknown =>
      page.send({ kind: 'session', session: { person, ask: 'scoring', askMissed: false } })
    for (const step of first === 'the push first' ? [push, reply] : [reply, push]) step()
    expect(page.flow.shown).toMatchObject({ name: 'consent', question: 'scoring', lead: 'none' })
    page.pass(300).send({ kind: 'press', key: 'back' })
    expect(page.effects.slice(-2)).toMatchObject([
      { kind: 'answer', answer: 'later' },
      { kind: 'credit', ask: { call: 'credit.mine' } },
    ])
    expect(page.route).toBe('credit')
  })

  test('a question that nobody asked for does not take the page', () => {
    const { page } = atMine()
    page.send({ kind: 'session', session: { person, ask: 'sharing', askMissed: false } })
    expect(page.route).toBe('credit')
  })

  test('打出来 prints once', () => {
    const credit = atMine().turn({ name: 'slip', objection: null, printed: false })
    credit.act({ kind: 'print' }).act({ kind: 'print' })
    expect(credit.page.kinds.filter((kind) => kind === 'print')).toHaveLength(1)
    expect(credit.top).toMatchObject({ name: 'slip', printed: true })
  })

  test('letters of the look-up begin its pages anew', () => {
    const found: CreditPage = { name: 'ruleFind', initials: 'Z', at: 0 }
    const credit = atDoor()
      .turn({ name: 'rules' })
      .reply({ call: 'credit.rules', output: { rules: [] } })
    credit.turn(found).act({ kind: 'leaf', at: 2 }).act({ kind: 'spell', initials: 'ZY' })
    expect(credit.top).toEqual({ ...found, initials: 'ZY' })
  })
})
