import type { AttractShown } from '../../../electron/contract/attract.ts'
import type { EventBrief } from '../../../electron/contract/events.ts'
import { demo } from '../../demo/demo.states.ts'
import notices from '../../gallery/notice-samples.json'
import samples from '../../gallery/calendar-samples.json'
import { events, home, teams, type PageState, type PageStates } from '../../gallery/page-state.ts'

const later = (event: EventBrief, days: number): EventBrief => ({
  ...event,
  startsAt: new Date(Date.parse(event.startsAt) + days * 86_400_000).toISOString(),
  endsAt: new Date(Date.parse(event.endsAt) + days * 86_400_000).toISOString(),
})

const poster: AttractShown = {
  at: home.at,
  date: '2026-11-24',
  next: { event: events.lecture, begun: false, today: true },
  today: [events.reading, events.haircut, events.drums],
  more: 0,
  door: { hours: { from: '07:30', to: '17:00' } },
  onDuty: samples.leader,
  thanks: null,
}

const put = (part: Partial<AttractShown> | null, at: Partial<PageState> = {}): PageState => ({
  ...at,
  flow: {
    shown: {
      name: 'attract',
      poster: part && { ...poster, ...part },
      since: 0,
      askAt: 60_000,
      staleAt: 180_000,
    },
    today: '2026-11-24',
  },
})

const longest = { ...events.long, title: events.long.title.repeat(3) }
const manyNames = Array.from({ length: 12 }, (_, index) => `${samples.leader}${String(index)}`)

export const states: PageStates = {
  attract: put({}),
  'attract-begun': put(
    {},
    { home: { at: new Date(Date.parse(events.lecture.startsAt) + 60_000).toISOString() } },
  ),
  'attract-long': put({
    next: { event: events.long, begun: false, today: true },
    today: [events.long, events.haircut, events.drums],
    more: 4,
  }),
  'attract-longest-thanks': put({
    next: { event: longest, begun: false, today: true },
    today: [longest, longest, longest],
    more: 4,
    thanks: { names: notices.names, text: notices.notices[7]?.title ?? '' },
  }),
  'attract-nothing-today': put({
    next: { event: later(events.beach, 3), begun: false, today: false },
    today: [],
    onDuty: null,
  }),
  'attract-nothing-at-all': put({ next: null, today: [] }),
  'attract-thanks': put({ thanks: { names: notices.names, text: notices.notices[6]?.title ?? '' } }),
  'attract-thanks-many': put({ thanks: { names: manyNames, text: notices.notices[7]?.title ?? '' } }),
  'attract-thanks-longest': put({
    thanks: { names: manyNames.map((name) => teams.long + name), text: notices.notices[7]?.title ?? '' },
  }),
  'attract-closed': put({ door: { hours: null } }),
  'attract-unknown': put(null),
  'attract-demo': put({}, { home: { mode: 'demo' }, demo }),
  'attract-reader-missing': put(
    {},
    {
      home: { reader: { state: 'searching', side: 'below', cardLeft: false, trouble: null } },
    },
  ),
}
