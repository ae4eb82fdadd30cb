import { ageOn, businessDateOf } from '../contract/values.ts'

/** What decides about a tap at an open event. Times are UTC milliseconds. */
export interface CheckInQuestion {
  event: { startsAt: number; capacity: number | null; minAge: number | null }
  birth: string
  /** When this person checked in to this event before, `null` if not. */
  checkedInAt: number | null
  /** People who have a place. */
  taken: number
}

export type CheckInDecision =
  | { kind: 'checkIn' }
  | { kind: 'already'; checkedInAt: number }
  | { kind: 'notEligible'; minAge: number }
  | { kind: 'full' }

/** Who is inside stays inside: "already" comes before capacity and age. Age counts on the day of the event. */
export const decideCheckIn = ({ event, birth, checkedInAt, taken }: CheckInQuestion): CheckInDecision => {
  if (checkedInAt !== null) return { kind: 'already', checkedInAt }
  if (event.minAge !== null && ageOn(birth, businessDateOf(event.startsAt)) < event.minAge) {
    return { kind: 'notEligible', minAge: event.minAge }
  }
  if (event.capacity !== null && taken >= event.capacity) return { kind: 'full' }
  return { kind: 'checkIn' }
}
