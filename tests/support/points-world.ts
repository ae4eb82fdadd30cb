import type { StationEvent } from '../../electron/calendar/rules.ts'
import type { TapOutcome } from '../../electron/contract/outcomes.ts'
import type { Pipeline } from './pipeline.ts'

const minute = 60_000
const hour = 60 * minute

export interface PointsWorld {
  later: (ms: number) => void
  /** Known here, and agreed to points. */
  agree: () => void
  /** An event that begins now and lasts an hour. */
  eventNow: (change?: Partial<StationEvent>) => StationEvent
  /** Comes to a service, stays to its end, and signs out. */
  serve: (minutes: number, change?: Partial<StationEvent>) => TapOutcome
  read: <T extends object>(sql: string) => T[]
  balance: () => number
}

/** One person at a station, and the ledger. `station` is asked each time: every test opens its own. */
export const pointsWorld = (station: () => Pipeline): PointsWorld => {
  const world: PointsWorld = {
    later: (ms) => {
      station().clock.advance(ms)
    },
    agree: () => {
      station().tap()
      station().consent({ commandId: station().newId(), question: 'scoring', answer: 'yes' })
      world.later(2 * minute)
    },
    eventNow: (change = {}) => {
      const startsAt = station().clock.now()
      return station().addEvent({ startsAt, endsAt: startsAt + hour, ...change })
    },
    serve: (minutes, change = {}) => {
      world.eventNow({ kind: 'volunteer', endsAt: station().clock.now() + minutes * minute, ...change })
      station().tap()
      world.later(minutes * minute)
      const outcome = station().tap()
      world.later(2 * minute)
      return outcome
    },
    read: <T extends object>(sql: string): T[] => station().parts.store.read((tx) => tx.all<T>(sql)),
    balance: () => world.read<{ balance: number }>('select balance from credit_balance')[0]?.balance ?? 0,
  }
  return world
}
