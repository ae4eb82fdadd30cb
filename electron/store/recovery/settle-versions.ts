import type { ConnectionTx } from '../connection.ts'
import { versionOfCipher, type FieldCipher } from '../field-cipher.ts'
import {
  readFieldVersions,
  writeFieldVersions,
  firstVersions,
  type FieldVersions,
} from '../field-versions.ts'
import { cipherPage, walkStart, type WalkPosition } from '../rotation.ts'

/** Versions of which at least one cipher text opens: a changed byte names a version that none was made with. */
const versionsWithin = (tx: ConnectionTx, cipher: FieldCipher): Set<number> => {
  const proven = new Set<number>()
  const opens = (sealed: Uint8Array, bound: Parameters<FieldCipher['open']>[1]): boolean => {
    try {
      cipher.open(sealed, bound)
      return true
    } catch {
      return false
    }
  }
  for (let position: WalkPosition | null = walkStart; position !== null;) {
    const page = cipherPage(tx, position)
    if (page === null) break
    for (const { key, sealed } of page.found) {
      const version = versionOfCipher(sealed)
      if (!proven.has(version) && opens(sealed, page.place.boundTo(key))) proven.add(version)
    }
    position = page.next
  }
  return proven
}

const asTold = (tx: ConnectionTx): FieldVersions => {
  try {
    return readFieldVersions(tx)
  } catch {
    return firstVersions
  }
}

/**
 * A file that was put together from a damaged one and an older copy may hold cipher text of several keys, whatever either
 * says. None of it may be refused; the station replaces the older ones as after any change of the key. `cipher` opens
 * every version.
 */
export const settleFieldVersions = (tx: ConnectionTx, cipher: FieldCipher): void => {
  const { current } = asTold(tx)
  const within = versionsWithin(tx, cipher)
  const newest = Math.max(current, ...within)
  writeFieldVersions(tx, { current: newest, oldest: Math.min(newest, ...within) })
}
