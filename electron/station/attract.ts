import { takenAt } from '../attendance/store.ts'
import { toInstant } from '../base/clock.ts'
import { eventsOn, nextFrom } from '../calendar/queries.ts'
import { briefOf, type StationEvent } from '../calendar/rules.ts'
import type { AttractShown, Thanks } from '../contract/attract.ts'
import { weekdays } from '../contract/event-desk.ts'
import { businessDateOf, weekdayOfDate } from '../contract/values.ts'
import type { Tx } from '../store/tx.ts'
import type { CallHandlers } from './handlers.ts'
import type { Parts } from './parts.ts'
import type { Settings } from './settings.ts'

const listedBeside = 3

/** The door's hours on a date, as the week of the settings names them. */
export const doorOn = (opening: Settings['opening'], date: string): AttractShown['door'] => {
  const day = weekdays[(weekdayOfDate(date) + 6) % 7]
  return opening === null || day === undefined ? null : { hours: opening[day] }
}

/** What takes place today and is not over: what goes on stands before what comes. */
export const leftOf = (events: readonly StationEvent[], now: number): StationEvent[] =>
  events
    .filter(({ status, endsAt }) => status === 'published' && endsAt > now)
    .toSorted((one, other) => one.startsAt - other.startsAt)

interface Asked {
  settings: Pick<Settings, 'opening' | 'contact'>
  now: number
  thanks: Thanks | null
}

/** What the idle screen shows at this moment: nothing that is over, cancelled or still a draft. */
export const attractAt = (tx: Tx, { settings, now, thanks }: Asked): AttractShown => {
  const date = businessDateOf(now)
  const [first, ...others] = leftOf(eventsOn(tx, date, null), now)
  const next = first ?? nextFrom(tx, now, null)
  const brief = (event: StationEvent): AttractShown['today'][number] => briefOf(event, takenAt(tx, event.id))
  return {
    at: toInstant(now),
    date,
    next:
      next === null ? null : { event: brief(next), begun: next.startsAt <= now, today: first !== undefined },
    today: others.slice(0, listedBeside).map(brief),
    more: Math.max(0, others.length - listedBeside),
    door: doorOn(settings.opening, date),
    onDuty: settings.contact?.name ?? null,
    thanks,
  }
}

interface AttractDeps {
  parts: Parts
  settings: () => Pick<Settings, 'opening' | 'contact'>
  /** Whom the village thanks now; left out where nobody keeps that. */
  thanks?: (tx: Tx, now: number) => Thanks | null
}

/** Answers the idle screen. */
export const createAttractHandlers = ({
  parts,
  settings,
  thanks,
}: AttractDeps): Pick<CallHandlers, 'attract.now'> => ({
  'attract.now': () => {
    const now = parts.clock.now()
    return parts.store.read((tx) =>
      attractAt(tx, { settings: settings(), now, thanks: thanks?.(tx, now) ?? null }),
    )
  },
})
