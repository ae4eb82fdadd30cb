import { existsSync, rmSync } from 'node:fs'
import { isStationError } from '../../base/errors.ts'
import { openStore, type OpenedStore, type OpenStoreOptions } from '../../store/database.ts'
import { createFieldCipher, type FieldCipher } from '../../store/field-cipher.ts'
import { liveVersions, type LiveVersions } from '../../store/field-versions.ts'
import { openKeyStore, type KeyStore, type RootKeySource } from '../../store/key-store.ts'
import { linksCheckedAtStart, verifyTail } from '../../store/outbox-chain.ts'
import { doubtFile, finishTakingPlace } from '../../store/recovery/aside.ts'
import { takeStagedCopy } from '../../store/restore.ts'
import { isStoreWhole, recoverStore } from '../../store/recovery/ladder.ts'

export interface OpenedRecords {
  store: OpenedStore
  keys: KeyStore
  cipher: FieldCipher
  /** Which field keys `cipher` works with. */
  versions: LiveVersions
}

const openAll = async (options: OpenStoreOptions, source: RootKeySource): Promise<OpenedRecords> => {
  const store = openStore(options)
  try {
    const keys = await openKeyStore({ source, store })
    const versions = liveVersions(store)
    const cipher = createFieldCipher(keys, versions.now)
    // Sealed records could not be looked at before there was a key.
    store.read((tx) => {
      verifyTail(tx, linksCheckedAtStart, cipher)
    })
    return { store, keys, cipher, versions }
  } catch (error) {
    store.close()
    throw error
  }
}

/**
 * Opens the records of a folder that is held; where they are damaged, brings them back first, once. Throws as
 * `openStore` and `openKeyStore` do: what cannot be brought back is left as it lies.
 */
export const openRecordsWhole = async (
  options: OpenStoreOptions,
  source: RootKeySource,
): Promise<OpenedRecords> => {
  const { dir, clock, log } = options
  const ladder = { dir, clock, log, keySource: source }
  takeStagedCopy(dir)
  finishTakingPlace(dir, clock.now())
  if (existsSync(doubtFile(dir))) {
    if (!(await isStoreWhole(ladder))) await recoverStore(ladder)
    // It is no record of anything: only a question, which is answered.
    rmSync(doubtFile(dir), { force: true })
  }
  try {
    return await openAll(options, source)
  } catch (error) {
    const isDamage = isStationError(error, 'storeRefused', 'storeMissing')
    if (!isDamage || (await recoverStore(ladder)) === null) throw error
    return openAll({ ...options, mayCreate: false }, source)
  }
}
