import { PGlite, types, type Transaction } from '@electric-sql/pglite'
import type { Database, Queries } from './database.ts'

const queriesOf = (connection: PGlite | Transaction): Queries => ({
  query: async <Row>(sql: string, params: readonly unknown[] = []) =>
    (await connection.query<Row>(sql, [...params])).rows,
  script: async (sql) => {
    await connection.exec(sql)
  },
})

/**
 * PostgreSQL compiled to WebAssembly, for demonstrations and a contractor's laptop: one connection, one
 * process. `folder` absent = in memory. Its makers call it beta: a city uses `postgres.ts`.
 */
export const openPglite = async (folder?: string): Promise<Database> => {
  const db = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    parsers: { [types.INT8]: Number },
  })
  return {
    ...queriesOf(db),
    transaction: (work) => db.transaction((tx) => work(queriesOf(tx))),
    close: () => db.close(),
  }
}
