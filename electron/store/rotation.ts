import { isStationError, StationError } from '../base/errors.ts'
import { cipherPlaces, type CipherPlace } from './cipher-places.ts'
import { versionOfCipher, type FieldCipher } from './field-cipher.ts'
import { lastVersion, readFieldVersions, writeFieldVersions } from './field-versions.ts'
import type { Cell, Row, Store, Tx } from './tx.ts'

/** How far a walk over all cipher text has come. */
export interface WalkPosition {
  /** Index into `cipherPlaces`. */
  place: number
  /** Key of the last row that was looked at, `null` before the first. */
  after: readonly Cell[] | null
}

export const walkStart: WalkPosition = { place: 0, after: null }

interface Found {
  key: readonly Cell[]
  cell: Cell
  sealed: Uint8Array
}

interface CipherPage {
  place: CipherPlace
  found: Found[]
  /** Where to go on, `null` at the end. */
  next: WalkPosition | null
}

/** The next rows of the walk. */
export const cipherPage = (tx: Tx, { place: at, after }: WalkPosition): CipherPage | null => {
  const place = cipherPlaces[at]
  if (place === undefined) return null
  const { table, key, cell, rows, take } = place
  const keys = key.join(', ')
  const from = after === null ? '' : `where (${keys}) > (${key.map(() => '?').join(', ')})`
  const page = tx.all(
    `select ${keys}, ${cell} as cell from ${table} ${from} order by ${keys} limit ${String(rows)}`,
    ...(after ?? []),
  )
  const keyOf = (row: Row): Cell[] => key.map((column) => row[column] ?? null)
  const found = page.flatMap((row) => {
    const sealed = take(row.cell ?? null)
    return sealed === null ? [] : [{ key: keyOf(row), cell: row.cell ?? null, sealed }]
  })
  const last = page.at(-1)
  const isLastPage = page.length < rows || last === undefined
  const next = isLastPage ? { place: at + 1, after: null } : { place: at, after: keyOf(last) }
  return { place, found, next: next.place < cipherPlaces.length ? next : null }
}

/** What a piece of the walk came to. */
export interface Resealed {
  next: WalkPosition | null
  resealed: number
  /** Cipher text that does not open with the key it names. It stays as it is. */
  unreadable: number
}

const sealAnew = (tx: Tx, cipher: FieldCipher, place: CipherPlace, { key, cell, sealed }: Found): boolean => {
  const { table, column, put, boundTo } = place
  try {
    const bound = boundTo(key)
    const fresh = cipher.seal(cipher.open(sealed, bound), bound)
    const where = place.key.map((name) => `${name} = ?`).join(' and ')
    tx.run(`update ${table} set ${column} = ? where ${where}`, put(cell, fresh), ...key)
    return true
  } catch (error) {
    if (isStationError(error, 'keyWrong')) return false
    throw error
  }
}

/** Seals the next rows of the walk anew where an older key made them, all in one transaction. Writes nothing where none did. */
export const resealNext = (store: Store, cipher: FieldCipher, position: WalkPosition): Resealed => {
  const page = store.read((tx) => cipherPage(tx, position))
  if (page === null) return { next: null, resealed: 0, unreadable: 0 }
  const { current } = store.read(readFieldVersions)
  const old = page.found.filter(({ sealed }) => versionOfCipher(sealed) !== current)
  if (old.length === 0) return { next: page.next, resealed: 0, unreadable: 0 }
  const resealed = store.transaction(
    (tx) => old.filter((found) => sealAnew(tx, cipher, page.place, found)).length,
  )
  return { next: page.next, resealed, unreadable: old.length - resealed }
}

/** From now on everything is written with a new key. `false` while the key before is still being replaced. */
export const beginRotation = (tx: Tx): boolean => {
  const { current, oldest } = readFieldVersions(tx)
  if (oldest < current) return false
  if (current === lastVersion) throw new StationError('conflict', { reason: 'there are no more versions' })
  writeFieldVersions(tx, { current: current + 1, oldest })
  return true
}

/** Nothing stands under the older keys any more: from now on they are refused. */
export const dropOldKeys = (tx: Tx): void => {
  const { current } = readFieldVersions(tx)
  writeFieldVersions(tx, { current, oldest: current })
}
