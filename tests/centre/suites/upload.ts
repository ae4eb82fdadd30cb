import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { formatSequence, noHash, Stream } from '../support/station.ts'
import type { World } from '../support/world.ts'

const balanceOf = async ({ db }: World, resident: string): Promise<number> => {
  const [row] = await db.query<{ amount: number }>('select amount from balance where resident = $1', [
    resident,
  ])
  return row?.amount ?? 0
}

const countOf = async ({ db }: World, table: string, station: string): Promise<number> => {
  const [row] = await db.query<{ n: number }>(`select count(*) as n from ${table} where station = $1`, [
    station,
  ])
  return row?.n ?? 0
}

/** What becomes of records that arrive in order. */
export const uploadSuite = (world: () => World): void => {
  test('a tap of three records is taken whole: acknowledged, counted, posted', async () => {
    const { pair, send, store, clock } = world()
    const station = await pair()
    const resident = v7()
    station.registered(resident)
    station.checkin(resident)
    station.credit(resident, v7(), 50)
    const answer = await send(station, station.upload())
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      ack: '0000000003',
      results: [],
      serverTime: new Date(clock.now).toISOString(),
      nextUploadMs: 0,
    })
    expect(await balanceOf(world(), resident)).toBe(50)
    expect(await countOf(world(), 'attendance', station.station)).toBe(1)
    expect(await store.brokenBalances()).toBe(0)
  })

  test('an upload without gzip is taken as well', async () => {
    const { pair, send } = world()
    const station = await pair()
    station.checkin()
    expect((await send(station, station.upload(), false)).body).toMatchObject({ ack: '0000000001' })
  })

  test('the next batch follows on the last', async () => {
    const { pair, send } = world()
    const station = await pair()
    station.checkin()
    await send(station, station.upload())
    station.checkin()
    station.checkin()
    expect((await send(station, station.upload(1))).body).toMatchObject({ ack: '0000000003', results: [] })
  })

  test('balances are whole hundredths, also below zero', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const resident = v7()
    for (const amount of [33, 33, 34, -250]) station.credit(resident, v7(), amount)
    await send(station, station.upload())
    expect(await balanceOf(world(), resident)).toBe(-150)
    expect(await store.brokenBalances()).toBe(0)
  })

  test('an award that another station gave before is rejected, and the attendance fact stays', async () => {
    const { pair, send } = world()
    const [first, second] = [await pair(), await pair()]
    const [resident, event] = [v7(), v7()]
    for (const station of [first, second]) {
      station.checkin(resident, event)
      station.credit(resident, event, 50)
    }
    expect((await send(first, first.upload())).body).toMatchObject({ results: [] })
    const again = await send(second, second.upload())
    expect(again.body).toMatchObject({
      ack: '0000000002',
      results: [{ sequence: '0000000002', status: 'rejected', code: 'duplicate-award' }],
    })
    expect(await balanceOf(world(), resident)).toBe(50)
    expect(await countOf(world(), 'attendance', second.station)).toBe(1)
  })

  test('of two awards with one business key in one batch the first stands', async () => {
    const { pair, send } = world()
    const station = await pair()
    const [resident, event] = [v7(), v7()]
    station.credit(resident, event, 50)
    station.credit(resident, event, 70)
    const answer = await send(station, station.upload())
    expect(answer.body.results).toEqual([
      { sequence: '0000000002', status: 'rejected', code: 'duplicate-award' },
    ])
    expect(await balanceOf(world(), resident)).toBe(50)
  })

  test('one business key of two residents is two awards', async () => {
    const { pair, send } = world()
    const station = await pair()
    const residents = [v7(), v7()]
    for (const resident of residents) station.credit(resident, v7(), 50, {}, 'autumn')
    expect((await send(station, station.upload())).body.results).toEqual([])
    for (const resident of residents) expect(await balanceOf(world(), resident)).toBe(50)
  })

  test('a type that nobody knows is held, kept and blocks nothing', async () => {
    const { pair, send, call } = world()
    const station = await pair()
    station.checkin()
    const strange = station.add('cn.wmsj.weather.observed.v1', { wind: 'north-east', force: 7 })
    station.checkin()
    const answer = await send(station, station.upload())
    expect(answer.body).toMatchObject({
      ack: '0000000003',
      results: [{ sequence: '0000000002', status: 'held', code: 'unknown-type' }],
    })
    const own = await call('GET', '/v1/sync/stream?from=2', station.accessToken)
    expect((own.body.records as unknown[])[0]).toEqual(strange)
  })

  test.each([
    ['a check-in without an event', 'cn.wmsj.attendance.checkin.v1', { resident: v7(), method: 'id-card' }],
    ['an amount with a fraction', 'cn.wmsj.credit.entry.v1', { resident: v7(), amount: 0.5 }],
    ['no data at all', 'cn.wmsj.credit.entry.v1', {}],
  ])('%s is held and the rest of the batch is taken', async (_title, type, data) => {
    const { pair, send } = world()
    const station = await pair()
    station.add(type, data)
    station.checkin()
    expect((await send(station, station.upload())).body).toMatchObject({
      ack: '0000000002',
      results: [{ sequence: '0000000001', status: 'held', code: 'invalid-data' }],
    })
  })

  test.each([
    ['a business key with a NUL', { businessKey: 'a\0b' }],
    ['a business key longer than an index entry', { businessKey: 'k'.repeat(5000) }],
    ['a rule with a NUL', { ruleId: '\0' }],
    ['an amount that would overflow sums', { amount: Number.MAX_SAFE_INTEGER }],
  ])('%s is held instead of stopping the batch', async (_title, change) => {
    const { pair, send } = world()
    const station = await pair()
    const good = new Stream(station.station).credit()
    station.add('cn.wmsj.credit.entry.v1', { ...(good.data as object), ...change })
    station.checkin()
    const answer = await send(station, station.upload())
    expect(answer.body).toMatchObject({
      ack: '0000000002',
      results: [{ status: 'held', code: 'invalid-data' }],
    })
  })

  test('records with odd attributes are kept: no id, no time, a huge clock, a NUL in the type', async () => {
    const { pair, send, call } = world()
    const station = await pair()
    station.checkin(v7(), v7(), { id: 'not-a-uuid' })
    station.checkin(v7(), v7(), { time: 'yesterday' })
    station.checkin(v7(), v7(), { time: '9999-12-31T23:59:59.999Z', monoms: '9'.repeat(60) })
    station.add('\0', { note: '\0' })
    const upload = { ...station.upload(), bootId: 'boot', monotonicMs: 1e300, sentAt: '0000-01-01T00:00:00Z' }
    const answer = await send(station, upload)
    expect(answer.body).toMatchObject({ ack: '0000000004' })
    expect((answer.body.results as { status: string }[]).map(({ status }) => status)).not.toContain(
      'rejected',
    )
    expect((await call('GET', '/page.json')).status).toBe(200)
  })

  test('a record over 64 KiB is held', async () => {
    const { pair, send } = world()
    const station = await pair()
    station.checkin(v7(), v7(), { note: 'x'.repeat(70_000) })
    expect((await send(station, station.upload())).body).toMatchObject({
      ack: '0000000001',
      results: [{ status: 'held', code: 'too-large' }],
    })
  })

  test('attributes and members that this centre does not know are kept with the record', async () => {
    const { pair, send, call } = world()
    const station = await pair()
    const record = station.checkin(v7(), v7(), { traceparent: '00-1-2-3', weather: { sky: '多云' } })
    expect((await send(station, { ...station.upload(), mood: 'fine' })).status).toBe(200)
    const own = await call('GET', '/v1/sync/stream?from=1', station.accessToken)
    expect(own.body.records).toEqual([record])
  })

  test('an id that came under another incarnation counts once', async () => {
    const { pair, send, reborn } = world()
    const before = await pair()
    const [resident, event] = [v7(), v7()]
    const first = [before.checkin(resident, event), before.credit(resident, event)]
    await send(before, before.upload())
    const after = reborn(before)
    after.checkin(resident, event, { id: first[0]!.id })
    after.credit(resident, event, 50, { id: first[1]!.id })
    const answer = await send(after, after.upload())
    expect(answer.body).toMatchObject({
      ack: '0000000002',
      results: [
        { sequence: '0000000001', status: 'duplicate' },
        { sequence: '0000000002', status: 'duplicate' },
      ],
    })
    expect(await countOf(world(), 'attendance', before.station)).toBe(1)
    expect(await balanceOf(world(), resident)).toBe(50)
  })

  test('one id with two contents is a conflict, not a duplicate', async () => {
    const { pair, send } = world()
    const station = await pair()
    const first = station.credit(v7(), v7(), 50)
    station.credit(v7(), v7(), 70, { id: first.id })
    expect((await send(station, station.upload())).body.results).toEqual([
      { sequence: '0000000002', status: 'rejected', code: 'id-conflict' },
    ])
  })

  test('the time of a record is corrected by the monotonic clock of the same boot', async () => {
    const { pair, send, call, clock } = world()
    clock.now += 1_000
    const station = await pair()
    // The wall clock fell back to 2001; the boot clock says that it was ten minutes ago.
    const time = '2001-01-01T00:00:00.000Z'
    station.checkin(v7(), v7(), { time, clockstate: 'unset', bootid: 'b1', monoms: '400000' })
    const upload = { ...station.upload(), sentAt: time, bootId: 'b1', monotonicMs: 1_000_000 }
    expect((await send(station, upload)).body).toMatchObject({ results: [] })
    const { latest } = (await call('GET', '/page.json')).body as {
      latest: { station: string; occurredAt: string }[]
    }
    const shown = latest.find((record) => record.station === station.station)
    expect(shown?.occurredAt).toBe(new Date(clock.now - 600_000).toISOString())
  })

  test('an upload without records is a question, and its answer is what is held', async () => {
    const { pair, send } = world()
    const station = await pair()
    expect((await send(station, station.upload())).body).toMatchObject({ ack: '0000000000', results: [] })
    station.checkin()
    await send(station, station.upload())
    expect((await send(station, station.upload(1))).body).toMatchObject({ ack: '0000000001', results: [] })
  })

  test('a station asks what is held of its stream, and gets its lost tail back in order', async () => {
    const { pair, send, call } = world()
    const station = await pair()
    const none = await call('GET', '/v1/sync/stream', station.accessToken)
    expect(none.body).toEqual({ incarnation: null, sequence: formatSequence(0), hash: noHash })
    for (let i = 0; i < 5; i += 1) station.checkin()
    await send(station, station.upload())
    const head = await call('GET', '/v1/sync/stream', station.accessToken)
    expect(head.body).toEqual({
      incarnation: station.incarnation,
      sequence: '0000000005',
      hash: station.hashes[5],
    })
    const tail = await call('GET', '/v1/sync/stream?from=0000000004', station.accessToken)
    expect(tail.body).toMatchObject({
      prev: { sequence: '0000000003', hash: station.hashes[3] },
      records: station.records.slice(3),
    })
  })

  test('the newest incarnation is the stream that is asked for; an older one by its name', async () => {
    const { pair, send, call, reborn, clock } = world()
    const before = await pair()
    before.checkin()
    await send(before, before.upload())
    clock.now += 1
    const after = reborn(before)
    after.checkin()
    after.checkin()
    await send(after, after.upload())
    const newest = await call('GET', '/v1/sync/stream', before.accessToken)
    expect(newest.body).toMatchObject({ incarnation: after.incarnation, sequence: '0000000002' })
    const older = await call(
      'GET',
      `/v1/sync/stream?incarnation=${before.incarnation}&from=1`,
      before.accessToken,
    )
    expect(older.body).toMatchObject({ incarnation: before.incarnation, records: before.records })
  })
}
