import { StationError } from '../../base/errors.ts'
import { createDraftSeries, draftSeriesOf, publishDraftSeries } from '../../calendar/draft-series.ts'
import { createEvent, detailsOf, publishEvent, requireEvent } from '../../calendar/programme.ts'
import { instantOf, type Recurrence } from '../../calendar/recurrence.ts'
import { monthsLeftOut, ruleOf } from '../../calendar/repeat.ts'
import type { StationEvent } from '../../calendar/rules.ts'
import { createSeries } from '../../calendar/series.ts'
import { datesFrom, seriesById } from '../../calendar/series-store.ts'
import { eventById } from '../../calendar/store.ts'
import type { EventDetails } from '../../contract/calendar.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { EventRepeat, EventResult } from '../../contract/event-desk.ts'
import type { Tx } from '../../store/tx.ts'
import { programmeOf } from '../calendar/keep.ts'
import type { Parts } from '../parts.ts'
import { note, type DeskDeps } from './acts.ts'
import { faultsOfTimes, readForm } from './events-form.ts'
import { faultsOfPicture, pictureFor } from './events-picture.ts'
import { doToEvent, refused, seenEvent } from './events-result.ts'

const minuteMs = 60_000

/** What became of an event that was just written. */
export const doneWith = (
  tx: Tx,
  id: string,
  { made = 0, leftOut = [] }: { made?: number; leftOut?: string[] } = {},
): Extract<EventResult, { kind: 'done' }> => {
  const event = eventById(tx, id)
  if (event === null) throw new StationError('notFound', { what: 'event' })
  return { kind: 'done', event: id, sequence: event.sequence, made, leftOut }
}

interface Planned {
  details: EventDetails
  start: string
  minutes: number
  repeat: EventRepeat | null
  publish: boolean
}

const recurrenceOf = (
  { start, minutes }: Pick<Planned, 'start' | 'minutes'>,
  repeat: EventRepeat,
): Recurrence => ({
  start,
  minutes,
  rule: ruleOf(repeat),
  dates: [],
  except: [],
})

const firstOfSeries = (tx: Tx, id: string): StationEvent => {
  const [first] = datesFrom(tx, id, 0)
  if (first === undefined) throw new Error('a series that was published has no date')
  return first
}

const write = (tx: Tx, parts: Parts, planned: Planned): Extract<EventResult, { kind: 'done' }> => {
  const programme = programmeOf(parts)
  const { details, start, minutes, repeat, publish } = planned
  if (repeat === null) {
    const startsAt = instantOf(start)
    const endsAt = startsAt + minutes * minuteMs
    return doneWith(tx, createEvent(tx, programme, { details, startsAt, endsAt, publish }).id)
  }
  const recurrence = recurrenceOf({ start, minutes }, repeat)
  if (!publish) {
    const event = createDraftSeries(tx, programme, { details, recurrence })
    return doneWith(tx, event.id, { leftOut: leftOutOf(tx, event, repeat) })
  }
  const { series, made } = createSeries(tx, programme, { details, recurrence, publish })
  const first = firstOfSeries(tx, series)
  return doneWith(tx, first.id, { made, leftOut: leftOutOf(tx, first, repeat) })
}

/** Months in which a series that was just written does not take place. */
export const leftOutOf = (tx: Tx, { series }: StationEvent, repeat: EventRepeat): string[] => {
  const found = series === null ? null : seriesById(tx, series.id)
  return found === null ? [] : monthsLeftOut(repeat, found.recurrence)
}

/** A new event, or a series of them, as a draft or for everybody to see. */
export const createPlanned = (
  deps: DeskDeps,
  page: string,
  { commandId, form, picture, start, minutes, repeat, publish }: CallInput<'events.create'>,
): CallOutput<'events.create'> =>
  doToEvent(deps, page, { call: 'events.create', commandId, subject: '' }, (tx, doing) => {
    const { details: said, faults } = readForm(form)
    const all = [
      ...faults,
      ...faultsOfPicture(picture),
      ...faultsOfTimes({ start, minutes, isNew: true }, doing.at),
    ]
    if (all.length > 0) return refused(...all)
    const details = { ...said, picture: pictureFor(tx, deps.parts, picture, doing.at) }
    const done = write(tx, deps.parts, { details, start, minutes, repeat, publish })
    note(tx, doing, 'event.created', done.event, { publish, repeats: repeat !== null, made: done.made })
    return done
  })

/** The same at another time. What was said of an older event is checked as if it were typed now. */
export const copyEvent = (
  deps: DeskDeps,
  page: string,
  { commandId, event: id, start, publish }: CallInput<'events.copy'>,
): CallOutput<'events.copy'> =>
  doToEvent(deps, page, { call: 'events.copy', commandId, subject: id }, (tx, doing) => {
    const event = requireEvent(tx, id)
    const { details: said, faults } = readForm(detailsOf(event))
    const details = { ...said, picture: event.picture }
    const minutes = Math.round((event.endsAt - event.startsAt) / minuteMs)
    const all = [...faults, ...faultsOfTimes({ start, minutes, isNew: true }, doing.at)]
    if (all.length > 0) return refused(...all)
    const done = write(tx, deps.parts, { details, start, minutes, repeat: null, publish })
    note(tx, doing, 'event.copied', done.event, { from: id, publish })
    return done
  })

/** Announces a draft, with all dates of its series. */
export const publishPlanned = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'events.publish'>,
): CallOutput<'events.publish'> =>
  doToEvent(
    deps,
    page,
    { call: 'events.publish', commandId: input.commandId, subject: input.event },
    (tx, doing) => {
      const event = seenEvent(tx, input)
      const programme = programmeOf(deps.parts)
      const isSeries = draftSeriesOf(tx, event) !== null
      const made = isSeries ? publishDraftSeries(tx, programme, event) : 1
      if (!isSeries) publishEvent(tx, programme, event.id)
      note(tx, doing, 'event.published', event.id, { made })
      return doneWith(tx, event.id, { made: isSeries ? made : 0 })
    },
  )
