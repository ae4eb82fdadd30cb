import { describe, expect, it } from 'vitest'
import { decideTap, type Presence } from '../../../electron/attendance/rules.ts'
import { eventOfKind } from '../../../electron/calendar/kinds.ts'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import type { EventKind } from '../../../electron/contract/events.ts'
import { whichEvent } from '../../../electron/station/which-event.ts'

/** `09:00`, `09:00:30`, or with the day in front: `25 00:10`. */
const at = (text: string): number => {
  const [clock = '', day = '24'] = text.split(' ').reverse()
  return Date.parse(`2026-11-${day}T${clock.padEnd(8, ':00')}+08:00`)
}
const clock = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(11, 16)

const eventFrom = (
  id: string,
  kind: EventKind,
  from: string,
  to: string,
  change: Partial<StationEvent> = {},
): StationEvent => ({
  ...eventOfKind({ id, title: id, kind, place: '', host: null, startsAt: at(from), endsAt: at(to) }),
  ...change,
})

interface Situation {
  on: StationEvent[]
  now: string
  /** Event → when the person checked in. */
  inside?: Record<string, string>
  /** Event → when the person checked in and out. */
  left?: Record<string, [string, string]>
  taken?: number
  birth?: string
  teams?: string[]
  pinned?: string
  remembered?: string
}

/** What a tap comes to, in one line. */
const meaningOf = (situation: Situation): string => {
  const { on, inside = {}, left = {}, taken = 0, birth = '1948-05-01', teams = [] } = situation
  const now = at(situation.now)
  const { pinned = null, remembered = null } = situation
  const presences = new Map<string, Presence>([
    ...Object.entries(inside).map(
      ([id, time]) => [id, { checkedInAt: at(time), checkedOutAt: null }] as const,
    ),
    ...Object.entries(left).map(
      ([id, [from, to]]) => [id, { checkedInAt: at(from), checkedOutAt: at(to) }] as const,
    ),
  ])
  const which = whichEvent({ events: on, presences, pinned, remembered, now })
  if (which.kind === 'none') return 'nothing on'
  if (which.kind === 'several') {
    return `which one: ${which.choices.map(({ event, action }) => `${event.id} ${action}`).join(', ')}`
  }
  const { event } = which
  const presence = presences.get(event.id) ?? null
  const decision = decideTap({
    event,
    person: { birth, teams },
    presence,
    taken,
    now,
    pinned: event.id === pinned,
  })
  const more =
    decision.kind === 'already' && decision.signOutFrom !== null
      ? `, out from ${clock(decision.signOutFrom)}`
      : ''
  return `${decision.kind} ${event.id}${more}`
}

const lecture = eventFrom('lecture', 'lecture', '09:00', '10:00')
const nextLecture = eventFrom('next', 'lecture', '10:00', '11:00')
const beach = eventFrom('beach', 'volunteer', '09:00', '11:00')
const course = eventFrom('course', 'training', '09:00', '11:00')
const opera = eventFrom('opera', 'culture', '18:30', '20:00')
const council = eventFrom('council', 'meeting', '14:00', '15:00')
const night = eventFrom('night', 'volunteer', '22:00', '25 01:00')
const full = { ...lecture, capacity: 3 }
const elders = { ...lecture, minAge: 80 }
const ourTeam = { ...beach, team: '净滩队' }

describe('what a tap comes to', () => {
  it.each<[string, Situation, string]>([
    // The window
    ['a second before the window: too early', { on: [lecture], now: '08:29:59' }, 'tooEarly lecture'],
    ['on the first moment of the window', { on: [lecture], now: '08:30' }, 'checkIn lecture'],
    ['on the stroke of the start', { on: [lecture], now: '09:00' }, 'checkIn lecture'],
    ['late, but within the window', { on: [lecture], now: '09:59:59' }, 'checkIn lecture'],
    ['on the last moment: the window is half-open', { on: [lecture], now: '10:00' }, 'nothing on'],
    ['an hour and more before the window', { on: [lecture], now: '07:29' }, 'nothing on'],
    ['within the hour before the window', { on: [lecture], now: '07:31' }, 'tooEarly lecture'],
    [
      'a window that ends before the event does',
      { on: [{ ...lecture, checkIn: { opensAt: at('08:30'), closesAt: at('09:15') } }], now: '09:15' },
      'tooLate lecture',
    ],
    [
      'a window with tolerance after the end',
      { on: [{ ...lecture, checkIn: { opensAt: at('08:30'), closesAt: at('10:10') } }], now: '10:09:59' },
      'checkIn lecture',
    ],
    [
      'the tolerance is over',
      { on: [{ ...lecture, checkIn: { opensAt: at('08:30'), closesAt: at('10:10') } }], now: '10:10' },
      'nothing on',
    ],
    ['nobody needs to check in', { on: [{ ...lecture, checkIn: null }], now: '09:10' }, 'nothing on'],
    ['cancelled', { on: [{ ...lecture, status: 'cancelled' }], now: '09:10' }, 'nothing on'],
    ['nothing today', { on: [], now: '09:10' }, 'nothing on'],
    ['an event over midnight, after midnight', { on: [night], now: '25 00:10' }, 'checkIn night'],
    ['an event over midnight has ended', { on: [night], now: '25 01:00' }, 'nothing on'],
    ['a meeting opens half an hour before', { on: [council], now: '13:30' }, 'checkIn council'],
    [
      'help for the household opens a quarter before',
      { on: [eventFrom('haircut', 'service', '14:00', '16:00')], now: '13:44' },
      'tooEarly haircut',
    ],
    ['a performance in the evening', { on: [opera], now: '18:00' }, 'checkIn opera'],
    // The same person again, no sign-out
    [
      'a nervous second tap',
      { on: [lecture], now: '09:00:05', inside: { lecture: '09:00' } },
      'already lecture',
    ],
    [
      'a second tap much later',
      { on: [lecture], now: '09:50', inside: { lecture: '08:40' } },
      'already lecture',
    ],
    [
      'a second tap after the window, while it runs',
      {
        on: [{ ...lecture, checkIn: { opensAt: at('08:30'), closesAt: at('09:15') } }],
        now: '09:30',
        inside: { lecture: '08:50' },
      },
      'already lecture',
    ],
    ['after the end it is over', { on: [lecture], now: '10:05', inside: { lecture: '08:40' } }, 'nothing on'],
    // Sign-out
    ['coming to a service', { on: [beach], now: '08:45' }, 'checkIn beach'],
    [
      'a nervous second tap is never a sign-out',
      { on: [beach], now: '10:50:30', inside: { beach: '10:50' } },
      'already beach',
    ],
    [
      'a second tap long before the end is no sign-out',
      { on: [beach], now: '09:40', inside: { beach: '08:50' } },
      'already beach, out from 10:45',
    ],
    [
      'a second before the sign-out',
      { on: [beach], now: '10:44:59', inside: { beach: '08:50' } },
      'already beach, out from 10:45',
    ],
    ['the sign-out begins', { on: [beach], now: '10:45', inside: { beach: '08:50' } }, 'checkOut beach'],
    ['on the planned end', { on: [beach], now: '11:00', inside: { beach: '08:50' } }, 'checkOut beach'],
    [
      'the last moment of the sign-out',
      { on: [beach], now: '11:59:59', inside: { beach: '08:50' } },
      'checkOut beach',
    ],
    ['the sign-out is over', { on: [beach], now: '12:00', inside: { beach: '08:50' } }, 'nothing on'],
    [
      'who came late must have stayed ten minutes',
      { on: [beach], now: '10:55', inside: { beach: '10:50' } },
      'already beach, out from 11:00',
    ],
    [
      'signed out, and taps again at once',
      { on: [beach], now: '10:50:20', left: { beach: ['08:50', '10:50'] } },
      'alreadyOut beach',
    ],
    [
      'signed out, and taps again later',
      { on: [beach], now: '10:58', left: { beach: ['08:50', '10:50'] } },
      'alreadyOut beach',
    ],
    [
      'left early and comes back: a service takes one in again',
      { on: [beach], now: '10:00', left: { beach: ['08:50', '09:30'] } },
      'checkIn beach',
    ],
    [
      'left early and comes back when signing out has begun',
      { on: [beach], now: '10:45', left: { beach: ['08:50', '09:30'] } },
      'alreadyOut beach',
    ],
    [
      'left early and taps nervously again',
      { on: [beach], now: '09:30:59', left: { beach: ['08:50', '09:30'] } },
      'alreadyOut beach',
    ],
    [
      'a course does not take one in again',
      { on: [course], now: '10:00', left: { course: ['08:50', '09:30'] } },
      'alreadyOut course',
    ],
    [
      'a course is signed out of',
      { on: [course], now: '10:50', inside: { course: '08:55' } },
      'checkOut course',
    ],
    [
      'a course is over for half an hour',
      { on: [course], now: '11:30', inside: { course: '08:55' } },
      'nothing on',
    ],
    ['an out without an in', { on: [beach], now: '11:10' }, 'nothing on'],
    [
      'over midnight: out after midnight',
      { on: [night], now: '25 00:50', inside: { night: '21:50' } },
      'checkOut night',
    ],
    // Places
    ['without a limit it never fills', { on: [lecture], now: '09:00', taken: 10_000 }, 'checkIn lecture'],
    ['under the limit', { on: [full], now: '09:00', taken: 1 }, 'checkIn lecture'],
    ['the last place is given', { on: [full], now: '09:00', taken: 2 }, 'checkIn lecture'],
    ['then it is full', { on: [full], now: '09:00', taken: 3 }, 'full lecture'],
    ['over the limit it stays full', { on: [full], now: '09:00', taken: 4 }, 'full lecture'],
    [
      'who is inside a full room is not refused',
      { on: [full], now: '09:10', taken: 3, inside: { lecture: '09:00' } },
      'already lecture',
    ],
    [
      'who is inside an overfull room is not refused',
      { on: [full], now: '09:10', taken: 5, inside: { lecture: '09:00' } },
      'already lecture',
    ],
    [
      'out of a full service',
      { on: [{ ...beach, capacity: 1 }], now: '10:50', taken: 1, inside: { beach: '09:00' } },
      'checkOut beach',
    ],
    [
      'back into a full service: the place was kept',
      { on: [{ ...beach, capacity: 1 }], now: '10:00', taken: 1, left: { beach: ['08:50', '09:30'] } },
      'checkIn beach',
    ],
    // Age and team
    ['80 on that very day', { on: [elders], now: '09:00', birth: '1946-11-24' }, 'checkIn lecture'],
    ['80 on the day after', { on: [elders], now: '09:00', birth: '1946-11-25' }, 'notEligible lecture'],
    [
      'age counts on the day of the event, also after midnight',
      { on: [{ ...night, minAge: 80 }], now: '25 00:10', birth: '1946-11-25' },
      'notEligible night',
    ],
    [
      'too young comes before full: no place would cure it',
      { on: [{ ...elders, capacity: 1 }], now: '09:00', taken: 1, birth: '1950-01-01' },
      'notEligible lecture',
    ],
    [
      'a meeting is for grown-ups',
      { on: [council], now: '14:00', birth: '2009-01-01' },
      'notEligible council',
    ],
    ['of the team', { on: [ourTeam], now: '09:00', teams: ['锣鼓队', '净滩队'] }, 'checkIn beach'],
    ['of another team', { on: [ourTeam], now: '09:00', teams: ['锣鼓队'] }, 'notInTeam beach'],
    ['of no team', { on: [ourTeam], now: '09:00' }, 'notInTeam beach'],
    [
      'left the team meanwhile: out is never refused',
      { on: [ourTeam], now: '10:50', inside: { beach: '08:50' } },
      'checkOut beach',
    ],
    // Several events
    ['two are open', { on: [lecture, beach], now: '09:00' }, 'which one: lecture checkIn, beach checkIn'],
    ['two, one pinned', { on: [lecture, beach], now: '09:00', pinned: 'beach' }, 'checkIn beach'],
    [
      'two, the queue chose one',
      { on: [lecture, beach], now: '09:00', remembered: 'lecture' },
      'checkIn lecture',
    ],
    [
      'staff come before the queue',
      { on: [lecture, beach], now: '09:00', pinned: 'beach', remembered: 'lecture' },
      'checkIn beach',
    ],
    [
      'what the queue chose is over',
      { on: [lecture, beach], now: '10:05', remembered: 'lecture' },
      'checkIn beach',
    ],
    [
      'in one a moment ago: the second tap goes there too',
      { on: [lecture, beach], now: '09:00:30', inside: { beach: '09:00' } },
      'already beach',
    ],
    [
      'inside a service while a lecture is open: going out is not going in',
      { on: [lecture, beach], now: '09:30', inside: { beach: '08:50' } },
      'which one: beach checkOut, lecture checkIn',
    ],
    [
      'inside a lecture while a service is open',
      { on: [lecture, beach], now: '09:30', inside: { lecture: '08:50' } },
      'which one: lecture checkIn, beach checkIn',
    ],
    [
      'inside the pinned one',
      { on: [lecture, beach], now: '09:30', inside: { beach: '08:50' }, pinned: 'beach' },
      'already beach, out from 10:45',
    ],
    [
      'leaving another than the pinned one is asked all the same',
      { on: [lecture, beach], now: '09:30', inside: { beach: '08:50' }, pinned: 'lecture' },
      'which one: beach checkOut, lecture checkIn',
    ],
    [
      'out of one a while ago, the other is open',
      {
        on: [course, eventFrom('late', 'lecture', '11:00', '12:00')],
        now: '10:59',
        left: { course: ['08:50', '10:50'] },
      },
      'checkIn late',
    ],
    // Back to back
    [
      'the first one ends where the next begins: a minute before',
      {
        on: [lecture, { ...nextLecture, checkIn: { opensAt: at('10:00'), closesAt: at('11:00') } }],
        now: '09:59',
      },
      'checkIn lecture',
    ],
    [
      'on the stroke: the next one',
      {
        on: [lecture, { ...nextLecture, checkIn: { opensAt: at('10:00'), closesAt: at('11:00') } }],
        now: '10:00',
      },
      'checkIn next',
    ],
    [
      'leaving the first with a sign-out, the next one open: both are offered',
      {
        on: [beach, eventFrom('after', 'lecture', '11:00', '12:00')],
        now: '10:50',
        inside: { beach: '08:50' },
      },
      'which one: beach checkOut, after checkIn',
    ],
    [
      'just signed out of the first, the next one open: a nervous tap checks in nowhere',
      {
        on: [beach, eventFrom('after', 'lecture', '11:00', '12:00')],
        now: '10:50:40',
        left: { beach: ['08:50', '10:50'] },
      },
      'alreadyOut beach',
    ],
    // The clock
    [
      'a clock that went back behind the check-in is no sign-out',
      { on: [beach], now: '08:40', inside: { beach: '08:50' } },
      'already beach',
    ],
    [
      'a clock that went back behind the sign-out is no check-in',
      { on: [beach], now: '09:20', left: { beach: ['08:50', '09:30'] } },
      'alreadyOut beach',
    ],
    [
      'pinned while its window says no: a wrong clock refuses nobody',
      { on: [lecture], now: '03:00', pinned: 'lecture' },
      'checkIn lecture',
    ],
    ['pinned after its end', { on: [lecture], now: '17:00', pinned: 'lecture' }, 'checkIn lecture'],
    [
      'pinned does not open what is not for this person',
      { on: [elders], now: '03:00', pinned: 'lecture', birth: '1950-01-01' },
      'notEligible lecture',
    ],
    [
      'pinned does not make more places',
      { on: [full], now: '03:00', pinned: 'lecture', taken: 3 },
      'full lecture',
    ],
    [
      'a pinned one that is gone from the list pins nothing',
      { on: [lecture], now: '09:00', pinned: 'beach' },
      'checkIn lecture',
    ],
  ])('%s', (_title, situation, meaning) => {
    expect(meaningOf(situation)).toBe(meaning)
  })
})
