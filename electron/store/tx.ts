/** What SQLite stores in a column. */
export type Cell = string | number | bigint | null | Uint8Array
export type Row = Record<string, Cell>

/**
 * A connection inside `Store.transaction()` or `Store.read()`; worthless once that call has returned.
 * Statements are prepared once per SQL text.
 */
export interface Tx {
  get<R extends object = Row>(sql: string, ...params: Cell[]): R | undefined
  all<R extends object = Row>(sql: string, ...params: Cell[]): R[]
  run(sql: string, ...params: Cell[]): { changes: number; lastInsertRowid: number }
}

/** The station's database. One writer, synchronous: between two awaits nobody else writes. */
export interface Store {
  /** Name of this database, made when it was created. */
  readonly storeId: string
  /** How often it was opened for writing. */
  readonly boots: number
  /**
   * Runs `work` in BEGIN IMMEDIATE … COMMIT: one flush, after which every write of it survives a power cut.
   * What `work` throws is thrown again after ROLLBACK: surely nothing was written.
   * A failing COMMIT throws `commitUnknown`: the writes may be there. `reopen()`, then look the id up.
   */
  transaction<T>(work: (tx: Tx) => T): T
  /**
   * The same without a flush: a power cut may undo it, wholly, until the next flushed transaction.
   * Only for what is found out again, such as what the centre has acknowledged.
   */
  unflushed<T>(work: (tx: Tx) => T): T
  /** Runs `work` on the same connection without a transaction of its own; it must not write. */
  read<T>(work: (tx: Tx) => T): T
  /** Closes the file and opens it afresh, as after a restart. */
  reopen(): void
  close(): void
}
