import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../centre/store/database.ts'
import { openPostgres } from '../../centre/store/postgres.ts'
import { findPostgres, startPostgres, type Postgres } from '../support/postgres.ts'
import { centreSuite } from './suites/all.ts'

const missing = findPostgres() === undefined

if (missing) {
  test.skipIf(!process.env.CI)('PostgreSQL is installed (skipped: there is none on this machine)', () => {
    expect(findPostgres()).toBeDefined()
  })
}

describe.skipIf(missing)('on PostgreSQL', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.stop())

  /** Of one server: a schema of its own for the one that begins empty. */
  const openEmpty = async (): Promise<Database> => {
    const db = openPostgres(postgres.url)
    await db.script('create schema other')
    await db.close()
    return openPostgres(`${postgres.url}&options=-csearch_path%3Dother`)
  }

  centreSuite(() => Promise.resolve(openPostgres(postgres.url)), openEmpty, 60)
})
