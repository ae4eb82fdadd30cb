import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { StationError } from '../base/errors.ts'
import { ConnectionTx, openReadOnly, pragma, Statements } from './connection.ts'
import { createPrivateFile, flushFile, flushFolder } from './files.ts'
import { currentHead } from './outbox-chain.ts'
import { storeError } from './sqlite-errors.ts'

const headOf = (db: DatabaseSync): string => {
  const tx = new ConnectionTx(new Statements(db), false)
  const hasStreams = tx.get(`select 1 as found from sqlite_schema where name = 'incarnation'`) !== undefined
  const head = hasStreams ? currentHead(tx) : undefined
  return [
    String(pragma(db, 'user_version')),
    String(pragma(db, 'application_id')),
    head?.incarnation ?? '',
    String(head?.sequence ?? 0),
    Buffer.from(head?.hash ?? []).toString('hex'),
  ].join(' ')
}

const verify = (copy: string, expectedHead: string): void => {
  const db = openReadOnly(copy)
  try {
    const answer = pragma(db, 'quick_check')
    if (answer !== 'ok') throw new StationError('storeRefused', { file: copy, reason: 'the copy is damaged' })
    if (headOf(db) !== expectedHead) {
      throw new StationError('storeRefused', { file: copy, reason: 'the copy ends elsewhere' })
    }
  } finally {
    db.close()
  }
}

/**
 * Copies an open database to `target`, which appears under that name only after it was flushed, reopened,
 * checked, and seen to end at the same record. Throws what went wrong; then there is no `target`.
 */
export const verifiedCopy = (db: DatabaseSync, target: string): void => {
  const unfinished = `${target}.unfinished`
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  removeDatabase(unfinished)
  try {
    createPrivateFile(unfinished)
    db.prepare('vacuum into ?').run(unfinished)
    flushFile(unfinished)
    verify(unfinished, headOf(db))
    renameSync(unfinished, target)
    flushFolder(dirname(target))
  } catch (error) {
    throw storeError(error, target)
  } finally {
    removeDatabase(unfinished)
  }
}

/** Removes a file of ours that never became valid, with SQLite's side files. */
export const removeDatabase = (file: string): void => {
  for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) {
    if (existsSync(name)) rmSync(name)
  }
}
