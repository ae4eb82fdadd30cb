import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Json } from '../support/station.ts'
import type { PairedStream, World } from '../support/world.ts'

interface Result {
  sequence: string
  status: string
  code: string
}

/** Sign-outs, and check-ins, sign-outs and credit that are taken back: in whatever order they come. */
export const takingBackSuite = (world: () => World): void => {
  const balanceOf = async (resident: string): Promise<number> => {
    const rows = await world().db.query<{ amount: number }>(
      'select amount from balance where resident = $1',
      [resident],
    )
    return rows[0]?.amount ?? 0
  }
  const verdictOf = async ({ id }: Json): Promise<{ verdict: string; code: string | null }> => {
    const [row] = await world().db.query<{ verdict: string; code: string | null }>(
      'select verdict, code from station_record where id = $1',
      [id],
    )
    return row!
  }
  /** Sends everything as one batch, or each record as a batch of its own. */
  const sendAll = async (station: PairedStream, batches: 'one' | 'many'): Promise<Result[]> => {
    const { send } = world()
    const size = batches === 'one' ? station.records.length : 1
    const results: Result[] = []
    for (let from = 0; from < station.records.length; from += size) {
      const answer = await send(station, station.upload(from, from + size))
      expect(answer.status).toBe(200)
      results.push(...(answer.body.results as Result[]))
    }
    return results
  }
  /** The streams of the same records in order and in reverse. */
  const inEveryOrder = async (make: (source: PairedStream) => Json[]): Promise<PairedStream[]> => {
    const { pair } = world()
    const streams: PairedStream[] = []
    for (const turned of [false, true]) {
      const records = make(await pair())
      const stream = await pair()
      for (const record of turned ? records.toReversed() : records) stream.reissue(record)
      streams.push(stream)
    }
    return streams
  }

  test.each(['one', 'many'] as const)(
    'a sign-out is kept with its check-in, whichever came first, in %s batch(es)',
    async (batches) => {
      for (const turned of [false, true]) {
        const { pair, store, db } = world()
        const station = await pair()
        const event = v7()
        const source = await pair()
        const checkin = source.checkin(v7(), event, { time: '2026-11-18T01:00:00.000Z' })
        const checkout = source.checkout(checkin, { time: '2026-11-18T02:30:00.000Z' })
        for (const record of turned ? [checkout, checkin] : [checkin, checkout]) station.reissue(record)
        expect(await sendAll(station, batches)).toEqual([])
        expect(await store.eventCounts(event)).toEqual({ attendances: 1, people: 1, left: 1, minutes: 0 })
        expect(await db.query('select in_ms, out_ms from stay where event = $1', [event])).toEqual([
          { in_ms: Date.parse('2026-11-18T01:00:00Z'), out_ms: Date.parse('2026-11-18T02:30:00Z') },
        ])
      }
    },
  )

  test('a second sign-out of one check-in changes nothing, and steps in when the first is taken back', async () => {
    const { pair, send, store, db } = world()
    const station = await pair()
    const event = v7()
    const checkin = station.checkin(v7(), event)
    const first = station.checkout(checkin, { time: '2026-11-18T02:00:00.000Z' })
    station.checkout(checkin, { time: '2026-11-18T03:00:00.000Z' })
    expect((await send(station, station.upload())).body.results).toEqual([])
    const leftAt = (): Promise<unknown> => db.query('select out_ms from stay where event = $1', [event])
    expect(await leftAt()).toEqual([{ out_ms: Date.parse('2026-11-18T02:00:00Z') }])
    station.reversed(first)
    expect((await send(station, station.upload(3))).body.results).toEqual([])
    expect(await leftAt()).toEqual([{ out_ms: Date.parse('2026-11-18T03:00:00Z') }])
    expect(await store.eventCounts(event)).toMatchObject({ people: 1, left: 1 })
  })

  test('somebody whose sign-out is taken back has not left', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const event = v7()
    const checkout = station.checkout(station.checkin(v7(), event))
    station.reversed(checkout)
    expect((await send(station, station.upload())).body.results).toEqual([])
    expect(await store.eventCounts(event)).toMatchObject({ people: 1, left: 0 })
  })

  test('a sign-out that names the check-in of another station does not end that stay', async () => {
    const { pair, send, store } = world()
    const [own, other] = [await pair(), await pair()]
    const event = v7()
    const checkin = own.checkin(v7(), event)
    other.checkout(checkin)
    for (const station of [other, own]) await send(station, station.upload())
    expect(await store.eventCounts(event)).toMatchObject({ people: 1, left: 0 })
  })

  test.each(['one', 'many'] as const)(
    'a check-in that is taken back counts no more, whichever came first, in %s batch(es)',
    async (batches) => {
      const event = v7()
      const streams = await inEveryOrder((source) => {
        const checkin = source.checkin(v7(), event)
        return [checkin, source.reversed(checkin)]
      })
      for (const stream of streams) {
        const early = stream.records[0]!.type === 'cn.wmsj.attendance.reversed.v1'
        const held = { sequence: '0000000001', status: 'held', code: 'unknown-record' }
        expect(await sendAll(stream, batches)).toEqual(early && batches === 'many' ? [held] : [])
        for (const record of stream.records) {
          expect(await verdictOf(record)).toEqual({ verdict: 'applied', code: null })
        }
        // The verdict that became final is the one that a replay tells.
        expect((await world().send(stream, stream.upload())).body.results).toEqual([])
      }
      expect(await world().store.eventCounts(event)).toMatchObject({ attendances: 0, people: 0 })
      expect(await world().db.query('select id from awaiting')).toEqual([])
    },
  )

  test('somebody who is taken back and taps again counts once', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const [resident, event] = [v7(), v7()]
    station.reversed(station.checkin(resident, event))
    station.checkin(resident, event)
    await send(station, station.upload())
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 1, people: 1 })
  })

  test.each(['one', 'many'] as const)(
    'of two reversals of one check-in the first stands, in %s batch(es)',
    async (batches) => {
      const station = await world().pair()
      const checkin = station.checkin()
      station.reversed(checkin)
      const second = station.reversed(checkin)
      expect(await sendAll(station, batches)).toEqual([
        { sequence: '0000000003', status: 'rejected', code: 'already-reversed' },
      ])
      expect(await verdictOf(second)).toEqual({ verdict: 'rejected', code: 'already-reversed' })
    },
  )

  test.each(['one', 'many'] as const)(
    'points for hours are put right, and a document is taken back by two persons, in %s batch(es)',
    async (batches) => {
      const station = await world().pair()
      const [resident, event, author, approvedBy] = [v7(), v7(), v7(), v7()]
      const award = { resident, ruleRev: 1, basis: [v7()], businessDate: '2026-11-24' }
      const served = { ...award, ruleId: 'V01', event, businessKey: `${resident}|${event}|V01` }
      const first = station.add('cn.wmsj.credit.entry.v1', { ...served, amount: 100, minutes: 245 })
      station.creditReversed(first, { reason: 'hoursChanged' })
      station.add('cn.wmsj.credit.entry.v1', { ...served, amount: 200, minutes: 490 })
      const given = { ...award, ruleId: 'D01', amount: 500, author, approvedBy }
      const donations = ['1', '2'].map((number) =>
        station.add('cn.wmsj.credit.entry.v1', {
          ...given,
          businessKey: `${resident}|document:${number}|D01`,
        }),
      )
      station.creditReversed(donations[0] ?? {}, { reason: 'objection', author, approvedBy })
      expect(await sendAll(station, batches)).toEqual([])
      expect(await balanceOf(resident)).toBe(700)
      station.creditReversed(donations[1] ?? {}, { reason: 'correction', author, approvedBy })
      expect((await world().send(station, station.upload(6))).body.results).toEqual([])
      expect(await balanceOf(resident)).toBe(200)
    },
  )

  test('a station cannot take back what another one recorded, before or after it came', async () => {
    const { pair, send, store } = world()
    const [own, other] = [await pair(), await pair()]
    const event = v7()
    const [first, second] = [own.checkin(v7(), event), own.checkin(v7(), event)]
    const early = other.reversed(first)
    expect((await send(other, other.upload())).body.results).toEqual([
      { sequence: '0000000001', status: 'held', code: 'unknown-record' },
    ])
    await send(own, own.upload())
    expect(await verdictOf(early)).toEqual({ verdict: 'rejected', code: 'other-station' })
    other.reversed(second)
    expect((await send(other, other.upload(1))).body.results).toEqual([
      { sequence: '0000000002', status: 'rejected', code: 'other-station' },
    ])
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 2, people: 2 })
  })

  test('only check-ins and sign-outs are taken back as attendance, and only entries as credit', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const [resident, event] = [v7(), v7()]
    const checkin = station.checkin(resident, event)
    const entry = station.credit(resident, event, 50)
    station.reversed(entry)
    station.creditReversed(checkin, { amount: -50 })
    const results = (await send(station, station.upload())).body.results as Result[]
    expect(results.map(({ status, code }) => [status, code])).toEqual([
      ['rejected', 'not-reversible'],
      ['rejected', 'not-reversible'],
    ])
    expect(await balanceOf(resident)).toBe(50)
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 1 })
  })

  test('a reversal of a record that is itself held waits with it', async () => {
    const { pair, send } = world()
    const station = await pair()
    const malformed = station.add('cn.wmsj.attendance.checkin.v1', { resident: v7() })
    station.reversed(malformed)
    expect((await send(station, station.upload())).body.results).toEqual([
      { sequence: '0000000001', status: 'held', code: 'invalid-data' },
      { sequence: '0000000002', status: 'held', code: 'unknown-record' },
    ])
  })

  test.each(['one', 'many'] as const)(
    'credit that is taken back leaves the balance, whichever came first, in %s batch(es)',
    async (batches) => {
      const streams = await inEveryOrder((source) => {
        const entry = source.credit(v7(), v7(), 50)
        return [entry, source.creditReversed(entry)]
      })
      for (const stream of streams) {
        const { resident } = stream.records[0]!.data as { resident: string }
        await sendAll(stream, batches)
        for (const record of stream.records) {
          expect(await verdictOf(record)).toEqual({ verdict: 'applied', code: null })
        }
        expect(await balanceOf(resident)).toBe(0)
        const entries = await world().db.query(
          'select amount from ledger where resident = $1 order by amount',
          [resident],
        )
        expect(entries).toEqual([{ amount: -50 }, { amount: 50 }])
      }
      expect(await world().store.brokenBalances()).toBe(0)
    },
  )

  test.each(['one', 'many'] as const)(
    'an award that was taken back is given again, and taken back again, in %s batch(es)',
    async (batches) => {
      const station = await world().pair()
      const [resident, event] = [v7(), v7()]
      station.creditReversed(station.credit(resident, event, 50))
      station.creditReversed(station.credit(resident, event, 70))
      station.credit(resident, event, 60)
      station.credit(resident, event, 60)
      expect(await sendAll(station, batches)).toEqual([
        { sequence: '0000000006', status: 'rejected', code: 'duplicate-award' },
      ])
      expect(await balanceOf(resident)).toBe(60)
      expect(await world().store.brokenBalances()).toBe(0)
    },
  )

  test.each([
    ['another amount', { amount: -40 }, 'other-amount'],
    ['the amount without its minus', { amount: 50 }, 'other-amount'],
    ['another resident', { resident: v7() }, 'other-resident'],
  ])('a reversal with %s is refused and changes nothing', async (_title, change, code) => {
    const { pair, send } = world()
    const station = await pair()
    const resident = v7()
    const entry = station.credit(resident, v7(), 50)
    station.creditReversed(entry, change)
    const results = (await send(station, station.upload())).body.results
    expect(results).toEqual([{ sequence: '0000000002', status: 'rejected', code }])
    expect(await balanceOf(resident)).toBe(50)
    station.creditReversed(entry)
    expect((await send(station, station.upload(2))).body.results).toEqual([])
    expect(await balanceOf(resident)).toBe(0)
  })

  test.each(['one', 'many'] as const)('an entry is taken back once, in %s batch(es)', async (batches) => {
    const station = await world().pair()
    const resident = v7()
    const entry = station.credit(resident, v7(), 50)
    station.creditReversed(entry)
    station.creditReversed(entry)
    expect(await sendAll(station, batches)).toEqual([
      { sequence: '0000000003', status: 'rejected', code: 'already-reversed' },
    ])
    expect(await balanceOf(resident)).toBe(0)
    expect(await world().store.brokenBalances()).toBe(0)
  })

  test('an award that never counted is not taken back, and that of the other station stays', async () => {
    const { pair, send } = world()
    const [first, second] = [await pair(), await pair()]
    const [resident, event] = [v7(), v7()]
    const given = first.credit(resident, event, 50)
    await send(first, first.upload())
    const refused = second.credit(resident, event, 50)
    second.creditReversed(refused)
    second.creditReversed(given)
    const results = (await send(second, second.upload())).body.results as Result[]
    expect(results.map(({ code }) => code)).toEqual(['duplicate-award', 'not-posted', 'other-station'])
    expect(await balanceOf(resident)).toBe(50)
    // Across batches as well.
    second.creditReversed(refused)
    const later = (await send(second, second.upload(3))).body.results as Result[]
    expect(later.map(({ code }) => code)).toEqual(['not-posted'])
  })

  test('stations that give and take back at once, in opposite order, do not block each other', async () => {
    const { pair, send, store } = world()
    const residents = Array.from({ length: 60 }, () => v7())
    const event = v7()
    const stations = await Promise.all(Array.from({ length: 4 }, () => pair()))
    for (const [turn, station] of stations.entries()) {
      const own = turn % 2 === 0 ? residents : residents.toReversed()
      for (const resident of own) station.creditReversed(station.credit(resident, event, 50))
    }
    const answers = await Promise.all(stations.map((station) => send(station, station.upload())))
    expect(answers.map(({ status }) => status)).toEqual(stations.map(() => 200))
    for (const resident of residents) expect(await balanceOf(resident)).toBe(0)
    expect(await store.brokenBalances()).toBe(0)
  })

  test('two incarnations of one station at once: the reversal in one meets the check-in in the other', async () => {
    const { pair, send, store, reborn } = world()
    const event = v7()
    const old = await pair()
    const young = reborn(old)
    for (let n = 0; n < 20; n += 1) young.reversed(old.checkin(v7(), event))
    const cuts = Array.from({ length: 4 }, (_, n) => [n * 5, n * 5 + 5] as const)
    const all = [old, young].map(async (stream) => {
      for (const [from, to] of cuts) expect((await send(stream, stream.upload(from, to))).status).toBe(200)
    })
    await Promise.all(all)
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 0, people: 0 })
    for (const record of young.records) expect(await verdictOf(record)).toMatchObject({ verdict: 'applied' })
  })
}
