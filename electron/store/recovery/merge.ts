import type { DatabaseSync } from 'node:sqlite'
import { ConnectionTx, Statements } from '../connection.ts'
import type { FieldCipher } from '../field-cipher.ts'
import { readMeta } from '../meta.ts'
import { columnsIn, listed, readable, rowsOfTable, shapesOf, type TableShape } from './rows.ts'
import { bringStreamsOn, type MissingRecords } from './streams.ts'

/** Walked along their chain, not row by row. */
const streamTables = new Set(['outbox', 'incarnation', 'salvaged_record', 'recovery'])

/** What was brought over from a damaged file. */
export interface Merged {
  missing: MissingRecords[]
  /** Everything that the damaged file says it held is here. */
  whole: boolean
  /** Tables that could not be read to their end. */
  torn: string[]
}

/** Triggers speak of what the station does, not of what is brought back; they come again unchanged. */
const withoutTriggers = <T>(db: DatabaseSync, work: () => T): T => {
  const triggers = db.prepare(`select name, sql from sqlite_schema where type = 'trigger'`).all() as {
    name: string
    sql: string
  }[]
  for (const { name } of triggers) db.exec(`drop trigger "${name}"`)
  const result = work()
  for (const { sql } of triggers) db.exec(sql)
  return result
}

interface ForeignKey {
  table: string
  from: string
  to: string | null
}

/** Rows whose partner could not be brought back. Where one goes, those that hang on it go too. */
const dropOrphans = (db: DatabaseSync, shapes: readonly TableShape[]): void => {
  const keys = shapes.flatMap((shape) =>
    (
      db
        .prepare('select "table", "from", "to" from pragma_foreign_key_list(?)')
        .all(shape.name) as unknown as ForeignKey[]
    ).map((key) => ({ ...key, child: shape.name })),
  )
  for (let dropped = 1; dropped > 0;) {
    dropped = 0
    for (const { child, table, from, to } of keys) {
      const parent = to ?? shapes.find(({ name }) => name === table)?.key[0] ?? 'id'
      const { changes } = db
        .prepare(
          `delete from "${child}" as c where c."${from}" is not null
             and not exists (select 1 from "${table}" p where p."${parent}" = c."${from}")`,
        )
        .run()
      dropped += Number(changes)
    }
  }
}

/** Reads every cell: a long one lies on pages of its own. */
const isReadable = (damaged: DatabaseSync, shape: TableShape, columns: readonly string[]): boolean => {
  const source = readable(damaged)
  const rows = source.rows(`select ${listed(columns)} from "${shape.name}" order by ${listed(shape.key)}`)
  while (rows.next().done !== true);
  return source.whole
}

const copyTable = (fresh: DatabaseSync, damaged: DatabaseSync, shape: TableShape): boolean => {
  const there = columnsIn(damaged, shape.name)
  const columns = shape.columns.filter((column) => there.includes(column))
  if (columns.length === 0) return false
  const source = readable(damaged)
  const mode = shape.isAppendOnly ? 'ignore' : 'replace'
  const insert = fresh.prepare(
    `insert or ${mode} into "${shape.name}" (${listed(columns)}) values (${columns.map(() => '?').join(', ')})`,
  )
  // What was taken out since the copy was made must not come back; a table with holes says nothing about that.
  const isWhole = shape.isAppendOnly || isReadable(damaged, shape, columns)
  if (!shape.isAppendOnly && isWhole) fresh.exec(`delete from "${shape.name}"`)
  let refused = 0
  for (const cells of rowsOfTable(source, shape, columns)) {
    try {
      insert.run(...cells)
    } catch {
      // Not what this table may hold: a changed byte.
      refused += 1
    }
  }
  return source.whole && refused === 0
}

/** Sums are made anew from what they are sums of. */
const recount = (db: DatabaseSync): void => {
  db.exec(`
    delete from credit_balance;
    insert into credit_balance (resident, balance)
      select resident, sum(amount) from credit_entry group by resident;
    delete from award_key;
    insert or ignore into award_key (business_key, entry)
      select e.business_key, e.id from credit_entry e
       where e.reverses is null and not exists (select 1 from credit_entry r where r.reverses = e.id)
       order by e.seq;`)
}

/**
 * Brings what can be read of `damaged` into `fresh`, a sound file: facts that are not there yet, the newest state of
 * the rest, and every stream as far as its chain holds.
 */
export const mergeDamaged = (
  fresh: DatabaseSync,
  damaged: DatabaseSync,
  cipher: FieldCipher | undefined,
): Merged => {
  const shapes = shapesOf(fresh).filter(({ name }) => !streamTables.has(name))
  fresh.exec('pragma foreign_keys = off; begin immediate')
  try {
    const merged = withoutTriggers(fresh, () => {
      const torn = shapes.filter((shape) => !copyTable(fresh, damaged, shape)).map(({ name }) => name)
      const tx = new ConnectionTx(new Statements(fresh), true)
      const streams = bringStreamsOn(readable(damaged), tx, cipher, readMeta(tx, 'incarnation'))
      dropOrphans(fresh, shapesOf(fresh))
      recount(fresh)
      return { ...streams, torn }
    })
    fresh.exec('commit')
    return merged
  } finally {
    if (fresh.isTransaction) fresh.exec('rollback')
    fresh.exec('pragma foreign_keys = on')
  }
}
