/** Minutes of a service, whole and never negative. Travel and waiting before or after the event do not count. */
export interface ServiceTimes {
  /** The event, UTC milliseconds. */
  startsAt: number
  endsAt: number
  inAt: number
  outAt: number
}

const minuteMs = 60_000
const autoDayLimit = 8 * 60
const hardDayLimit = 12 * 60

export const servedMinutes = ({ startsAt, endsAt, inAt, outAt }: ServiceTimes): number =>
  Math.max(0, Math.floor((Math.min(outAt, endsAt) - Math.max(inAt, startsAt)) / minuteMs))

/** Below this share of the event a presence counts as none: tapping in and walking off earns nothing. */
export const isPresentEnough = (
  minutes: number,
  event: { startsAt: number; endsAt: number },
  percent: number,
): boolean => minutes * 100 >= percent * Math.floor((event.endsAt - event.startsAt) / minuteMs)

export type MinutesVerdict =
  | { kind: 'verified'; minutes: number }
  /** Present for too short a time. */
  | { kind: 'tooShort'; minutes: 0 }
  /** More than eight hours in one day: counts once a second person has approved. */
  | { kind: 'needsSecond'; minutes: number }
  /** More than twelve hours in one day is not service, it is a mistake. */
  | { kind: 'refused'; minutes: 0 }

/** What tap-in and tap-out of one event come to. `alreadyToday`: verified minutes of the same business date. */
export const judgeMinutes = (
  times: ServiceTimes,
  rule: { minPresencePercent: number },
  alreadyToday: number,
): MinutesVerdict => {
  const minutes = servedMinutes(times)
  if (!isPresentEnough(minutes, times, rule.minPresencePercent)) return { kind: 'tooShort', minutes: 0 }
  const day = alreadyToday + minutes
  if (day > hardDayLimit) return { kind: 'refused', minutes: 0 }
  if (day > autoDayLimit) return { kind: 'needsSecond', minutes }
  return { kind: 'verified', minutes }
}
