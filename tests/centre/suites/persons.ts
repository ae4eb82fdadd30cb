import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { World } from '../support/world.ts'

interface Result {
  sequence: string
  status: string
  code: string
}

/** Who is whom, who counts twice, and whose hours they are. */
export const personsSuite = (world: () => World): void => {
  test('two references that are joined are one person, from then on and looking back', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const [resident, alias, lecture, concert] = [v7(), v7(), v7(), v7()]
    station.checkin(resident, lecture)
    station.checkin(alias, lecture)
    await send(station, station.upload())
    expect(await store.eventCounts(lecture)).toMatchObject({ attendances: 2, people: 2 })
    station.joined(resident, alias)
    station.checkin(alias, concert)
    station.checkin(resident, concert)
    expect((await send(station, station.upload(2))).body.results).toEqual([])
    expect(await store.eventCounts(lecture)).toMatchObject({ attendances: 1, people: 1 })
    expect(await store.eventCounts(concert)).toMatchObject({ attendances: 1, people: 1 })
    const day = await store.overview({ businessDate: '2026-11-24', startMs: 0 }, 0)
    const line = day.stations.find((one) => one.station === station.station)
    expect(line).toMatchObject({ attendances: 2, people: 1 })
  })

  test.each([
    [
      'twice',
      [
        [0, 2],
        [1, 2],
      ],
      'already-joined',
    ],
    [
      'twice with the same',
      [
        [0, 1],
        [0, 1],
      ],
      'already-joined',
    ],
    [
      'with itself',
      [
        [0, 1],
        [2, 2],
      ],
      'circular-join',
    ],
    [
      'in a circle of two',
      [
        [0, 1],
        [1, 0],
      ],
      'circular-join',
    ],
    [
      'in a circle of three',
      [
        [0, 1],
        [1, 2],
        [2, 0],
      ],
      'circular-join',
    ],
  ])('joining somebody %s is refused', async (_title, joins, code) => {
    for (const batches of ['one', 'many']) {
      const { pair, send } = world()
      const station = await pair()
      const people = [v7(), v7(), v7()]
      for (const [resident, alias] of joins) station.joined(people[resident!]!, people[alias!]!)
      const results: Result[] = []
      const size = batches === 'one' ? joins.length : 1
      for (let from = 0; from < joins.length; from += size) {
        results.push(...((await send(station, station.upload(from, from + size))).body.results as Result[]))
      }
      expect(results.map((one) => [Number(one.sequence), one.status, one.code])).toEqual([
        [joins.length, 'rejected', code],
      ])
    }
  })

  test('chains of joins and shared numbers make one person over three stations', async () => {
    const { pair, send, store } = world()
    const stations = [await pair(), await pair(), await pair()]
    const event = v7()
    const [a, b, c, d] = [v7(), v7(), v7(), v7()]
    const [one, two, three] = stations
    for (const resident of [a, b]) one!.checkin(resident, event)
    one!.identified(a, '119999194801010060')
    one!.joined(a, b)
    // c holds two cards: the first links it with a, the second with d.
    two!.checkin(c, event)
    two!.identified(c, '119999194801010060')
    two!.identified(c, '119999194801010079')
    three!.identified(d, '119999194801010079')
    three!.checkin(d, event)
    for (const station of [three!, one!, two!]) await send(station, station.upload())
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 1, people: 1 })
    two!.consented(c, false)
    await send(two!, two!.upload(3))
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 3, people: 3 })
  })

  test('links that come from several stations at once lose nobody', async () => {
    const { pair, send, store } = world()
    const event = v7()
    const stations = await Promise.all(Array.from({ length: 6 }, () => pair()))
    for (const station of stations) {
      for (let n = 0; n < 5; n += 1) {
        const [resident, alias] = [v7(), v7()]
        station.checkin(resident, event)
        station.checkin(alias, event)
        station.identified(resident, `11999919480101${String(1000 + n)}`)
        station.joined(resident, alias)
      }
    }
    const answers = await Promise.all(stations.map((station) => send(station, station.upload())))
    expect(answers.map(({ status }) => status)).toEqual(stations.map(() => 200))
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 5, people: 5 })
  })

  test('one person at two stations counts where they came first, and the double is listed with both times', async () => {
    const { pair, send, store } = world()
    const [near, far] = [await pair(), await pair()]
    const [resident, event] = [v7(), v7()]
    near.checkin(resident, event, { time: '2026-11-23T02:00:00.000Z' })
    far.checkin(resident, event, { time: '2026-11-23T01:00:00.000Z' })
    far.checkin(resident, event, { time: '2026-11-23T03:00:00.000Z' })
    for (const station of [near, far]) await send(station, station.upload())
    const day = '2026-11-23'
    const doubles = (await store.doubles(day)).filter((one) => one.event === event)
    expect(doubles).toEqual([
      {
        event,
        first: { station: far.station, atMs: Date.parse('2026-11-23T01:00:00Z') },
        again: { station: near.station, atMs: Date.parse('2026-11-23T02:00:00Z') },
      },
    ])
    const { stations } = await store.overview({ businessDate: day, startMs: 0 }, 0)
    const attendances = [near, far].map(
      ({ station }) => stations.find((line) => line.station === station)?.attendances,
    )
    expect(attendances).toEqual([0, 1])
  })

  test('a double over midnight counts on the day of the first, and is listed on the day of the second', async () => {
    const { pair, send, store } = world()
    const [evening, night] = [await pair(), await pair()]
    const [resident, event] = [v7(), v7()]
    evening.checkin(resident, event, { time: '2026-11-21T15:50:00.000Z' })
    night.checkin(resident, event, { time: '2026-11-21T16:10:00.000Z' })
    for (const station of [night, evening]) await send(station, station.upload())
    const counted = async (businessDate: string, station: string): Promise<number | undefined> =>
      (await store.overview({ businessDate, startMs: 0 }, 0)).stations.find(
        (line) => line.station === station,
      )?.attendances
    expect(await counted('2026-11-21', evening.station)).toBe(1)
    expect(await counted('2026-11-22', night.station)).toBe(0)
    expect(await store.doubles('2026-11-21')).toEqual([])
    expect(await store.doubles('2026-11-22')).toMatchObject([{ event, again: { station: night.station } }])
  })

  test('no double is left when one of the two is taken back, as after an undo here and a check-in elsewhere', async () => {
    const { pair, send, store } = world()
    const [offline, elsewhere] = [await pair(), await pair()]
    const [resident, event] = [v7(), v7()]
    const time = '2026-11-20T02:00:00.000Z'
    offline.reversed(offline.checkin(resident, event, { time }))
    elsewhere.checkin(resident, event, { time: '2026-11-20T03:00:00.000Z' })
    await send(elsewhere, elsewhere.upload())
    await send(offline, offline.upload(0, 1))
    expect(await store.doubles('2026-11-20')).toHaveLength(1)
    await send(offline, offline.upload(1))
    expect(await store.doubles('2026-11-20')).toEqual([])
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 1, people: 1 })
    const { stations } = await store.overview({ businessDate: '2026-11-20', startMs: 0 }, 0)
    expect(stations.find((line) => line.station === elsewhere.station)).toMatchObject({ attendances: 1 })
    expect(stations.find((line) => line.station === offline.station)).toMatchObject({
      attendances: 0,
      people: 0,
    })
  })

  test('two check-ins of one person at one station are no double', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const [resident, event] = [v7(), v7()]
    for (const hour of ['01', '04'])
      station.checkin(resident, event, { time: `2026-11-19T${hour}:00:00.000Z` })
    await send(station, station.upload())
    expect(await store.doubles('2026-11-19')).toEqual([])
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 1 })
  })

  test('a check-in past a rule counts, and so does somebody without a card', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const [resident, event] = [v7(), v7()]
    station.add('cn.wmsj.resident.registered.v1', { resident, ageBand: '60-69', sex: '0', cardKind: 'none' })
    const override = { asked: true, needed: false }
    station.add('cn.wmsj.attendance.checkin.v1', {
      event,
      resident,
      method: 'manual',
      role: 'attendee',
      override,
    })
    expect((await send(station, station.upload())).body.results).toEqual([])
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 1, people: 1 })
  })

  test('verified minutes are kept; the same evidence counts once, and the last word on it stands', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const [resident, event] = [v7(), v7()]
    const checkin = station.checkin(resident, event)
    const checkout = station.checkout(checkin)
    station.hours([checkin, checkout], 95)
    station.hours([checkout, checkin], 95)
    expect((await send(station, station.upload())).body.results).toEqual([])
    expect(await store.minutesOf(resident)).toBe(95)
    station.hours([checkin, checkout], 80, { source: 'manual', approvedBy: v7() })
    await send(station, station.upload(4))
    expect(await store.minutesOf(resident)).toBe(80)
    expect(await store.eventCounts(event)).toMatchObject({ minutes: 80 })
  })

  test('hours by hand need a second person', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const resident = v7()
    const checkin = station.checkin(resident)
    station.hours([checkin], 60, { source: 'manual' })
    expect((await send(station, station.upload())).body.results).toEqual([
      { sequence: '0000000002', status: 'rejected', code: 'not-approved' },
    ])
    expect(await store.minutesOf(resident)).toBe(0)
    station.hours([checkin], 60, { source: 'manual', approvedBy: v7() })
    await send(station, station.upload(2))
    expect(await store.minutesOf(resident)).toBe(60)
  })

  test.each([
    ['check-in', 0],
    ['sign-out', 1],
  ])(
    'hours that rest on a %s which was taken back do not count, whichever came first',
    async (_title, which) => {
      for (const early of [true, false]) {
        const { pair, send, store } = world()
        const [source, station] = [await pair(), await pair()]
        const resident = v7()
        const checkin = source.checkin(resident)
        const evidence = [checkin, source.checkout(checkin)]
        const hours = source.hours(evidence, 95)
        const reversal = source.reversed(evidence[which]!)
        const order = early ? [reversal, hours, ...evidence] : [...evidence, hours, reversal]
        for (const record of order) station.reissue(record)
        for (let from = 0; from < 4; from += 1) await send(station, station.upload(from, from + 1))
        expect(await store.minutesOf(resident)).toBe(0)
      }
    },
  )

  test('minutes of references that are joined are one person’s', async () => {
    const { pair, send, store } = world()
    const station = await pair()
    const [resident, alias] = [v7(), v7()]
    for (const one of [resident, alias]) station.hours([station.checkin(one)], 30)
    station.joined(resident, alias)
    await send(station, station.upload())
    expect(await store.minutesOf(resident)).toBe(60)
    expect(await store.minutesOf(alias)).toBe(60)
  })

  test.each([
    ['more minutes than a day has', { duration: 'PT1441M' }],
    ['minutes beyond any number', { duration: `PT${'9'.repeat(40)}M` }],
    ['an end before its beginning', { end: '2026-11-23T00:00:00.000Z' }],
  ])('hours with %s are held', async (_title, change) => {
    const { pair, send } = world()
    const station = await pair()
    station.hours([station.checkin()], 60, change)
    station.checkin()
    expect((await send(station, station.upload())).body).toMatchObject({
      ack: '0000000003',
      results: [{ status: 'held', code: 'invalid-data' }],
    })
  })
}
