import { StationError } from '../../base/errors.ts'
import { largestPhotoBytes } from '../../contract/credit.ts'
import { insertPhoto, sealedPhoto } from '../../credit/claims-store.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'

const jpegStart = Buffer.of(0xff, 0xd8, 0xff)
const jpegEnd = Buffer.of(0xff, 0xd9)

const placeOf = (id: string): { table: string; row: string } => ({ table: 'photo', row: id })

const isJpeg = (bytes: Buffer): boolean =>
  bytes.subarray(0, 3).equals(jpegStart) && bytes.subarray(-2).equals(jpegEnd)

/** What is wrong with a picture, by its bytes; `null` where nothing is. */
export const problemOfPhoto = (base64: string): 'notAPicture' | 'tooLarge' | null => {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > largestPhotoBytes) return 'tooLarge'
  return isJpeg(bytes) ? null : 'notAPicture'
}

/** The picture that a page sends, `null` for none. Throws `badInput` for what is no JPEG, or too large. */
export const readPhoto = (base64: string | null): Uint8Array | null => {
  if (base64 === null) return null
  if (problemOfPhoto(base64) !== null) throw new StationError('badInput', { at: 'photo' })
  return Buffer.from(base64, 'base64')
}

/** Seals a picture and keeps it. Returns its id. */
export const keepPhoto = (tx: Tx, { cipher, newId }: Parts, bytes: Uint8Array, at: number): string => {
  const id = newId()
  insertPhoto(tx, { id, sealed: cipher.seal(bytes, placeOf(id)), at })
  return id
}

/** A kept picture as the page shows it. Throws `notFound`, and `keyWrong` where it was changed or moved. */
export const openPhoto = (tx: Tx, { cipher }: Parts, id: string | null): string => {
  const sealed = id === null ? null : sealedPhoto(tx, id)
  if (id === null || sealed === null) throw new StationError('notFound', { what: 'photo' })
  const bytes = cipher.open(sealed, placeOf(id))
  // Its person was erased.
  if (bytes.length === 0) throw new StationError('notFound', { what: 'photo' })
  return Buffer.from(bytes).toString('base64')
}
