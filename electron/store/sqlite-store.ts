import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../base/clock.ts'
import { describeError, StationError } from '../base/errors.ts'
import type { Logger } from '../base/log.ts'
import { verifiedCopy } from './backup.ts'
import { ConnectionTx, Statements } from './connection.ts'
import { writeMeta } from './meta.ts'
import { isIoFailure, sqliteCode, storeError } from './sqlite-errors.ts'
import type { Store, Tx } from './tx.ts'

/** A checkpoint while nobody taps keeps the log short: one bad bit in it costs every commit behind it. */
const idleBeforeCheckpointMs = 5000
/** While people tap without a pause, the log is merged after so many commits: some megabytes. */
const commitsBeforeCheckpoint = 100
/** Long enough for the result to have left for the screen. */
const afterTheTapMs = 20

export interface SqliteStoreOptions {
  db: DatabaseSync
  file: string
  storeId: string
  boots: number
  reopen: () => DatabaseSync
  clock: Clock
  log: Logger
  /** Told of every error of the disk or the file, before whoever asked. */
  onTrouble?: ((error: StationError) => void) | undefined
}

/** The one writing connection. */
export class SqliteStore implements Store {
  readonly storeId: string
  readonly boots: number
  readonly #options: SqliteStoreOptions
  #db: DatabaseSync
  #statements: Statements
  #busy = false
  /** Why nothing more may be written before the file was opened afresh. */
  #doubt: StationError | undefined
  #lastCommit = 0
  /** Since the log was last merged. */
  #commits = 0
  #cancelCheckpoint: (() => void) | undefined

  constructor(options: SqliteStoreOptions) {
    this.storeId = options.storeId
    this.boots = options.boots
    this.#options = options
    this.#db = options.db
    this.#statements = new Statements(options.db)
  }

  unflushed<T>(work: (tx: Tx) => T): T {
    this.#db.exec('pragma synchronous = normal')
    try {
      return this.transaction(work)
    } finally {
      this.#db.exec('pragma synchronous = full')
    }
  }

  transaction<T>(work: (tx: Tx) => T): T {
    if (this.#busy || this.#db.isTransaction) throw new Error('transactions do not nest')
    if (this.#doubt !== undefined) throw this.#doubt
    this.#busy = true
    const tx = new ConnectionTx(this.#statements, true)
    try {
      const result = this.#attempt(() => {
        this.#statements.of('begin immediate').run()
        return work(tx)
      })
      this.#refusePromise(result)
      this.#commit()
      return result
    } finally {
      tx.end()
      this.#busy = false
    }
  }

  read<T>(work: (tx: Tx) => T): T {
    const tx = new ConnectionTx(this.#statements, false)
    try {
      return work(tx)
    } catch (error) {
      throw this.#meaningOf(error)
    } finally {
      tx.end()
    }
  }

  /** Copies what is committed to another name, checked; also where this file has lost its own. */
  copyTo(target: string): void {
    verifiedCopy(this.#db, target)
  }

  reopen(): void {
    this.#cancelCheckpoint?.()
    this.#cancelCheckpoint = undefined
    try {
      this.#db.close()
    } catch (error) {
      this.#options.log.warn('store did not close', { sqlite: sqliteCode(error) ?? 0 })
    }
    try {
      this.#db = this.#options.reopen()
    } catch (error) {
      throw storeError(error, this.#options.file)
    }
    this.#statements = new Statements(this.#db)
    this.#doubt = undefined
  }

  close(): void {
    this.#cancelCheckpoint?.()
    if (!this.#db.isOpen) return
    try {
      this.#db.exec('pragma wal_checkpoint(truncate)')
    } catch (error) {
      // What is in the log stays there and is found at the next start.
      this.#options.log.warn('store closed without a checkpoint', { sqlite: sqliteCode(error) ?? 0 })
    }
    this.#db.close()
  }

  /** Runs `step`; whatever it throws, nothing of the transaction remains. */
  #attempt<T>(step: () => T): T {
    try {
      return step()
    } catch (error) {
      this.#rollBack()
      throw this.#meaningOf(error)
    }
  }

  #meaningOf(error: unknown): unknown {
    const meaning = storeError(error, this.#options.file)
    if (meaning !== error && meaning instanceof StationError) this.#options.onTrouble?.(meaning)
    return meaning
  }

  #refusePromise(result: unknown): void {
    if (!(result instanceof Promise)) return
    this.#rollBack()
    throw new Error('a transaction is synchronous: its work must not return a promise')
  }

  #rollBack(): void {
    // SQLite itself rolls back after some errors; then ROLLBACK would throw and hide the first one.
    if (!this.#db.isTransaction) return
    try {
      this.#statements.of('rollback').run()
    } catch (error) {
      this.#options.log.error('rollback failed', { sqlite: sqliteCode(error) ?? 0 })
    }
  }

  #commit(): void {
    try {
      this.#statements.of('commit').run()
    } catch (error) {
      this.#rollBack()
      const cause = this.#meaningOf(error)
      this.#doubt = new StationError(
        'commitUnknown',
        { file: this.#options.file, fatal: isIoFailure(cause), sqlite: sqliteCode(error) ?? 0 },
        { cause },
      )
      throw this.#doubt
    }
    this.#lastCommit = this.#options.clock.monotonic()
    this.#commits += 1
    if (this.#commits === commitsBeforeCheckpoint) {
      this.#options.clock.after(afterTheTapMs, () => {
        this.#checkpoint()
      })
    }
    if (this.#cancelCheckpoint === undefined) this.#checkpointIn(idleBeforeCheckpointMs)
  }

  #checkpointIn(ms: number): void {
    this.#cancelCheckpoint = this.#options.clock.after(ms, () => {
      this.#cancelCheckpoint = undefined
      const idleMs = this.#options.clock.monotonic() - this.#lastCommit
      if (idleMs < idleBeforeCheckpointMs) this.#checkpointIn(idleBeforeCheckpointMs - idleMs)
      else this.#checkpoint()
    })
  }

  #checkpoint(): void {
    if (!this.#db.isOpen || this.#commits === 0) return
    try {
      this.#db.exec('pragma wal_checkpoint(passive)')
      this.#restartLog()
    } catch (error) {
      const meaning = storeError(error, this.#options.file)
      this.#options.log.error('checkpoint failed', { reason: describeError(meaning) })
      if (meaning instanceof StationError && isIoFailure(meaning)) this.#doubt = meaning
    }
  }

  /** The first commit into a merged log flushes twice, the log's head and itself: no tap shall be that one. */
  #restartLog(): void {
    this.transaction((tx) => {
      writeMeta(tx, 'merged', String(Math.floor(this.#options.clock.monotonic())))
    })
    this.#commits = 0
  }
}
