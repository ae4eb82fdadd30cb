import canonicalize from 'canonicalize'

export { emptyHash, linkHash } from '../store/outbox-chain.ts'

/** The RFC 8785 (JCS) text of a JSON value: what is hashed, kept and sent. */
export const canonicalText = (value: object): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('not a JSON value')
  return text
}

/** Lower-case hex, as hashes travel. */
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/**
 * The same JSON value with every lone surrogate replaced by U+FFFD. UTF-8 cannot carry one, so the centre would
 * compute another hash.
 */
export const wellFormed = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name.toWellFormed(), wellFormed(part)]),
  )
}
