import { describe, expect, it } from 'vitest'
import { stationRecord } from '../../../electron/contract/records/index.ts'
import { StationError } from '../../../electron/base/errors.ts'
import type { Store } from '../../../electron/store/tx.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { heldIds, useSyncStations } from '../../support/sync-station.ts'
import { textLike } from '../../support/test-store.ts'

const world = useSyncStations()

describe('an upload', () => {
  it('carries the records as they were hashed, compressed, with digest and token', async () => {
    const station = await world.startPaired()
    const ids = station.tap(3)
    await station.drain()
    expect(heldIds(world.centre)).toEqual(ids)
    const upload = world.centre.uploads[0]!
    expect(upload.headers).toMatchObject({
      authorization: 'Bearer access-1',
      'content-encoding': 'gzip',
      'content-type': 'application/json',
      'content-digest': textLike(/^sha-256=:.+:$/),
    })
    expect(upload.json).toMatchObject({
      stream: { station: '119999001001' },
      prev: { sequence: '0000000000', hash: '0'.repeat(64) },
      sentAt: textLike(/^2026-11-24T.*Z$/),
      bootId: textLike(/^[0-9a-f-]{36}$/),
      hash: world.centre.held[2]!.hash,
    })
    for (const { event } of world.centre.held) stationRecord.parse(event)
  })

  it('that has nothing to carry: the station asks each minute whether the centre is there', async () => {
    const station = await world.startPaired()
    const hellos = (): number => world.centre.requests.filter(({ path }) => path === '/v1/config').length
    await station.drive(() => hellos() === 2)
    expect(station.sync.link()).toBe('online')
    expect(world.centre.uploads).toHaveLength(0)
    await world.centre.close()
    await station.drive(() => station.sync.link() === 'offline')
    expect(station.sync.health().lastError?.code).toBe('unreachable')
  })

  it('of a station that was switched on again with nothing to carry is known to work within moments', async () => {
    const station = await world.startPaired()
    station.tap()
    await station.drain()
    await station.stop()
    const again = await world.start()
    const startedAt = again.clock.monotonic()
    await again.drive(() => again.sync.link() === 'online')
    expect(again.clock.monotonic() - startedAt).toBeLessThanOrEqual(2_000)
    expect(world.centre.requests.at(-1)?.path).toBe('/v1/config')
  })

  it('starts soon after a record, and once for those that come together', async () => {
    const station = await world.startPaired()
    await station.clock.advanceAsync(30_000)
    const before = station.clock.monotonic()
    station.tap()
    station.tap()
    await station.drain()
    expect(station.requestTimes.at(-1)! - before).toBe(200)
    expect(world.centre.uploads).toHaveLength(1)
  })

  it('tells its listeners what was acknowledged, and of every change, until they leave', async () => {
    const station = await world.startPaired()
    const seen: string[] = []
    const acks: number[] = []
    const leaveChanges = station.sync.onChange(() => {
      const { pending, lastError } = station.sync.health()
      seen.push(`${String(pending)} ${station.sync.link()} ${lastError?.code ?? '-'}`)
    })
    const leaveUploads = station.sync.onUploaded(({ ackedSequence }) => acks.push(ackedSequence))
    world.centre.script.push({ kind: 'answer', status: 500, body: {} })
    station.tap(2)
    await station.drain()
    leaveChanges()
    leaveUploads()
    station.tap()
    await station.drain()
    expect(seen).toEqual(['2 online -', '2 offline http-500', '0 online -'])
    expect(acks).toEqual([2])
  })

  it('takes five hundred records at most, and one request at a time', async () => {
    const station = await world.startPaired()
    station.tap(1201)
    await station.drain()
    expect(world.centre.uploads.map(({ json }) => (json.records as unknown[]).length)).toEqual([
      500, 500, 201,
    ])
    expect(world.centre.held).toHaveLength(1201)
  })

  it('keeps the verdicts, and counts what is held', async () => {
    const station = await world.startPaired()
    world.centre.otherwise = { kind: 'answer', status: 503, body: {} }
    const [first, second] = station.tap(2) as [string, string]
    world.centre.verdicts.set(first, { status: 'held', code: 'unknown-resident' })
    world.centre.verdicts.set(second, { status: 'rejected', code: 'duplicate-award' })
    world.centre.otherwise = { kind: 'honest' }
    await station.drain()
    expect(station.sync.health()).toMatchObject({ pending: 0, held: 1, oldestAt: null })
    expect(
      station.store.read((tx) => tx.all('select sequence, status, code from verdict order by sequence')),
    ).toEqual([
      expect.objectContaining({ sequence: 1, status: 'held', code: 'unknown-resident' }),
      expect.objectContaining({ sequence: 2, status: 'rejected', code: 'duplicate-award' }),
    ])
  })

  it('drops nothing from the outbox when it is acknowledged', async () => {
    const station = await world.startPaired()
    station.tap(5)
    await station.drain()
    expect(station.store.read((tx) => tx.all('select 1 from outbox'))).toHaveLength(5)
  })

  it('learns the centre’s time', async () => {
    const station = await world.startPaired()
    world.centre.serverTime = () => new Date(station.clock.now() + 90_000).toISOString()
    expect(station.sync.clockState()).toBe('drifting')
    expect(station.sync.clockOffsetMs()).toBeNull()
    station.tap()
    await station.drain()
    expect(station.sync.clockState()).toBe('synced')
    expect(station.sync.clockOffsetMs()).toBe(90_000)
  })

  it('that was under way when the station stopped is sent again, and held once', async () => {
    const station = await world.startPaired()
    world.centre.script.push({ kind: 'trickle' })
    const ids = station.tap(2)
    await station.drive(() => world.centre.uploads.length === 1)
    await station.stop()
    const again = await world.start()
    await again.drain()
    expect(heldIds(world.centre)).toEqual(ids)
  })
})

describe('many stations coming back together', () => {
  it('spread themselves a little where the centre names no window', async () => {
    world.centre.policy = undefined
    const station = await world.startPaired()
    station.tap()
    await station.stop()
    const again = await world.start()
    await again.drain()
    expect(again.requestTimes).toEqual([1000])
  })

  it('spread themselves at power-on and after an outage over the window of the policy', async () => {
    world.centre.policy = { jitterMs: 40_000 }
    const station = await world.startPaired()
    station.tap()
    await station.stop()
    const clock = new ManualClock()
    const again = await world.start({ clock })
    await again.drain()
    expect(again.requestTimes).toEqual([20_000])
    world.centre.otherwise = { kind: 'answer', status: 500, body: {} }
    again.tap(501)
    await again.drive(() => again.sync.link() === 'offline')
    world.centre.otherwise = { kind: 'honest' }
    await again.drain()
    const times = again.requestTimes
    expect(times.at(-1)! - times.at(-2)!).toBe(20_000)
  })
})

describe('a database that refuses what the exchange wants to note', () => {
  /** Fails the next transactions of the exchange; those of the taps go through. */
  const failing = (
    errors: StationError[],
    seen: { reopened: number },
    afterwards = false,
  ): ((store: Store) => Store) => {
    return (store) => ({
      storeId: store.storeId,
      boots: store.boots,
      read: (work) => store.read(work),
      close: () => {
        store.close()
      },
      reopen: () => {
        seen.reopened += 1
        store.reopen()
      },
      transaction: (work) => store.transaction(work),
      unflushed: (work) => {
        const error = errors.shift()
        if (error !== undefined && !afterwards) throw error
        const result = store.unflushed(work)
        if (error !== undefined) throw error
        return result
      },
    })
  }

  it.each([false, true])(
    'or leaves it open whether it did (written after all: %s): it is sent again, and held once',
    async (afterwards) => {
      const errors: StationError[] = []
      const seen = { reopened: 0 }
      const station = await world.startPaired({ wrapStore: failing(errors, seen, afterwards) })
      errors.push(new StationError('commitUnknown', { fatal: false }))
      const ids = station.tap(2)
      await station.drive(() => seen.reopened === 1)
      await station.drain()
      expect(heldIds(world.centre)).toEqual(ids)
      expect(seen.reopened).toBe(1)
    },
  )

  it('for want of room: named, waited for, nothing lost', async () => {
    const errors: StationError[] = []
    const station = await world.startPaired({ wrapStore: failing(errors, { reopened: 0 }) })
    errors.push(new StationError('storeFull'))
    const ids = station.tap(2)
    await station.drive(() => station.sync.health().lastError?.code === 'storeFull')
    await station.drain()
    expect(heldIds(world.centre)).toEqual(ids)
    expect(station.sync.health().lastError).toBeNull()
  })

  it('because the disk failed: whoever runs the station is told, and nothing more is sent', async () => {
    const errors: StationError[] = []
    const fatal: unknown[] = []
    const station = await world.startPaired({
      wrapStore: failing(errors, { reopened: 0 }),
      onFatal: (error) => fatal.push(error),
    })
    const failure = new StationError('storeIo')
    errors.push(failure)
    station.tap(2)
    await station.drive(() => fatal.length > 0)
    expect(fatal).toEqual([failure])
    const before = world.centre.uploads.length
    station.tap()
    await station.clock.advanceAsync(3_600_000)
    expect(world.centre.uploads).toHaveLength(before)
  })
})
