import { isSignOutOpen, mayComeBack, nervousMs, type Presence } from '../attendance/rules.ts'
import { openEvents, type StationEvent } from '../calendar/rules.ts'

/** What a tap could mean at one event. */
export interface Choice {
  event: StationEvent
  action: 'checkIn' | 'checkOut'
}

export type WhichEvent =
  { kind: 'one'; event: StationEvent } | { kind: 'several'; choices: Choice[] } | { kind: 'none' }

const soonMs = 60 * 60_000

const isInside = (presence: Presence | undefined): presence is Presence => presence?.checkedOutAt === null

/** Inside an event that is left by a tap, whether that is due or not. */
const mayLeave = (event: StationEvent, presence: Presence | undefined, now: number): boolean =>
  isInside(presence) && isSignOutOpen(event, presence, now)

/** A second tap within the minute belongs to where the first one went, in or out, whatever else is open. */
const justTapped = (presence: Presence | undefined, now: number): boolean =>
  presence !== undefined && now - (presence.checkedOutAt ?? presence.checkedInAt) < nervousMs

/**
 * Where no window is open: the event that is running and takes nobody in any more, else the one that opens within the
 * hour. What a tap comes to there says that it is too late, or too early.
 */
const withoutOpenEvent = (events: readonly StationEvent[], now: number): WhichEvent => {
  const published = events.filter(({ status, checkIn }) => status === 'published' && checkIn !== null)
  const running = published.find(
    ({ startsAt, endsAt, checkIn }) =>
      startsAt <= now && now < endsAt && checkIn !== null && now >= checkIn.closesAt,
  )
  const soon = published
    .filter(({ checkIn }) => checkIn !== null && checkIn.opensAt > now && checkIn.opensAt - now <= soonMs)
    .toSorted((a, b) => a.startsAt - b.startsAt)[0]
  const event = running ?? soon
  return event === undefined ? { kind: 'none' } : { kind: 'one', event }
}

/**
 * Which event a tap goes to. `pinned` by staff or `remembered` from the person before in the same queue decides
 * where several are open. Who is inside one event that is signed out of, while another is open, is always asked:
 * going out of one hall must never be taken for going into the next.
 */
export const whichEvent = (input: {
  events: readonly StationEvent[]
  presences: ReadonlyMap<string, Presence>
  pinned: string | null
  remembered: string | null
  now: number
}): WhichEvent => {
  const { events, presences, pinned, remembered, now } = input
  const just = events.find((event) => justTapped(presences.get(event.id), now))
  if (just !== undefined) return { kind: 'one', event: just }
  const leaving = events.filter((event) => mayLeave(event, presences.get(event.id), now))
  const hasLeft = (event: StationEvent): boolean => {
    const checkedOutAt = presences.get(event.id)?.checkedOutAt ?? null
    return checkedOutAt !== null && !mayComeBack(event, checkedOutAt, now)
  }
  const open = openEvents(events, now).filter((event) => !leaving.includes(event) && !hasLeft(event))
  // Staff say that the pinned one is on, whatever its window says.
  const held = events.filter((event) => event.id === pinned && ![...open, ...leaving].includes(event))
  const entering = [...held, ...open]
  const preferred = [pinned, remembered].find((id) =>
    [...leaving, ...entering].some((event) => event.id === id),
  )
  const isWhereOneIs = leaving.some(({ id }) => id === preferred)
  const chosen = [...leaving, ...entering].find(({ id }) => id === preferred)
  if (chosen !== undefined && (leaving.length === 0 || (isWhereOneIs && leaving.length === 1))) {
    return { kind: 'one', event: chosen }
  }
  const choices: Choice[] = [
    ...leaving.map((event) => ({ event, action: 'checkOut' as const })),
    ...(preferred === undefined || isWhereOneIs
      ? entering
      : entering.filter(({ id }) => id === preferred)
    ).map((event) => ({ event, action: 'checkIn' as const })),
  ]
  const [first] = choices
  if (first !== undefined)
    return choices.length === 1 ? { kind: 'one', event: first.event } : { kind: 'several', choices }
  const been = events.find((event) => presences.has(event.id) && now < event.endsAt)
  return been === undefined ? withoutOpenEvent(events, now) : { kind: 'one', event: been }
}
