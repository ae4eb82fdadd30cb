import type { CareNeed } from '../contract/backup.ts'
import { weekdays } from '../contract/event-desk.ts'
import type { BoardSnapshot, MachineAlarm } from '../contract/staff.ts'
import type { OpeningHours, OpeningWeek } from '../contract/station.ts'
import { businessDateOf, weekdayOfDate } from '../contract/values.ts'

/** When the door is open on the day of this moment; `null` where nobody said, or it stays shut. */
export const doorOn = (week: OpeningWeek | null, now: number): OpeningHours => {
  // Weeks here begin on Monday, those of dates on Sunday.
  const name = weekdays[(weekdayOfDate(businessDateOf(now)) + 6) % 7]
  return week === null || name === undefined ? null : week[name]
}

export interface StationFacts {
  opening: OpeningWeek | null
  queuedSince: string | null
  /** What is amiss with records and copies. */
  care?: CareNeed[]
  /** What is wrong with the machine. */
  alarms: MachineAlarm[]
  now: number
}

/** The board with what staff should know of the station itself. */
export const withStation = (
  board: BoardSnapshot | null,
  { opening, queuedSince, care = [], alarms, now }: StationFacts,
): BoardSnapshot | null =>
  board === null
    ? null
    : {
        ...board,
        station: { door: doorOn(opening, now), queuedSince, alarms, ...(care.length === 0 ? {} : { care }) },
      }
