import type { EventBrief } from '../../../electron/contract/events.ts'
import type { BoardSnapshot } from '../../../electron/contract/staff.ts'
import { inShanghai } from '../../../electron/contract/values.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'

const say = words.today

type Door = NonNullable<BoardSnapshot['station']>['door']

/** `07:30` as people read it: `7:30`. */
const clockOf = (time: string): string => time.replace(/^0/, '')

/** `开门到 17:00`; empty where nobody said when the door is open today. */
export const sayDoor = (door: Door, now: number): string => {
  if (door === null) return ''
  const { hour, minute } = inShanghai(now)
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':')
  if (time < door.from) return say.opensAt(clockOf(door.from))
  return time < door.to ? say.openTo(clockOf(door.to)) : say.shut
}

/** Whether people sign up, and how many did or still may. */
export const sayPlaces = (
  { placesLeft }: Pick<EventBrief, 'placesLeft'>,
  expected: number | null,
): string => {
  if (placesLeft !== null) return words.event.placesLeft(placesLeft)
  return expected === null ? say.anybody : say.signedUp(expected)
}
