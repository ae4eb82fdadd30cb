import { chmodSync, existsSync, renameSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../base/clock.ts'
import { StationError } from '../base/errors.ts'
import type { NewId } from '../base/ids.ts'
import type { Logger } from '../base/log.ts'
import { removeDatabase } from './backup.ts'
import { applicationId, ConnectionTx, openReadOnly, openWriter, pragma, Statements } from './connection.ts'
import { createPrivateFile, flushFolder, keyFiles, recordsFile } from './files.ts'
import { readMeta, writeMeta } from './meta.ts'
import { layOut, upgrade, versionOf } from './migrate.ts'
import { migrations as allMigrations, type Migration } from './migrations/index.ts'
import { linksCheckedAtStart, verifyTail } from './outbox-chain.ts'
import { storeError } from './sqlite-errors.ts'
import { SqliteStore } from './sqlite-store.ts'
import type { Store } from './tx.ts'
import { compareWitness, hasWitness, machineName, readWitness, type WitnessVerdict } from './witness.ts'

export interface OpenStoreOptions {
  dir: string
  /** Whether a folder without a database may get one. Even then not where there was one before. */
  mayCreate: boolean
  newId: NewId
  clock: Clock
  log: Logger
  /** @default every layout change that shipped */
  migrations?: readonly Migration[]
  /** @default a one-way name of this machine */
  machineId?: string
  /** Told of every error of the disk or the file while it is open. */
  onTrouble?: (error: StationError) => void
}

export interface OpenedStore extends Store {
  /** The one before it did not close: a log was left. */
  readonly wasUnclean: boolean
  copyTo: (target: string) => void
  /** Made by this very call. */
  readonly created: boolean
  /** What the second place that remembers the database says about it. */
  readonly witness: WitnessVerdict
}

const create = (file: string, migrations: readonly Migration[], newId: NewId): void => {
  const unfinished = `${file}.unfinished`
  removeDatabase(unfinished)
  createPrivateFile(unfinished)
  const db = openWriter(unfinished)
  try {
    db.exec(`pragma application_id = ${String(applicationId)}`)
    layOut(db, migrations, unfinished)
    const tx = new ConnectionTx(new Statements(db), true)
    writeMeta(tx, 'storeId', newId())
    writeMeta(tx, 'boots', '0')
  } finally {
    db.close()
  }
  renameSync(unfinished, file)
}

/** Whose file it is and of which layout, seen by a connection that cannot change it. */
export const requireOurs = (db: DatabaseSync, file: string, newest: number): void => {
  if (pragma(db, 'application_id') !== applicationId) {
    throw new StationError('storeRefused', { file, reason: 'it belongs to another program' })
  }
  const version = versionOf(db)
  if (version > newest) throw new StationError('storeNewer', { file, version, newest })
}

const hasKey = (dir: string): boolean => keyFiles(dir).some((file) => existsSync(file))

const inspect = (file: string, newest: number): void => {
  if (statSync(file).size === 0) throw new StationError('storeRefused', { file, reason: 'it is empty' })
  const db = openReadOnly(file)
  try {
    requireOurs(db, file, newest)
  } finally {
    db.close()
  }
}

/** Version of the last layout change. */
export const newestVersion = (migrations: readonly Migration[] = allMigrations): number =>
  migrations.at(-1)?.version ?? 0

const requireText = (tx: ConnectionTx, name: 'storeId' | 'boots', file: string): string => {
  const value = readMeta(tx, name)
  if (value === undefined) throw new StationError('storeRefused', { file, reason: `${name} is missing` })
  return value
}

/** A file that is private already is left alone: it may be one that nobody may change. */
const makePrivate = (file: string): void => {
  if ((statSync(file).mode & 0o777) === 0o600) return
  try {
    chmodSync(file, 0o600)
  } catch (error) {
    throw new StationError('storeReadOnly', { file, reason: 'it cannot be made private' }, { cause: error })
  }
}

const openExisting = (options: OpenStoreOptions, created: boolean): OpenedStore => {
  const { dir, clock, log, migrations = allMigrations, machineId = machineName() } = options
  const file = recordsFile(dir)
  inspect(file, newestVersion(migrations))
  makePrivate(file)
  const wasUnclean = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0

  let db = openWriter(file)
  try {
    upgrade(db, migrations, { dir, clock, log })
    const tx = new ConnectionTx(new Statements(db), true)
    verifyTail(tx, linksCheckedAtStart)
    const storeId = requireText(tx, 'storeId', file)
    const bootsBefore = Number(requireText(tx, 'boots', file))
    writeMeta(tx, 'boots', String(bootsBefore + 1))
    const witness = compareWitness(tx, readWitness(dir), { storeId, bootsBefore, machineId })
    if (witness === 'rolledBack' || witness === 'otherMachine')
      log.error('store and witness differ', { witness })
    const reopen = (): DatabaseSync => {
      db = openWriter(file)
      verifyTail(new ConnectionTx(new Statements(db), false), linksCheckedAtStart)
      return db
    }
    const { onTrouble } = options
    const store = new SqliteStore({
      db,
      file,
      storeId,
      boots: bootsBefore + 1,
      reopen,
      clock,
      log,
      onTrouble,
    })
    return Object.assign(store, { created, witness, wasUnclean })
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Opens the station's database for writing. The folder must be held (`lockFolder`).
 * Throws `storeMissing` (it should be there and is not), `storeRefused` (damaged, empty, foreign), `storeNewer`
 * (written by a newer program; nothing was touched), `storeFull`, `storeReadOnly`, `storeIo`.
 */
export const openStore = (options: OpenStoreOptions): OpenedStore => {
  const { dir, mayCreate, newId, migrations = allMigrations } = options
  const file = recordsFile(dir)
  try {
    if (existsSync(file)) return openExisting(options, false)
    // The key is made after the database: where it lies, there was one.
    if (!mayCreate || hasWitness(dir) || hasKey(dir)) {
      throw new StationError('storeMissing', { file })
    }
    create(file, migrations, newId)
    flushFolder(dir)
    return openExisting(options, true)
  } catch (error) {
    throw storeError(error, file)
  }
}
