import type { StationEvent } from '../../electron/calendar/rules.ts'
import { instantOf } from '../../electron/calendar/recurrence.ts'
import { calls, type CallInput, type CallName, type CallOutput } from '../../electron/contract/calls.ts'
import type { CalendarRig } from './calendar-rig.ts'

type PageCall = Extract<CallName, `calendar.${string}`>

/** What residents' pages ask of the calendar, over the rig of the test that runs. */
export const calendarPages = (
  rig: () => CalendarRig,
): {
  /** Asks as a page does: what goes in and comes out is parsed. */
  ask: <N extends PageCall>(name: N, input: CallInput<N>) => CallOutput<N>
  /** An event at a time of Shanghai. */
  at: (local: string, change?: Parameters<CalendarRig['event']>[0]) => StationEvent
} => ({
  ask: <N extends PageCall>(name: N, input: CallInput<N>): CallOutput<N> => {
    const handler = rig().pipe.pages[name] as (input: unknown, page: string) => unknown
    return calls[name].output.parse(handler(calls[name].input.parse(input), 'page')) as CallOutput<N>
  },
  at: (local, change = {}) => rig().event(change, { startsAt: instantOf(local) }),
})
