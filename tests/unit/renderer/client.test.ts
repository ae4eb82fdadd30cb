import { expect, test } from 'vitest'
import { contractVersion } from '../../../electron/contract/messages.ts'
import { CallFailed, createClient, type Link, type StationClient } from '../../../renderer/station/client.ts'
import { FarEnd, pageClock } from '../../support/far-end.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const start = (): {
  client: StationClient
  far: FarEnd
  clock: ManualClock
  reports: string[]
  links: Link[]
} => {
  const far = new FarEnd()
  const clock = new ManualClock()
  const reports: string[] = []
  const links: Link[] = []
  let ids = 0
  const client = createClient({
    transport: far.transport,
    clock: pageClock(clock),
    newId: () => `01935b6e-7c00-7000-8000-00000000000${String((ids += 1))}`,
    report: (problem) => reports.push(problem),
  })
  client.onLink((link) => links.push(link))
  client.start()
  return { client, far, clock, reports, links }
}

const session = { person: null, ask: null, askMissed: false }
const push = (rev: number, value: unknown = session, name = 'session'): unknown => ({
  type: 'push',
  name,
  rev,
  value,
})

test('a call is answered with the checked output', async () => {
  const { client, far } = start()
  far.hello()
  const reply = client.call('consent.answer', { question: 'scoring', answer: 'yes' })
  expect(far.sent).toMatchObject([
    { type: 'request', call: 'consent.answer', input: { question: 'scoring', answer: 'yes' } },
  ])
  far.say({ type: 'reply', id: far.sent[0]!.id, output: { ask: null, points: { added: 50, balance: 50 } } })
  await expect(reply).resolves.toEqual({ ask: null, points: { added: 50, balance: 50 } })
})

test('a call made before hello waits for it', () => {
  const { client, far } = start()
  void client.call('session.end', {})
  expect(far.sent).toEqual([])
  far.hello()
  expect(far.sent).toHaveLength(1)
})

test('an unanswered call is sent again after a broken connection, with the same command id', () => {
  const { client, far, clock } = start()
  far.hello()
  void client.call('session.end', {})
  far.break()
  clock.advance(250)
  expect(far.sent).toHaveLength(1)
  far.hello()
  expect(far.sent).toHaveLength(2)
  expect(far.sent[1]).toEqual(far.sent[0])
  expect(far.sent[0]?.input.commandId).toMatch(/^01935b6e/)
})

test('an answered call is not sent again, and each call has its own command id', async () => {
  const { client, far, clock } = start()
  far.hello()
  const first = client.call('session.end', {})
  far.say({ type: 'reply', id: far.sent[0]!.id, output: {} })
  await first
  void client.call('session.end', {})
  far.break()
  clock.advance(250)
  far.hello()
  expect(far.sent).toHaveLength(3)
  expect(far.sent[1]?.input.commandId).not.toBe(far.sent[0]?.input.commandId)
  expect(far.sent[2]).toEqual(far.sent[1])
})

test('only calls that change something carry a command id', () => {
  const { client, far } = start()
  far.hello()
  void client.call('tap.settle', { tapId: '01935b6e-7c00-7000-8000-0000000000aa' })
  expect(far.sent[0]?.input).toEqual({ tapId: '01935b6e-7c00-7000-8000-0000000000aa' })
})

test('no answer within ten seconds fails the call, also over a broken connection', async () => {
  const { client, far, clock } = start()
  far.hello()
  const call = client.call('session.end', {})
  const failure = expect(call).rejects.toMatchObject({ code: 'timeout' })
  clock.advance(5_000)
  far.break()
  clock.advance(4_999)
  clock.advance(1)
  await failure
  far.hello()
  expect(far.sent).toHaveLength(1)
})

test('an error of the core fails the call with its code', async () => {
  const { client, far } = start()
  far.hello()
  const call = client.call('consent.answer', { question: 'scoring', answer: 'no' })
  far.say({ type: 'reply', id: far.sent[0]!.id, error: { code: 'sessionEnded' } })
  const { commandId } = far.sent[0]!.input
  await expect(call).rejects.toEqual(new CallFailed('sessionEnded', 'consent.answer', String(commandId)))
})

test('a command that failed is asked for again under the id it had', async () => {
  const { client, far, clock } = start()
  far.hello()
  const call = client.call('session.end', {})
  const failure = call.then(
    () => null,
    (cause: unknown) => (cause as CallFailed).commandId,
  )
  clock.advance(10_000)
  const again = await failure
  expect(again).toBe(far.sent[0]?.input.commandId)
  void client.call('session.end', {}, again)
  expect(far.sent[1]?.input.commandId).toBe(again)
})

test('an answer that the contract does not know fails the call', async () => {
  const { client, far, reports } = start()
  far.hello()
  const call = client.call('consent.answer', { question: 'scoring', answer: 'no' })
  far.say({ type: 'reply', id: far.sent[0]!.id, output: { ask: 'everything', points: null } })
  await expect(call).rejects.toMatchObject({ code: 'badReply' })
  expect(reports).toHaveLength(1)
})

test('snapshots reach the listeners until they leave', () => {
  const { client, far } = start()
  const seen: unknown[] = []
  const off = client.on('session', (value) => seen.push(value))
  far.hello()
  far.say(push(1))
  off()
  far.say(push(2))
  expect(seen).toEqual([session])
})

test('an older snapshot does not replace a newer one, until the core was started anew', () => {
  const { client, far } = start()
  let seen = 0
  client.on('session', () => (seen += 1))
  far.hello()
  far.say(push(5))
  far.say(push(4))
  expect(seen).toBe(1)
  far.hello()
  far.say(push(0))
  expect(seen).toBe(2)
})

test.each([
  ['junk', 'what'],
  ['an unknown type', { type: 'order', id: 1 }],
  ['an unknown push', push(1, {}, 'secrets')],
  ['a name of every object', push(1, {}, 'constructor')],
  ['a snapshot with another shape', push(1, { person: 7 })],
])('%s reaches nobody and is reported', (_what, message) => {
  const { client, far, reports } = start()
  let seen = 0
  client.on('session', () => (seen += 1))
  far.hello()
  far.say(message)
  expect(seen).toBe(0)
  expect(reports).toHaveLength(1)
})

test('it connects again after 250 ms, then ever later, never later than 2 s', () => {
  const { far, clock } = start()
  for (const ms of [500, 1_000, 2_000, 2_000]) {
    far.break()
    const before = far.opened
    clock.advance(ms - 1)
    expect(far.opened).toBe(before)
    clock.advance(1)
    expect(far.opened).toBe(before + 1)
  }
  far.hello()
  far.break()
  clock.advance(250)
  expect(far.opened).toBe(6)
})

test('a connection that says no hello is given up', () => {
  const { far, clock } = start()
  clock.advance(5_000)
  clock.advance(500)
  expect(far.opened).toBe(2)
})

test('the link is up after hello, down when it breaks, and both when the core was started anew behind it', () => {
  const { far, links } = start()
  far.hello()
  far.break()
  expect(links).toEqual(['up', 'down'])
  const other = start()
  other.far.hello()
  other.far.hello()
  expect(other.links).toEqual(['up', 'down', 'up'])
})

test('a core of another contract is not spoken to', () => {
  const { client, far, links } = start()
  far.hello(contractVersion + 1)
  void client.call('session.end', {})
  expect(links).toEqual(['outdated'])
  expect(far.sent).toEqual([])
})

test('a call that ends the core is sent once, and is done when the connection breaks', async () => {
  const { client, far, clock } = start()
  far.hello()
  const cut = client.callToEnd('demo.cutPower', {})
  far.break()
  await cut
  clock.advance(250)
  far.hello()
  expect(far.sent).toHaveLength(1)
})

test('behind a shell that outlives the core, a new hello ends it too', async () => {
  const { client, far } = start()
  far.hello()
  const cut = client.callToEnd('demo.cutPower', {})
  far.hello()
  await cut
  expect(far.sent).toHaveLength(1)
})

test('a call that ends the core waits for a connection before it is sent', () => {
  const { client, far, clock } = start()
  void client.callToEnd('demo.startOver', {})
  far.break()
  clock.advance(500)
  far.hello()
  expect(far.sent).toHaveLength(1)
})
