import type { DatabaseSync } from 'node:sqlite'
import type { Cell, Row } from '../tx.ts'

/** Rows of a damaged file, as far as they can be read. */
export interface Readable {
  /** Whether the last walk came to its end. */
  whole: boolean
  rows<R extends object = Row>(sql: string, ...params: Cell[]): Generator<R>
}

/** A walk ends where the file cannot be read on; that is no error here. */
export const readable = (db: DatabaseSync): Readable => {
  const self: Readable = {
    whole: true,
    *rows<R extends object>(sql: string, ...params: Cell[]): Generator<R> {
      self.whole = false
      try {
        yield* db.prepare(sql).iterate(...params) as Iterable<R> as Generator<R>
        self.whole = true
      } catch {
        // Whatever lies behind this place is looked for from the other end.
      }
    },
  }
  return self
}

export interface TableShape {
  name: string
  columns: string[]
  /** Columns of the key; `rowid` where a table has no other. */
  key: string[]
  /** Its triggers keep rows as they once were written. */
  isAppendOnly: boolean
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const listed = (columns: readonly string[], suffix = ''): string =>
  columns.map((column) => quoted(column) + suffix).join(', ')

/** Every table of a sound database of ours. */
export const shapesOf = (db: DatabaseSync): TableShape[] => {
  const tables = db
    .prepare(
      `select name, exists (select 1 from sqlite_schema t where t.type = 'trigger' and t.tbl_name = s.name
                              and t.sql like '%append-only%') as kept
         from sqlite_schema s where type = 'table' and name not like 'sqlite_%' order by rowid`,
    )
    .all() as { name: string; kept: number }[]
  return tables.map(({ name, kept }) => {
    const columns = db.prepare('select name, pk from pragma_table_info(?)').all(name) as {
      name: string
      pk: number
    }[]
    const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
    return {
      name,
      columns: columns.map((column) => column.name),
      key: key.length === 0 ? ['rowid'] : key.map((column) => column.name),
      isAppendOnly: kept === 1,
    }
  })
}

/** Columns of a table as a damaged file lists them; an older layout has fewer. Empty where it cannot be read. */
export const columnsIn = (db: DatabaseSync, table: string): string[] => {
  try {
    const rows = db.prepare('select name from pragma_table_info(?)').all(table) as { name: string }[]
    return rows.map(({ name }) => name)
  } catch {
    return []
  }
}

/** Rows of one table from both ends of its key, each at most twice. */
export function* rowsOfTable(
  source: Readable,
  shape: TableShape,
  columns: readonly string[],
): Generator<Cell[]> {
  const select = `select ${listed(columns)} from ${quoted(shape.name)} order by `
  for (const row of source.rows(select + listed(shape.key))) yield Object.values(row)
  if (source.whole) return
  for (const row of source.rows(select + listed(shape.key, ' desc'))) yield Object.values(row)
  // It came to its end from neither side, or from one: there is a hole all the same.
  source.whole = false
}
