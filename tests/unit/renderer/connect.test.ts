import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, test } from 'vitest'
import { contractVersion } from '../../../electron/contract/messages.ts'
import type { CreditAct } from '../../../renderer/flow/credit-state.ts'
import { useCredit } from '../../../renderer/stores/credit.ts'
import { useDemo } from '../../../renderer/stores/demo.ts'
import { useFlow } from '../../../renderer/stores/flow.ts'
import { useHome } from '../../../renderer/stores/home.ts'
import { useStaff } from '../../../renderer/stores/staff.ts'
import { clerk } from '../../support/console-page.ts'
import { mine, objection, row } from '../../support/credit-page.ts'
import type { FarEnd } from '../../support/far-end.ts'
import { event } from '../../support/flow-page.ts'
import { settle } from '../../support/manual-clock.ts'
import { home, nothingOn, openPage, person, tap } from '../../support/open-page.ts'

const demo = {
  cards: [],
  lying: null,
  networkCut: false,
  canRestart: false,
  crowd: null,
  pin: '246810',
  centrePage: null,
  fresh: false,
  way: null,
}

const calls = (far: FarEnd): string[] => far.sent.map(({ call }) => call)

beforeEach(() => {
  setActivePinia(createPinia())
})

test('a tap reaches the page, its end ends the session at the core', () => {
  const { far, clock, push } = openPage()
  far.hello()
  push('home', home)
  push('lastTap', tap(1, { ...nothingOn, ask: null }))
  expect(useFlow().route).toBe('result')
  clock.advance(6_000)
  expect(useFlow().route).toBe('home')
  expect(calls(far)).toEqual(['session.end'])
})

test('a painted result is told in a demonstration, and only there', () => {
  const { far, push } = openPage()
  far.hello()
  push('lastTap', tap(1))
  expect(calls(far)).toEqual([])
  push('demo', demo)
  push('lastTap', tap(2))
  expect(far.sent).toMatchObject([{ call: 'demo.painted', input: { seq: 2 } }])
})

test.each([
  ['sessionEnded', 'home'],
  ['internal', 'consent'],
])('an answer refused with %s leaves the page at %s', async (code, route) => {
  const { far, clock, push } = openPage()
  far.hello()
  push('home', home)
  push('lastTap', tap(1))
  clock.advance(6_300)
  useFlow().send({ kind: 'answer', answer: 'yes' })
  far.say({ type: 'reply', id: far.sent[0]!.id, error: { code } })
  await settle()
  expect(useFlow().route).toBe(route)
})

test('a tap being looked up is asked for until the core knows', async () => {
  const { far, clock, push } = openPage()
  far.hello()
  push('lastTap', tap(1, { kind: 'checking', tapId: '01935b6e-7c00-7000-8000-0000000000aa' }))
  far.say({ type: 'reply', id: far.sent[0]!.id, error: { code: 'checking' } })
  await settle()
  clock.advance(1_000)
  far.say({ type: 'reply', id: far.sent[1]!.id, output: { outcome: nothingOn } })
  await settle()
  expect(useFlow().state.shown).toMatchObject({ tap: { outcome: { kind: 'nothingOn' } } })
})

const poster = {
  at: home.at,
  date: '2026-11-24',
  next: { event, begun: false, today: true },
  today: [],
  more: 0,
  door: null,
  onDuty: null,
  thanks: null,
}
const atRest = () => {
  const page = openPage()
  page.far.hello()
  page.push('home', home)
  page.push('lastTap', null)
  page.clock.advance(60_000)
  return page
}

test('a home that nobody touches asks what stands there, and asks again where that failed', async () => {
  const { far, clock } = atRest()
  expect(calls(far)).toEqual(['attract.now'])
  far.say({ type: 'reply', id: far.sent[0]!.id, error: { code: 'internal' } })
  await settle()
  clock.advance(10_000)
  far.say({ type: 'reply', id: far.sent[1]!.id, output: poster })
  await settle()
  expect(useFlow().state.shown).toMatchObject({ name: 'attract', poster })
})

test('staff who are signed in stay, and home is there when they leave', () => {
  const { push } = atRest()
  push('staff', { tiles: [clerk], signedIn: clerk, locked: null })
  expect([useFlow().route, useStaff().screen]).toEqual(['attract', 'console'])
  useFlow().send({ kind: 'fingerDown' })
  useFlow().send({ kind: 'fingerUp' })
  expect([useFlow().route, useStaff().screen]).toEqual(['home', 'console'])
})

test('a page that is older than its core loads itself anew', () => {
  const { far, clock, reloads } = openPage()
  far.hello(contractVersion + 1)
  clock.advance(2_999)
  expect(reloads()).toBe(0)
  clock.advance(1)
  expect(reloads()).toBe(1)
})

test('the page shows the time of the station, not its own', () => {
  const { far, clock, push } = openPage()
  far.hello()
  push('home', { ...home, at: '2030-01-01T00:00:00.000Z' })
  clock.advance(61_000)
  expect(new Date(useHome().now).toISOString()).toBe('2030-01-01T00:01:01.000Z')
})

test('the drawer of cards never covers the three answers', () => {
  const { far, clock, push } = openPage()
  far.hello()
  push('home', { ...home, mode: 'demo' })
  push('demo', {
    ...demo,
    cards: [{ id: 'a', person, note: 'age', age: 70, face: 'grandmother' }],
  })
  expect(useDemo().open).toBe(true)
  push('lastTap', tap(1))
  expect(useDemo().open).toBe(true)
  clock.advance(6_000)
  expect([useFlow().route, useDemo().open]).toEqual(['consent', false])
})

const several = {
  kind: 'chooseEvent',
  person,
  choices: [event, { ...event, id: '01935b6e-7c00-7000-8000-000000000012' }].map((of) => ({
    event: of,
    action: 'checkIn',
  })),
}

test('a tap sounds as what it came to', () => {
  const { far, push, sounds } = openPage()
  far.hello()
  push('lastTap', tap(1, several))
  expect(sounds).toEqual(['question'])
})

test('the chosen event goes to the core with its tap, once', async () => {
  const { far, clock, push } = openPage()
  far.hello()
  push('home', home)
  push('lastTap', tap(7, several))
  clock.advance(300)
  useFlow().send({ kind: 'act', act: 'choose', event: event.id })
  useFlow().send({ kind: 'act', act: 'choose', event: event.id })
  expect(far.sent).toMatchObject([{ call: 'tap.choose', input: { seq: 7, event: event.id } }])
  far.say({ type: 'reply', id: far.sent[0]!.id, output: {} })
  await settle()
  push('lastTap', tap(8, { ...nothingOn, ask: null }))
  expect(useFlow().route).toBe('result')
})

test.each(['notMe', 'leaveEarly'] as const)('%s that the core does not take is said', async (act) => {
  const { far, clock, push } = openPage()
  far.hello()
  push('home', home)
  const leaveEarly = { signOutFrom: '2026-11-24T02:00:00.000Z', minutes: 10 }
  const already = {
    kind: 'alreadyCheckedIn',
    person,
    event,
    checkedInAt: event.startsAt,
    points: null,
    ask: null,
  }
  push('lastTap', tap(7, { ...already, leaveEarly }))
  clock.advance(300)
  useFlow().send({ kind: 'act', act })
  expect(far.sent).toMatchObject([{ call: `tap.${act}`, input: { seq: 7 } }])
  far.say({ type: 'reply', id: far.sent[0]!.id, error: { code: 'internal' } })
  await settle()
  expect(useFlow().state.shown).toMatchObject({ act: { kind: act, state: 'failed' } })
})

test('a crowd takes the place of home and of single results', () => {
  const { far, push } = openPage()
  far.hello()
  push('home', home)
  push('crowd', { event, arrived: 12, expected: 60, last: [] })
  expect(useFlow().route).toBe('crowd')
  push('crowd', null)
  expect(useFlow().route).toBe('home')
})

test('the own points are asked for, shown, and kept from the next person', async () => {
  const { far, clock, push } = openPage()
  far.hello()
  push('home', home)
  push('session', { person, ask: null, askMissed: false })
  push('lastTap', tap(1, { ...nothingOn, ask: null }))
  clock.advance(300)
  useFlow().send({ kind: 'credit', act: { kind: 'open' } })
  const [asked] = far.sent
  expect(asked).toMatchObject({ call: 'credit.mine', input: {} })
  far.say({ type: 'reply', id: asked!.id, output: mine({ person }) })
  await settle()
  expect(useCredit().points?.balance).toBe(1200)
  push('lastTap', tap(2, { ...nothingOn, person: { name: 'C*', rareName: false }, ask: null }))
  expect(useCredit()).toMatchObject({ shown: null, mine: null, points: null, rows: [] })
})

test.each([
  ['sessionEnded', 'home'],
  ['internal', 'credit'],
])('the own points refused with %s leave the page at %s', async (code, route) => {
  const { far, clock, push } = openPage()
  far.hello()
  push('home', home)
  push('lastTap', tap(1, { ...nothingOn, ask: null }))
  clock.advance(300)
  useFlow().send({ kind: 'credit', act: { kind: 'open' } })
  far.say({ type: 'reply', id: far.sent[0]!.id, error: { code } })
  await settle()
  expect(useFlow().route).toBe(route)
  expect(useCredit().failed).toBe(route === 'credit')
})

test('an objection carries its own command, and the slip goes to the printer', async () => {
  const { far, clock, push, prints } = openPage()
  far.hello()
  push('home', home)
  push('lastTap', tap(1, { ...nothingOn, ask: null }))
  const act = (what: CreditAct): void => {
    clock.advance(300)
    useFlow().send({ kind: 'credit', act: what })
  }
  act({ kind: 'open' })
  far.say({ type: 'reply', id: far.sent[0]!.id, output: mine() })
  await settle()
  act({ kind: 'turn', page: { name: 'sure', entry: row(11) } })
  act({ kind: 'object' })
  const asked = far.sent.at(-1)
  expect(asked?.call).toBe('credit.object')
  expect(asked?.input).toEqual({ entry: row(11).id, commandId: expect.any(String) as string })
  far.say({ type: 'reply', id: asked!.id, output: { objection: objection() } })
  await settle()
  expect(useCredit().page).toMatchObject({ name: 'objection', objection: { number: 312 } })
  act({ kind: 'turn', page: { name: 'slip', objection: objection(), printed: false } })
  act({ kind: 'print' })
  expect(prints()).toBe(1)
})

describe('the picture of an event', () => {
  const uuid = '01935b6e-7c00-7000-8000-0000000000bb'
  const eventPage = {
    event,
    phase: 'published',
    ...{ leader: null, forWhom: null, bring: null, minAge: null, team: null, capacity: null },
    picture: uuid,
    signedUp: 0,
    checkIn: null,
    signsOut: false,
    credit: { rule: null, countsMinutes: false, amount: null },
    lasts: 60,
    signUp: { kind: 'notNeeded' },
    ...{ cancelled: null, further: [], mine: null },
  }
  const atEvent = async () => {
    const page = openPage()
    page.far.hello()
    page.push('home', home)
    for (const act of [{ kind: 'door' }, { kind: 'event', event: event.id }] as const) {
      useFlow().send({ kind: 'calendar', act })
      page.clock.advance(400)
    }
    const answer = async (call: string, reply: object): Promise<void> => {
      const { id } = page.far.sent.findLast((sent) => sent.call === call)!
      page.far.say({ type: 'reply', id, ...reply })
      await settle()
    }
    await answer('calendar.event', { output: eventPage })
    return answer
  }

  test('comes with its page', async () => {
    const answer = await atEvent()
    await answer('pictures.open', { output: { picture: '/9j/2Q==' } })
    expect(useFlow().state.shown).toMatchObject({ event: { picture: uuid }, picture: '/9j/2Q==' })
  })

  test('that cannot be had takes nothing else from the page', async () => {
    const answer = await atEvent()
    await answer('pictures.open', { error: { code: 'notFound' } })
    expect(useFlow().state.shown).toMatchObject({ event: { picture: uuid }, picture: null, failed: false })
  })
})
