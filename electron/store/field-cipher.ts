import { createCipheriv, createDecipheriv, createHmac, createSecretKey } from 'node:crypto'
import { StationError } from '../base/errors.ts'
import { randomSlice } from '../base/random.ts'
import type { KeyStore } from './key-store.ts'

/** Where a value stands. `table` may name the column too (`resident.name`); both are bound into the cipher text. */
export interface FieldPlace {
  table: string
  row: string
}

/** Encrypts single fields. A cipher text moved to another row or column does not decrypt. */
export interface FieldCipher {
  /** AES-256-GCM: one byte key version, 12 bytes nonce, cipher text, 16 bytes tag. */
  encrypt(text: string, place: FieldPlace): Uint8Array
  /** Throws `keyWrong` when the bytes were changed, moved, or made with another key. */
  decrypt(bytes: Uint8Array, place: FieldPlace): string
  /** As `encrypt`, of what is no text. */
  seal(bytes: Uint8Array, place: FieldPlace): Uint8Array
  /** As `decrypt`, of what is no text. */
  open(sealed: Uint8Array, place: FieldPlace): Uint8Array
  /** HMAC-SHA-256 of an identity number, so that it is found without being readable. Case and blanks do not count. */
  blindIndex(number: string): Uint8Array
}

const version = 1
const nonceBytes = 12
const tagBytes = 16
const shortest = 1 + nonceBytes + tagBytes

const boundTo = ({ table, row }: FieldPlace): Buffer => {
  if (table.includes('|') || row.includes('|')) throw new Error('a place must not contain |')
  return Buffer.from(`${table}|${row}|${String(version)}`, 'utf8')
}

/** One person's number is one text, however it was typed or read. */
export const normaliseNumber = (number: string): string => number.trim().toUpperCase()

const unreadable = (place: FieldPlace, cause?: unknown): StationError =>
  new StationError('keyWrong', { field: place.table }, { cause })

export const createFieldCipher = (keys: KeyStore): FieldCipher => {
  // Imported once: doing it for every field cost as much as the encryption.
  const field = createSecretKey(keys.field)
  const index = createSecretKey(keys.index)
  const seal = (bytes: Uint8Array, place: FieldPlace): Uint8Array => {
    const nonce = randomSlice(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', field, nonce).setAAD(boundTo(place))
    const body = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([Buffer.of(version), nonce, body, cipher.getAuthTag()])
  }
  const open = (bytes: Uint8Array, place: FieldPlace): Buffer => {
    if (bytes.length < shortest || bytes[0] !== version) throw unreadable(place)
    const nonce = bytes.subarray(1, 1 + nonceBytes)
    const body = bytes.subarray(1 + nonceBytes, bytes.length - tagBytes)
    const decipher = createDecipheriv('aes-256-gcm', field, nonce, { authTagLength: tagBytes })
    decipher.setAAD(boundTo(place)).setAuthTag(bytes.subarray(bytes.length - tagBytes))
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
