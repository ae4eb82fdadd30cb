import { describe, expect, it } from 'vitest'
import { readMeta, writeMeta } from '../../../electron/store/meta.ts'
import { readSyncState } from '../../../electron/sync/sync-state.ts'
import { currentStream } from '../../../electron/sync/stream.ts'
import { useSyncStations } from '../../support/sync-station.ts'

const world = useSyncStations()

describe('records that were brought back', () => {
  it('go on in a new stream; those behind the break are told again under their ids, once', async () => {
    const station = await world.startPaired()
    const ids = station.tap(5)
    await station.drain()
    // As the ladder leaves it: the stream ends before the break, and what was whole behind it waits.
    station.store.transaction((tx) => {
      const { incarnation = '' } = currentStream(tx) ?? {}
      tx.run(
        `insert into salvaged_record (incarnation, sequence, id, type, body, tap, made_at)
         select incarnation, sequence, id, type, body, tap, made_at from outbox where sequence > 3`,
      )
      tx.run('delete from outbox where sequence > 2')
      tx.run(
        `update incarnation set head_sequence = 2, acked_sequence = 2,
           head_hash = (select hash from outbox where sequence = 2) where id = ?`,
        incarnation,
      )
      writeMeta(tx, 'newStream', 'recovered')
    })
    await station.stop()

    const again = await world.start()
    const stream = again.store.read(currentStream)
    expect(stream).toMatchObject({ sequence: 2 })
    expect(again.store.read((tx) => readMeta(tx, 'newStream'))).toBeUndefined()
    expect(again.store.read((tx) => tx.all('select * from salvaged_record'))).toEqual([])
    const more = again.tap(1)
    await again.drain()
    await again.drive(() => again.store.read((tx) => readSyncState(tx, 'lostTail')) === undefined)
    // The third record lay in the break: the centre has it, and gives it back.
    const recovered = again.store.read((tx) => tx.all<{ id: string }>('select id from recovered_record'))
    expect(recovered.map(({ id }) => id)).toEqual([ids[2]])
    expect(world.centre.distinctIds.sort()).toEqual([...ids, ...more].sort())
    expect(again.sync.health()).toMatchObject({ pending: 0, lastError: null })
    await again.stop()
    const third = await world.start()
    expect(third.store.read(currentStream)?.incarnation).toBe(stream?.incarnation)
  })
})

describe('records that woke up on another machine', () => {
  it('stay there until staff say that the old one is gone, through a restart, and lose nothing', async () => {
    const station = await world.startPaired()
    const ids = station.tap(2)
    await station.drain()
    await station.stop()
    const requests = world.centre.requests.length

    const clone = await world.start({ rolledBack: true, otherMachine: true })
    ids.push(...clone.tap(2))
    await clone.clock.advanceAsync(10 * 60_000)
    expect(clone.sync.isHeld()).toBe(true)
    await clone.stop()
    const later = await world.start()
    await later.clock.advanceAsync(10 * 60_000)
    expect([later.sync.isHeld(), later.sync.health().pending]).toEqual([true, 2])
    expect(world.centre.requests).toHaveLength(requests)

    later.sync.letGo()
    await later.drain()
    expect(later.sync.isHeld()).toBe(false)
    expect(world.centre.distinctIds.sort()).toEqual(ids.sort())
    await later.stop()
    expect((await world.start()).sync.isHeld()).toBe(false)
  })
})
