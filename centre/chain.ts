import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { Problem } from './problem.ts'

/** The RFC 8785 form of a JSON value. Lone surrogates have none. */
export const canonicalForm = (value: unknown): string => {
  try {
    const text = canonicalize(value)
    if (text !== undefined) return text
  } catch (error) {
    throw new Problem('malformed', `no canonical form: ${error instanceof Error ? error.message : 'unknown'}`)
  }
  throw new Problem('malformed', 'no canonical form')
}

/** h(n) = SHA-256 of the 32 bytes of h(n-1) and the UTF-8 bytes of the record's canonical form. */
export const nextHash = (previous: string, canonical: string): string =>
  createHash('sha256').update(Buffer.from(previous, 'hex')).update(canonical, 'utf8').digest('hex')
