import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashOf } from '../../../centre/seal.ts'
import type { Database } from '../../../centre/store/database.ts'
import { schemaSteps, schemaVersion } from '../../../centre/store/schema.ts'
import { openSqlStore } from '../../../centre/store/sql-store.ts'
import { PairedStream, openWorld, type World } from '../support/world.ts'

const at = Date.parse('2026-11-17T01:00:00.000Z')

/** A database as the first centre left it: an attendance with its award, and a number that two references share. */
const fill = async (db: Database, station: PairedStream, ids: Record<string, string>): Promise<void> => {
  await db.script(
    'create table centre_schema (version bigint primary key); insert into centre_schema values (1);',
  )
  await db.script(schemaSteps[0]!)
  await db.query('insert into station (station) values ($1)', [station.station])
  await db.query('insert into device (device, station, access_hash, paired_ms) values ($1, $2, $3, 0)', [
    station.deviceId,
    station.station,
    ids.accessHash,
  ])
  const { incarnation, records } = station
  const { resident, event } = records[0]!.data as { resident: string; event: string }
  for (const [index, { id, type }] of records.entries()) {
    await db.query('insert into record_key (id, station, incarnation, sequence) values ($1, $2, $3, $4)', [
      id,
      station.station,
      incarnation,
      index + 1,
    ])
    await db.query(
      `insert into station_record (station, incarnation, sequence, id, hash, record_type, corrected_ms, received_ms,
         verdict, body, sealed) values ($1, $2, $3, $4, $5, $6, $7, $7, 'applied', '{}', false)`,
      [station.station, incarnation, index + 1, id, station.hashes[index + 1], type, at + index],
    )
  }
  await db.query(
    'insert into stream_head (station, incarnation, last_sequence, last_hash, opened_ms) values ($1, $2, $3, $4, 0)',
    [station.station, incarnation, records.length, station.hashes.at(-1)],
  )
  await db.query(
    `insert into attendance (id, station, event, resident, business_date, received_ms)
     values ($1, $2, $3, $4, '2026-11-17', $5)`,
    [records[0]!.id, station.station, event, resident, at],
  )
  await db.query(
    `insert into ledger (resident, entry_id, amount, rule_id, rule_rev, event, business_key, business_date, station,
       received_ms) values ($1, $2, 50, 'L01', 1, $3, $4, '2026-11-17', $5, $6)`,
    [resident, records[1]!.id, event, `${resident}|${event}|L01`, station.station, at],
  )
  await db.query('insert into balance (resident, amount, rev) values ($1, 50, 1)', [resident])
  for (const reference of [resident, ids.other]) {
    await db.query(
      `insert into identity (id, resident, number_index, station, incarnation, sequence)
       values ($1, $2, 'index', $3, $4, 0)`,
      [v7(), reference, station.station, incarnation],
    )
  }
}

/** A centre of today over a database of the first one. */
export const upgradeSuite = (openEmpty: () => Promise<Database>): void => {
  let world: World
  const accessToken = v7()
  const station = new PairedStream('119999990001', { accessToken, deviceId: v7() })
  const [resident, other, event] = [v7(), v7(), v7()]
  const checkin = station.checkin(resident, event)
  const entry = station.credit(resident, event, 50)
  beforeAll(async () => {
    world = await openWorld(async () => {
      const db = await openEmpty()
      await fill(db, station, { accessHash: hashOf(accessToken), other })
      return db
    })
  })
  afterAll(() => world.close())

  test('what was counted before still counts, at its time and for the person behind the number', async () => {
    const { store, db, pair, send } = world
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 1, people: 1 })
    expect(await db.query('select corrected_ms from attendance')).toEqual([{ corrected_ms: at }])
    const far = await pair()
    far.checkin(other, event, { time: '2026-11-17T02:00:00.000Z' })
    await send(far, far.upload())
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 1, people: 1 })
    expect(await store.doubles('2026-11-17')).toMatchObject([
      { event, first: { station: station.station, atMs: at }, again: { station: far.station } },
    ])
    far.reversed(far.records[0]!)
    await send(far, far.upload(1))
  })

  test('an award from before is given once, taken back once, and given again', async () => {
    const { store, send, db } = world
    station.credit(resident, event, 50)
    station.creditReversed(entry)
    station.reversed(checkin)
    station.credit(resident, event, 60)
    expect((await send(station, station.upload(2))).body).toMatchObject({
      ack: '0000000006',
      results: [{ sequence: '0000000003', status: 'rejected', code: 'duplicate-award' }],
    })
    expect(await db.query('select amount from balance where resident = $1', [resident])).toEqual([
      { amount: 60 },
    ])
    expect(await store.eventCounts(event)).toMatchObject({ attendances: 0, people: 0 })
    expect(await store.brokenBalances()).toBe(0)
  })

  test('opened again, it is upgraded no second time', async () => {
    const { db } = world
    await openSqlStore(db as Database)
    expect(await db.query('select version from centre_schema order by version')).toEqual(
      Array.from({ length: schemaVersion }, (_, index) => ({ version: index + 1 })),
    )
  })

  test('a database of a newer centre is refused and left as it is', async () => {
    const { db } = world
    await db.query('insert into centre_schema (version) values ($1)', [schemaVersion + 1])
    await expect(openSqlStore(db as Database)).rejects.toThrow('newer centre')
    await db.query('delete from centre_schema where version = $1', [schemaVersion + 1])
  })
}
