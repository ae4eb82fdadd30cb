import { StationError } from '../base/errors.ts'
import { readMeta, writeMeta } from './meta.ts'
import type { Store, Tx } from './tx.ts'

/** Which field keys a database works with. */
export interface FieldVersions {
  /** What is written from now on is encrypted with this one. */
  readonly current: number
  /** Older ones were dropped: what still comes with one of them is refused. */
  readonly oldest: number
}

/** Of a database whose key was never changed. */
export const firstVersions: FieldVersions = { current: 1, oldest: 1 }

/** The version travels in one byte. */
export const lastVersion = 255

/** Whatever key the root key can give: only for a file that is looked through for what can be saved. */
export const everyVersion: FieldVersions = { current: lastVersion, oldest: 1 }

/** As they stand in the database; absent means that the key was never changed. Throws `keyWrong` for what is no version. */
export const versionsFrom = (current: string | undefined, oldest: string | undefined): FieldVersions => {
  const versions = { current: Number(current ?? 1), oldest: Number(oldest ?? 1) }
  const isRight =
    Number.isInteger(versions.current) &&
    Number.isInteger(versions.oldest) &&
    versions.oldest >= 1 &&
    versions.oldest <= versions.current &&
    versions.current <= lastVersion
  if (!isRight) throw new StationError('keyWrong', { reason: 'the database names no version of it' })
  return versions
}

export const readFieldVersions = (tx: Tx): FieldVersions =>
  versionsFrom(readMeta(tx, 'fieldKey'), readMeta(tx, 'fieldKeyOldest'))

export const writeFieldVersions = (tx: Tx, { current, oldest }: FieldVersions): void => {
  writeMeta(tx, 'fieldKey', String(current))
  writeMeta(tx, 'fieldKeyOldest', String(oldest))
}

/** The versions of an open database, at hand for every field that is read or written. */
export interface LiveVersions {
  now: () => FieldVersions
  /** To be called after they were changed and the change is durable. */
  refresh: () => void
}

export const liveVersions = (store: Store): LiveVersions => {
  let versions = store.read(readFieldVersions)
  return {
    now: () => versions,
    refresh: () => {
      versions = store.read(readFieldVersions)
    },
  }
}
