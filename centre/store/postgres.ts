import pg from 'pg'
import type { Database, Queries } from './database.ts'

/** The driver gives eight-byte integers as text; none of ours leaves what a number holds exactly. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

const queriesOf = (connection: pg.Pool | pg.PoolClient): Queries => ({
  query: async <Row>(sql: string, params: readonly unknown[] = []) =>
    (await connection.query(sql, [...params])).rows as Row[],
  script: async (sql) => {
    await connection.query(sql)
  },
})

const transaction = async <T>(pool: pg.Pool, work: (tx: Queries) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  // Without a listener a server that dies under an open transaction would end this process as well.
  const onError = (): undefined => undefined
  client.on('error', onError)
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(queriesOf(client))
    await client.query('commit')
    return result
  } catch (error) {
    // A connection that cannot even roll back is not given to the next caller.
    await client.query('rollback').catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : new Error('rollback failed', { cause })
    })
    throw error
  } finally {
    client.off('error', onError)
    client.release(broken)
  }
}

/** PostgreSQL 13 or newer, or what speaks its protocol. `url` as libpq writes it; also `?host=/socket/folder`. */
export const openPostgres = (url: string, connections = 8): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    types,
  })
  // An idle connection that the server ends: the pool drops it, the next query opens another.
  pool.on('error', () => undefined)
  return {
    ...queriesOf(pool),
    transaction: (work) => transaction(pool, work),
    close: () => pool.end(),
  }
}
