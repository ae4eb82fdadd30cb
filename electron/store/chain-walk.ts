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
const linksPerPage = 256
const hashBytes = 32

interface Page {
  /** Every text followed by its hash: what is hashed for a link is the hash before it and its text, in one piece. */
  chained: Uint8Array | null
  lengths: string | null
  sealed: number | null
}

const page = `select cast(group_concat(body || hash, '') as blob) as chained, group_concat(octet_length(body)) as lengths,
    max(substr(body, 1, 7) = 'sealed:') as sealed
  from (select body, hash from outbox where incarnation = ? and sequence between ? and ? order by sequence)`

/** Whether every text of a page hashes to what stands behind it. */
const holds = (before: Uint8Array, { chained, lengths }: Page, wanted: number): boolean => {
  const sizes = lengths?.split(',') ?? []
  if (chained === null || sizes.length !== wanted) return false
  const bytes = Buffer.concat([before, chained])
  let at = 0
  for (const size of sizes) {
    const end = at + hashBytes + Number(size)
    if (hash('sha256', bytes.subarray(at, end), 'binary') !== bytes.toString('latin1', end, end + hashBytes))
      return false
    at = end
  }
  return at + hashBytes === bytes.length
}

/** Link by link: which records of a page are broken. */
const brokenOf = (tx: Tx, cipher: FieldCipher | undefined, part: ChainPart): BrokenLink[] => {
  const { incarnation, from, to } = part
  const rows = new Map(
    tx
      .all<Link>(
        'select sequence, body, hash from outbox where incarnation = ? and sequence between ? and ?',
        incarnation,
        from,
        to,
      )
      .map((row) => [row.sequence, row]),
  )
  const broken: BrokenLink[] = []
  let before = hashAt(tx, incarnation, from - 1)
  for (let sequence = from; sequence <= to; sequence++) {
    const row = rows.get(sequence)
    if (row === undefined) broken.push({ sequence, reason: 'missing' })
    // Behind a missing record nothing is known of the next one; that one was named.
    else if (before !== undefined && !isSound(cipher, incarnation, before, row))
      broken.push({ sequence, reason: 'changed' })
    before = row?.hash
  }
  return broken
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
    const before = from === 1 ? emptyHash : hashAt(tx, incarnation, from - 1)
    const read = tx.get<Page & object>(page, incarnation, from, to)
    const isWhole = before !== undefined && read?.sealed === 0 && holds(before, read, to - from + 1)
    if (!isWhole) broken.push(...brokenOf(tx, cipher, { incarnation, from, to }))
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
