import { z } from 'zod'
import { call, commandId } from './call.ts'
import {
  eventClash,
  eventForm,
  eventPhase,
  eventPicture,
  eventRepeat,
  eventResult,
  eventTemplates,
  eventTimes,
  monthCopy,
  planDay,
  planMonth,
  staffEvent,
  staffEventPage,
} from './event-desk.ts'
import { businessDate, uuid } from './values.ts'

const result = z.object({ result: eventResult })
/** What the page saw: where it was changed since, the call fails with `conflict`. */
const seen = { commandId, event: uuid, sequence: z.int().nonnegative() }
const reason = z.string().max(500)
/** Ten a day; nobody looks through more. */
const mostCopies = 310

/** Staff plan and change events. */
export const eventCalls = {
  /** 20 at a time, by their start; what is over, or was taken back, the latest first. Both days are in the range. */
  'events.list': call(
    'clerk',
    z.object({
      from: businessDate.nullable(),
      to: businessDate.nullable(),
      phase: eventPhase.nullable(),
      page: z.int().nonnegative(),
    }),
    z.object({ total: z.int().nonnegative(), events: z.array(staffEvent).max(20) }),
  ),
  'events.open': call('clerk', z.object({ event: uuid }), staffEventPage),
  'events.create': call(
    'clerk',
    z.object({
      commandId,
      form: eventForm,
      picture: eventPicture,
      ...eventTimes,
      repeat: eventRepeat.nullable(),
      publish: z.boolean(),
    }),
    result,
  ),
  /** Of a series in draft: the whole of it. */
  'events.publish': call('clerk', z.object(seen), result),
  /**
   * `one` changes this date by itself; `future` also all later ones of its series, `all` every one that has not begun.
   * `repeat: null` leaves the rule as it is. `reason` is told to those who signed up for a date that the new rule
   * does not name any more.
   */
  'events.edit': call(
    'clerk',
    z.object({
      ...seen,
      scope: z.enum(['one', 'future', 'all']),
      form: eventForm,
      picture: eventPicture,
      ...eventTimes,
      repeat: eventRepeat.nullable(),
      reason: reason.nullable(),
    }),
    result,
  ),
  /** Takes back what nobody signed up for; `future`: with all later dates, where nobody did either. */
  'events.withdraw': call('clerk', z.object({ ...seen, scope: z.enum(['one', 'future']) }), result),
  /**
   * Those who signed up are told why, and keep their places at the event that takes place instead. `future` ends the
   * series: later dates that nobody signed up for are withdrawn.
   */
  'events.cancel': call(
    'clerk',
    z.object({ ...seen, scope: z.enum(['one', 'future']), reason, movedTo: uuid.nullable() }),
    result,
  ),
  /** The same at another time, by itself. */
  'events.copy': call(
    'clerk',
    z.object({ commandId, event: uuid, start: eventTimes.start, publish: z.boolean() }),
    result,
  ),
  /** What of the month before would come into this month, on the same weekday of the month, and what would not. */
  'events.monthCopies': call(
    'clerk',
    z.object({ month: planMonth }),
    z.object({ from: planMonth, copies: z.array(monthCopy).max(mostCopies) }),
  ),
  /** Makes drafts of those that were named, where nothing stands in the way by now. */
  'events.copyMonth': call(
    'clerk',
    z.object({ commandId, month: planMonth, events: z.array(uuid).min(1).max(mostCopies) }),
    z.object({ made: z.int().nonnegative(), leftOut: z.int().nonnegative() }),
  ),
  'events.templates': call('clerk', z.object({}), eventTemplates),
  /** Events at the same place, or of the same team, at the same time. `except`: the event that is being edited. */
  'events.clashes': call(
    'clerk',
    z.object({
      place: z.string().max(500),
      team: z.string().max(500).nullable(),
      ...eventTimes,
      repeat: eventRepeat.nullable(),
      except: uuid.nullable(),
    }),
    z.object({ clashes: z.array(eventClash).max(10), more: z.int().nonnegative() }),
  ),
  /** What takes place, what was cancelled, and drafts, day by day. */
  'events.plan': call(
    'clerk',
    z.object({ month: planMonth }),
    z.object({ days: z.array(planDay).min(28).max(31) }),
  ),
} as const
