import { describe, expect, it } from 'vitest'
import { refusal, type Behaviour } from '../../support/fake-centre.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { heldIds, useSyncStations } from '../../support/sync-station.ts'

const world = useSyncStations()

describe('a centre that lies or breaks', () => {
  const nonsense: [string, Behaviour, string][] = [
    [
      'an ack beyond what was sent',
      { kind: 'lie', change: (a) => ({ ...a, ack: '0000009999' }) },
      'ack-beyond-sent',
    ],
    ['a shrinking ack', { kind: 'lie', change: (a) => ({ ...a, ack: '0000000001' }) }, 'ack-shrunk'],
    ['an ack of nothing', { kind: 'lie', change: (a) => ({ ...a, ack: '0000000002' }) }, 'no-progress'],
    ['no ack', { kind: 'lie', change: () => ({}) }, 'unexpected-answer'],
    ['a list', { kind: 'lie', change: () => [] }, 'not-json'],
    ['a login page with 200', { kind: 'answer', status: 200, body: '<html>Log in</html>' }, 'not-json'],
    [
      'a redirection',
      { kind: 'answer', status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      'redirected',
    ],
    [
      'five megabytes',
      { kind: 'answer', status: 200, body: ' '.repeat(5 * 1024 * 1024) },
      'too-large-answer',
    ],
    ['a crash', { kind: 'answer', status: 500, body: 'oops' }, 'http-500'],
    ['a cut before the answer', { kind: 'loseAnswer' }, 'unreachable'],
    ['a cut within the answer', { kind: 'cutAnswer', after: 10 }, 'cut'],
    ['one byte and then silence', { kind: 'trickle' }, 'timeout'],
    ['a gap that is none', refusal(409, 'gap', { expected: '0000000003' }), 'gap-impossible'],
    ['a fork where nothing was sent', refusal(409, 'fork', { at: '0000000999' }), 'fork-impossible'],
    ['a body it does not understand', refusal(422, 'schema'), 'schema'],
    ['an expired token', refusal(401, 'token-expired'), 'token-expired'],
    ['a revoked device', refusal(403, 'revoked'), 'revoked'],
  ]

  it.each(nonsense)('with %s: named, nothing changed, tried again', async (_, behaviour, code) => {
    const station = await world.startPaired()
    station.tap(2)
    await station.drain()
    world.centre.script.push(behaviour)
    const before = world.centre.uploads.length
    station.tap(2)
    if (behaviour.kind === 'trickle') {
      await station.drive(() => world.centre.uploads.length > before)
      await station.clock.advanceAsync(30_000)
    }
    await station.drive(() => station.sync.health().lastError !== null)
    expect(station.sync.health()).toMatchObject({ pending: 2, held: 0, lastError: { code } })
    expect(world.centre.streams.size).toBe(1)
    await station.drain()
    expect(world.centre.held).toHaveLength(4)
    expect(world.centre.uploads.length).toBeGreaterThan(before)
    expect(station.sync.health()).toMatchObject({ pending: 0, lastError: null })
    expect(station.sync.link()).toBe('online')
  })

  it('that is not there at all is named and waited for', async () => {
    const station = await world.startPaired()
    await world.centre.close()
    station.tap()
    await station.drive(() => station.sync.link() === 'offline')
    expect(station.sync.health()).toMatchObject({ pending: 1, lastError: { code: 'unreachable' } })
  })

  it('is asked ever more rarely, at most every quarter of an hour, and a restart does not begin anew', async () => {
    const station = await world.startPaired()
    world.centre.otherwise = { kind: 'answer', status: 500, body: {} }
    station.tap()
    const from = station.requestTimes.length
    await station.driveRequests(from + 12)
    const waits = (times: number[]): number[] => times.slice(1).map((at, n) => at - times[n]!)
    expect(waits(station.requestTimes.slice(from))).toEqual([
      500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000, 450_000,
    ])
    const { clock } = station
    const last = clock.monotonic()
    await station.stop()
    clock.advance(1000)
    const again = await world.start({ clock })
    await again.drive(() => again.requestTimes.length === 1)
    expect(again.requestTimes[0]! - last).toBe(450_000)
  })

  it('is not waited for longer because someone set the clock back', async () => {
    const station = await world.startPaired()
    world.centre.script.push(refusal(503, 'overloaded', { retryAfterMs: 100_000 }))
    station.tap()
    await station.drive(() => station.sync.health().lastError !== null)
    await station.stop()
    const clock = new ManualClock(station.clock.now() - 86_400_000)
    const again = await world.start({ clock })
    await again.drain()
    expect(again.requestTimes).toEqual([105_000])
  })

  it('is asked at once when the network is said to be back', async () => {
    const station = await world.startPaired()
    world.centre.otherwise = { kind: 'answer', status: 500, body: {} }
    station.tap()
    await station.driveRequests(10)
    world.centre.otherwise = { kind: 'honest' }
    const before = station.clock.monotonic()
    station.sync.retryNow()
    await station.drain()
    expect(station.clock.monotonic() - before).toBeLessThan(1000)
  })

  it('is not asked before the time that it names', async () => {
    const station = await world.startPaired()
    world.centre.script.push(
      { kind: 'answer', status: 503, body: '', headers: { 'retry-after': '600' } },
      refusal(429, 'overloaded', { retryAfterMs: 30_000 }),
      { kind: 'lie', change: (answer) => ({ ...answer, nextUploadMs: 120_000 }) },
    )
    const from = station.requestTimes.length
    station.tap()
    await station.drain()
    station.tap()
    await station.drain()
    const times = station.requestTimes.slice(from)
    expect(times.slice(1).map((at, n) => at - times[n]!)).toEqual([630_000, 31_500, 120_000])
  })

  it('with a limit of its own gets smaller batches', async () => {
    const station = await world.startPaired()
    const sizes: number[] = []
    world.centre.script.push(refusal(413, 'too-large'), refusal(413, 'too-large'))
    station.tap(100)
    await station.drain()
    sizes.push(...world.centre.uploads.map(({ json }) => (json.records as unknown[]).length))
    expect(sizes).toEqual([100, 50, 25, 50, 25])
    expect(world.centre.held).toHaveLength(100)
  })

  it('that cannot take one record gets all before it, and the rest waits in plain sight', async () => {
    const station = await world.startPaired()
    const ids = station.tap(9)
    const poison = ids[5]!
    const refused = (json: Record<string, unknown>): boolean =>
      (json.records as { id: string }[]).some(({ id }) => id === poison)
    world.centre.refuses = (json) => (refused(json) ? refusal(400, 'malformed') : undefined)
    await station.drive(() => station.sync.link() === 'refused')
    expect(heldIds(world.centre)).toEqual(ids.slice(0, 5))
    expect(station.sync.health()).toMatchObject({ pending: 4, lastError: { code: 'malformed' } })
    world.centre.refuses = undefined
    await station.drain()
    expect(heldIds(world.centre)).toEqual(ids)
  })
})
