import { createHash } from 'node:crypto'
import { isStationError, StationError } from '../base/errors.ts'
import { isEmptied } from './emptied.ts'
import type { FieldCipher } from './field-cipher.ts'
import { readMeta } from './meta.ts'
import { isSealed, openBody } from './sealed-body.ts'
import type { Tx } from './tx.ts'

/** What stands before the first record of an incarnation. */
export const emptyHash: Uint8Array = new Uint8Array(32)

/**
 * One link: SHA-256 over the 32 bytes before it and the record's canonical text.
 * The outbox keeps that very text, sealed where it names a person, so a link is checked without parsing.
 */
export const linkHash = (previous: Uint8Array, canonicalBody: string): Uint8Array =>
  createHash('sha256').update(previous).update(canonicalBody, 'utf8').digest()

/** Where an incarnation's stream of records ends. */
export interface StreamHead {
  incarnation: string
  sequence: number
  hash: Uint8Array
}

/** End of the stream that is written now; `undefined` before the first incarnation. */
export const currentHead = (tx: Tx): StreamHead | undefined => {
  const incarnation = readMeta(tx, 'incarnation')
  if (incarnation === undefined) return undefined
  const row = tx.get<{ head_sequence: number; head_hash: Uint8Array }>(
    'select head_sequence, head_hash from incarnation where id = ?',
    incarnation,
  )
  if (row === undefined) throw chainError('the current incarnation is missing')
  return { incarnation, sequence: row.head_sequence, hash: row.head_hash }
}

/** Hash after `sequence` of an incarnation; `undefined` where there is no such record. */
export const hashAt = (tx: Tx, incarnation: string, sequence: number): Uint8Array | undefined =>
  sequence === 0
    ? emptyHash
    : tx.get<{ hash: Uint8Array }>(
        'select hash from outbox where incarnation = ? and sequence = ?',
        incarnation,
        sequence,
      )?.hash

/** Checked at every start; a whole chain of years takes longer than a resident waits. */
export const linksCheckedAtStart = 100

const chainError = (reason: string, sequence = 0): StationError =>
  new StationError('storeRefused', { file: 'records.db', reason, sequence })

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/** A record as its link is made. */
export interface Link {
  sequence: number
  body: string
  hash: Uint8Array
}

/** Whether a record is what was hashed. A sealed one that does not open was changed; without a key it is believed. */
export const isSound = (
  cipher: FieldCipher | undefined,
  incarnation: string,
  before: Uint8Array,
  row: Link,
): boolean => {
  if (cipher === undefined && isSealed(row.body)) return true
  try {
    const place = { table: 'outbox', incarnation, sequence: row.sequence } as const
    const text = cipher === undefined ? row.body : openBody(cipher, row.body, place)
    return sameBytes(linkHash(before, text), row.hash)
  } catch (error) {
    if (isStationError(error, 'keyWrong')) return false
    throw error
  }
}

/**
 * Checks the last `links` records of the current stream and that it ends where the incarnation says.
 * A page that the database's own check passes can still hold a flipped bit; the chain sees it.
 * Without `cipher`, before there is a key, sealed records are left out.
 */
export const verifyTail = (tx: Tx, links: number, cipher?: FieldCipher): void => {
  const head = currentHead(tx)
  if (head === undefined) return
  const rows = tx.all<Link>(
    'select sequence, body, hash from outbox where incarnation = ? order by sequence desc limit ?',
    head.incarnation,
    links,
  )
  const last = rows[0]
  if ((last?.sequence ?? 0) !== head.sequence || !sameBytes(last?.hash ?? emptyHash, head.hash)) {
    throw chainError('the stream of records does not end where it should', head.sequence)
  }
  for (const row of rows) {
    const before = hashAt(tx, head.incarnation, row.sequence - 1)
    if (before === undefined) throw chainError('a record is missing', row.sequence - 1)
    if (row.body === '' && isEmptied(tx, head.incarnation, row.sequence)) continue
    if (!isSound(cipher, head.incarnation, before, row)) {
      throw chainError('a record was changed', row.sequence)
    }
  }
}
