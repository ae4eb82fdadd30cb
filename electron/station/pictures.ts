import { StationError } from '../base/errors.ts'
import type { Tx } from '../store/tx.ts'
import { problemOfPhoto, readPhoto } from './desk/claim-photo.ts'
import type { Parts } from './parts.ts'

/**
 * Keeps a picture that a page sends, JPEG in base64, for everybody to see. Returns its id. Throws `badInput` for what
 * is no JPEG, or too large.
 */
export const keepPicture = (tx: Tx, { newId }: Pick<Parts, 'newId'>, base64: string, at: number): string => {
  const id = newId()
  tx.run('insert into picture (id, jpeg, made_at) values (?, ?, ?)', id, readPhoto(base64), at)
  return id
}

/** What is wrong with a picture that a page sends, `null` where nothing is. */
export const problemOfPicture = problemOfPhoto

/** A kept picture in base64. Throws `notFound`. */
export const openPicture = (tx: Tx, id: string): string => {
  const row = tx.get<{ jpeg: Uint8Array }>('select jpeg from picture where id = ?', id)
  if (row === undefined) throw new StationError('notFound', { what: 'picture' })
  return Buffer.from(row.jpeg).toString('base64')
}
