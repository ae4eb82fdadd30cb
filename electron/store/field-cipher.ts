import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { StationError } from '../base/errors.ts'
import { randomSlice } from '../base/random.ts'
import type { FieldVersions } from './field-versions.ts'
import type { KeyStore } from './key-store.ts'

/** Where a value stands. `table` may name the column too (`resident.name`); both are bound into the cipher text. */
export interface FieldPlace {
  table: string
  row: string
}

/** Encrypts single fields. A cipher text moved to another row or column does not decrypt. */
export interface FieldCipher {
  /** AES-256-GCM with the current key: one byte key version, 12 bytes nonce, cipher text, 16 bytes tag. */
  encrypt(text: string, place: FieldPlace): Uint8Array
  /** Throws `keyWrong` when the bytes were changed, moved, or made with another key, or with one that was dropped. */
  decrypt(bytes: Uint8Array, place: FieldPlace): string
  /** As `encrypt`, of what is no text. */
  seal(bytes: Uint8Array, place: FieldPlace): Uint8Array
  /** As `decrypt`, of what is no text. */
  open(sealed: Uint8Array, place: FieldPlace): Uint8Array
  /** HMAC-SHA-256 of an identity number, so that it is found without being readable. Case and blanks do not count. */
  blindIndex(number: string): Uint8Array
}

const nonceBytes = 12
const tagBytes = 16
const shortest = 1 + nonceBytes + tagBytes

const boundTo = ({ table, row }: FieldPlace, version: number): Buffer => {
  if (table.includes('|') || row.includes('|')) throw new Error('a place must not contain |')
  return Buffer.from(`${table}|${row}|${String(version)}`, 'utf8')
}

/** One person's number is one text, however it was typed or read. */
export const normaliseNumber = (number: string): string => number.trim().toUpperCase()

const unreadable = (place: FieldPlace, cause?: unknown): StationError =>
  new StationError('keyWrong', { field: place.table }, { cause })

/** Version of the key that some cipher text was made with; 0 for what is too short to be any. */
export const versionOfCipher = (bytes: Uint8Array): number => (bytes.length < shortest ? 0 : (bytes[0] ?? 0))

/** `versions` is asked for every field: they change while the station is open. */
export const createFieldCipher = (
  keys: Pick<KeyStore, 'field' | 'index'>,
  versions: () => FieldVersions,
): FieldCipher => {
  // Imported once: doing it for every field cost as much as the encryption.
  const index = createSecretKey(keys.index)
  const fields = new Map<number, KeyObject>()
  const fieldKey = (version: number): KeyObject => {
    const known = fields.get(version) ?? createSecretKey(keys.field(version))
    fields.set(version, known)
    return known
  }
  const seal = (bytes: Uint8Array, place: FieldPlace): Uint8Array => {
    const { current } = versions()
    const nonce = randomSlice(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', fieldKey(current), nonce).setAAD(boundTo(place, current))
    const body = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([Buffer.of(current), nonce, body, cipher.getAuthTag()])
  }
  const open = (bytes: Uint8Array, place: FieldPlace): Buffer => {
    const version = versionOfCipher(bytes)
    const { current, oldest } = versions()
    if (version < oldest || version > current) throw unreadable(place)
    const nonce = bytes.subarray(1, 1 + nonceBytes)
    const body = bytes.subarray(1 + nonceBytes, bytes.length - tagBytes)
    const decipher = createDecipheriv('aes-256-gcm', fieldKey(version), nonce, { authTagLength: tagBytes })
    decipher.setAAD(boundTo(place, version)).setAuthTag(bytes.subarray(bytes.length - tagBytes))
    try {
      return Buffer.concat([decipher.update(body), decipher.final()])
    } catch (error) {
      throw unreadable(place, error)
    }
  }
  return {
    seal,
    open,
    encrypt: (text, place) => seal(Buffer.from(text, 'utf8'), place),
    decrypt: (bytes, place) => open(bytes, place).toString('utf8'),
    blindIndex: (number) => createHmac('sha256', index).update(normaliseNumber(number), 'utf8').digest(),
  }
}
