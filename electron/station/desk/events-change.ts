import { arrivedAt } from '../../attendance/store.ts'
import { draftSeriesOf, editDraftSeries, withdrawDraftSeries } from '../../calendar/draft-series.ts'
import { editNow, fixedOnceBegun, phaseOf } from '../../calendar/lifecycle.ts'
import { cancelEvent, detailsOf, editEvent, requireEvent, withdrawEvent } from '../../calendar/programme.ts'
import { instantOf, localOf } from '../../calendar/recurrence.ts'
import { repeatOf, ruleOf } from '../../calendar/repeat.ts'
import type { StationEvent } from '../../calendar/rules.ts'
import { editSeries, endSeries } from '../../calendar/series.ts'
import { datesFrom, seriesById, type Series } from '../../calendar/series-store.ts'
import { relyingOn } from '../../calendar/sign-up-store.ts'
import { arrivedAhead, cancelledSoFar } from '../../calendar/staff-queries.ts'
import type { EventDetails } from '../../contract/calendar.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { EventFault, EventField, EventRepeat } from '../../contract/event-desk.ts'
import type { Tx } from '../../store/tx.ts'
import { programmeOf } from '../calendar/keep.ts'
import { note, type Act, type DeskDeps } from './acts.ts'
import { faultOfText, faultsOfTimes, readForm } from './events-form.ts'
import { faultsOfPicture, pictureFor } from './events-picture.ts'
import { doneWith, leftOutOf } from './events-plan.ts'
import { doToEvent, refuseAll, refused, seenEvent } from './events-result.ts'

const minuteMs = 60_000

const minutesOf = ({ startsAt, endsAt }: StationEvent): number => Math.round((endsAt - startsAt) / minuteMs)

/** Which of the details are other ones. */
const changedIn = (details: EventDetails, before: EventDetails): Partial<EventDetails> =>
  Object.fromEntries(
    Object.entries(details).filter(([name, value]) => before[name as keyof EventDetails] !== value),
  )

const isSame = (a: EventRepeat | null, b: EventRepeat | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** What stays as it is where people have been checked in: they came to this, and at this time. */
export const fixedByArrivals: readonly EventField[] = ['kind', 'start', 'repeat']

/** An edit, compared with what stands there. */
interface Edit {
  event: StationEvent
  series: Series | null
  details: EventDetails
  changes: Partial<EventDetails>
  start: string | null
  minutes: number | null
  rule: string | null
  repeat: EventRepeat | null
}

const editOf = (tx: Tx, event: StationEvent, input: CallInput<'events.edit'>): Edit => {
  const { details: said } = readForm(input.form)
  const details = { ...said, picture: event.picture }
  const series = event.series === null ? null : seriesById(tx, event.series.id)
  const rule = series?.recurrence.rule ?? null
  const current = rule === null || series === null ? null : repeatOf(rule, series.recurrence.start)
  const repeat = isSame(input.repeat, current) ? null : input.repeat
  return {
    event,
    series,
    details,
    changes: changedIn(details, detailsOf(event)),
    start: input.start === localOf(event.startsAt) ? null : input.start,
    minutes: input.minutes === minutesOf(event) ? null : input.minutes,
    rule: repeat === null ? null : ruleOf(repeat),
    repeat,
  }
}

/** With its picture: that one is written once nothing is wrong with the rest. */
const withPicture = (edit: Edit, picture: string | null): Edit => ({
  ...edit,
  details: { ...edit.details, picture },
  changes: picture === edit.event.picture ? edit.changes : { ...edit.changes, picture },
})

const arrived = (
  tx: Tx,
  { event, series }: Edit,
  { scope, now }: { scope: CallInput<'events.edit'>['scope']; now: number },
): number =>
  arrivedAt(tx, event.id) + (scope === 'one' || series === null ? 0 : arrivedAhead(tx, series.id, now))

/** What an edit would change although people have come to it as it is. */
const faultsOfFixed = (
  tx: Tx,
  edit: Edit,
  scope: CallInput<'events.edit'>['scope'],
  now: number,
): EventFault[] => {
  const moved: Partial<Record<EventField, boolean>> = {
    kind: edit.changes.kind !== undefined,
    start: edit.start !== null,
    minutes: edit.minutes !== null,
    repeat: edit.rule !== null,
    team: edit.changes.team !== undefined,
    minAge: edit.changes.minAge !== undefined,
  }
  if (editNow(edit.event, now) === 'correct')
    return fixedOnceBegun.filter((field) => moved[field]).map((field) => ({ field, problem: 'begun' }))
  if (arrived(tx, edit, { scope, now }) === 0) return []
  return fixedByArrivals.filter((field) => moved[field]).map((field) => ({ field, problem: 'checkedIn' }))
}

/** What is wrong with an edit before anything of it is written. */
const faultsOf = (tx: Tx, edit: Edit, input: CallInput<'events.edit'>, now: number): EventFault[] => {
  const { start, minutes, scope } = input
  const { event } = edit
  const faults = [
    ...readForm(input.form).faults,
    ...faultsOfPicture(input.picture),
    ...faultsOfTimes({ start, minutes, isNew: edit.start !== null }, now),
  ]
  const reason = input.reason === null ? null : faultOfText('reason', input.reason.trim())
  if (reason !== null) faults.push(reason)
  const isAlone = edit.series === null || (scope === 'one' && draftSeriesOf(tx, event) === null)
  if (isAlone && edit.repeat !== null) faults.push({ field: 'repeat', problem: 'notInSeries' })
  return [...faults, ...faultsOfFixed(tx, edit, scope, now)]
}

const editOne = (tx: Tx, deps: DeskDeps, { event, changes, start, minutes }: Edit): void => {
  const startsAt = start === null ? event.startsAt : instantOf(start)
  const endsAt = startsAt + (minutes === null ? event.endsAt - event.startsAt : minutes * minuteMs)
  editEvent(tx, programmeOf(deps.parts), event.id, { details: changes, startsAt, endsAt })
}

const editDraft = (tx: Tx, deps: DeskDeps, series: Series, edit: Edit): void => {
  const { recurrence } = series
  editDraftSeries(tx, programmeOf(deps.parts), edit.event, {
    details: edit.details,
    recurrence: {
      ...recurrence,
      start: edit.start ?? recurrence.start,
      minutes: edit.minutes ?? recurrence.minutes,
      rule: edit.rule ?? recurrence.rule,
    },
  })
}

/** Whoever is no head cannot cancel what people signed up for by a rule that does not name it any more. */
const editMany = (
  tx: Tx,
  deps: DeskDeps,
  { author }: Act,
  { edit, scope, reason }: { edit: Edit; scope: 'future' | 'all'; reason: string | null },
): void => {
  const { event, changes, start, minutes, rule } = edit
  const before = cancelledSoFar(tx)
  editSeries(tx, programmeOf(deps.parts), {
    event: event.id,
    scope,
    details: changes,
    ...(start === null ? {} : { start }),
    ...(minutes === null ? {} : { minutes }),
    ...(rule === null ? {} : { rule }),
    ...(reason === null ? {} : { reason }),
  })
  if (cancelledSoFar(tx) > before && !author.roles.includes('head'))
    refuseAll({ field: 'repeat', problem: 'needsHead' })
}

/** Changes one event, or a series from one of its dates on. */
export const editPlanned = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'events.edit'>,
): CallOutput<'events.edit'> => {
  const { commandId, event: id, scope } = input
  return doToEvent(deps, page, { call: 'events.edit', commandId, subject: id }, (tx, doing) => {
    const asked = editOf(tx, seenEvent(tx, input), input)
    const faults = faultsOf(tx, asked, input, doing.at)
    if (faults.length > 0) return refused(...faults)
    const edit = withPicture(asked, pictureFor(tx, deps.parts, input.picture, doing.at))
    const draft = draftSeriesOf(tx, edit.event)
    if (draft !== null) editDraft(tx, deps, draft, edit)
    else if (scope === 'one') editOne(tx, deps, edit)
    else editMany(tx, deps, doing, { edit, scope, reason: input.reason })
    note(tx, doing, 'event.edited', id, {
      scope,
      fields: [
        ...Object.keys(edit.changes),
        ...(edit.start === null ? [] : ['start']),
        ...(edit.minutes === null ? [] : ['minutes']),
        ...(edit.rule === null ? [] : ['repeat']),
      ].join(','),
    })
    return doneWith(tx, id, {
      leftOut: edit.repeat === null ? [] : leftOutOf(tx, requireEvent(tx, id), edit.repeat),
    })
  })
}

/** Whether anybody signed up for a date of the series from this one on. */
const isReliedOn = (tx: Tx, { series }: StationEvent, now: number): boolean =>
  series !== null &&
  datesFrom(tx, series.id, series.recurrenceId).some(
    ({ id, status, startsAt }) => status === 'published' && startsAt > now && relyingOn(tx, id) > 0,
  )

/** Takes back what nobody signed up for, and nobody came to. */
export const withdrawPlanned = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'events.withdraw'>,
): CallOutput<'events.withdraw'> => {
  const { commandId, event: id, scope } = input
  return doToEvent(deps, page, { call: 'events.withdraw', commandId, subject: id }, (tx, doing) => {
    const event = seenEvent(tx, input)
    const programme = programmeOf(deps.parts)
    const ahead = scope === 'future' && event.series !== null ? event.series.id : null
    const came = arrivedAt(tx, id) + (ahead === null ? 0 : arrivedAhead(tx, ahead, doing.at))
    if (came > 0) return refused({ field: 'event', problem: 'checkedIn' })
    if (scope === 'future' && isReliedOn(tx, event, doing.at))
      return refused({ field: 'event', problem: 'signedUp' })
    if (draftSeriesOf(tx, event) !== null) withdrawDraftSeries(tx, programme, event)
    else if (scope === 'one') withdrawEvent(tx, programme, id)
    else endSeries(tx, programme, id, null)
    note(tx, doing, 'event.withdrawn', id, { scope })
    return doneWith(tx, id)
  })
}

/** One event takes place instead of one; of a whole series nothing does. */
const faultOfInstead = (
  tx: Tx,
  event: StationEvent,
  { movedTo, scope, now }: { movedTo: string; scope: 'one' | 'future'; now: number },
): EventFault | null => {
  const instead = requireEvent(tx, movedTo)
  const isAhead = ['published', 'signUp', 'inProgress'].includes(phaseOf(instead, now))
  const isPossible = scope === 'one' && instead.id !== event.id && isAhead
  return isPossible ? null : { field: 'movedTo', problem: 'wrongPhase' }
}

/** Calls off what was announced. Where people signed up, it takes the head of the station. */
export const cancelPlanned = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'events.cancel'>,
): CallOutput<'events.cancel'> => {
  const { commandId, event: id, scope, movedTo } = input
  return doToEvent(deps, page, { call: 'events.cancel', commandId, subject: id }, (tx, doing) => {
    const event = seenEvent(tx, input)
    const programme = programmeOf(deps.parts)
    const reason = input.reason.trim()
    const faults = [
      reason === '' ? ({ field: 'reason', problem: 'empty' } as const) : faultOfText('reason', reason),
      movedTo === null ? null : faultOfInstead(tx, event, { movedTo, scope, now: doing.at }),
    ].filter((fault) => fault !== null)
    if (faults.length > 0) return refused(...faults)
    const isHead = doing.author.roles.includes('head')
    const needsHead = { field: 'event', problem: 'needsHead' } as const
    const relying = relyingOn(tx, id)
    if (relying > 0 && !isHead) return refused(needsHead)
    if (scope === 'one') cancelEvent(tx, programme, id, { reason, movedTo })
    else {
      const before = cancelledSoFar(tx)
      endSeries(tx, programme, id, reason)
      if (cancelledSoFar(tx) > before && !isHead) refuseAll(needsHead)
    }
    note(tx, doing, 'event.cancelled', id, { scope, relying, movedTo })
    return doneWith(tx, id)
  })
}
