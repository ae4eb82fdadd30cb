import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

  centreSuite(() => Promise.resolve(openPostgres(postgres.url)), 60)
})
