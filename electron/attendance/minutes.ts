const minuteMs = 60_000
const autoDayLimit = 8 * 60
const hardDayLimit = 12 * 60

/** One time inside, UTC milliseconds. */
export interface Stay {
  inAt: number
  outAt: number
}

export interface ServiceEvent {
  startsAt: number
  endsAt: number
  /** Below this share of the event a presence counts as none. */
  minPresencePercent: number
}

/** The part of a stay that lies in the event: ways there and waiting do not count. Nothing where it lies outside. */
export const partInside = (
  { startsAt, endsAt }: Pick<ServiceEvent, 'startsAt' | 'endsAt'>,
  stay: Stay,
): Stay => {
  const inAt = Math.min(Math.max(stay.inAt, startsAt), endsAt)
  return { inAt, outAt: Math.max(inAt, Math.min(stay.outAt, endsAt)) }
}

/** Whole minutes of a stay inside the event, never negative. */
export const servedMinutes = (event: Pick<ServiceEvent, 'startsAt' | 'endsAt'>, stay: Stay): number => {
  const { inAt, outAt } = partInside(event, stay)
  return Math.floor((outAt - inAt) / minuteMs)
}

/** Below the event's share a presence counts as none: tapping in and walking off earns nothing. */
export const isPresentEnough = (event: ServiceEvent, minutes: number): boolean =>
  minutes * 100 >= event.minPresencePercent * Math.floor((event.endsAt - event.startsAt) / minuteMs)

export type MinutesVerdict =
  | { kind: 'verified'; minutes: number }
  /** Present for too short a time. */
  | { kind: 'tooShort'; minutes: 0 }
  /** Counts once a second person has approved. */
  | { kind: 'needsSecond'; minutes: number }
  /** More than twelve hours in one day is not service, it is a mistake. */
  | { kind: 'refused'; minutes: 0 }

export const exceedsDay = (minutes: number, alreadyToday: number): boolean =>
  alreadyToday + minutes > hardDayLimit

/**
 * What all stays of one person at one event come to, beyond the minutes that were counted for it before.
 * More than eight hours in a day, minutes that overlap with those of another event, or times from a clock that
 * moved meanwhile count only after a second person looked at them.
 */
export const judgeMinutes = (input: {
  event: ServiceEvent
  stays: readonly Stay[]
  /** Minutes of this event that count already. */
  counted: number
  /** Minutes of the same business date that count already, this event's among them. */
  alreadyToday: number
  /** When the same person served elsewhere. */
  elsewhere: readonly Stay[]
  clockMoved: boolean
}): MinutesVerdict => {
  const { event, stays, counted, alreadyToday, elsewhere, clockMoved } = input
  const total = stays.reduce((sum, stay) => sum + servedMinutes(event, stay), 0)
  if (!isPresentEnough(event, total)) return { kind: 'tooShort', minutes: 0 }
  const minutes = Math.max(0, total - counted)
  if (exceedsDay(minutes, alreadyToday)) return { kind: 'refused', minutes: 0 }
  const overlaps = stays
    .map((stay) => partInside(event, stay))
    .some((stay) => elsewhere.some((other) => other.inAt < stay.outAt && stay.inAt < other.outAt))
  const isDoubtful = overlaps || clockMoved || alreadyToday + minutes > autoDayLimit
  return { kind: isDoubtful ? 'needsSecond' : 'verified', minutes }
}
