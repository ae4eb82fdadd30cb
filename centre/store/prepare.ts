import { isRaceOfCreators, type Database } from './database.ts'
import { schemaSteps, schemaVersion } from './schema.ts'

const makeVersionTable = 'create table if not exists centre_schema (version bigint primary key)'

/**
 * Brings the tables to this centre's version, all missing steps in one transaction; of two centres that start at
 * once the second waits and finds them done. Rejects when a newer centre made them.
 */
export const prepare = async (db: Database): Promise<void> => {
  try {
    await db.script(makeVersionTable)
  } catch (error) {
    if (!isRaceOfCreators(error)) throw error
    await db.script(makeVersionTable)
  }
  await db.transaction(async (tx) => {
    await tx.query('lock table centre_schema in exclusive mode')
    const [row] = await tx.query<{ version: number | null }>(
      'select max(version) as version from centre_schema',
    )
    const made = row?.version ?? 0
    if (made > schemaVersion) {
      throw new Error(`the database is of a newer centre (tables ${String(made)})`)
    }
    for (const [index, step] of schemaSteps.entries()) {
      if (index < made) continue
      await tx.script(step)
      await tx.query('insert into centre_schema (version) values ($1)', [index + 1])
    }
  })
}
