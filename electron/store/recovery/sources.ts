import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { applicationId, ConnectionTx, openLenient, pragma, Statements } from '../connection.ts'
import { versionsFrom, type FieldVersions } from '../field-versions.ts'
import { backupFolder } from '../files.ts'
import { readMeta, type MetaName } from '../meta.ts'
import { copyWithLog } from './aside.ts'

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])

/** Copies that may serve, the newest first: those of the nights, then those made before an upgrade. */
export const copiesIn = (dir: string): string[] => {
  const folder = backupFolder(dir)
  const names = namesIn(folder)
  const nights = names.filter((name) => /^records-\d{4}-\d{2}-\d{2}\.db$/.test(name))
  const upgrades = names.filter((name) => /^before-.*\.db$/.test(name))
  const stamp = (name: string): number => Number(/-(\d+)\.db$/.exec(name)?.[1] ?? 0)
  return [...nights.toSorted().reverse(), ...upgrades.toSorted((a, b) => stamp(b) - stamp(a))].map((name) =>
    join(folder, name),
  )
}

/**
 * Opens a file that may be damaged; `null` where not even that is possible, or where it holds nothing. It is only read,
 * and SQLite is told to be lenient: a file that is shorter than its head says is read as far as it goes.
 */
export const openDamaged = (file: string): DatabaseSync | null => {
  if (file === '' || !existsSync(file)) return null
  let db: DatabaseSync | null = null
  try {
    db = openLenient(file)
    const tables = db.prepare('select count(*) as n from sqlite_schema').get() as { n: number }
    if (tables.n > 0) return db
  } catch {
    // Its head is not that of a database.
  }
  db?.close()
  return null
}

const headBytes = 100
const pageSizeAt = 16
const pageCountAt = 28

/**
 * Makes a copy of a file whose head is no head, with the head of a sound one of the same layout. Everything behind it
 * may still be there.
 */
export const withNewHead = (file: string, soundFile: string, copy: string): void => {
  copyWithLog(file, copy)
  const head = readFileSync(soundFile).subarray(0, headBytes)
  const pageSize = head.readUInt16BE(pageSizeAt)
  head.writeUInt32BE(Math.ceil(statSync(file).size / pageSize), pageCountAt)
  const handle = openSync(copy, 'r+')
  try {
    writeSync(handle, head, 0, headBytes, 0)
  } finally {
    closeSync(handle)
  }
}

export const isOurs = (db: DatabaseSync): boolean => pragma(db, 'application_id') === applicationId

/** A fact about a database that may be damaged; `undefined` where it cannot be read. */
export const factOf = (db: DatabaseSync, name: MetaName): string | undefined => {
  try {
    return readMeta(new ConnectionTx(new Statements(db), false), name)
  } catch {
    return undefined
  }
}

/** The field keys that a database was left with. Throws `keyWrong` for what is no version. */
export const fieldVersionsOf = (db: DatabaseSync): FieldVersions =>
  versionsFrom(factOf(db, 'fieldKey'), factOf(db, 'fieldKeyOldest'))
