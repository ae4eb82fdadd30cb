import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  scryptSync,
  type KeyObject,
} from 'node:crypto'
import { StationError } from '../base/errors.ts'

/*
 * A copy of a station that may leave its machine. On the disk:
 *   magic (8) · length of the head (4, big-endian) · head (JSON) · pieces, each cipher text and tag (16)
 * Every piece but the last holds 1 MiB. AES-256-GCM under a key of this file alone; the nonce is the piece's number, and
 * its associated data is the head's hash with a mark on the last piece: pieces cannot be changed, moved, left out, added
 * or taken from another file. The key lies in the head once for each that may open it.
 */

export const magic = Buffer.from('WMSJBAK1', 'latin1')
export const pieceBytes = 1024 * 1024
export const tagBytes = 16
export const largestHeadBytes = 65_536
const keyBytes = 32

/** One way to the key of a file: for the station itself, or for whoever knows the words on the printed sheet. */
export interface KeySlot {
  kind: 'station' | 'sheet'
  /** Public half of a key made for this slot alone; absent for the station's. */
  from?: string | undefined
  nonce: string
  sealed: string
}

const unopened = (reason: string, cause?: unknown): StationError =>
  new StationError('copyRefused', { reason }, { cause })

const seal = (key: Uint8Array, secret: Uint8Array): Pick<KeySlot, 'nonce' | 'sealed'> => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  return { nonce: nonce.toString('base64'), sealed: body.toString('base64') }
}

const unseal = (key: Uint8Array, slot: KeySlot): Buffer => {
  const body = Buffer.from(slot.sealed, 'base64')
  if (body.length !== keyBytes + tagBytes) throw unopened('its key is damaged')
  const nonce = Buffer.from(slot.nonce, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAuthTag(body.subarray(keyBytes))
  return Buffer.concat([decipher.update(body.subarray(0, keyBytes)), decipher.final()])
}

const x25519Head = Buffer.from('302e020100300506032b656e04220420', 'hex')
const digitsOnSheet = 30

/** Digits of the printed sheet, in groups of five: some hundred bits. */
export const newSheetDigits = (): string => {
  let digits = ''
  while (digits.length < digitsOnSheet) {
    // 250 is a multiple of ten: no digit is more likely than another.
    for (const byte of randomBytes(64))
      if (byte < 250 && digits.length < digitsOnSheet) digits += String(byte % 10)
  }
  return digits
}

export const isSheetDigits = (text: string): boolean =>
  new RegExp(`^\\d{${String(digitsOnSheet)}}$`).test(text)

/** Whoever types the digits can open; the station keeps the public half alone and can only seal. */
const sheetKey = (digits: string): KeyObject => {
  const scalar = scryptSync(digits, 'station-kiosk sheet', keyBytes, { N: 16_384, r: 8, p: 1 })
  return createPrivateKey({ key: Buffer.concat([x25519Head, scalar]), format: 'der', type: 'pkcs8' })
}

const rawPublic = (key: KeyObject): string => createPublicKey(key).export({ format: 'jwk' }).x ?? ''

export const sheetPublicKey = (digits: string): string => rawPublic(sheetKey(digits))

const publicFrom = (raw: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: raw }, format: 'jwk' })

const agreed = (own: KeyObject, other: KeyObject, from: string): Uint8Array =>
  new Uint8Array(
    hkdfSync('sha256', diffieHellman({ privateKey: own, publicKey: other }), from, 'station copy', keyBytes),
  )

/** Who may open what is sealed: the station by its own key, and the sheet's holder where there is one. */
export interface Recipients {
  station: Uint8Array
  sheet: string | null
}

export const newFileKey = (): Uint8Array => randomBytes(keyBytes)

export const slotsFor = (fileKey: Uint8Array, { station, sheet }: Recipients): KeySlot[] => {
  const own: KeySlot = { kind: 'station', ...seal(station, fileKey) }
  if (sheet === null) return [own]
  const { privateKey, publicKey } = generateKeyPairSync('x25519')
  const from = publicKey.export({ format: 'jwk' }).x ?? ''
  return [own, { kind: 'sheet', from, ...seal(agreed(privateKey, publicFrom(sheet), from), fileKey) }]
}

/** What a file is opened with. */
export type Opener = { kind: 'station'; key: Uint8Array } | { kind: 'sheet'; digits: string }

/** The key of a file. Throws `keyWrong` where the opener is not one of those it was sealed for. */
export const fileKeyFrom = (slots: readonly KeySlot[], opener: Opener): Buffer => {
  const slot = slots.find(({ kind }) => kind === opener.kind)
  if (slot === undefined) throw new StationError('keyWrong', { reason: 'it was not sealed for this' })
  try {
    if (opener.kind === 'station') return unseal(opener.key, slot)
    const from = slot.from ?? ''
    return unseal(agreed(sheetKey(opener.digits), publicFrom(from), from), slot)
  } catch (error) {
    throw new StationError('keyWrong', { reason: 'it does not open the copy' }, { cause: error })
  }
}

const nonceOf = (index: number): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 8)
  return nonce
}

const boundTo = (head: Uint8Array, isLast: boolean): Buffer =>
  Buffer.concat([createHash('sha256').update(head).digest(), Buffer.of(isLast ? 1 : 0)])

export interface Piece {
  index: number
  isLast: boolean
}

export const sealPiece = (
  key: Uint8Array,
  head: Uint8Array,
  { index, isLast }: Piece,
  plain: Uint8Array,
): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(boundTo(head, isLast))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Throws `copyRefused` for a piece that is not what was sealed there. */
export const openPiece = (
  key: Uint8Array,
  head: Uint8Array,
  { index, isLast }: Piece,
  sealed: Uint8Array,
): Buffer => {
  if (sealed.length < tagBytes) throw unopened('it is cut off')
  const end = sealed.length - tagBytes
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: tagBytes })
  decipher.setAAD(boundTo(head, isLast)).setAuthTag(sealed.subarray(end))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()])
  } catch (error) {
    throw unopened('a piece of it was changed', error)
  }
}
