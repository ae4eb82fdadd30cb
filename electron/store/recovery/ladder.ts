import { existsSync, renameSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../base/clock.ts'
import { freeBytesNow } from '../../base/disk.ts'
import { StationError } from '../../base/errors.ts'
import type { Logger } from '../../base/log.ts'
import { removeDatabase } from '../backup.ts'
import { applicationId, ConnectionTx, openReadOnly, openWriter, Statements } from '../connection.ts'
import { newestVersion } from '../database.ts'
import { createFieldCipher, type FieldCipher } from '../field-cipher.ts'
import { everyVersion } from '../field-versions.ts'
import { createPrivateFile, flushFile, recordsFile } from '../files.ts'
import { readKeyStore, type RootKeySource } from '../key-store.ts'
import { writeMeta } from '../meta.ts'
import { layOut, versionOf } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'
import { readWitness } from '../witness.ts'
import { copyWithLog, damagedFolder, doubtFile, recoveredFile, setAside, takePlace } from './aside.ts'
import { findingsOf, isSound } from './check.ts'
import { mergeDamaged } from './merge.ts'
import { noteRecovery, type Recovery } from './notes.ts'
import { copiesIn, factOf, isOurs, openDamaged, withNewHead } from './sources.ts'
import { settleFieldVersions } from './settle-versions.ts'
import { missingByWitness } from './streams.ts'

export interface LadderDeps {
  dir: string
  clock: Clock
  log: Logger
  /** Sealed records are only looked at with their key. */
  keySource: RootKeySource
}

/** What is known of a database that lies there damaged. */
interface Patient {
  file: string
  work: string
  storeId: string | undefined
  cipher: FieldCipher | undefined
}

type Outcome = Omit<Recovery, 'at' | 'folder'>

const cipherFor = async (
  source: RootKeySource,
  expected: string | undefined,
): Promise<FieldCipher | undefined> => {
  const keys = await readKeyStore(source, expected)
  // What a damaged file says of its versions may be damaged, too, and its copies are older: whatever opens is believed.
  return keys === undefined ? undefined : createFieldCipher(keys, () => everyVersion)
}

const isWhole = (file: string, cipher: FieldCipher | undefined): boolean => {
  const db = openReadOnly(file)
  try {
    return isOurs(db) && isSound(findingsOf(db, cipher))
  } catch {
    return false
  } finally {
    db.close()
  }
}

const withWriter = <T>(file: string, work: (db: DatabaseSync) => T): T => {
  const db = openWriter(file)
  try {
    const result = work(db)
    db.exec('pragma wal_checkpoint(truncate)')
    return result
  } finally {
    db.close()
  }
}

/** Second rung: every row is whole and only what they are found by is not. */
const mendIndexes = ({ file, work, cipher }: Patient): Outcome | null => {
  const damaged = openDamaged(file)
  if (damaged === null) return null
  try {
    const findings = findingsOf(damaged, cipher)
    if (!isOurs(damaged) || findings.links.length > 0) return null
    // Whole after all: a log that was cut off costs only what was never acknowledged.
    if (findings.structure.length > 0 && !findings.onlyIndexes) return null
  } finally {
    damaged.close()
  }
  copyWithLog(file, work)
  try {
    withWriter(work, (db) => {
      db.exec('reindex')
    })
  } catch {
    return null
  }
  return isWhole(work, cipher)
    ? { step: 'indexes', from: null, missing: [], torn: [], newStream: false }
    : null
}

const startFrom = (source: DatabaseSync | null, work: string): void => {
  removeDatabase(work)
  createPrivateFile(work)
  source?.prepare('vacuum into ?').run(work)
  withWriter(work, (db) => {
    if (source === null) db.exec(`pragma application_id = ${String(applicationId)}`)
    layOut(db, migrations, work)
  })
}

/** The newest copy that is whole, of this very database; laid out as this program has it. */
const startFromCopy = (dir: string, { work, storeId, cipher }: Patient): string | null => {
  for (const file of copiesIn(dir)) {
    const copy = openDamaged(file)
    if (copy === null) continue
    try {
      const isMine = storeId === undefined || factOf(copy, 'storeId') === storeId
      if (!isMine || !isOurs(copy) || versionOf(copy) > newestVersion()) continue
      if (!isSound(findingsOf(copy, cipher))) continue
      startFrom(copy, work)
      return basename(file)
    } catch {
      // Damaged where the look did not reach: the next older one.
    } finally {
      copy.close()
    }
  }
  return null
}

/** Brings over what can still be read, and says what is missing. */
const salvage = (patient: Patient, dir: string, from: string | null): Outcome | null => {
  const damaged = openDamaged(patient.file)
  try {
    if (damaged === null && from === null) return null
    return withWriter(patient.work, (db) => {
      const merged = damaged === null ? null : mergeDamaged(db, damaged, patient.cipher)
      if (factOf(db, 'storeId') === undefined || factOf(db, 'boots') === undefined) return null
      const witness = readWitness(dir)
      const tx = new ConnectionTx(new Statements(db), true)
      if (patient.cipher !== undefined) settleFieldVersions(tx, patient.cipher)
      const byWitness = witness === undefined ? [] : missingByWitness(tx, witness)
      const missing = merged !== null && merged.missing.length > 0 ? merged.missing : byWitness
      // Unless all is here, the centre may hold more of the old stream than this file: a new one is begun.
      const newStream = merged?.whole !== true || missing.length > 0
      if (newStream) writeMeta(tx, 'newStream', 'recovered')
      return {
        step: merged === null ? 'backup' : 'salvaged',
        from,
        missing,
        torn: merged?.torn ?? [],
        newStream,
      }
    })
  } catch {
    return null
  } finally {
    damaged?.close()
  }
}

/** Third rung: the newest good copy with what can be read of the damaged file, else that alone, else the copy alone. */
const rebuild = (dir: string, patient: Patient): Outcome | null => {
  const attempts: (() => Outcome | null)[] = [
    () => {
      const from = startFromCopy(dir, patient)
      return from === null ? null : salvage(patient, dir, from)
    },
    () => {
      startFrom(null, patient.work)
      return salvage(patient, dir, null)
    },
    () => {
      const from = startFromCopy(dir, patient)
      return from === null ? null : salvage({ ...patient, file: '' }, dir, from)
    },
  ]
  for (const attempt of attempts) {
    const outcome = attempt()
    if (outcome !== null && isWhole(patient.work, patient.cipher)) return outcome
  }
  return null
}

/** Less than one page of ours. */
const smallestFile = 4096

const requireSpace = (dir: string, file: string): void => {
  if (!existsSync(file)) return
  if (freeBytesNow(dir) < statSync(file).size * 2) {
    throw new StationError('storeFull', { file, reason: 'no room to recover' })
  }
}

/** The file itself, or a copy of it with a head where its own is gone. */
const legible = (file: string, work: string): string => {
  const damaged = openDamaged(file)
  damaged?.close()
  const size = existsSync(file) ? statSync(file).size : 0
  if (damaged !== null || size < smallestFile) return file
  const [copy, sound] = [`${work}.head`, `${work}.sound`]
  removeDatabase(copy)
  try {
    startFrom(null, sound)
    withNewHead(file, sound, copy)
  } finally {
    removeDatabase(sound)
  }
  return copy
}

const examine = async (deps: LadderDeps, lying: string): Promise<Patient> => {
  const work = `${recoveredFile(deps.dir)}.unfinished`
  const file = legible(lying, work)
  const damaged = openDamaged(file)
  const storeId =
    (damaged === null ? undefined : factOf(damaged, 'storeId')) ?? readWitness(deps.dir)?.storeId
  const checks = damaged === null ? [] : [factOf(damaged, 'keyCheck')]
  damaged?.close()
  for (const copy of copiesIn(deps.dir)) {
    const db = openDamaged(copy)
    if (db !== null && (storeId === undefined || factOf(db, 'storeId') === storeId))
      checks.push(factOf(db, 'keyCheck'))
    db?.close()
  }
  return { file, work, storeId, cipher: await cipherOfAny(deps.keySource, checks) }
}

/** What a damaged file says of its key may be damaged, too: one of its copies says the same or something better. */
const cipherOfAny = async (
  source: RootKeySource,
  checks: readonly (string | undefined)[],
): Promise<FieldCipher | undefined> => {
  let wrong: Error | null = null
  for (const check of new Set(checks.filter((known) => known !== undefined))) {
    try {
      return await cipherFor(source, check)
    } catch (error) {
      if (error instanceof Error) wrong ??= error
    }
  }
  if (wrong !== null) throw wrong
  return undefined
}

/**
 * Brings damaged records back, rung by rung, and puts them in their place; what lay there is kept in a folder beside.
 * The folder must be held and the records closed. `null` where neither a copy nor the file itself gives anything to go on
 * from: then nothing was changed. Throws `keyMissing`, `keyWrong`, `storeFull`.
 */
export const recoverStore = async (deps: LadderDeps): Promise<Recovery | null> => {
  const { dir, clock, log } = deps
  const file = recordsFile(dir)
  requireSpace(dir, file)
  const patient = await examine(deps, file)
  removeDatabase(patient.work)
  try {
    const outcome = mendIndexes(patient) ?? rebuild(dir, patient)
    if (outcome === null) return null
    const at = clock.now()
    const folder = damagedFolder(dir, at)
    const recovery: Recovery = { ...outcome, at, folder: basename(folder) }
    withWriter(patient.work, (db) => {
      noteRecovery(new ConnectionTx(new Statements(db), true), recovery)
    })
    flushFile(patient.work)
    renameSync(patient.work, recoveredFile(dir))
    takePlace(dir, folder)
    setAside(doubtFile(dir), folder)
    log.error('records recovered', {
      step: recovery.step,
      from: recovery.from ?? '',
      missing: recovery.missing.reduce((sum, { from, to }) => sum + to - from + 1, 0),
      folder: recovery.folder,
    })
    return recovery
  } finally {
    removeDatabase(patient.work)
    removeDatabase(`${patient.work}.head`)
  }
}

/** Whether the records are whole, looked at from end to end. */
export const isStoreWhole = async ({
  dir,
  keySource,
}: Pick<LadderDeps, 'dir' | 'keySource'>): Promise<boolean> => {
  const db = openDamaged(recordsFile(dir))
  if (db === null) return false
  const keyCheck = factOf(db, 'keyCheck')
  db.close()
  return isWhole(recordsFile(dir), await cipherFor(keySource, keyCheck))
}
