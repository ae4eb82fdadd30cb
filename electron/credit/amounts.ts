import type { AwardKind } from './catalogue.ts'

type Award<Kind extends AwardKind['kind']> = Extract<AwardKind, { kind: Kind }>
export type HoursAward = Award<'perHours' | 'tiers'>

const halfHour = 30

/** Whole minutes, rounded down to half hours. */
export const roundToHalfHours = (minutes: number): number => Math.floor(minutes / halfHour) * halfHour

/**
 * What of an event's rounded minutes a rule counts, where it counts only so much a day.
 * `sameDay`: minutes that it counts already for other events of that day.
 */
export const countedMinutes = (award: HoursAward, minutes: number, sameDay: number): number =>
  award.dayLimitMinutes === undefined
    ? minutes
    : Math.min(minutes, Math.max(0, award.dayLimitMinutes - sameDay))

const tieredTotal = ({ tiers }: Award<'tiers'>, served: number): number => {
  let total = 0
  let reached = 0
  for (const { upToMinutes, unitMinutes, amount } of tiers) {
    const inTier = Math.min(served, upToMinutes ?? served) - reached
    if (inTier <= 0) break
    total += Math.floor(inTier / unitMinutes) * amount
    reached += inTier
  }
  return total
}

const totalOf = (award: HoursAward, served: number): number =>
  award.kind === 'tiers' ? tieredTotal(award, served) : Math.floor(served / award.unitMinutes) * award.amount

/**
 * What `added` minutes bring, in hundredths, to somebody who has `before` under the rule; both rounded to half hours.
 * The difference of two totals: however the same minutes are split over events, they bring the same. Never below zero.
 * Where tiers restart every year, `before` is what the year holds.
 */
export const hoursPoints = (award: HoursAward, before: number, added: number): number =>
  totalOf(award, before + Math.max(0, added)) - totalOf(award, before)

/** Hundredths for the `nth` time of its period, counted from 1; 0 for those that give nothing yet. */
export const eventPoints = ({ amount, fromNth }: Award<'perEvent'>, nth: number): number =>
  fromNth !== undefined && nth < fromNth.nth ? 0 : amount

/** Hundredths for every whole unit of the money given. */
export const amountPoints = ({ amount, unitFen }: Award<'perAmount'>, fen: number): number =>
  Math.floor(fen / unitFen) * amount

/** The hundredths that were chosen, or `null` where the rule does not leave that choice. */
export const chosenPoints = ({ min, max }: Award<'range'>, chosen: number): number | null =>
  chosen >= min && chosen <= max ? chosen : null

/**
 * `12.5` → 1250. `null` for anything that is not a positive number with at most two decimals: no sign, no blank,
 * nothing left out, at most nine digits before the point.
 */
export const parseHundredths = (text: string): number | null => {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text)
  if (match === null) return null
  const [, whole = '', decimals = ''] = match
  const value = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  return value === 0 ? null : value
}
