import { arrivedAt, takenAt } from '../../attendance/store.ts'
import { datesOfMonth } from '../../calendar/copy-month.ts'
import { almanacOf } from '../../calendar/lunar.ts'
import { describedKinds } from '../../calendar/kinds.ts'
import { editNow, fixedOnceBegun, phaseOf, problemOf, type Act } from '../../calendar/lifecycle.ts'
import { detailsOf, requireEvent } from '../../calendar/programme.ts'
import { draftsOn, eventsOn } from '../../calendar/queries.ts'
import { instantOf, localOf, occurrencesBetween, problemWith } from '../../calendar/recurrence.ts'
import { repeatOf, ruleOf } from '../../calendar/repeat.ts'
import { briefOf, type StationEvent } from '../../calendar/rules.ts'
import { seriesById } from '../../calendar/series-store.ts'
import { aheadMs } from '../../calendar/series.ts'
import { relyingOn, signedUpFor, waitingFor } from '../../calendar/sign-up-store.ts'
import { datesAhead, eventsBeside, eventsListed, lastHeld } from '../../calendar/staff-queries.ts'
import { eventById } from '../../calendar/store.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { EventBrief } from '../../contract/events.ts'
import type { EventClash, StaffEvent, StaffEventPage } from '../../contract/event-desk.ts'
import { businessDateOf } from '../../contract/values.ts'
import type { StaffMember } from '../../staff/store.ts'
import type { Tx } from '../../store/tx.ts'
import { listedEventOf } from '../calendar/pages.ts'
import { look, note, type DeskDeps } from './acts.ts'
import { fixedByArrivals } from './events-change.ts'
import { faultsOfTimes } from './events-form.ts'

const pageSize = 20
const mostHeld = 12
const mostClashes = 10
const dayEvents = 40
const dayDrafts = 20
const minuteMs = 60_000

const brief = (tx: Tx, event: StationEvent): EventBrief => briefOf(event, takenAt(tx, event.id))

const staffEventOf = (tx: Tx, event: StationEvent, now: number): StaffEvent => ({
  event: brief(tx, event),
  phase: phaseOf(event, now),
  team: event.team,
  repeats: event.series !== null,
  signedUp: signedUpFor(tx, event.id),
  waiting: waitingFor(tx, event.id),
  sequence: event.sequence,
})

/** What stands in the calendar, whatever became of it. */
export const listEvents = (
  deps: DeskDeps,
  page: string,
  { page: index, ...sought }: CallInput<'events.list'>,
): CallOutput<'events.list'> =>
  look(deps, page, (tx, doing) => {
    const range = { now: doing.at, offset: index * pageSize, limit: pageSize }
    const { total, events } = eventsListed(tx, { ...sought, ...range })
    note(tx, doing, 'events.listed', '', { phase: sought.phase, page: index, total })
    return { total, events: events.map((event) => staffEventOf(tx, event, doing.at)) }
  })

const seriesShown = (tx: Tx, event: StationEvent, now: number): StaffEventPage['series'] => {
  const series = event.series === null ? null : seriesById(tx, event.series.id)
  if (series === null || event.series === null) return null
  const { rule, start } = series.recurrence
  return {
    repeat: rule === null ? null : repeatOf(rule, start),
    detached: event.series.detached,
    ahead: datesAhead(tx, series.id, now),
  }
}

const mayOf = (tx: Tx, event: StationEvent, member: StaffMember, now: number): StaffEventPage['may'] => {
  const relying = relyingOn(tx, event.id)
  const may = (act: Act): boolean => problemOf(act, event, { now, relying, reason: 'some reason' }) === null
  return {
    publish: may('publish'),
    edit: may(editNow(event, now)),
    withdraw: may('withdraw') && arrivedAt(tx, event.id) === 0,
    cancel: may('cancel') && (relying === 0 || member.roles.includes('head')),
  }
}

const fixedOf = (event: StationEvent, arrived: number, now: number): StaffEventPage['fixed'] => {
  if (editNow(event, now) === 'correct') return [...fixedOnceBegun]
  return arrived > 0 ? [...fixedByArrivals] : []
}

/** Everything that staff see and may do of one event. Throws `notFound`. */
export const openEvent = (
  deps: DeskDeps,
  page: string,
  { event: id }: CallInput<'events.open'>,
): CallOutput<'events.open'> =>
  look(deps, page, (tx, doing) => {
    const event = requireEvent(tx, id)
    const instead = event.movedTo === null ? null : eventById(tx, event.movedTo)
    const arrived = arrivedAt(tx, id)
    note(tx, doing, 'event.opened', id)
    return {
      ...staffEventOf(tx, event, doing.at),
      details: detailsOf(event),
      start: localOf(event.startsAt),
      minutes: Math.round((event.endsAt - event.startsAt) / minuteMs),
      arrived,
      series: seriesShown(tx, event, doing.at),
      cancelled:
        event.status === 'cancelled'
          ? { reason: event.cancelReason ?? '', movedTo: instead === null ? null : brief(tx, instead) }
          : null,
      may: mayOf(tx, event, doing.author, doing.at),
      fixed: fixedOf(event, arrived, doing.at),
    }
  })

/** What a new event may begin with. */
export const eventTemplatesOf = (deps: DeskDeps, page: string): CallOutput<'events.templates'> =>
  look(deps, page, (tx, doing) => {
    note(tx, doing, 'events.templatesSeen', '')
    return {
      kinds: describedKinds.map(({ kind, signUp, signOut, countsMinutes, capacity, minAge, credit }) => ({
        kind,
        takesSignUps: signUp !== null,
        signsOut: signOut !== null,
        countsMinutes,
        capacity,
        minAge,
        rule: credit.ruleId,
      })),
      held: lastHeld(tx, doing.at, mostHeld).map((event) => ({
        event: event.id,
        details: detailsOf(event),
        minutes: Math.max(1, Math.round((event.endsAt - event.startsAt) / minuteMs)),
        on: businessDateOf(event.startsAt),
      })),
    }
  })

/** When it would take place; nothing where that cannot be said. */
const startsOf = ({ start, minutes, repeat }: CallInput<'events.clashes'>, now: number): number[] => {
  if (faultsOfTimes({ start, minutes, isNew: false }, now).length > 0) return []
  if (repeat === null) return [instantOf(start)]
  const recurrence = { start, minutes, rule: ruleOf(repeat), dates: [], except: [] }
  return problemWith(recurrence) === null ? occurrencesBetween(recurrence, now, now + aheadMs) : []
}

const becauseOf = (event: StationEvent, place: string, team: string | null): EventClash['because'] => {
  if (event.place !== place) return 'team'
  return team !== null && event.team === team ? 'both' : 'place'
}

/** What else is on at the same time in the same place, or for the same people. */
export const eventClashes = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'events.clashes'>,
): CallOutput<'events.clashes'> =>
  look(deps, page, (tx, doing) => {
    const [place, team] = [input.place.trim(), input.team?.trim() ?? null]
    const edited = input.except === null ? null : requireEvent(tx, input.except)
    const isOwn = ({ id, series }: StationEvent): boolean =>
      id === edited?.id || (series !== null && series.id === edited?.series?.id)
    const found = new Map<string, StationEvent>()
    for (const from of startsOf(input, doing.at)) {
      const beside = eventsBeside(tx, { place, team, from, to: from + input.minutes * minuteMs })
      for (const event of beside) if (!isOwn(event)) found.set(event.id, event)
    }
    note(tx, doing, 'events.clashesSeen', input.except ?? '', { clashes: found.size })
    return {
      clashes: [...found.values()].slice(0, mostClashes).map((event) => ({
        event: brief(tx, event),
        phase: phaseOf(event, doing.at),
        because: becauseOf(event, place, team),
      })),
      more: Math.max(0, found.size - mostClashes),
    }
  })

/** A month as it is printed, and beside it the drafts, which are nobody's business yet. */
export const monthPlan = (
  deps: DeskDeps,
  page: string,
  { month }: CallInput<'events.plan'>,
): CallOutput<'events.plan'> =>
  look(deps, page, (tx, doing) => {
    note(tx, doing, 'events.planSeen', '', { month })
    return {
      days: datesOfMonth(month).map((date) => {
        const events = eventsOn(tx, date, null)
        return {
          day: almanacOf(date),
          events: events.slice(0, dayEvents).flatMap((event) => listedEventOf(tx, event, doing.at) ?? []),
          more: Math.max(0, events.length - dayEvents),
          drafts: draftsOn(tx, date)
            .slice(0, dayDrafts)
            .map((event) => brief(tx, event)),
        }
      }),
    }
  })
