import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { StationError } from '../base/errors.ts'
import { databaseUri } from './files.ts'
import type { Cell, Row, Tx } from './tx.ts'

/** "WMSJ" in ASCII: says whose file this is, also to `file(1)`. */
export const applicationId = 0x574d534a

/** Settings of the writing connection with the value each must read back as. */
const writerPragmas: readonly (readonly [name: string, value: string | number, readBack: string | number])[] =
  [
    ['busy_timeout', 2000, 2000],
    ['foreign_keys', 'on', 1],
    ['trusted_schema', 'off', 0],
    ['cell_size_check', 'on', 1],
    ['journal_mode', 'wal', 'wal'],
    ['synchronous', 'full', 2],
    ['secure_delete', 'on', 1],
    // The log is merged between taps, never inside one.
    ['wal_autocheckpoint', 0, 0],
    ['journal_size_limit', 8_388_608, 8_388_608],
  ]

const setPragma = (
  db: DatabaseSync,
  [name, value, wanted]: readonly [string, string | number, string | number],
): void => {
  db.prepare(`pragma ${name} = ${String(value)}`).get()
  const got = pragma(db, name)
  if (got !== wanted) {
    throw new StationError('storeRefused', { reason: `setting ${name} reads back as ${String(got)}` })
  }
}

/** The value of a pragma that answers with one cell. */
export const pragma = (db: DatabaseSync, name: string): Cell | undefined => {
  const row = db.prepare(`pragma ${name}`).get() as Row | undefined
  return row === undefined ? undefined : Object.values(row)[0]
}

/** Opens an existing file for writing, durable from the first commit on. Never creates it. */
export const openWriter = (file: string): DatabaseSync => {
  const db = new DatabaseSync(databaseUri(file, 'rw'), { enableForeignKeyConstraints: true })
  try {
    db.enableDefensive(true)
    for (const setting of writerPragmas) setPragma(db, setting)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opens an existing file so that this connection can change nothing in it, not even by a checkpoint. */
export const openReadOnly = (file: string): DatabaseSync => {
  const db = new DatabaseSync(databaseUri(file, 'ro'), { readOnly: true, timeout: 2000 })
  db.enableDefensive(true)
  return db
}

/** As `openReadOnly`, for a file that may be damaged: what contradicts itself is read as far as it goes. */
export const openLenient = (file: string): DatabaseSync => {
  const db = new DatabaseSync(databaseUri(file, 'ro'), { readOnly: true, timeout: 2000 })
  try {
    db.exec('pragma writable_schema = on; pragma cell_size_check = on')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** The statements of one connection, each prepared once. */
export class Statements {
  readonly #db: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  of(sql: string): StatementSync {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const statement = this.#db.prepare(sql)
    this.#prepared.set(sql, statement)
    return statement
  }
}

/** A `Tx` that dies with the call it was made for, so that a kept one cannot write outside its transaction. */
export class ConnectionTx implements Tx {
  readonly #statements: Statements
  readonly #mayWrite: boolean
  #alive = true

  constructor(statements: Statements, mayWrite: boolean) {
    this.#statements = statements
    this.#mayWrite = mayWrite
  }

  end(): void {
    this.#alive = false
  }

  get<R extends object = Row>(sql: string, ...params: Cell[]): R | undefined {
    return this.#statement(sql).get(...params) as R | undefined
  }

  all<R extends object = Row>(sql: string, ...params: Cell[]): R[] {
    return this.#statement(sql).all(...params) as R[]
  }

  run(sql: string, ...params: Cell[]): { changes: number; lastInsertRowid: number } {
    if (!this.#mayWrite) throw new Error('a read must not write: use a transaction')
    const { changes, lastInsertRowid } = this.#statement(sql).run(...params)
    return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) }
  }

  #statement(sql: string): StatementSync {
    if (!this.#alive) throw new Error('this connection was lent for one call, which is over')
    return this.#statements.of(sql)
  }
}
