import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Clock } from '../base/clock.ts'
import { freeBytesNow } from '../base/disk.ts'
import { StationError } from '../base/errors.ts'
import { ConnectionTx, openReadOnly, openWriter, Statements } from './connection.ts'
import { newestVersion } from './database.ts'
import { createFieldCipher } from './field-cipher.ts'
import {
  documentNames,
  flushFile,
  flushFolder,
  keyFile,
  keyFiles,
  recordsFile,
  witnessFile,
} from './files.ts'
import { rootKeyIn } from './key-sources.ts'
import { readKeyStore } from './key-store.ts'
import { writeMeta } from './meta.ts'
import { layOut, versionOf } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { damagedFolder, setAside } from './recovery/aside.ts'
import { findingsOf, isSound } from './recovery/check.ts'
import { noteRecovery } from './recovery/notes.ts'
import { factOf, fieldVersionsOf, isOurs } from './recovery/sources.ts'
import { magic, type Opener } from './sealed-copy.ts'
import { unsealFiles } from './sealed-file.ts'
import { previousOf } from './document-body.ts'

/** A copy that was opened, checked, and waits to take the place of what lies in the folder. */
const stagingFolder = (dir: string): string => join(dir, 'restore')
const readyFile = (dir: string): string => join(stagingFolder(dir), 'ready')

const fits = new Set<string>(['records.db', 'key', ...documentNames])

const refused = (file: string, reason: string): StationError =>
  new StationError('copyRefused', { file, reason })

export const isSealedFile = (file: string): boolean => {
  const handle = openSync(file, 'r')
  try {
    const start = Buffer.alloc(magic.length)
    readSync(handle, start, 0, start.length, 0)
    return start.equals(magic)
  } finally {
    closeSync(handle)
  }
}

const unpack = async (from: string, staging: string, opener: Opener): Promise<void> => {
  await unsealFiles(from, opener, async (name, bytes) => {
    if (!fits.has(name)) throw refused(from, 'it holds what is none of ours')
    await appendFile(join(staging, name), bytes, { mode: 0o600, flag: 'a' })
  })
}

/** Whole, ours, and opening with the key that came with it, or that lies in the folder already. */
const prove = async (from: string, dir: string): Promise<void> => {
  const staging = stagingFolder(dir)
  const file = join(staging, 'records.db')
  if (!existsSync(file)) throw refused(from, 'it holds no records')
  const db = openReadOnly(file)
  try {
    if (!isOurs(db)) throw refused(from, 'it belongs to another program')
    if (versionOf(db) > newestVersion()) {
      throw new StationError('storeNewer', { file: from, version: versionOf(db), newest: newestVersion() })
    }
    const keyDir = existsSync(keyFile(staging)) ? staging : dir
    const keys = await readKeyStore(rootKeyIn(keyDir), factOf(db, 'keyCheck'))
    // A copy of before the key was replaced says so itself.
    const versions = fieldVersionsOf(db)
    const findings = findingsOf(db, keys === undefined ? undefined : createFieldCipher(keys, () => versions))
    if (!isSound(findings)) throw refused(from, 'it is damaged')
  } catch (error) {
    if (error instanceof StationError) throw error
    throw new StationError('copyRefused', { file: from, reason: 'it is no database' }, { cause: error })
  } finally {
    db.close()
  }
}

/** What follows belongs to a new stream: the centre may hold more of the old one than this copy. */
const beginAnew = (dir: string, from: string, at: number): void => {
  const file = join(stagingFolder(dir), 'records.db')
  const db = openWriter(file)
  try {
    layOut(db, migrations, file)
    const tx = new ConnectionTx(new Statements(db), true)
    writeMeta(tx, 'newStream', 'restored')
    noteRecovery(tx, {
      at,
      step: 'restored',
      from: basename(from),
      folder: basename(damagedFolder(dir, at)),
      missing: [],
      torn: [],
      newStream: true,
    })
    db.exec('pragma wal_checkpoint(truncate)')
  } finally {
    db.close()
  }
  flushFile(file)
}

const requireSpace = (from: string, dir: string): void => {
  if (freeBytesNow(dir) < statSync(from).size * 2) {
    throw new StationError('storeFull', { file: dir, reason: 'no room to restore' })
  }
}

/**
 * Opens a copy beside the records and proves it whole; nothing of the records is touched. `opener` is asked for only
 * where the copy is sealed. Throws `copyRefused`, `keyWrong`, `keyMissing`, `storeNewer`, `storeFull`.
 */
export const stageCopy = async (options: {
  dir: string
  from: string
  opener: Opener | null
  clock: Clock
}): Promise<void> => {
  const { dir, from, opener, clock } = options
  if (!existsSync(from)) throw refused(from, 'it is not there')
  const staging = stagingFolder(dir)
  rmSync(staging, { recursive: true, force: true })
  requireSpace(from, dir)
  mkdirSync(staging, { mode: 0o700 })
  try {
    if (!isSealedFile(from)) copyFileSync(from, join(staging, 'records.db'))
    else if (opener === null) throw new StationError('keyMissing', { file: from })
    else await unpack(from, staging, opener)
    await prove(from, dir)
    const at = clock.now()
    beginAnew(dir, from, at)
    writeFileSync(readyFile(dir), String(at), { mode: 0o600 })
    flushFile(readyFile(dir))
    flushFolder(staging)
  } catch (error) {
    rmSync(staging, { recursive: true, force: true })
    throw error
  }
}

/**
 * Puts a staged copy in its place, at a start, with the folder held; what lay there is kept in a folder beside. May be
 * killed anywhere: the next start goes on. Whether there was one.
 */
export const takeStagedCopy = (dir: string): boolean => {
  const staging = stagingFolder(dir)
  if (!existsSync(readyFile(dir))) {
    rmSync(staging, { recursive: true, force: true })
    return false
  }
  const folder = damagedFolder(dir, Number(readFileSync(readyFile(dir), 'utf8')))
  const records = join(staging, 'records.db')
  if (existsSync(records)) {
    for (const suffix of ['', '-wal', '-shm']) setAside(`${recordsFile(dir)}${suffix}`, folder)
    for (const file of [witnessFile(dir), previousOf(witnessFile(dir))]) setAside(file, folder)
    for (const name of ['key', ...documentNames]) {
      if (!existsSync(join(staging, name))) continue
      setAside(join(dir, name), folder)
      if (name === 'key') for (const file of keyFiles(dir)) setAside(file, folder)
      renameSync(join(staging, name), join(dir, name))
    }
    flushFolder(dir)
    renameSync(records, recordsFile(dir))
    flushFolder(dir)
  }
  rmSync(staging, { recursive: true, force: true })
  return true
}
