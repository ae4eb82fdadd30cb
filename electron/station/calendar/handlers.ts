import { StationError } from '../../base/errors.ts'
import type { CallName } from '../../contract/calls.ts'
import { residentById } from '../../residents/store.ts'
import { once } from '../commands.ts'
import type { CallHandlers } from '../handlers.ts'
import type { Parts } from '../parts.ts'
import type { Holder, Session } from '../session.ts'
import type { NextCard } from './asked.ts'
import { searchEvents } from './search.ts'
import { daysPage, dayPage, eventPageOf, findPage, minePage, shownEvent, teamsPage } from './pages.ts'
import { cancelSignUp, signUp } from './sign-ups.ts'
import type { CalendarWatch } from './watch.ts'

type CalendarCall = Extract<CallName, `calendar.${string}` | `signUp.${string}`>

interface CalendarDeps {
  parts: Parts
  session: Session
  calendar: CalendarWatch
  nextCard: NextCard
}

const holderOf = (session: Session): Holder => {
  const holder = session.holder()
  if (holder === null) throw new StationError('sessionEnded')
  return holder
}

type Pages = Pick<CallHandlers, Extract<CalendarCall, `calendar.${string}`>>

const pages = ({ parts, session, calendar }: CalendarDeps): Pages => {
  const { store, clock } = parts
  return {
    'calendar.days': (input) => store.read((tx) => daysPage(tx, input)),
    'calendar.day': (input) => store.read((tx) => dayPage(tx, input, clock.now())),
    'calendar.find': ({ from, ...sought }) => {
      const now = clock.now()
      const { hits, nearest } = searchEvents(calendar.find, sought, now)
      return store.read((tx) => findPage(tx, { hits, nearest, from, now }))
    },
    'calendar.event': ({ event }) => {
      const resident = session.holder()?.resident ?? null
      return store.read((tx) =>
        eventPageOf(tx, { event, resident, now: clock.now(), catalogue: parts.catalogue() }),
      )
    },
    'calendar.teams': () => store.read((tx) => teamsPage(tx, clock.now())),
    'calendar.mine': () => {
      const { resident } = holderOf(session)
      return store.read((tx) => minePage(tx, resident, clock.now()))
    },
  }
}

/** The calendar for everybody, and signing up for the person whose card was identified last. */
export const createCalendarHandlers = (deps: CalendarDeps): Pick<CallHandlers, CalendarCall> => {
  const { parts, session, calendar, nextCard } = deps
  const done = {}
  return {
    ...pages(deps),
    'signUp.ask': ({ event, wait }, page) => {
      if (event !== null) parts.store.read((tx) => shownEvent(tx, event, parts.clock.now()))
      nextCard.ask(page, event === null ? null : { event, wait })
      return done
    },
    'signUp.join': ({ commandId, event: id, wait }) => {
      const holder = holderOf(session)
      const { output } = once(parts, commandId, 'signUp.join', (tx) => {
        const now = parts.clock.now()
        const { event } = shownEvent(tx, id, now)
        const resident = residentById(tx, holder.resident)
        if (resident === null) throw new StationError('notFound', { what: 'resident' })
        // With the tap that brought this person: who says that it was somebody else takes this back too.
        return { result: signUp(tx, { at: now, tap: holder.tap.id }, { event, resident, wait }) }
      })
      calendar.refresh()
      return output
    },
    'signUp.cancel': ({ commandId, event: id }) => {
      const { resident } = holderOf(session)
      const { output } = once(parts, commandId, 'signUp.cancel', (tx) => {
        const now = parts.clock.now()
        const { event } = shownEvent(tx, id, now)
        return { result: cancelSignUp(tx, { event, resident, now }) }
      })
      calendar.refresh()
      return output
    },
  }
}
