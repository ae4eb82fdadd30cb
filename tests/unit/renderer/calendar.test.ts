import { describe, expect, test } from 'vitest'
import type { EventPage } from '../../../electron/contract/calendar.ts'
import { addMonths, datesIn } from '../../../electron/contract/values.ts'
import { rangeOf, stepped } from '../../../renderer/flow/calendar-dates.ts'
import type { CalendarAct, CalendarReply } from '../../../renderer/flow/calendar-state.ts'
import { creditOf, dotsOf, toldOf, wayOf } from '../../../renderer/words/calendar-says.ts'
import { atHome, event, live, otherEvent, outcomes, person, type FlowPage } from '../../support/flow-page.ts'

const shownEvent = (part: Partial<EventPage> = {}): EventPage => ({
  event,
  phase: 'signUp',
  leader: null,
  forWhom: null,
  bring: null,
  minAge: null,
  team: null,
  capacity: null,
  picture: null,
  signedUp: 0,
  checkIn: null,
  signsOut: false,
  credit: { rule: null, countsMinutes: false, amount: null },
  lasts: 120,
  signUp: { kind: 'open' },
  cancelled: null,
  further: [],
  mine: null,
  ...part,
})

const act = (page: FlowPage, what: CalendarAct): FlowPage =>
  page.pass(300).send({ kind: 'calendar', act: what })
const asks = (page: FlowPage): { call: string; input: unknown }[] =>
  page.effects.flatMap((effect) => (effect.kind === 'calendar' ? [effect.ask] : []))
const reply = (page: FlowPage, answer: CalendarReply): FlowPage =>
  page.send({ kind: 'calendarReply', asked: page.flow.answers, reply: answer })
const shown = (page: FlowPage) => {
  if (page.flow.shown.name !== 'calendar') throw new Error(`${page.flow.shown.name} stands there`)
  return page.flow.shown
}
const atDoor = (): FlowPage => act(atHome(), { kind: 'door' })
const atEvent = (part: Partial<EventPage> = {}, page = atDoor()): FlowPage =>
  reply(act(page, { kind: 'event', event: event.id }), {
    call: 'calendar.event',
    input: { event: event.id },
    output: shownEvent(part),
    picture: null,
  })
const atCard = (): FlowPage => act(atEvent(), { kind: 'join' })
const held = { kind: 'session', session: { person, ask: null, askMissed: false } } as const
const asHolder = (): FlowPage =>
  atEvent(
    {},
    act(atHome().tap(4, outcomes.signedUp).send(held), { kind: 'event', event: event.id }).pass(300),
  )
const takesBack = { call: 'signUp.ask', input: { event: null, wait: false } }

describe('the dates of the calendar', () => {
  test('a month is shown in whole weeks from Sunday', () => {
    expect(rangeOf('month', '2026-11-24')).toEqual({ from: '2026-11-01', to: '2026-12-05' })
    expect(datesIn(rangeOf('month', '2026-08-10'))).toHaveLength(42)
    expect(rangeOf('week', '2026-11-24')).toEqual({ from: '2026-11-22', to: '2026-11-28' })
  })

  test('a short month ends a long one’s last day', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28')
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15')
  })

  test('another month opens at its first day, today’s at today', () => {
    expect(stepped('month', '2026-11-24', 1, '2026-11-24')).toBe('2026-12-01')
    expect(stepped('month', '2026-12-01', -1, '2026-11-24')).toBe('2026-11-24')
    expect(stepped('day', '2026-11-30', 1, '2026-11-24')).toBe('2026-12-01')
  })
})

describe('the calendar', () => {
  test('opens from home at today, and asks for its month and its day', () => {
    const page = atDoor()
    expect(page.route).toBe('calendar')
    expect(asks(page)).toEqual([
      { call: 'calendar.days', input: { from: '2026-11-01', to: '2026-12-05', team: null } },
      { call: 'calendar.day', input: { date: '2026-11-24', team: null } },
    ])
  })

  test('asks again when the calendar has moved, and only then', () => {
    const page = atDoor()
    expect(asks(page.send({ kind: 'home', home: live }))).toHaveLength(2)
    expect(asks(page.send({ kind: 'home', home: { ...live, calendar: 2 } }))).toHaveLength(4)
  })

  test('goes on to the new day at midnight when today stood there', () => {
    const page = atDoor().send({ kind: 'home', home: { ...live, at: '2026-11-24T16:00:00.000Z' } })
    expect(shown(page).date).toBe('2026-11-25')
  })

  test('the answer for a day that was left is not shown', () => {
    const page = act(atDoor(), { kind: 'date', date: '2026-11-26' })
    const day = { date: '2026-11-24', lunar: 'a', lunarDate: 'a', term: null, festivals: [] }
    reply(page, {
      call: 'calendar.day',
      input: { date: '2026-11-24', team: null },
      output: { day, events: [], more: 0, next: null },
    })
    expect(shown(page).day).toBeNull()
  })

  test('back goes one page back, home goes home, and no session ends', () => {
    const page = atEvent().pass(300).send({ kind: 'press', key: 'back' })
    expect(shown(page).trail).toEqual([{ name: 'calendar' }])
    expect(page.pass(300).send({ kind: 'press', key: 'back' }).route).toBe('home')
    expect(atEvent().pass(300).send({ kind: 'press', key: 'home' }).route).toBe('home')
    expect(page.kinds).not.toContain('endSession')
  })

  test('asks after a minute whether anybody is there, and closes 20 seconds later', () => {
    const page = atDoor().pass(59_999)
    expect(page.flow.stillThere).toBeNull()
    expect(page.pass(1).flow.stillThere).toBe(20)
    act(page, { kind: 'stay' })
    expect(page.flow.stillThere).toBeNull()
    expect(page.pass(79_999).route).toBe('calendar')
    expect(page.pass(1).route).toBe('home')
  })
})

describe('signing up', () => {
  test('by the card: the core is told what the next one is for, and again before it forgets', () => {
    const page = atCard()
    expect(asks(page).at(-1)).toEqual({ call: 'signUp.ask', input: { event: event.id, wait: false } })
    const before = asks(page).length
    expect(asks(page.pass(30_000)).slice(before)).toEqual([
      { call: 'signUp.ask', input: { event: event.id, wait: false } },
    ])
  })

  test.each(['back', 'home'] as const)('%s takes the wish back: the next card is somebody else’s', (key) => {
    expect(asks(atCard().pass(300).send({ kind: 'press', key }))).toContainEqual(takesBack)
  })

  test('nobody there takes it back', () => {
    expect(asks(atCard().pass(80_000))).toContainEqual(takesBack)
  })

  test('a card that was not read may come again; then the wish goes', () => {
    const page = atCard().tap(4, outcomes.cardUnreadable)
    expect(asks(page)).not.toContainEqual(takesBack)
    expect(asks(page.pass(10_000))).toContainEqual(takesBack)
  })

  test('who waits is asked for as such', () => {
    const page = act(atEvent({ signUp: { kind: 'full', waiting: 2 } }), { kind: 'join' })
    expect(page.flow.wish).toEqual({ event: event.id, wait: true })
  })

  test('with the person known it is done at once, once', () => {
    const page = asHolder()
    const before = asks(page).length
    act(act(page, { kind: 'join' }), { kind: 'join' })
    expect(asks(page).slice(before)).toEqual([
      { call: 'signUp.join', input: { event: event.id, wait: false } },
    ])
    reply(page, {
      call: 'signUp.join',
      input: { event: event.id, wait: false },
      output: { result: { kind: 'signedUp', again: false, clash: null } },
    })
    expect(asks(page).at(-1)?.call).toBe('calendar.event')
    expect(page.sounds.at(-1)).toBe('success')
  })

  const asSignedUp = (mine: EventPage['mine'] = { kind: 'signedUp', moved: false }): FlowPage =>
    atEvent(
      { mine },
      act(atHome().tap(4, outcomes.signedUp).send(held), { kind: 'event', event: event.id }).pass(300),
    )
  const cancels = (page: FlowPage) => asks(page).filter(({ call }) => call === 'signUp.cancel')

  test.each([
    { kind: 'signedUp', moved: false },
    { kind: 'waiting', place: 2 },
  ] as const)('not coming is asked once more, and then done once: $kind', (mine) => {
    const page = act(asSignedUp(mine), { kind: 'cancel' })
    expect(shown(page).trail.at(-1)).toEqual({ name: 'sure', event: event.id })
    expect(cancels(page)).toEqual([])
    page.send({ kind: 'calendar', act: { kind: 'cancel' } })
    expect(cancels(page)).toEqual([])
    act(act(page, { kind: 'cancel' }), { kind: 'cancel' })
    expect(cancels(page)).toEqual([{ call: 'signUp.cancel', input: { event: event.id } }])
    reply(page, {
      call: 'signUp.cancel',
      input: { event: event.id },
      output: { result: { kind: 'cancelled' } },
    })
    expect(shown(page).trail.at(-1)).toEqual({ name: 'event', event: event.id })
    expect(shown(page).told).toEqual({ kind: 'cancelled' })
    expect(asks(page).at(-1)?.call).toBe('calendar.event')
  })

  test('back from the question keeps the place', () => {
    const page = act(asSignedUp(), { kind: 'cancel' }).pass(300).send({ kind: 'press', key: 'back' })
    expect(shown(page).trail.at(-1)).toEqual({ name: 'event', event: event.id })
    expect(cancels(page)).toEqual([])
  })

  test('what could not be done stays asked, and may be tried again', () => {
    const page = act(act(asSignedUp(), { kind: 'cancel' }), { kind: 'cancel' })
    reply(page, { call: 'signUp.cancel', problem: 'failed' })
    expect(shown(page)).toMatchObject({ failed: true, asked: null })
    expect(shown(page).trail.at(-1)).toEqual({ name: 'sure', event: event.id })
    expect(cancels(act(page, { kind: 'cancel' }))).toHaveLength(2)
  })

  test('who has no place is not asked about one', () => {
    const page = act(asHolder(), { kind: 'cancel' })
    expect(shown(page).trail.at(-1)).toEqual({ name: 'event', event: event.id })
  })

  test('the question goes when nobody is there, and with the next card', () => {
    expect(act(asSignedUp(), { kind: 'cancel' }).pass(64_999).route).toBe('calendar')
    expect(act(asSignedUp(), { kind: 'cancel' }).pass(65_000).kinds).toContain('endSession')
    expect(act(asSignedUp(), { kind: 'cancel' }).tap(5, outcomes.checkedIn).route).toBe('result')
  })

  test('the person’s page ends with the session, and ends the session', () => {
    expect(asHolder().send({ kind: 'session', session: { ...held.session, person: null } }).route).toBe(
      'home',
    )
    expect(asHolder().pass(65_000).kinds).toContain('endSession')
  })
})

describe('what an event’s page says', () => {
  const at = { holder: false, open: false, now: Date.parse('2026-11-24T00:00:00Z') }

  test.each([
    [shownEvent(), 'join'],
    [shownEvent({ signUp: { kind: 'full', waiting: 0 } }), 'wait'],
    [shownEvent({ signUp: { kind: 'notNeeded' } }), 'say'],
    [shownEvent({ phase: 'ended' }), 'say'],
    [shownEvent({ phase: 'cancelled', cancelled: { reason: 'a', movedTo: null } }), 'none'],
    [shownEvent({ phase: 'cancelled', cancelled: { reason: 'a', movedTo: otherEvent } }), 'moved'],
  ])('offers the right way %#', (page, kind) => {
    expect(wayOf(page, at).kind).toBe(kind)
  })

  test('what somebody has signed up for is told to that person alone', () => {
    const page = shownEvent({ mine: { kind: 'signedUp', moved: false } })
    expect(wayOf(page, at).kind).toBe('join')
    expect(wayOf(page, { ...at, holder: true }).kind).toBe('cancel')
  })

  test('minutes are said with what they last, points only where a rule gives some', () => {
    expect(creditOf(shownEvent())).toBeNull()
    expect(creditOf(shownEvent({ credit: { rule: null, countsMinutes: true, amount: null } }))).toContain(
      '2小时',
    )
    const lecture = { rule: 'L01', countsMinutes: false }
    expect(creditOf(shownEvent({ credit: { ...lecture, amount: null } }))).toBe('来参加，能攒积分')
    expect(creditOf(shownEvent({ credit: { ...lecture, amount: 50 } }))).toBe(
      '来一场 +0.5 分，同意攒分的才记',
    )
  })

  test('a clash is told in one line, a refusal with its reason', () => {
    expect(toldOf({ kind: 'signedUp', again: false, clash: otherEvent }, at.now)).toContain('reading')
    expect(toldOf({ kind: 'refused', reason: { kind: 'notEligible', minAge: 80 } }, at.now)).toContain('80岁')
  })

  test('a dot stays empty while a place is left', () => {
    expect(dotsOf(30, 18)).toEqual({ all: 30, full: 18 })
    expect(dotsOf(200, 199)).toEqual({ all: 30, full: 29 })
    expect(dotsOf(12, 12)).toEqual({ all: 12, full: 12 })
  })
})
