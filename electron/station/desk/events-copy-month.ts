import {
  datesOfMonth,
  isInTheWay,
  monthBefore,
  sameWeekdayIn,
  type Occupied,
} from '../../calendar/copy-month.ts'
import { createEvent, detailsOf } from '../../calendar/programme.ts'
import { instantOf, localOf } from '../../calendar/recurrence.ts'
import { briefOf, type StationEvent } from '../../calendar/rules.ts'
import { eventsBeside, heldBetween } from '../../calendar/staff-queries.ts'
import { takenAt } from '../../attendance/store.ts'
import type { EventDetails } from '../../contract/calendar.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { CopyProblem } from '../../contract/event-desk.ts'
import type { Tx } from '../../store/tx.ts'
import { programmeOf } from '../calendar/keep.ts'
import { act, look, note, type DeskDeps } from './acts.ts'
import { faultsOfTimes, readForm } from './events-form.ts'

const minuteMs = 60_000
const mostCopies = 310

/** What stands in the way of one copy that has a day. `made`: copies that come before it. */
const problemAt = (
  tx: Tx,
  at: Occupied,
  { faults, made, now }: { faults: number; made: readonly Occupied[]; now: number },
): CopyProblem | null => {
  const minutes = Math.round((at.endsAt - at.startsAt) / minuteMs)
  const [wrong] = faultsOfTimes({ start: localOf(at.startsAt), minutes, isNew: true }, now)
  if (wrong?.problem === 'inPast') return 'past'
  if (faults > 0 || wrong !== undefined) return 'faulty'
  const stands = eventsBeside(tx, { place: at.place, team: at.team, from: at.startsAt, to: at.endsAt })
  return stands.length > 0 || made.some((other) => isInTheWay(at, other)) ? 'clash' : null
}

/** An event of the month before, and where its copy would stand. */
interface Copy {
  event: StationEvent
  details: EventDetails
  date: string | null
  at: Occupied | null
  problem: CopyProblem | null
}

/** All of the month before, in order; a copy is measured against those before it. `only`: those that were chosen. */
const copiesInto = (
  tx: Tx,
  month: string,
  { now, only = null }: { now: number; only?: ReadonlySet<string> | null },
): Copy[] => {
  const days = datesOfMonth(monthBefore(month))
  const [from = '', to = ''] = [days[0], days.at(-1)]
  const made: Occupied[] = []
  return heldBetween(tx, { from, to }, mostCopies)
    .filter(({ id }) => only === null || only.has(id))
    .map((event) => {
      const local = localOf(event.startsAt)
      const { details: said, faults } = readForm(detailsOf(event))
      const details = { ...said, picture: event.picture }
      const date = sameWeekdayIn(local.slice(0, 10), month)
      if (date === null) return { event, details, date, at: null, problem: 'noSuchDay' as const }
      const startsAt = instantOf(`${date}${local.slice(10)}`)
      const at = {
        place: details.place,
        team: details.team,
        startsAt,
        endsAt: startsAt + event.endsAt - event.startsAt,
      }
      const problem = problemAt(tx, at, { faults: faults.length, made, now })
      if (problem === null) made.push(at)
      return { event, details, date, at, problem }
    })
}

/** What copying the month before would make, and what it would leave out. Nothing is written of it. */
export const monthCopies = (
  deps: DeskDeps,
  page: string,
  { month }: CallInput<'events.monthCopies'>,
): CallOutput<'events.monthCopies'> =>
  look(deps, page, (tx, doing) => {
    note(tx, doing, 'events.monthCopiesSeen', '', { month })
    return {
      from: monthBefore(month),
      copies: copiesInto(tx, month, { now: doing.at }).map(({ event, date, problem }) => ({
        event: briefOf(event, takenAt(tx, event.id)),
        date,
        problem,
      })),
    }
  })

/** Makes drafts of what was chosen of the month before; what is in somebody's way by now is left out. */
export const copyMonth = (
  deps: DeskDeps,
  page: string,
  { commandId, month, events }: CallInput<'events.copyMonth'>,
): CallOutput<'events.copyMonth'> =>
  act(deps, page, { call: 'events.copyMonth', commandId }, (tx, doing) => {
    const chosen = new Set(events)
    let made = 0
    for (const { details, at, problem } of copiesInto(tx, month, { now: doing.at, only: chosen })) {
      if (problem !== null || at === null) continue
      const { startsAt, endsAt } = at
      createEvent(tx, programmeOf(deps.parts), { details, startsAt, endsAt, publish: false })
      made += 1
    }
    note(tx, doing, 'events.monthCopied', '', { month, made })
    return { made, leftOut: chosen.size - made }
  }).output
