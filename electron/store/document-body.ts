import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describeError } from '../base/errors.ts'

/** How one document's data are understood. `parse` gets what an older `schema` wrote, too, and throws on nonsense. */
export interface DocumentFormat<T> {
  readonly schemaVersion: number
  parse(data: unknown, schema: number): T
}

/** A file of this document that could not be used. */
export interface DocumentFault {
  readonly file: string
  readonly reason: string
}

export interface LoadedDocument<T> {
  /** `undefined` when neither file could be used. */
  readonly data: T | undefined
  readonly sequence: number
  readonly source: 'file' | 'previous' | 'none'
  readonly faults: readonly DocumentFault[]
}

export const previousOf = (file: string): string => `${file}.prev`

const digest = (data: unknown): string =>
  createHash('sha256').update(JSON.stringify(data), 'utf8').digest('hex')

/** The text of a document's file: readable by people, with a number that rises and a digest over `data`. */
export const formatBody = (schema: number, sequence: number, data: unknown): string =>
  `${JSON.stringify({ schema, sequence, sha256: digest(data), data }, null, 2)}\n`

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads such a text; throws an Error that says what is wrong with it. */
export const parseBody = <T>(text: string, format: DocumentFormat<T>): { data: T; sequence: number } => {
  const body: unknown = JSON.parse(text)
  if (!isObject(body)) throw new Error('not an object')
  const { schema, sequence, sha256, data } = body
  if (typeof schema !== 'number' || typeof sequence !== 'number') throw new Error('no schema or sequence')
  if (schema > format.schemaVersion) throw new Error(`schema ${String(schema)} is newer than this program`)
  if (data === undefined || sha256 !== digest(data)) throw new Error('the digest does not fit')
  return { data: format.parse(data, schema), sequence }
}

const readIfThere = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Loads `file`, else its previous good copy. Changes nothing on disk; says of each bad file what was wrong. */
export const loadDocument = <T>(file: string, format: DocumentFormat<T>): LoadedDocument<T> => {
  const faults: DocumentFault[] = []
  const attempt = (name: string): { data: T; sequence: number } | undefined => {
    try {
      const text = readIfThere(name)
      return text === undefined ? undefined : parseBody(text, format)
    } catch (error) {
      faults.push({ file: name, reason: describeError(error) })
      return undefined
    }
  }
  const current = attempt(file)
  if (current !== undefined) return { ...current, source: 'file', faults }
  const previous = attempt(previousOf(file))
  if (previous === undefined) return { data: undefined, sequence: 0, source: 'none', faults }
  const missing = faults.length === 0 ? [{ file, reason: 'missing' }] : []
  return { ...previous, source: 'previous', faults: [...missing, ...faults] }
}
