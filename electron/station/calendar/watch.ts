import { createEventIndex, type Hit, type Sought } from '../../calendar/find.ts'
import { findableEvents, revisionOf } from '../../calendar/queries.ts'
import { typedLetters } from '../../residents/names.ts'
import type { Parts } from '../parts.ts'
import { createSignal, type Signal } from '../signal.ts'

/** Follows the events in the database, so that finding one needs no question to it. */
export interface CalendarWatch {
  /** Events, sign-ups or waiting lists are other ones. */
  readonly changed: Signal<undefined>
  /** Looks whether anything changed; whoever may have written calls it. */
  readonly refresh: () => void
  readonly find: (sought: Omit<Sought, 'now'>) => Hit[]
}

export const createCalendarWatch = ({ store, clock }: Pick<Parts, 'store' | 'clock'>): CalendarWatch => {
  const changed = createSignal<undefined>()
  const index = createEventIndex(typedLetters)
  let known = { events: -1, places: -1 }

  /** Returns whether anything changed. */
  const follow = (): boolean => {
    const now = store.read(revisionOf)
    if (now.events === known.events && now.places === known.places) return false
    if (now.events !== known.events) index.fill(store.read((tx) => findableEvents(tx, clock.now())))
    known = now
    return true
  }

  follow()
  return {
    changed,
    refresh: () => {
      if (follow()) changed.emit(undefined)
    },
    find: (sought) => {
      follow()
      return index.find({ ...sought, now: clock.now() })
    },
  }
}
