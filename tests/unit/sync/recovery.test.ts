import { cpSync, rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openBody } from '../../../electron/store/sealed-body.ts'
import { refusal } from '../../support/fake-centre.ts'
import { heldIds, useSyncStations } from '../../support/sync-station.ts'
import { testFolder } from '../../support/test-store.ts'

const world = useSyncStations()

describe('a centre that was restored from a copy', () => {
  it('gets again what it lost, and holds each record once', async () => {
    const station = await world.startPaired()
    const ids = [...station.tap(30)]
    await station.drain()
    const [incarnation] = [...world.centre.streams.keys()] as [string]
    world.centre.rollBack(incarnation, 12)
    ids.push(...station.tap(3))
    await station.drain()
    expect(heldIds(world.centre)).toEqual(ids)
    expect(world.centre.streams.size).toBe(1)
  })
})

describe('a station that was restored from a copy', () => {
  it('begins a new incarnation at the fork, loses nothing, doubles nothing, and fetches what only the centre has', async () => {
    const station = await world.startPaired()
    const before = station.tap(5)
    await station.drain()
    await station.stop()
    const copy = testFolder()
    cpSync(world.dir, copy, { recursive: true })

    const first = await world.start()
    const lost = first.tap(4)
    await first.drain()
    await first.stop()
    rmSync(world.dir, { recursive: true })
    cpSync(copy, world.dir, { recursive: true })

    const restored = await world.start()
    const divergent = restored.tap(3)
    await restored.drain()
    await restored.drive(() => world.centre.requests.some(({ path }) => path === '/v1/sync/stream'))
    await restored.drive(
      () =>
        restored.store.read((tx) => tx.get(`select 1 from sync_state where name = 'lostTail'`)) === undefined,
    )
    expect(world.centre.streams.size).toBe(2)
    expect(world.centre.distinctIds).toEqual([...before, ...lost, ...divergent])
    expect(heldIds(world.centre)).toHaveLength(12)
    const recovered = restored.store.read((tx) =>
      tx.all<{ id: string; incarnation: string; sequence: number; body: string }>(
        'select * from recovered_record order by sequence',
      ),
    )
    for (const { id, body, ...place } of recovered) {
      expect(body, 'what a centre says may name a person').not.toContain(id)
      const text = openBody(restored.cipher, body, { table: 'recovered_record', ...place })
      expect(JSON.parse(text)).toMatchObject({ id })
    }
    expect(recovered.map(({ id }) => id)).toEqual(lost)
    expect(restored.sync.health()).toMatchObject({ pending: 0, lastError: null })
  })

  it('and knows it begins the new incarnation before its first record', async () => {
    const station = await world.startPaired()
    const ids = station.tap(2)
    await station.stop()
    const again = await world.start({ rolledBack: true })
    ids.push(...again.tap(2))
    await again.drain()
    expect(world.centre.distinctIds.sort()).toEqual(ids.sort())
    const last = [...world.centre.streams.values()].at(-1)!
    expect(last.map(({ event }) => event.id)).toEqual(expect.arrayContaining(ids.slice(-2)))
  })

  it('does not keep as recovered what it holds itself', async () => {
    const station = await world.startPaired()
    station.tap(5)
    await station.drain()
    world.centre.script.push(refusal(409, 'fork', { at: '0000000003' }))
    station.tap()
    await station.drain()
    await station.drive(
      () =>
        station.store.read((tx) => tx.get(`select 1 from sync_state where name = 'lostTail'`)) === undefined,
    )
    expect(world.centre.requests.some(({ path }) => path === '/v1/sync/stream')).toBe(true)
    expect(station.store.read((tx) => tx.all('select * from recovered_record'))).toEqual([])
    expect(world.centre.distinctIds).toHaveLength(6)
  })

  it('makes no endless row of incarnations when the centre says fork to everything', async () => {
    const station = await world.startPaired()
    world.centre.otherwise = refusal(409, 'fork', { at: '0000000001' })
    station.tap(3)
    await station.driveRequests(10)
    expect(station.sync.health()).toMatchObject({ pending: 3, lastError: { code: 'fork-repeated' } })
    const count = station.store.read(
      (tx) => tx.get<{ n: number }>('select count(*) as n from incarnation')?.n,
    )
    expect(count).toBe(2)
    world.centre.otherwise = { kind: 'honest' }
    await station.drain()
    expect(world.centre.held).toHaveLength(3)
  })
})
