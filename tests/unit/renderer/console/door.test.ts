import { expect, test } from 'vitest'
import { knock } from '../../../../renderer/console/door-taps.ts'
import { createPinEntry } from '../../../../renderer/console/pin-entry.ts'
import { clerk, head, openConsole } from '../../../support/console-page.ts'

const pin = '246810'
const tapOf = (seq: number): unknown => ({
  seq,
  at: '2026-11-24T01:00:00.000Z',
  outcome: { kind: 'cardUnreadable', attempt: 1 },
})

test('five taps within three seconds open the door, slower ones do not', () => {
  const taps = (times: readonly number[]): boolean => {
    let earlier: readonly number[] = []
    let opens = false
    for (const at of times) ({ taps: earlier, opens } = knock(earlier, at))
    return opens
  }
  expect(taps([0, 700, 1_400, 2_100, 3_000])).toBe(true)
  expect(taps([0, 700, 1_400, 2_100, 3_001])).toBe(false)
  expect(taps([0, 1_000, 2_000, 3_000, 3_100, 3_200])).toBe(true)
  expect(taps([0, 1, 2, 3])).toBe(false)
})

test('six digits are handed over at once, and nothing of them stays', () => {
  const given: string[] = []
  const entry = createPinEntry((typed) => given.push(typed))
  for (const digit of '2469') entry.press(digit)
  entry.back()
  expect(entry.length.value).toBe(3)
  for (const digit of '810') entry.press(digit)
  expect(given).toEqual([pin])
  expect(entry.length.value).toBe(0)
  expect(JSON.stringify(entry)).not.toContain('2')
  entry.press('1')
  entry.clear()
  expect(entry.length.value).toBe(0)
})

test('the door shows the name tiles, a tile the pad, the right PIN the console', async () => {
  const { staff, knock: tap, answer, last, say } = openConsole()
  tap(4)
  expect(staff.screen).toBeNull()
  tap(1)
  expect([staff.screen, staff.asked]).toEqual(['door', null])
  staff.choose(clerk)
  void staff.signIn(pin)
  expect(last('staff.signIn').input).toEqual({ account: clerk.id, pin })
  await answer('staff.signIn', { result: { kind: 'signedIn' } })
  say(clerk)
  expect([staff.screen, staff.isOpen]).toEqual(['console', false])
})

test('the door stays shut where nobody may sign in', () => {
  const { staff, push, knock: tap } = openConsole()
  push('staff', { tiles: [], signedIn: null, locked: null })
  tap(5)
  expect(staff.screen).toBeNull()
})

test('a wrong PIN says how many tries are left, a locked pad counts down and opens again', async () => {
  const { staff, clock, knock: tap, answer, say } = openConsole()
  tap(5)
  staff.choose(clerk)
  void staff.signIn(pin)
  await answer('staff.signIn', { result: { kind: 'wrongPin', triesLeft: 3, waitMs: 0 } })
  expect(staff.answer).toEqual({ kind: 'wrong', triesLeft: 3 })
  void staff.signIn(pin)
  await answer('staff.signIn', { result: { kind: 'wrongPin', triesLeft: 0, waitMs: 30_000 } })
  expect(staff.answer).toEqual({ kind: 'locked', until: clock.monotonic() + 30_000 })
  clock.advance(29_000)
  expect(staff.answer).not.toBeNull()
  clock.advance(1_000)
  expect(staff.answer).toBeNull()
  void staff.signIn(pin)
  await answer('staff.signIn', { result: { kind: 'locked', waitMs: 60_000 } })
  staff.choose(head)
  expect([staff.asked?.id, staff.answer]).toEqual([head.id, null])
  say(null)
})

test('a PIN that could not be checked says so and leaves nothing of itself in the report', async () => {
  const { staff, knock: tap, fail, reported } = openConsole()
  tap(5)
  staff.choose(clerk)
  void staff.signIn(pin)
  await fail('staff.signIn', 'internal')
  expect(staff.answer).toEqual({ kind: 'failed', code: 'internal' })
  expect(reported).toHaveLength(1)
  expect(JSON.stringify([reported, String(reported)])).not.toContain(pin)
})

test('whoever locked the console is asked for the PIN at once, and another may take over', () => {
  const { staff, say, knock: tap } = openConsole()
  say(clerk)
  say(null, clerk)
  expect(staff.screen).toBeNull()
  tap(5)
  expect(staff.asked?.id).toBe(clerk.id)
  staff.choose(null)
  expect([staff.screen, staff.asked]).toEqual(['door', null])
})

test('nobody at the door for a minute: home', () => {
  const { staff, clock, knock: tap } = openConsole()
  tap(5)
  clock.advance(59_000)
  staff.choose(clerk)
  clock.advance(59_999)
  expect(staff.screen).toBe('door')
  clock.advance(1)
  expect(staff.screen).toBeNull()
})

test('a card ends the door and the console at once, the result shows, then home', () => {
  const { staff, flow, clock, say, push, knock: tap } = openConsole()
  tap(5)
  push('lastTap', tapOf(1))
  expect([staff.screen, flow.route]).toEqual([null, 'result'])
  clock.advance(10_000)
  expect([staff.screen, flow.route]).toEqual([null, 'home'])
  say(clerk)
  expect(staff.screen).toBe('console')
  // Also while the core has not said yet that it locked the console.
  push('lastTap', tapOf(2))
  clock.advance(10_000)
  expect([staff.screen, flow.route]).toEqual([null, 'home'])
})

test('in a crowd the door opens as well', () => {
  const { staff, flow, push, knock: tap } = openConsole()
  const event = {
    id: '01935b6e-7c00-7000-8000-000000000011',
    title: 'Lecture',
    kind: 'lecture',
    startsAt: '2026-11-24T01:00:00.000Z',
    endsAt: '2026-11-24T02:00:00.000Z',
    place: '',
    host: null,
    placesLeft: null,
  }
  push('crowd', { event, arrived: 0, expected: null, last: [] })
  expect(flow.route).toBe('crowd')
  tap(5)
  expect(staff.screen).toBe('door')
})

test('locking leaves the page before the core has answered', () => {
  const { staff, say, last } = openConsole()
  say(clerk)
  void staff.lock()
  expect(staff.screen).toBeNull()
  expect(last('staff.lock').input).toEqual({})
})

test('use of the console is told once in twenty seconds', () => {
  const { staff, far, clock, say } = openConsole()
  say(clerk)
  const told = (): number => far.sent.filter(({ call }) => call === 'staff.touch').length
  staff.touched()
  clock.advance(19_999)
  staff.touched()
  expect(told()).toBe(1)
  clock.advance(1)
  staff.touched()
  expect(told()).toBe(2)
})
