import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stationRecord } from '../../../electron/contract/records/index.ts'
import type { OutboxRow } from '../../../electron/sync/stream.ts'
import { refusal, type Behaviour } from '../../support/fake-centre.ts'
import { heldIds, useSyncStations } from '../../support/sync-station.ts'
import { textLike } from '../../support/test-store.ts'

const world = useSyncStations()

describe('pairing', () => {
  it('gives the centre the device key, and is kept over restarts; a later token is ignored', async () => {
    const station = await world.startPaired()
    expect(world.centre.requests).toHaveLength(1)
    expect(world.centre.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v1/devices',
      json: {
        token: 'TOKEN',
        device: { publicKey: textLike(/^[A-Za-z0-9_-]{43}$/), appVersion: '0.0.0' },
        incarnation: textLike(/^[0-9a-f-]{36}$/),
      },
    })
    await station.stop()
    world.centre.tokens.add('OTHER')
    const again = await world.start({ token: 'OTHER' })
    again.tap()
    await again.drain()
    expect(world.centre.tokens.has('OTHER')).toBe(true)
    expect(again.sync.link()).toBe('online')
  })

  it('keeps no key and no token readable in the folder', async () => {
    const station = await world.startPaired()
    await station.stop()
    for (const name of readdirSync(world.dir)) {
      expect(readFileSync(join(world.dir, name)).includes('access-1'), name).toBe(false)
      expect(readFileSync(join(world.dir, name)).includes('TOKEN'), name).toBe(false)
    }
  })

  it('is repeated with the same key when the answer was lost', async () => {
    world.centre.script.push({ kind: 'answer', status: 500, body: {} })
    await world.startPaired()
    const keys = world.centre.requests.map(({ json }) => (json.device as { publicKey: string }).publicKey)
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
  })

  it('that is refused is shown and tried again, while records wait', async () => {
    world.centre.tokens.clear()
    const station = await world.start()
    await station.drive(() => station.sync.link() === 'refused')
    station.tap(3)
    expect(station.sync.health()).toMatchObject({
      pending: 3,
      lastError: { code: 'token-expired', at: textLike(/Z$/) },
    })
    world.centre.tokens.add('TOKEN')
    await station.drain()
    expect(station.sync.health().lastError).toBeNull()
    expect(world.centre.held).toHaveLength(3)
  })

  it('with a new token is tried at once, whatever the old one had to wait', async () => {
    world.centre.tokens.clear()
    const station = await world.start()
    await station.driveRequests(8)
    await station.stop()
    world.centre.tokens.add('NEW')
    const again = await world.start({ token: 'NEW' })
    await again.drive(() => again.sync.link() === 'online')
    expect(again.requestTimes).toEqual([0])
  })

  it('to another station code begins a new incarnation and sends what waits under it, with the same ids', async () => {
    world.centre.station = '119999001009'
    const station = await world.start({ centreUrl: null })
    const ids = station.tap(4)
    await station.stop()
    const again = await world.start()
    await again.drain()
    expect(heldIds(world.centre)).toEqual(ids)
    const sources = world.centre.held.map(({ event }) => stationRecord.parse(event).source)
    expect(new Set(sources).size).toBe(1)
    expect(sources[0]).toMatch(/^urn:wmsj:station:119999001009:/)
    await again.stop()
    const third = await world.start()
    third.tap()
    await third.drain()
    expect(world.centre.streams.size, 'the code of the settings does not come back').toBe(1)
  })

  it.each<[string, Behaviour]>([
    ['a page', { kind: 'answer', status: 200, body: '<html>' }],
    ['half of what it should hold', { kind: 'answer', status: 200, body: { deviceId: 'd' } }],
    [
      'an impossible station code',
      { kind: 'answer', status: 200, body: { deviceId: 'd', stationId: 'a b', accessToken: 'x' } },
    ],
    ['a cut', { kind: 'cutRequest' }],
    ['an appointment', refusal(503, 'overloaded', { retryAfterMs: 1000 })],
  ])('that is answered with %s is tried again', async (_, behaviour) => {
    world.centre.script.push(behaviour)
    const station = await world.start()
    station.tap()
    await station.drain()
    expect(world.centre.held).toHaveLength(1)
  })

  it('does not happen without a token, and says that there is no link', async () => {
    const station = await world.start({ token: null })
    station.tap()
    await station.clock.advanceAsync(3_600_000)
    expect(station.sync.link()).toBe('none')
    expect(world.centre.requests).toEqual([])
  })
})

describe('without a centre', () => {
  it('everything waits, and nothing is asked', async () => {
    const station = await world.start({ centreUrl: null })
    station.tap(2)
    expect(station.sync.link()).toBe('none')
    expect(station.sync.health()).toEqual({
      pending: 2,
      held: 0,
      oldestAt: '2026-11-24T01:00:00.000Z',
      lastError: null,
    })
    station.sync.useStation('119999001002')
    expect(station.sync.health().pending).toBe(2)
    const rows = station.store.read((tx) => tx.all<OutboxRow>('select * from outbox'))
    expect(
      new Set(rows.map(({ body }) => stationRecord.parse(JSON.parse(body)).source.split(':')[3])),
    ).toEqual(new Set(['119999001001', '119999001002']))
  })
})
