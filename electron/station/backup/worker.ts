import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { describeError, isStationError } from '../../base/errors.ts'
import { verifiedCopy } from '../../store/backup.ts'
import { openReadOnly } from '../../store/connection.ts'
import { createFieldCipher } from '../../store/field-cipher.ts'
import { rootKeyIn } from '../../store/key-sources.ts'
import { readKeyStore } from '../../store/key-store.ts'
import { findingsOf, isSound } from '../../store/recovery/check.ts'
import { factOf, fieldVersionsOf } from '../../store/recovery/sources.ts'
import { storeError } from '../../store/sqlite-errors.ts'
import type { FromCopier } from './copier.ts'

type Opened = ReturnType<typeof openReadOnly>

/** What is wrong with the file, `null` where it is whole. */
const damageOf = async (db: Opened, keyDir: string): Promise<string | null> => {
  const keys = await readKeyStore(rootKeyIn(keyDir), factOf(db, 'keyCheck'))
  const versions = fieldVersionsOf(db)
  const findings = findingsOf(db, keys === undefined ? undefined : createFieldCipher(keys, () => versions))
  if (isSound(findings)) return null
  const [link] = findings.links
  return findings.structure[0] ?? `record ${String(link?.sequence)} is not what was hashed`
}

/** The thread behind `copyBeside`: looks at one file, copies it where that is asked, and ends. */
const serve = async (): Promise<FromCopier> => {
  const { from, to, keyDir } = z
    .object({ from: z.string(), to: z.string().nullable(), keyDir: z.string() })
    .parse(workerData)
  let db: Opened | null = null
  try {
    db = openReadOnly(from)
    // One moment: the station writes on meanwhile.
    db.exec('begin')
    const damage = await damageOf(db, keyDir)
    db.exec('commit')
    if (damage !== null) return { kind: 'damaged', cause: damage }
  } catch (error) {
    db?.close()
    const meaning = storeError(error, from)
    return {
      kind: isStationError(meaning, 'storeRefused') ? 'damaged' : 'failed',
      cause: describeError(meaning),
    }
  }
  try {
    if (to !== null) verifiedCopy(db, to)
    return { kind: 'copied' }
  } catch (error) {
    return { kind: 'failed', cause: describeError(error) }
  } finally {
    db.close()
  }
}

parentPort?.postMessage(await serve())
