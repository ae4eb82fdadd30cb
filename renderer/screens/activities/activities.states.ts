import type { FoundEvent, FoundEvents, MyEvent, MyEvents } from '../../../electron/contract/calendar.ts'
import type { EventBrief } from '../../../electron/contract/events.ts'
import type { CalendarShown } from '../../flow/calendar-state.ts'
import { soughtAtFirst } from '../../flow/find.ts'
import { events, teams, type PageState, type PageStates } from '../../gallery/page-state.ts'
import { base } from '../calendar/calendar.states.ts'

const later = (event: EventBrief, days: number): EventBrief => ({
  ...event,
  startsAt: new Date(Date.parse(event.startsAt) + days * 86_400_000).toISOString(),
  endsAt: new Date(Date.parse(event.endsAt) + days * 86_400_000).toISOString(),
})
const hit = (event: EventBrief, days: number, part: Partial<FoundEvent> = {}): FoundEvent => ({
  event: later(event, days),
  phase: 'signUp',
  team: null,
  takesSignUps: true,
  match: null,
  further: 0,
  ...part,
})

const coming = [
  hit(events.lecture, 0, { phase: 'inProgress' }),
  hit(events.haircut, 0),
  hit(events.drums, 1, { phase: 'published', takesSignUps: false, further: 8 }),
  hit(events.long, 2),
]
const found = (hits: readonly FoundEvent[], total = hits.length): FoundEvents => ({
  total,
  found: [...hits],
  nearest: [],
})

const put = (part: Partial<CalendarShown>, flow: PageState['flow'] = {}): PageState => ({
  flow: {
    shown: base({ trail: [{ name: 'find' }], found: found(coming, 23), ...part }),
    today: '2026-11-24',
    calendar: 1,
    ...flow,
  },
})
const longest = [1, 2, 3, 4, 5].map((days) =>
  hit({ ...events.long, title: events.long.title.repeat(3) }, days, { further: 8 }),
)
const typed = (initials: string): Pick<CalendarShown, 'sought'> => ({
  sought: { ...soughtAtFirst, initials },
})

const own = (event: EventBrief, days: number, part: Partial<MyEvent> = {}): MyEvent => ({
  event: later(event, days),
  phase: 'signUp',
  team: null,
  takesSignUps: true,
  mine: { kind: 'none' },
  cancelled: null,
  ...part,
})
const mine: MyEvents = {
  signedUp: [
    own(events.haircut, 0, { mine: { kind: 'signedUp', moved: false } }),
    own(events.beach, 3, { mine: { kind: 'waiting', place: 12 } }),
    own(events.pressure, 4, { phase: 'cancelled', cancelled: { reason: events.long.title, movedTo: null } }),
  ],
  teams: [own(events.drums, 1, { team: teams.short }), own(events.long, 5, { team: teams.long })],
  kinds: [own(events.lecture, 7), own(events.phone, 8)],
}
const atMine = (part: Partial<CalendarShown> = {}, flow: PageState['flow'] = {}): PageState =>
  put({ holder: true, trail: [{ name: 'find' }, { name: 'mine', at: 0 }], mine, ...part }, flow)
const lowered = { preferences: { lowered: true } }

export const states: PageStates = {
  activities: put({}),
  'activities-kind': put({
    sought: { ...soughtAtFirst, when: 'week', kind: 'culture' },
    found: found([hit(events.drums, 1, { phase: 'published', takesSignUps: false, further: 2 })]),
  }),
  'activities-team': put({ team: teams.long, found: found([hit(events.beach, 3, { team: teams.long })]) }),
  'activities-find': put({
    ...typed('LX'),
    found: found([
      hit(events.pressure, 1, { match: { from: 0, to: 2 } }),
      hit(events.haircut, 0, { match: { from: 2, to: 4 } }),
      hit(events.long, 2, { match: { from: 3, to: 5 } }),
    ]),
  }),
  'activities-none': put({
    ...typed('QQQ'),
    found: { total: 0, found: [], nearest: coming.slice(0, 3) },
  }),
  'activities-nothing-coming': put({ found: { total: 0, found: [], nearest: [] } }),
  'activities-failed': put({ found: null, failed: true }),
  'activities-long': put({ found: found(longest, 9) }),
  'activities-long-none': put({
    ...typed('QQQ'),
    found: { total: 0, found: [], nearest: longest.slice(0, 3) },
  }),
  'activities-lowered': put({}, lowered),
  'activities-mine': atMine(),
  'activities-mine-second': atMine({ trail: [{ name: 'find' }, { name: 'mine', at: 4 }] }),
  'activities-mine-none': atMine({ mine: { signedUp: [], teams: [], kinds: [] } }),
  'activities-mine-lowered': atMine({}, lowered),
  'activities-card': put({ trail: [{ name: 'find' }, { name: 'mineCard' }] }),
}
