import { describe, expect, test } from 'vitest'
import type { FoundEvents, MyEvent } from '../../../electron/contract/calendar.ts'
import type { CalendarAct, CalendarReply } from '../../../renderer/flow/calendar-state.ts'
import { howManyFit, markedTitle, ownRows, underOf } from '../../../renderer/words/find-says.ts'
import { atHome, event, live, outcomes, person, type FlowPage } from '../../support/flow-page.ts'

const act = (page: FlowPage, what: CalendarAct): FlowPage =>
  page.pass(300).send({ kind: 'calendar', act: what })
const asks = (page: FlowPage): { call: string; input: unknown }[] =>
  page.effects.flatMap((effect) => (effect.kind === 'calendar' ? [effect.ask] : []))
const reply = (page: FlowPage, answer: CalendarReply, asked = page.flow.answers): FlowPage =>
  page.send({ kind: 'calendarReply', asked, reply: answer })
const shown = (page: FlowPage) => {
  if (page.flow.shown.name !== 'calendar') throw new Error(`${page.flow.shown.name} stands there`)
  return page.flow.shown
}
const names = (page: FlowPage): string[] => shown(page).trail.map(({ name }) => name)
const atDoor = (): FlowPage => act(atHome(), { kind: 'findDoor' })
const sought = { when: 'any', kind: null, team: null, initials: '', from: 0 } as const
const held = { kind: 'session', session: { person, ask: null, askMissed: false } } as const
const found = (total: number): FoundEvents => ({ total, found: [], nearest: [] })
const atCard = (): FlowPage => act(atDoor(), { kind: 'mine' })
/** Nothing is on, and the card was put there for the own events. */
const asHolder = (): FlowPage => atCard().pass(300).tap(4, outcomes.nothingOn).send(held)

describe('looking for what is on', () => {
  test('begins with everything that comes', () => {
    const page = atDoor()
    expect(asks(page)).toEqual([{ call: 'calendar.find', input: sought }])
    expect(names(page)).toEqual(['find'])
  })

  test('every touch asks at once, and begins at the first page', () => {
    const page = act(atDoor(), { kind: 'leaf', at: 4 })
    for (const what of [
      { kind: 'when', when: 'week' },
      { kind: 'only', of: 'culture' },
      { kind: 'letter', letter: 'L' },
      { kind: 'letter', letter: 'G' },
      { kind: 'erase' },
    ] as const)
      page.send({ kind: 'calendar', act: what })
    const culture = { ...sought, when: 'week', kind: 'culture' }
    expect(asks(page).map(({ input }) => input)).toEqual([
      sought,
      { ...sought, from: 4 },
      { ...sought, when: 'week' },
      culture,
      { ...culture, initials: 'L' },
      { ...culture, initials: 'LG' },
      { ...culture, initials: 'L' },
    ])
  })

  test('a kind that is touched again is let go', () => {
    const page = act(act(atDoor(), { kind: 'only', of: 'health' }), { kind: 'only', of: 'health' })
    expect(shown(page).sought.kind).toBeNull()
  })

  test('no more letters than the core takes, none to erase, and nothing that is no letter', () => {
    const page = atDoor()
    expect(asks(act(page, { kind: 'erase' }))).toHaveLength(1)
    for (let time = 0; time < 15; time += 1) act(page, { kind: 'letter', letter: 'A' })
    expect(shown(page).sought.initials).toBe('A'.repeat(12))
    expect(asks(act(act(page, { kind: 'erase' }), { kind: 'letter', letter: 'é' }))).toHaveLength(14)
  })

  test('an answer that was overtaken is not shown', () => {
    const page = act(atDoor(), { kind: 'letter', letter: 'L' })
    reply(page, { call: 'calendar.find', input: sought, output: found(23) }, page.flow.answers - 1)
    expect(shown(page).found).toBeNull()
    reply(page, { call: 'calendar.find', input: { ...sought, initials: 'L' }, output: found(2) })
    expect(shown(page).found?.total).toBe(2)
  })

  test('the team is chosen on a page of its own, and comes back to here', () => {
    const page = act(act(atDoor(), { kind: 'teams' }), { kind: 'team', team: 'drums' })
    expect(names(page)).toEqual(['find'])
    expect(asks(page).at(-1)).toEqual({ call: 'calendar.find', input: { ...sought, team: 'drums' } })
  })

  test('an event opens, and back leads to what was looked for', () => {
    const page = act(act(atDoor(), { kind: 'letter', letter: 'L' }), { kind: 'event', event: event.id })
    expect(names(page)).toEqual(['find', 'event'])
    page.pass(300).send({ kind: 'press', key: 'back' })
    expect(asks(page).at(-1)).toEqual({ call: 'calendar.find', input: { ...sought, initials: 'L' } })
  })

  test('from home to the question for the card in three touches', () => {
    const page = act(atDoor(), { kind: 'event', event: event.id })
    reply(page, {
      call: 'calendar.event',
      input: { event: event.id },
      picture: null,
      output: {
        picture: null,
        ...{ event, phase: 'signUp', leader: null, forWhom: null, bring: null, minAge: null, team: null },
        ...{
          capacity: null,
          signedUp: 0,
          checkIn: null,
          signsOut: false,
          lasts: 60,
          signUp: { kind: 'open' },
        },
        credit: { rule: null, countsMinutes: false, amount: null },
        ...{ cancelled: null, further: [], mine: null },
      },
    })
    expect(names(act(page, { kind: 'join' }))).toEqual(['find', 'event', 'card'])
    expect(page.flow.wish).toEqual({ event: event.id, wait: false })
  })

  test('follows the calendar, and closes after a minute and twenty seconds', () => {
    const page = atDoor().send({ kind: 'home', home: { ...live, calendar: 2 } })
    expect(asks(page)).toHaveLength(2)
    expect(page.pass(59_999).flow.stillThere).toBeNull()
    expect(page.pass(1).flow.stillThere).toBe(20)
    expect(page.pass(20_000).route).toBe('home')
  })
})

describe('与我有关', () => {
  test('asks for the card, and opens at once where nothing is on', () => {
    expect(names(atCard())).toEqual(['find', 'mineCard'])
    const page = asHolder()
    expect([page.route, names(page), shown(page).holder]).toEqual(['calendar', ['find', 'mine'], true])
    expect(asks(page).at(-1)).toEqual({ call: 'calendar.mine', input: {} })
  })

  test('a check-in is shown first, and a question that is due', () => {
    const page = atCard().tap(4, outcomes.checkedIn).send(held)
    expect(page.pass(5_999).route).toBe('result')
    expect(names(page.pass(1))).toEqual(['find', 'mine'])
  })

  test('a card that was not read may come again; another key forgets it', () => {
    const page = atCard().tap(4, outcomes.cardUnreadable).tap(5, outcomes.nothingOn).send(held)
    expect(names(page)).toEqual(['find', 'mine'])
    const home = atCard().tap(4, outcomes.cardUnreadable).pass(300).send({ kind: 'press', key: 'home' })
    expect(home.pass(300).tap(5, outcomes.nothingOn).route).toBe('result')
  })

  test('a card at home opens nothing of the own', () => {
    expect(atHome().tap(4, outcomes.nothingOn).send(held).route).toBe('result')
  })

  test('ends by 看完了, by the next card, and when nobody is there', () => {
    expect(act(asHolder(), { kind: 'done' }).kinds.at(-1)).toBe('endSession')
    expect(asHolder().tap(5, outcomes.checkedIn).route).toBe('result')
    const page = asHolder()
    expect(page.pass(44_999).flow.stillThere).toBeNull()
    expect(page.pass(20_000).route).toBe('calendar')
    expect([page.pass(1).route, page.kinds.at(-1)]).toEqual(['home', 'endSession'])
  })

  test('the card that is lifted does not end it', () => {
    const page = asHolder().send({
      kind: 'home',
      home: { ...live, reader: { ...live.reader, state: 'ready' } },
    })
    expect(names(page)).toEqual(['find', 'mine'])
  })

  test('once known, one needs no card again', () => {
    const page = asHolder().pass(300).send({ kind: 'press', key: 'back' })
    expect(names(act(page, { kind: 'mine' }))).toEqual(['find', 'mine'])
  })

  test('what did not come is said, and asked for again', () => {
    const page = reply(asHolder(), { call: 'calendar.mine', problem: 'failed' })
    expect(shown(page).failed).toBe(true)
    expect(asks(act(page, { kind: 'again' })).at(-1)?.call).toBe('calendar.mine')
    expect(reply(page, { call: 'calendar.mine', problem: 'ended' }).route).toBe('home')
  })
})

describe('what the rows say', () => {
  test('longer titles take more room, and one always fits', () => {
    const titled = (...lengths: number[]) =>
      lengths.map((length) => own({ event: { ...event, title: 'a'.repeat(length) } }))
    expect(howManyFit(titled(14, 14, 14, 14, 14), 4)).toBe(4)
    expect(howManyFit(titled(26, 26, 26, 26), 4)).toBe(3)
    expect(howManyFit(titled(27, 60, 14), 4)).toBe(2)
    expect(howManyFit(titled(15, 14, 14, 14), 4)).toBe(3)
    expect(howManyFit(titled(14), 4)).toBe(1)
    expect(howManyFit(titled(60, 60), 1)).toBe(1)
  })

  const own = (part: Partial<MyEvent> = {}): MyEvent => ({
    ...{ event, phase: 'signUp', team: null, takesSignUps: true, mine: { kind: 'none' }, cancelled: null },
    ...part,
  })

  test('a title shows what the letters stand for', () => {
    expect(markedTitle('义诊：量血压', { from: 1, to: 4 })).toEqual(['义', '诊：量', '血压'])
    expect(markedTitle('义诊', null)).toEqual(['义诊', '', ''])
  })

  test('under it when, where, and how many dates follow', () => {
    expect(underOf(own(), 3, Date.parse(live.at))).toEqual(['今天 上午9点', 'hall', '往后还有 3 场'])
    expect(underOf(own({ event: { ...event, place: '' } }), 0, Date.parse(live.at))).toHaveLength(1)
  })

  test('of the own, what it has to do with one', () => {
    const rows = ownRows({
      signedUp: [
        own({ mine: { kind: 'signedUp', moved: false } }),
        own({ mine: { kind: 'waiting', place: 3 } }),
        own({ mine: { kind: 'signedUp', moved: false }, cancelled: { reason: 'wind', movedTo: null } }),
      ],
      teams: [own({ team: 'drums' }), own({ mine: { kind: 'checkedIn' } })],
      kinds: [own()],
    })
    expect(rows.map(({ why }) => why)).toEqual([
      ...['报上了', '排第 3', '取消了', '您队里的', '签到了'],
      '您来过宣讲',
    ])
  })
})
