import { personOf, type Flow, type Shown, type Step } from '../flow-state.ts'
import { openEvent, openMine } from './calendar.ts'
import { calendarPageOf } from './calendar-state.ts'
import { openCredit } from './credit.ts'

/** A page of the own that opens once the result, and a question that is due, are over. */
export type Wanted = { page: 'credit' | 'mine' } | { page: 'event'; event: string }

/** What who taps now came for: a page that asks for the card, or it did and the card could not be read. */
export const wantedOf = ({ shown, wants }: Flow): Wanted | null => {
  if (shown.name === 'credit') return shown.holder ? null : { page: 'credit' }
  if (shown.name === 'calendar') return calendarPageOf(shown).name === 'mineCard' ? { page: 'mine' } : null
  if (shown.name !== 'result' || shown.act?.kind === 'notMe' || wants?.page === 'event') return null
  const { outcome } = shown.tap
  return personOf(outcome) === null || outcome.kind === 'chooseEvent' ? wants : null
}

/** Opens what the person came for; `null` where that was nothing. */
export const openWanted = (flow: Flow, at: number): Step | null => {
  const { wants } = flow
  switch (wants?.page) {
    case 'credit':
      return openCredit(flow, at)
    case 'mine':
      return openMine(flow, true, at)
    case 'event':
      return openEvent(flow, wants.event, true, at)
    case undefined:
      return null
  }
}

/** Whether the pages of a result's person may be opened after it. */
export const mayOpen = (flow: Flow, { tap, act }: Extract<Shown, { name: 'result' }>): boolean =>
  personOf(tap.outcome) !== null &&
  tap.outcome.kind !== 'chooseEvent' &&
  act?.kind !== 'notMe' &&
  flow.hasHolder !== false
