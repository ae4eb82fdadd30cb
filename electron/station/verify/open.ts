import { createFieldCipher, type FieldCipher } from '../../store/field-cipher.ts'
import { readFieldVersions, type FieldVersions } from '../../store/field-versions.ts'
import { rootKeyIn } from '../../store/key-sources.ts'
import { readKeyStore } from '../../store/key-store.ts'
import { readMeta } from '../../store/meta.ts'
import { openSnapshot, type StoreSnapshot } from '../../store/reader.ts'

/** A store at one moment, and what its sealed records open with. */
export interface Opened {
  snapshot: StoreSnapshot
  /** `undefined` for a store that never had a key. */
  cipher: FieldCipher | undefined
}

/** Opens a station's folder to read it, changing nothing. Throws `storeRefused`, `storeNewer`, `keyMissing`, `keyWrong`. */
export const openToRead = async (dir: string): Promise<Opened> => {
  const snapshot = openSnapshot(dir)
  try {
    const expected = snapshot.read((tx) => readMeta(tx, 'keyCheck'))
    const keys = await readKeyStore(rootKeyIn(dir), expected)
    // Asked of the moment that is looked at: a key may be replaced while this runs.
    const versions = (): FieldVersions => snapshot.read(readFieldVersions)
    return { snapshot, cipher: keys === undefined ? undefined : createFieldCipher(keys, versions) }
  } catch (error) {
    snapshot.close()
    throw error
  }
}
