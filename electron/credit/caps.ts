import type { CapPeriod } from '../contract/credit.ts'
import type { Cap } from './catalogue.ts'
import { periodOf, type Period } from './periods.ts'

/** Entries under the rule that stand in a period, and their hundredths. */
export interface Given {
  times: number
  points: number
}

const roomOf = ({ times, points }: Cap, wanted: number, given: Given): number => {
  if (times !== null && given.times >= times) return 0
  if (points === null) return wanted
  const sign = Math.sign(wanted)
  return sign * Math.min(Math.abs(wanted), Math.max(0, points - sign * given.points))
}

/**
 * What of the wanted hundredths all caps of a rule leave, on the business date of the deed, and the cap that leaves least.
 * A cap in times lets all or nothing through, a cap in points the rest. Outside the winter a winter's cap leaves nothing.
 */
export const roomUnder = (
  caps: readonly Cap[],
  date: string,
  wanted: number,
  given: (period: Period) => Given,
): { amount: number; cappedFor: CapPeriod | null } => {
  let amount = wanted
  let cappedFor: CapPeriod | null = null
  for (const cap of caps) {
    const period = periodOf(cap.per, date)
    const room = period === null ? 0 : roomOf(cap, wanted, given(period))
    if (Math.abs(room) < Math.abs(amount)) {
      amount = room
      cappedFor = cap.per
    }
  }
  return { amount, cappedFor }
}
