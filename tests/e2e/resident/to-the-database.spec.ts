import { PGlite } from '@electric-sql/pglite'
import type { Page } from '@playwright/test'
import pg from 'pg'
import { expect, result, test, type Start } from '../fixtures.ts'
import { findPostgres, startPostgres } from '../../support/postgres.ts'
import { newFolder, removeFolder, startCentre, type RunningCentre } from '../../support/station.ts'

interface Stored {
  type: string
  sequence: number
}

const sql = 'select record_type as type, sequence from station_record where station = $1 order by sequence'
const code = '119999888001'
const wanted = [
  { type: 'cn.wmsj.resident.registered.v1', sequence: 1 },
  { type: 'cn.wmsj.attendance.checkin.v1', sequence: 2 },
]
const plain = (rows: unknown[]): Stored[] =>
  rows.map((row) => {
    const { type, sequence } = row as { type: string; sequence: number | string }
    return { type, sequence: Number(sequence) }
  })

/** Checks one person in at a station that is paired with this centre; resolves when the centre has it. */
const tapThere = async (
  centre: RunningCentre,
  {
    page,
    reader,
    start,
  }: { page: Page; reader: { path: string; say: (line: string) => void }; start: Start },
): Promise<void> => {
  const token = await centre.token(code)
  const station = await start({ reader: reader.path, centre: { url: centre.url, token } })
  await page.goto(station.url)
  await station.healthy(({ reader: { state } }) => state === 'ready')
  reader.say('place grandfather')
  await expect(result(page, 'checkedIn')).toBeVisible()
  await station.healthy(({ outbox }) => outbox.pending === 0)
}

test('a tap stands in the centre’s database, on PGlite', async ({ page, reader, start }) => {
  test.setTimeout(120_000)
  const dir = newFolder()
  const centre = await startCentre({ dir })
  await tapThere(centre, { page, reader, start })
  await centre.stop()
  const database = await PGlite.create(`${dir}/database`)
  expect(plain((await database.query(sql, [code])).rows)).toEqual(wanted)
  await database.close()
  removeFolder(dir)
})

test('a tap stands in the centre’s database, on PostgreSQL', async ({ page, reader, start }) => {
  test.skip(findPostgres() === undefined && process.env.CI !== 'true', 'PostgreSQL is not installed')
  test.setTimeout(120_000)
  const dir = newFolder()
  const postgres = await startPostgres()
  const centre = await startCentre({ dir, database: postgres.url })
  await tapThere(centre, { page, reader, start })
  const client = new pg.Client(postgres.url)
  await client.connect()
  expect(plain((await client.query(sql, [code])).rows)).toEqual(wanted)
  await client.end()
  await centre.stop()
  await postgres.stop()
  removeFolder(dir)
})
