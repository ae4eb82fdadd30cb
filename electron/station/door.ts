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

/** The board with what staff should know of the station itself. */
export const withStation = (
  board: BoardSnapshot | null,
  {
    opening,
    queuedSince,
    alarms,
    now,
  }: { opening: OpeningWeek | null; queuedSince: string | null; alarms: MachineAlarm[]; now: number },
): BoardSnapshot | null =>
  board === null ? null : { ...board, station: { door: doorOn(opening, now), queuedSince, alarms } }
