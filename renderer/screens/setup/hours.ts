import type { OpeningHours, OpeningWeek } from '../../../electron/contract/station.ts'
import { minuteOfDay } from '../../../electron/contract/values.ts'

const day = { from: '07:30', to: '17:00' }

/** What most villages keep. */
export const ordinaryWeek: OpeningWeek = {
  MO: day,
  TU: day,
  WE: day,
  TH: day,
  FR: day,
  SA: { from: '07:30', to: '11:30' },
  SU: null,
}

const quarter = 15
const lastMinute = 24 * 60 - quarter

const timeOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')

/** A quarter of an hour earlier or later; never open after closing, never past midnight. */
export const turned = (
  hours: NonNullable<OpeningHours>,
  end: 'from' | 'to',
  by: 1 | -1,
): NonNullable<OpeningHours> => {
  const moved = minuteOfDay(hours[end]) + by * quarter
  if (moved < 0 || moved > lastMinute) return hours
  const next = { ...hours, [end]: timeOf(moved) }
  return next.from < next.to ? next : hours
}
