import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { Json } from '../support/station.ts'
import type { World } from '../support/world.ts'

interface Line {
  station: string
  name: string
  town: string | null
  attendances: number
  people: number
  state: string
}

interface Page {
  totals: Record<string, number>
  stations: Line[]
  latest: { station: string; label: string; type: string; sequence: number }[]
}

const day = 86_400_000

/** The page's numbers and what it never says. Each test lives on a day of its own. */
export const pageSuite = (world: () => World): void => {
  const page = async (): Promise<Page> => (await world().call('GET', '/page.json')).body as unknown as Page
  const lineOf = async (station: string): Promise<Line> =>
    (await page()).stations.find((line) => line.station === station)!
  /** Another day, the same hour. */
  const nextDay = (): string => {
    const { clock } = world()
    clock.now += day
    return new Date(clock.now).toISOString()
  }

  test('attendances and people are two numbers', async () => {
    const { pair, send } = world()
    const time = nextDay()
    const station = await pair()
    const [wang, li] = [v7(), v7()]
    const [morningTalk, eveningTalk] = [v7(), v7()]
    station.checkin(wang, morningTalk, { time })
    station.checkin(wang, eveningTalk, { time })
    station.checkin(li, eveningTalk, { time })
    await send(station, station.upload())
    expect(await lineOf(station.station)).toMatchObject({ attendances: 3, people: 2, state: 'connected' })
    expect((await page()).totals).toMatchObject({ attendances: 3, people: 2, received: 3 })
  })

  test('one person at one event at two stations is one attendance', async () => {
    const { pair, send } = world()
    const time = nextDay()
    const stations = [await pair(), await pair()]
    const [resident, event] = [v7(), v7()]
    for (const station of stations) {
      station.checkin(resident, event, { time })
      await send(station, station.upload())
    }
    expect((await page()).totals).toMatchObject({ attendances: 1, people: 1 })
    const lines = await Promise.all(stations.map(({ station }) => lineOf(station)))
    expect(lines.map(({ attendances }) => attendances)).toEqual([1, 0])
    expect(lines.map(({ people }) => people)).toEqual([1, 1])
  })

  test('two references with one ID number are one person once both agreed to share it', async () => {
    const { pair, send } = world()
    const time = nextDay()
    const stations = [await pair(), await pair()]
    const event = v7()
    for (const [turn, station] of stations.entries()) {
      const resident = v7()
      station.checkin(resident, event, { time })
      station.consented(resident, true)
      station.identified(resident, turn === 0 ? '11999919480101001X' : '11999919480101001x')
      await send(station, station.upload())
    }
    expect((await page()).totals).toMatchObject({ attendances: 1, people: 1 })
  })

  test('children under fourteen add to the attendances by number alone', async () => {
    const { pair, send } = world()
    const time = nextDay()
    const station = await pair()
    const event = v7()
    station.checkin(v7(), event, { time })
    station.add('cn.wmsj.attendance.headcount.v1', { event, count: 3 }, { time })
    await send(station, station.upload())
    expect(await lineOf(station.station)).toMatchObject({ attendances: 4, people: 1 })
  })

  test('what happened yesterday and arrives today does not count today', async () => {
    const { pair, send, clock } = world()
    nextDay()
    const station = await pair()
    station.checkin(v7(), v7(), { time: new Date(clock.now - day).toISOString() })
    await send(station, station.upload())
    expect(await lineOf(station.station)).toMatchObject({ attendances: 0, people: 0 })
    expect((await page()).totals).toMatchObject({ received: 1 })
  })

  test('a station that is silent for more than ten minutes cannot be reached', async () => {
    const { clock, token, pair, call } = world()
    nextDay()
    await token('119999800001', '还没来')
    const station = await pair()
    clock.now += 10 * 60_000
    expect((await lineOf(station.station)).state).toBe('connected')
    clock.now += 1
    expect((await lineOf(station.station)).state).toBe('silent')
    expect((await lineOf('119999800001')).state).toBe('unpaired')
    await call('GET', '/v1/config', station.accessToken)
    expect((await lineOf(station.station)).state).toBe('connected')
  })

  test('stations stand by town, the one heard last first, and go by their names', async () => {
    const { pair, clock } = world()
    nextDay()
    const early = await pair('鸥湾村', '崂岬镇')
    clock.now += 60_000
    const late = await pair('东滩村', '崂岬镇')
    const lines = (await page()).stations.filter(({ town }) => town === '崂岬镇')
    expect(lines.map(({ station }) => station)).toEqual([late.station, early.station])
    expect(lines.map(({ name }) => name)).toEqual(['东滩村', '鸥湾村'])
    expect((await page()).stations.at(-1)!.town).toBeNull()
  })

  test('a token with a new name renames the station, one without leaves it', async () => {
    const { token, pair } = world()
    const { station } = await pair('旧名字', '崂岬镇')
    await token(station, '新名字')
    await token(station)
    expect(await lineOf(station)).toMatchObject({ name: '新名字', town: '崂岬镇' })
  })

  test('the latest records say in words what came, newest first, each once', async () => {
    const { pair, send, clock } = world()
    nextDay()
    const station = await pair()
    const resident = v7()
    station.registered(resident)
    station.checkin(resident)
    station.add('cn.wmsj.weather.observed.v1', { secret: '119999194801010012' })
    await send(station, station.upload())
    clock.now += 1_000
    station.credit(resident)
    await send(station, station.upload(2))
    await send(station, station.upload())
    const mine = (await page()).latest.filter((record) => record.station === station.station)
    expect(mine.map(({ sequence, label }) => [sequence, label])).toEqual([
      [4, '记积分'],
      [3, '还不认识的记录'],
      [2, '签到'],
      [1, '登记'],
    ])
  })

  test('an ID number stands nowhere: not on the page, not in plain text in the database, not in a warning', async () => {
    const { pair, send, call, db, warnings } = world()
    nextDay()
    const station = await pair()
    const resident = v7()
    const idNumber = '119999194801010036'
    station.consented(resident, true)
    station.identified(resident, idNumber)
    // A newer station's form of the same record, and one that is not well formed.
    station.add('cn.wmsj.resident.identified.v2', { resident, number: idNumber })
    station.add('cn.wmsj.resident.identified.v1', { resident, idNumber, cardKind: 'passport' })
    const answer = await send(station, station.upload())
    expect(answer.body).toMatchObject({ ack: '0000000004' })
    const seen = await Promise.all(['/', '/page.json', '/health'].map((path) => call('GET', path)))
    const tables = ['station_record', 'identity', 'attendance', 'ledger', 'balance', 'record_key']
    const rows = await Promise.all(tables.map((table) => db.query(`select * from ${table}`)))
    const everything = [...seen.map(({ text }) => text), JSON.stringify(rows), ...warnings, answer.text]
    for (const place of everything) expect(place).not.toContain(idNumber)
    // The station that sent it gets it back whole: its lost tail must fit the hash chain.
    const own = await call('GET', '/v1/sync/stream?from=1', station.accessToken)
    expect(own.body.records).toEqual(station.records)
  })

  test('a resident who takes the word back is no longer known by number', async () => {
    const { pair, send, call, db } = world()
    const time = nextDay()
    const stations = [await pair(), await pair()]
    const event = v7()
    for (const station of stations) {
      const resident = v7()
      station.checkin(resident, event, { time })
      station.identified(resident, '119999194801010044')
      await send(station, station.upload())
    }
    expect((await page()).totals).toMatchObject({ people: 1 })
    const [first] = stations
    const resident = (first!.records[1]!.data as { resident: string }).resident
    first!.consented(resident, false)
    await send(first!, first!.upload(2))
    expect((await page()).totals).toMatchObject({ people: 2 })
    expect(await db.query('select id from identity where resident = $1', [resident])).toEqual([])
    const own = await call('GET', '/v1/sync/stream?from=1', first!.accessToken)
    expect(own.body.records).toEqual([
      first!.records[0],
      { sequence: '0000000002', withheld: true },
      first!.records[2],
    ])
    // A replay, and the same record under a new incarnation, do not bring it back.
    await send(first!, first!.upload())
    const { id, type, data } = first!.records[1]!
    const again = world().reborn(first!)
    again.add(String(type), data as Json, { id })
    expect((await send(again, again.upload())).body).toMatchObject({ results: [{ status: 'duplicate' }] })
    const bodies = await db.query<{ body: string }>(
      'select body from station_record where id = $1 order by incarnation',
      [id],
    )
    expect(bodies.map(({ body }) => body)).toEqual(['', ''])
  })

  test('a number that came and was withdrawn in one batch leaves nothing', async () => {
    const { pair, send, db } = world()
    const station = await pair()
    const resident = v7()
    station.identified(resident, '119999194801010052')
    station.consented(resident, false)
    await send(station, station.upload())
    expect(await db.query('select id from identity where resident = $1', [resident])).toEqual([])
    const [row] = await db.query<{ body: string }>(
      'select body from station_record where station = $1 and sequence = 1',
      [station.station],
    )
    expect(row?.body).toBe('')
  })

  test('names from outside cannot become markup, and the page runs no inline code', async () => {
    const { token, call } = world()
    await token('119999800002', '<script>x</script>', '"><b>')
    const { text, headers } = await call('GET', '/')
    expect(text).toContain('&lt;script&gt;x&lt;/script&gt;')
    expect(text).not.toContain('"><b>')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(text).not.toMatch(/ style=| on[a-z]+=|<style|<script>/)
  })

  test('every part that the page names is there', async () => {
    const { call } = world()
    const { text } = await call('GET', '/')
    const parts = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path]) => path!)
    expect(parts).toEqual(['/icon.svg', '/page.css', '/page.js'])
    const answers = await Promise.all(parts.map((path) => call('GET', path)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers.map(({ headers }) => headers['content-type'])).toEqual([
      'image/svg+xml; charset=utf-8',
      'text/css; charset=utf-8',
      'text/javascript; charset=utf-8',
    ])
  })
}
