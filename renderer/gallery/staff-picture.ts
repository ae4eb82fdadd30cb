import type { CallOutput } from '../../electron/contract/calls.ts'
import type { BoardSnapshot, PersonDetails, StaffSnapshot, StaffTile } from '../../electron/contract/staff.ts'
import type { PadAnswer } from '../console/door.ts'
import type { Desk, DeskNote } from '../console/desk-state.ts'
import { useDesk } from '../stores/desk.ts'
import { useFinds, type Finds } from '../stores/finds.ts'
import { useHand, type Hand } from '../stores/hand.ts'
import { useLists } from '../stores/lists.ts'
import { usePersons } from '../stores/persons.ts'
import { useStaff } from '../stores/staff.ts'

/** Staff's side of a picture: what the core has said and what stands on the desk. */
export interface StaffPicture {
  snapshot: StaffSnapshot
  door?: { asked: StaffTile | null; answer: PadAnswer | null }
  board?: BoardSnapshot | null
  desk?: Partial<Desk>
  note?: DeskNote
  finds?: Finds
  details?: PersonDetails | null
  hand?: Hand
  list?: CallOutput<'reports.event'> & { event: string; part: number }
  day?: CallOutput<'reports.day'>
}

/** Puts staff's side onto the page. */
export const putStaff = (picture: StaffPicture): void => {
  const staff = useStaff()
  const desk = useDesk()
  staff.take(picture.snapshot)
  staff.takeBoard(picture.board ?? null)
  if (picture.door) {
    staff.open(picture.door.asked)
    staff.answer = picture.door.answer
  }
  Object.assign(desk.state, picture.desk)
  if (picture.note) desk.note = picture.note
  if (picture.finds) useFinds().put(picture.finds)
  usePersons().put(picture.details ?? null)
  if (picture.hand) useHand().put(picture.hand)
  if (picture.list) useLists().putList(picture.list)
  if (picture.day) useLists().putDay(picture.day)
}
