import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openPostgres } from '../../centre/store/postgres.ts'
import { openSqlStore } from '../../centre/store/sql-store.ts'
import { findPostgres, startPostgres, type Postgres } from '../support/postgres.ts'
import { pairWith, postUpload, runCentre, startCentre, temporaryFolder } from './support/program.ts'
import { Stream } from './support/station.ts'
import { openWorld } from './support/world.ts'

/** Under CI the suite in postgres.test.ts fails where PostgreSQL is missing. */
describe.skipIf(findPostgres() === undefined)('on PostgreSQL', { timeout: 120_000 }, () => {
  let postgres: Postgres
  let folder: ReturnType<typeof temporaryFolder>
  beforeAll(async () => {
    folder = temporaryFolder()
    postgres = await startPostgres()
  })
  afterAll(async () => {
    await postgres.stop()
    folder.remove()
  })

  test('a centre killed in the middle of uploads loses nothing that it acknowledged and counts nothing twice', async () => {
    const args = ['--port', '0', '--database', postgres.url, '--data', folder.path]
    const codes = ['119999001001', '119999001002', '119999001003', '119999001004']
    let centre = await startCentre(args)
    const stations = await Promise.all(
      codes.map(async (code) => {
        const token = await runCentre(['token', '--station', code, '--database', postgres.url])
        const { accessToken } = await pairWith(centre.url, token.stdout.trim())
        const stream = new Stream(code)
        for (let i = 0; i < 1_500; i += 1) stream.credit(undefined, undefined, 1 + (i % 7))
        return { stream, accessToken, acked: 0 }
      }),
    )
    type Station = (typeof stations)[number]
    /** Sends until the connection breaks or all is acknowledged. */
    const uploadAll = async (station: Station): Promise<void> => {
      while (station.acked < station.stream.records.length) {
        const to = Math.min(station.acked + 50, station.stream.records.length)
        const upload = station.stream.upload(station.acked, to)
        const answer = await postUpload(centre.url, upload, station.accessToken).catch(() => undefined)
        if (answer === undefined) return
        expect(answer.status).toBe(200)
        station.acked = Number(answer.body.ack)
      }
    }
    const ackedAtLeast = (records: number): Promise<boolean> =>
      vi.waitUntil(() => stations[0]!.acked >= records, { interval: 1, timeout: 60_000 })
    for (const records of [100, 400, 700]) {
      const uploads = stations.map(uploadAll)
      await ackedAtLeast(records)
      centre.child.kill('SIGKILL')
      await Promise.all([...uploads, centre.ended])
      expect(stations[0]!.acked).toBeLessThan(1_500)
      centre = await startCentre(args)
    }
    await Promise.all(stations.map(uploadAll))
    const db = openPostgres(postgres.url)
    const store = await openSqlStore(db)
    const sums = await db.query<{ station: string; entries: number; amount: number; sequences: number }>(
      `select l.station, count(*) as entries, cast(sum(l.amount) as bigint) as amount,
         (select count(*) from station_record r where r.station = l.station) as sequences
       from ledger l group by l.station order by l.station`,
    )
    const amount = stations[0]!.stream.records.reduce(
      (sum, { data }) => sum + (data as { amount: number }).amount,
      0,
    )
    expect(sums).toEqual(codes.map((station) => ({ station, entries: 1_500, amount, sequences: 1_500 })))
    expect(await store.brokenBalances()).toBe(0)
    await store.close()
    expect((await centre.end('SIGTERM')).code).toBe(0)
  })

  test('a database that fails is answered with 503 and Retry-After, and works again when it is back', async () => {
    const world = await openWorld(() => Promise.resolve(openPostgres(postgres.url)))
    const station = await world.pair()
    station.checkin()
    await postgres.crash()
    const refused = await world.send(station, station.upload())
    expect(refused).toMatchObject({ status: 503, body: { type: 'urn:wmsj:problem:maintenance' } })
    expect(refused.headers['retry-after']).toBe('5')
    expect(world.warnings).toEqual([expect.stringMatching(/^request failed: \w+$/)])
    await postgres.start()
    expect((await world.send(station, station.upload())).body).toMatchObject({ ack: '0000000001' })
    await world.close()
  })

  test('a database that dies under an open transaction fails that transaction and not the centre', async () => {
    const db = openPostgres(postgres.url)
    const broken = db.transaction(async (tx) => {
      await tx.query('select 1')
      await postgres.crash()
      await tx.query('select 1')
    })
    await expect(broken).rejects.toThrow()
    await postgres.start()
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }])
    await db.close()
  })

  test('a database of a newer centre is refused with 4', async () => {
    const db = openPostgres(postgres.url)
    await db.query('insert into centre_schema (version) values (1000)')
    const ended = await runCentre(['--port', '0', '--database', postgres.url, '--data', folder.path])
    await db.query('delete from centre_schema where version = 1000')
    await db.close()
    expect(ended).toMatchObject({ code: 4, stdout: '' })
    expect(ended.stderr).toBe('centre: the database is of a newer centre (tables 1000)\n')
  })
})
