import type { Place } from '../../electron/contract/place.ts'
import type { Flow, Shown, Step } from '../flow-state.ts'
import { openCalendar, openEvent, openMine } from './calendar.ts'
import { calendarPageOf, type CalendarShown } from './calendar-state.ts'
import { openCredit, openCreditDoor } from './credit.ts'
import { openNotices } from './notices.ts'
import { still } from './steps.ts'

type Where = Pick<Place, 'page' | 'id'>

const inCalendar = (shown: CalendarShown): Where => {
  const page = calendarPageOf(shown)
  if ('event' in page) return { page: 'event', id: page.event }
  if (page.name === 'mine' || page.name === 'mineCard') return { page: 'mine', id: null }
  return { page: shown.trail[0].name === 'find' ? 'find' : 'calendar', id: null }
}

const whereIs = (shown: Shown): Where => {
  switch (shown.name) {
    case 'calendar':
      return inCalendar(shown)
    case 'credit':
      return { page: 'credit', id: null }
    case 'notices':
      return { page: 'notices', id: shown.open }
    // Results and questions come back by themselves, from the core.
    case 'home':
    case 'attract':
    case 'result':
    case 'consent':
    case 'thanks':
      return { page: 'home', id: null }
  }
}

/** What another page needs to know to stand in for this one. */
export const placeOf = ({ shown, preferences }: Flow): Place => ({ ...whereIs(shown), preferences })

/**
 * A page that stands in for one that is gone begins where that one stood. Pages of somebody's own open only while the
 * core still holds the person; a result that has come meanwhile, or a crowd, is not covered up.
 */
export const resume = (flow: Flow, { page, id, preferences }: Place, at: number): Step => {
  const next: Flow = { ...flow, preferences }
  const holder = flow.hasHolder === true
  if (flow.shown.name !== 'home' || flow.mode === 'setup' || flow.crowd !== null) return still(next)
  switch (page) {
    case 'home':
      return still(next)
    case 'calendar':
    case 'find':
      return openCalendar(next, { holder, trail: [{ name: page }] }, at)
    case 'event':
      return id === null
        ? openCalendar(next, { holder, trail: [{ name: 'calendar' }] }, at)
        : openEvent(next, id, holder, at)
    case 'mine':
      return openMine(next, holder, at)
    case 'credit':
      return holder ? openCredit(next, at) : openCreditDoor(next, at)
    case 'notices':
      return openNotices(next, id, at)
  }
}
