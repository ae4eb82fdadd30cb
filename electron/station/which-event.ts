import { isSignOutOpen, nervousMs, type Presence } from '../attendance/rules.ts'
import { openEvents, type StationEvent } from '../calendar/rules.ts'

/** What a tap could mean at one event. */
export interface Choice {
  event: StationEvent
  action: 'checkIn' | 'checkOut'
}

export type WhichEvent =
  | { kind: 'one'; event: StationEvent }
  | { kind: 'several'; choices: Choice[] }
  /** No window is open, and one opens within the hour. */
  | { kind: 'tooEarly'; event: StationEvent }
  /** An event is running whose window is over. */
  | { kind: 'tooLate'; event: StationEvent }
  | { kind: 'none' }

const soonMs = 60 * 60_000

const isLeaving = (event: StationEvent, presence: Presence | undefined, now: number): boolean =>
  presence !== undefined &&
  event.signOut !== null &&
  isSignOutOpen(event, presence, now) &&
  now >= event.endsAt - event.signOut.fromBeforeEndMs

const withoutOpenEvent = (events: readonly StationEvent[], now: number): WhichEvent => {
  const published = events.filter(({ status, checkIn }) => status === 'published' && checkIn !== null)
  const running = published.find(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)
  if (running !== undefined) return { kind: 'tooLate', event: running }
  const soon = published
    .filter(({ checkIn }) => checkIn !== null && checkIn.opensAt > now && checkIn.opensAt - now <= soonMs)
    .toSorted((a, b) => a.startsAt - b.startsAt)[0]
  return soon === undefined ? { kind: 'none' } : { kind: 'tooEarly', event: soon }
}

/**
 * Which event a tap goes to. `preferred`: pinned by staff, or chosen by somebody just before in the same queue;
 * it decides where it is possible. Where somebody is leaving one event while another is open, both are offered:
 * going out of one hall must never be taken for going into the next.
 */
export const whichEvent = (input: {
  events: readonly StationEvent[]
  presences: ReadonlyMap<string, Presence>
  preferred: string | null
  now: number
}): WhichEvent => {
  const { events, presences, preferred, now } = input
  const leaving = events.filter((event) => isLeaving(event, presences.get(event.id), now))
  const open = openEvents(events, now).filter((event) => !leaving.includes(event))
  const choices: Choice[] = [
    ...leaving.map((event) => ({ event, action: 'checkOut' as const })),
    ...open.map((event) => ({ event, action: 'checkIn' as const })),
  ]
  // A nervous second tap belongs to where the first one went, whatever else is open.
  const justIn = open.find((event) => {
    const presence = presences.get(event.id)
    return presence !== undefined && now - presence.checkedInAt < nervousMs
  })
  if (justIn !== undefined) return { kind: 'one', event: justIn }
  const chosen =
    choices.find(({ event }) => event.id === preferred) ?? (choices.length === 1 ? choices[0] : undefined)
  if (chosen !== undefined) return { kind: 'one', event: chosen.event }
  if (choices.length > 1) return { kind: 'several', choices }
  const inside = events.find((event) => presences.has(event.id) && now < event.endsAt)
  return inside === undefined ? withoutOpenEvent(events, now) : { kind: 'one', event: inside }
}
