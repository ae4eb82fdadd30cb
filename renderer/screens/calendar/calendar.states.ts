import type { CalendarDay, EventPage, ListedEvent } from '../../../electron/contract/calendar.ts'
import type { EventBrief } from '../../../electron/contract/events.ts'
import { addDays, datesIn } from '../../../electron/contract/values.ts'
import { rangeOf } from '../../flow/calendar-dates.ts'
import type { CalendarShown } from '../../flow/calendar-state.ts'
import { soughtAtFirst } from '../../flow/find.ts'
import samples from '../../gallery/calendar-samples.json'
import notices from '../../gallery/notice-samples.json'
import { events, person, result, type PageState, type PageStates } from '../../gallery/page-state.ts'

const today = '2026-11-24'
const later = (event: EventBrief, days: number): EventBrief => ({
  ...event,
  startsAt: new Date(Date.parse(event.startsAt) + days * 86_400_000).toISOString(),
  endsAt: new Date(Date.parse(event.endsAt) + days * 86_400_000).toISOString(),
})
const beach: EventBrief = { ...later(events.beach, 3), host: samples.leader, placesLeft: 12 }

const lunarOf = (date: string): string => {
  const index = ((Date.parse(date) - Date.parse('2026-11-09')) / 86_400_000 + 300) % 30
  return index === 0 ? samples.month : (samples.lunar[index] ?? '')
}
const dayOf = (date: string): CalendarDay => ({
  date,
  lunar: lunarOf(date),
  lunarDate: `${samples.month}${lunarOf(date)}`,
  term: (samples.terms as Record<string, string>)[date] ?? null,
  festivals: [],
  kinds: (
    ['lecture', 'volunteer', 'service', 'culture', 'health', 'meeting', 'canteen', 'training'] as const
  ).slice(
    Number(date.slice(8)) % 7,
    (Number(date.slice(8)) % 7) + (date === today ? 3 : Number(date.slice(8)) % 4),
  ),
  more: date === today ? 2 : 0,
})
const listed = (event: EventBrief, part: Partial<ListedEvent> = {}): ListedEvent => ({
  event,
  phase: 'signUp',
  team: null,
  takesSignUps: true,
  ...part,
})
const plain = { phase: 'published', takesSignUps: false } as const

/** The calendar's pages as they are drawn. */
export const base = (part: Partial<CalendarShown> = {}): CalendarShown => {
  const date = part.date ?? today
  return {
    name: 'calendar',
    holder: false,
    trail: [{ name: 'calendar' }],
    view: 'month',
    date,
    team: null,
    at: 0,
    days: datesIn(rangeOf('month', date)).map(dayOf),
    day: {
      day: dayOf(date),
      events: [
        listed(events.lecture, { phase: 'inProgress' }),
        listed({ ...events.haircut, placesLeft: 5 }),
        listed(events.drums, plain),
        listed(beach, { phase: 'cancelled' }),
      ],
      more: 0,
      next: null,
    },
    event: null,
    picture: null,
    teams: samples.teams.map((team, index) => ({ team, coming: index })),
    sought: soughtAtFirst,
    found: null,
    mine: null,
    told: null,
    since: 0,
    asked: null,
    failed: false,
    keepAt: 60_000,
    ...part,
  }
}
const put = (part: Partial<CalendarShown> = {}, flow: PageState['flow'] = {}): PageState => ({
  flow: { shown: base(part), today, calendar: 1, ...flow },
})

const page = (part: Partial<EventPage> = {}): EventPage => ({
  event: beach,
  phase: 'signUp',
  leader: null,
  forWhom: samples.forWhom,
  bring: samples.bring,
  minAge: null,
  team: null,
  capacity: 30,
  picture: null,
  signedUp: 18,
  checkIn: null,
  signsOut: true,
  credit: { rule: 'V01', countsMinutes: true, amount: null },
  lasts: 120,
  signUp: { kind: 'open' },
  cancelled: null,
  further: [],
  mine: null,
  ...part,
})
const eventState = (part: Partial<EventPage> = {}, shown: Partial<CalendarShown> = {}): PageState =>
  put({ trail: [{ name: 'calendar' }, { name: 'event', event: beach.id }], event: page(part), ...shown })
const holder = { holder: true }
const sureState = (part: Partial<EventPage>, shown: Partial<CalendarShown> = {}): PageState =>
  eventState(part, {
    ...holder,
    trail: [{ name: 'calendar' }, { name: 'event', event: beach.id }, { name: 'sure', event: beach.id }],
    ...shown,
  })
const full = { event: { ...beach, placesLeft: 0 }, signUp: { kind: 'full', waiting: 2 } } as const

const many = Array.from({ length: 9 }, (_, index) =>
  listed({ ...events.long, id: `${events.long.id.slice(0, -2)}9${String(index)}` }),
)
const empty = {
  day: dayOf('2026-11-25'),
  events: [],
  more: 0,
  next: { date: addDays(today, 3), event: beach },
}
const besides = {
  person: person('wang'),
  event: beach,
  meanwhile: null,
  points: null,
  firstVisit: false,
  cardExpired: false,
  ask: null,
}

export const states: PageStates = {
  'calendar-month': put(),
  'calendar-six-weeks': put({ date: '2026-08-24', view: 'month' }),
  'calendar-many': put({ day: { day: dayOf(today), events: many, more: 3, next: null }, at: 2 }),
  'calendar-week': put({ view: 'week' }),
  'calendar-day': put({ view: 'day' }),
  'calendar-empty': put({ date: '2026-11-25', day: empty }),
  'calendar-nothing-coming': put({ date: '2026-11-25', view: 'day', day: { ...empty, next: null } }),
  'calendar-failed': put({ day: null, days: [], failed: true }),
  'calendar-lowered': put({}, { preferences: { lowered: true } }),
  'calendar-lowered-day': put({ view: 'day' }, { preferences: { lowered: true } }),
  'calendar-teams': put({ trail: [{ name: 'calendar' }, { name: 'teams', at: 0 }] }),
  'calendar-idle-question': put({}, { stillThere: 17 }),
  'event-open': eventState(),
  'event-picture': eventState({}, { picture: notices.picture }),
  'event-long': eventState({
    event: { ...later(events.long, 3), placesLeft: 12 },
    capacity: 200,
    leader: samples.leader,
    minAge: 70,
  }),
  'event-full': eventState(full),
  'event-cancelled': eventState({
    phase: 'cancelled',
    signUp: { kind: 'closed' },
    cancelled: { reason: samples.reason, movedTo: later(beach, 7) },
  }),
  'event-past': eventState({ event: later(beach, -5), phase: 'ended', signUp: { kind: 'closed' } }),
  'event-plain': eventState({
    event: later(events.drums, 3),
    phase: 'published',
    forWhom: null,
    bring: null,
    capacity: null,
    signedUp: 0,
    credit: { rule: null, countsMinutes: false, amount: null },
    signUp: { kind: 'notNeeded' },
  }),
  'event-signed-up': eventState(
    { mine: { kind: 'signedUp', moved: false } },
    { ...holder, told: { kind: 'signedUp', again: false, clash: events.lecture } },
  ),
  'event-waiting': eventState({ ...full, mine: { kind: 'waiting', place: 3 } }, holder),
  'event-lecture': eventState({
    event: { ...later(events.lecture, 3), placesLeft: null },
    capacity: null,
    credit: { rule: 'L01', countsMinutes: false, amount: 50 },
  }),
  'event-sure': sureState({ mine: { kind: 'signedUp', moved: false } }),
  'event-sure-queue': sureState({ ...full, mine: { kind: 'waiting', place: 3 } }),
  'event-sure-failed': sureState({ mine: { kind: 'signedUp', moved: false } }, { failed: true }),
  'event-failed': eventState({}, { ...holder, failed: true }),
  'sign-up-card': put({
    trail: [
      { name: 'calendar' },
      { name: 'event', event: beach.id },
      { name: 'card', event: beach.id, wait: false },
    ],
    event: page(),
  }),
  'sign-up-card-wait': put({
    trail: [
      { name: 'calendar' },
      { name: 'event', event: beach.id },
      { name: 'card', event: beach.id, wait: true },
    ],
    event: page(full),
  }),
  'result-signed-up': result({ ...besides, kind: 'signedUp', again: false, clash: null }),
  'result-signed-up-clash': result({
    ...besides,
    kind: 'signedUp',
    again: false,
    clash: events.lecture,
    meanwhile: { kind: 'checkedIn', event: events.lecture },
  }),
  'result-wait-listed': result({ ...besides, kind: 'waitListed', again: false, place: 3, clash: null }),
  'result-sign-up-refused': result({ ...besides, kind: 'signUpRefused', reason: { kind: 'closed' } }),
}
