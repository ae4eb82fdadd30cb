import type { CallInput } from '../../contract/calls.ts'
import type { EventFault } from '../../contract/event-desk.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'
import { keepPicture, openPicture, problemOfPicture } from '../pictures.ts'

type PictureInput = CallInput<'events.create'>['picture']

/** What is wrong with the picture that a page sends. */
export const faultsOfPicture = (picture: PictureInput): EventFault[] => {
  const problem = picture.kind === 'new' ? problemOfPicture(picture.data) : null
  return problem === null ? [] : [{ field: 'picture', problem }]
}

/** Writes a new picture. Returns the id of the one that the event has; throws `notFound` for one that was never kept. */
export const pictureFor = (
  tx: Tx,
  parts: Pick<Parts, 'newId'>,
  picture: PictureInput,
  at: number,
): string | null => {
  switch (picture.kind) {
    case 'none':
      return null
    case 'kept':
      openPicture(tx, picture.picture)
      return picture.picture
    case 'new':
      return keepPicture(tx, parts, picture.data, at)
  }
}
