import { hash } from 'node:crypto'
import { emptiedIn } from './emptied.ts'
import type { FieldCipher } from './field-cipher.ts'
import { emptyHash, hashAt, isSound, sameBytes, type Link } from './outbox-chain.ts'
import type { Tx } from './tx.ts'

/** Some records of one stream, both ends included. */
export interface ChainPart {
  incarnation: string
  from: number
  to: number
}

/** A record that is not what was hashed, not there, or without its text before the time. */
export interface BrokenLink {
  sequence: number
  reason: 'changed' | 'missing' | 'emptied'
}

/** Small enough to stay in the processor's cache, large enough that the statement costs nothing. */
const linksPerPage = 256
const hashBytes = 32

/** A stretch of bytes. */
export interface Place {
  from: number
  to: number
}

/** Records of a stream as they lie, read in one piece. */
export interface Page {
  /** Number of the first one. */
  first: number
  /** Every text followed by its hash: what is hashed for a link is the hash before it and its text, in one piece. */
  bytes: Buffer
  /** Where each text lies in `bytes`. */
  texts: Place[]
  /** What stands beside each text in the columns by which it is found. */
  columns: { ids: string[]; types: string[] }
}

interface PageRow {
  chained: Uint8Array | null
  lengths: string | null
  ids: string | null
  types: string | null
}

/** In the order of the key, by which the rows lie: an order of its own costs half as much again. */
const chained = `select cast(group_concat(body || hash, '') as blob) as chained, group_concat(octet_length(body)) as lengths,
         group_concat(id) as ids, group_concat(type) as types
  from outbox where incarnation = ? and sequence between ? and ?`

/** The records of a part with the one before it; `null` where one is missing. */
export const pageOf = (tx: Tx, { incarnation, from, to }: ChainPart): Page | null => {
  const first = Math.max(from - 1, 1)
  const row = tx.get<PageRow & object>(chained, incarnation, first, to)
  const lengths = row?.lengths?.split(',') ?? []
  if (!row?.chained || lengths.length !== to - first + 1) return null
  const { buffer, byteOffset, byteLength } = row.chained
  const texts: Page['texts'] = []
  let at = 0
  for (const length of lengths) {
    texts.push({ from: at, to: at + Number(length) })
    at += Number(length) + hashBytes
  }
  if (at !== byteLength) return null
  const columns = { ids: row.ids?.split(',') ?? [], types: row.types?.split(',') ?? [] }
  return { first, bytes: Buffer.from(buffer, byteOffset, byteLength), texts, columns }
}

/**
 * Links whose text, as it lies, does not hash to what stands behind it: besides a changed one a sealed one, the first
 * of all, and every one where a record is missing.
 */
const doubtfulOf = ({ from, to }: ChainPart, page: Page | null): number[] => {
  if (page === null) return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const { first, bytes, texts } = page
  const doubtful = from === first ? [from] : []
  let linkFrom = texts[0]?.to ?? 0
  for (let index = 1; index < texts.length; index++) {
    const end = texts[index]?.to ?? 0
    const made = hash('sha256', bytes.subarray(linkFrom, end), 'binary')
    if (made !== bytes.toString('latin1', end, end + hashBytes)) doubtful.push(first + index)
    linkFrom = end
  }
  return doubtful
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
  if (row.body === '') return [{ sequence, reason: 'emptied' }]
  // Behind a missing record nothing is known of this one; that one is named.
  if (before === undefined || isSound(cipher, incarnation, before, row)) return []
  return [{ sequence, reason: 'changed' }]
}

/**
 * Checks links of a stream against the stored hash before each, so that parts can be looked at beside one another.
 * Without `cipher` the texts of sealed records are believed.
 */
export const brokenLinks = (
  tx: Tx,
  cipher: FieldCipher | undefined,
  part: ChainPart,
  page: Page | null,
): BrokenLink[] => {
  const emptied = page?.texts.some(({ from, to }) => from === to) ? emptiedIn(tx, part) : []
  const textOf = (sequence: number): Place | undefined => page?.texts[sequence - page.first]
  const isGone = (sequence: number): boolean => {
    const text = textOf(sequence)
    return text?.from === text?.to && emptied.some(({ from, to }) => sequence >= from && sequence <= to)
  }
  return doubtfulOf(part, page)
    .filter((sequence) => !isGone(sequence))
    .flatMap((sequence) => brokenAt(tx, cipher, part.incarnation, sequence))
}

/** A part in pieces that are read at once. */
export const pagesOf = ({ incarnation, from, to }: ChainPart): ChainPart[] =>
  Array.from({ length: Math.ceil((to - from + 1) / linksPerPage) }, (_, index) => ({
    incarnation,
    from: from + index * linksPerPage,
    to: Math.min(from + (index + 1) * linksPerPage - 1, to),
  }))

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
