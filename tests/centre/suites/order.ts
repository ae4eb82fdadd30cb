import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { chain, noHash, type Json } from '../support/station.ts'
import type { World } from '../support/world.ts'

const recordsHeld = async ({ db }: World, station: string): Promise<number> => {
  const [row] = await db.query<{ n: number }>('select count(*) as n from station_record where station = $1', [
    station,
  ])
  return row?.n ?? 0
}

/** Sequence, hash chain, replays, gaps and forks. */
export const orderSuite = (world: () => World): void => {
  test('the hash chain is SHA-256 over the previous hash and the RFC 8785 form', async () => {
    const { pair, send } = world()
    const station = await pair()
    // Computed outside this repository's code; 1.0 becomes 1, members are sorted, U+2028 stays itself.
    const record = JSON.parse(
      '{"id":"0192f3aa-0000-7000-8000-000000000001","sequence":"0000000001","specversion":"1.0","data":{"b":1,"a":[1.0,"\\u00e9\\u2028"]}}',
    ) as Json
    const hash = '1daae4f7628e2e2503cff67d1d3ae57637bfe639bfaecff514cb9bbce7a04ebf'
    const upload = { ...station.upload(), records: [record] }
    expect((await send(station, { ...upload, hash })).status).toBe(200)
    expect(chain(noHash, record)).toBe(hash)
  })

  test('the same batch again gives the same answer and changes nothing', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const [resident, event] = [v7(), v7()]
    station.credit(resident, event)
    station.credit(resident, event)
    station.add('cn.wmsj.weather.observed.v1', {})
    const first = await send(station, station.upload())
    const again = await send(station, station.upload())
    expect(again.body).toEqual(first.body)
    expect(first.body.results).toHaveLength(2)
    expect(await recordsHeld(world(), station.station)).toBe(3)
    expect(await store.brokenBalances()).toBe(0)
  })

  test('a batch that overlaps what is held adds only what is new', async () => {
    const { pair, send } = world()
    const station = await pair()
    for (let i = 0; i < 6; i += 1) station.checkin()
    await send(station, station.upload(0, 4))
    expect((await send(station, station.upload(2, 6))).body).toMatchObject({ ack: '0000000006', results: [] })
    expect(await recordsHeld(world(), station.station)).toBe(6)
  })

  test('an acknowledgement never goes beyond the batch that it answers', async () => {
    const { pair, send } = world()
    const station = await pair()
    for (let i = 0; i < 6; i += 1) station.checkin()
    await send(station, station.upload())
    expect((await send(station, station.upload(1, 3))).body).toMatchObject({ ack: '0000000003' })
  })

  test('a batch that skips records is told where to go on', async () => {
    const { pair, send } = world()
    const station = await pair()
    for (let i = 0; i < 4; i += 1) station.checkin()
    const fresh = await send(station, station.upload(1))
    expect(fresh.body).toMatchObject({
      type: 'urn:wmsj:problem:gap',
      status: 409,
      expected: '0000000001',
    })
    await send(station, station.upload(0, 2))
    const later = await send(station, station.upload(3))
    expect(later.body).toMatchObject({ type: 'urn:wmsj:problem:gap', expected: '0000000003' })
    expect(await recordsHeld(world(), station.station)).toBe(2)
  })

  test('a station that was restored and went on differently is told of the fork', async () => {
    const { pair, send, reborn } = world()
    const station = await pair()
    for (let i = 0; i < 5; i += 1) station.checkin()
    await send(station, station.upload())
    const branch = Object.assign(reborn(station), { incarnation: station.incarnation })
    branch.records.push(...station.records.slice(0, 3))
    branch.hashes.splice(0, 1, ...station.hashes.slice(0, 4))
    branch.checkin()
    branch.checkin()
    const overlapping = await send(branch, branch.upload(3))
    expect(overlapping.body).toMatchObject({ type: 'urn:wmsj:problem:fork', status: 409, at: '0000000004' })
    branch.checkin()
    const beyond = await send(branch, branch.upload(5))
    expect(beyond.body).toMatchObject({ type: 'urn:wmsj:problem:fork', at: '0000000005' })
    expect(await recordsHeld(world(), station.station)).toBe(5)
  })

  test('after a fork the station sends what is its own under a new incarnation and nothing counts twice', async () => {
    const { pair, send, reborn, call } = world()
    const station = await pair()
    for (let i = 0; i < 3; i += 1) station.checkin()
    await send(station, station.upload())
    const { id, type, data } = station.records[2]!
    const after = reborn(station)
    after.add(String(type), data as Json, { id })
    after.checkin()
    expect((await send(after, after.upload())).body).toMatchObject({
      ack: '0000000002',
      results: [{ sequence: '0000000001', status: 'duplicate' }],
    })
    const page = (await call('GET', '/page.json')).body as {
      stations: { station: string; attendances: number }[]
    }
    expect(page.stations.find((line) => line.station === station.station)?.attendances).toBe(4)
  })

  test('a first batch must begin the chain at zero', async () => {
    const { pair, send, call } = world()
    const station = await pair()
    station.checkin()
    const upload = { ...station.upload(), prev: { sequence: '0000000000', hash: 'f'.repeat(64) } }
    const hash = chain('f'.repeat(64), station.records[0]!)
    const answer = await send(station, { ...upload, hash })
    expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:fork', at: '0000000000' })
    const head = await call('GET', '/v1/sync/stream', station.accessToken)
    expect(head.body).toMatchObject({ incarnation: null })
  })

  test('one changed character in one record of the batch is noticed', async () => {
    const { pair, send } = world()
    const station = await pair()
    for (let i = 0; i < 20; i += 1) station.credit(v7(), v7(), 50)
    const upload = structuredClone(station.upload())
    Object.assign(upload.records[7]!.data as object, { amount: 51 })
    const answer = await send(station, upload)
    expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:hash-mismatch', status: 400 })
    expect(await recordsHeld(world(), station.station)).toBe(0)
  })

  test('a changed record with a recomputed head is a fork when the original is held', async () => {
    const { pair, send } = world()
    const station = await pair()
    station.credit(v7(), v7(), 50)
    await send(station, station.upload())
    const upload = structuredClone(station.upload())
    Object.assign(upload.records[0]!.data as object, { amount: 5000 })
    const answer = await send(station, { ...upload, hash: chain(noHash, upload.records[0]!) })
    expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:fork', at: '0000000001' })
  })

  test('a station cannot write into the stream of another', async () => {
    const { pair, send } = world()
    const [one, other] = [await pair(), await pair()]
    other.checkin()
    const answer = await send(Object.assign(other, { accessToken: one.accessToken }), other.upload())
    expect(answer.body).toMatchObject({ type: 'urn:wmsj:problem:not-yours', status: 403 })
  })

  test('two batches of one station at once leave each record once and a whole chain', async () => {
    const { pair, send, store, call } = world()
    const station = await pair()
    for (let i = 0; i < 40; i += 1) station.credit(v7(), v7(), 10)
    // Once for a stream that is not there yet, once for one that is.
    const firsts = await Promise.all([5, 3].map((to) => send(station, station.upload(0, to))))
    expect(firsts.map(({ body }) => body.ack)).toEqual(['0000000005', '0000000003'])
    const cuts = [station.upload(2, 20), station.upload(0, 30), station.upload(5, 40), station.upload(3, 10)]
    const answers = await Promise.all(cuts.map((upload) => send(station, upload)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(answers.map(({ body }) => body.ack)).toEqual([
      '0000000020',
      '0000000030',
      '0000000040',
      '0000000010',
    ])
    expect(await recordsHeld(world(), station.station)).toBe(40)
    const head = await call('GET', '/v1/sync/stream', station.accessToken)
    expect(head.body).toMatchObject({ sequence: '0000000040', hash: station.hashes[40] })
    expect(await store.brokenBalances()).toBe(0)
  })

  test('two stations that give the same awards at once, in opposite order, give each once', async () => {
    const { pair, send, store, db } = world()
    const residents = Array.from({ length: 200 }, () => v7())
    for (let round = 0; round < 3; round += 1) {
      const stations = await Promise.all([pair(), pair(), pair(), pair()])
      const event = v7()
      for (const [turn, station] of stations.entries()) {
        const own = turn % 2 === 0 ? residents : residents.toReversed()
        for (const resident of own) station.credit(resident, event, 50)
      }
      const answers = await Promise.all(stations.map((station) => send(station, station.upload())))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      const [row] = await db.query<{ n: number }>('select count(*) as n from ledger where event = $1', [
        event,
      ])
      expect(row?.n).toBe(200)
      const rejected = answers.flatMap(({ body }) => body.results as unknown[])
      expect(rejected).toHaveLength(600)
    }
    expect(await store.brokenBalances()).toBe(0)
  })

  test('stations that touch the same residents at once, in opposite order, do not block each other', async () => {
    const { pair, send, store, db } = world()
    const residents = Array.from({ length: 400 }, () => v7())
    for (let round = 0; round < 3; round += 1) {
      const stations = await Promise.all(Array.from({ length: 6 }, () => pair()))
      for (const [turn, station] of stations.entries()) {
        const own = turn % 2 === 0 ? residents : residents.toReversed()
        for (const resident of own) station.credit(resident, v7(), turn + 1)
      }
      const answers = await Promise.all(stations.map((station) => send(station, station.upload())))
      expect(answers.map(({ status }) => status)).toEqual(stations.map(() => 200))
    }
    expect(await store.brokenBalances()).toBe(0)
    const rows = await db.query<{ amount: number }>(
      'select amount from balance where resident = any($1::text[])',
      [residents],
    )
    expect(rows.map(({ amount }) => amount)).toEqual(residents.map(() => 63))
  })
}
