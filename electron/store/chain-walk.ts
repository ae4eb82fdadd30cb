import { hash } from 'node:crypto'
import type { FieldCipher } from './field-cipher.ts'
import { emptyHash, hashAt, isSound, sameBytes, type Link } from './outbox-chain.ts'
import type { Tx } from './tx.ts'

/** Some records of one stream, both ends included. */
export interface ChainPart {
  incarnation: string
  from: number
  to: number
}

/** A record that is not what was hashed, or not there. */
export interface BrokenLink {
  sequence: number
  reason: 'changed' | 'missing'
}

/** Small enough to stay in the processor's cache, large enough that the statement costs nothing. */
const linksPerPage = 512
const hashBytes = 32

interface Page {
  /** Every text followed by its hash: what is hashed for a link is the hash before it and its text, in one piece. */
  chained: Uint8Array | null
  lengths: string | null
}

/** In the order of the key, by which the rows lie: an order of its own costs half as much again. */
const page = `select cast(group_concat(body || hash, '') as blob) as chained, group_concat(octet_length(body)) as lengths
  from outbox where incarnation = ? and sequence between ? and ?`

/**
 * Links whose text, as it lies, does not hash to what stands behind it: besides a changed one a sealed one, the first
 * of all, and every one where a record is missing.
 */
const doubtfulOf = (tx: Tx, { incarnation, from, to }: ChainPart): number[] => {
  const first = Math.max(from - 1, 1)
  const { chained = null, lengths = null } = tx.get<Page & object>(page, incarnation, first, to) ?? {}
  const sizes = lengths?.split(',').map(Number) ?? []
  const all = (): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)
  if (chained === null || sizes.length !== to - first + 1) return all()
  const bytes = Buffer.from(chained.buffer, chained.byteOffset, chained.byteLength)
  const doubtful = from === first ? [from] : []
  let at = sizes[0] ?? 0
  for (const [index, size] of sizes.entries()) {
    if (index === 0) continue
    const end = at + hashBytes + size
    const made = hash('sha256', bytes.subarray(at, end), 'binary')
    if (made !== bytes.toString('latin1', end, end + hashBytes)) doubtful.push(first + index)
    at = end
  }
  return at + hashBytes === bytes.length ? doubtful : all()
}

/** What is wrong with one link, read by itself. */
const brokenAt = (
  tx: Tx,
  cipher: FieldCipher | undefined,
  incarnation: string,
  sequence: number,
): BrokenLink[] => {
  const row = tx.get<Link>(
    'select sequence, body, hash from outbox where incarnation = ? and sequence = ?',
    incarnation,
    sequence,
  )
  if (row === undefined) return [{ sequence, reason: 'missing' }]
  const before = hashAt(tx, incarnation, sequence - 1)
  // Behind a missing record nothing is known of this one; that one is named.
  if (before === undefined || isSound(cipher, incarnation, before, row)) return []
  return [{ sequence, reason: 'changed' }]
}

/**
 * Checks links of a stream against the stored hash before each, so that parts can be looked at beside one another.
 * Without `cipher` the texts of sealed records are believed.
 */
export const brokenLinks = (tx: Tx, cipher: FieldCipher | undefined, part: ChainPart): BrokenLink[] => {
  const { incarnation } = part
  const broken: BrokenLink[] = []
  for (let from = part.from; from <= part.to; from += linksPerPage) {
    const to = Math.min(from + linksPerPage - 1, part.to)
    for (const sequence of doubtfulOf(tx, { incarnation, from, to })) {
      broken.push(...brokenAt(tx, cipher, incarnation, sequence))
    }
  }
  return broken
}

/** Streams that do not end where their head says. */
export const wrongEnds = (tx: Tx): { incarnation: string; sequence: number }[] =>
  tx
    .all<{
      id: string
      head_sequence: number
      head_hash: Uint8Array
      last: number | null
      hash: Uint8Array | null
    }>(
      `select i.id, i.head_sequence, i.head_hash, (select max(sequence) from outbox where incarnation = i.id) as last,
              (select hash from outbox where incarnation = i.id and sequence = i.head_sequence) as hash
         from incarnation i order by i.started_at, i.id`,
    )
    .flatMap(({ id, head_sequence, head_hash, last, hash: ending }) => {
      const ends = (last ?? 0) === head_sequence && sameBytes(ending ?? emptyHash, head_hash)
      return ends ? [] : [{ incarnation: id, sequence: head_sequence }]
    })
