import type { CallOutput } from '../../../electron/contract/calls.ts'
import type { ListedEvent } from '../../../electron/contract/calendar.ts'
import type { StaffEvent, StaffEventPage } from '../../../electron/contract/event-desk.ts'
import { eventKinds, type EventBrief, type EventKind } from '../../../electron/contract/events.ts'
import { datesIn, shanghaiTime } from '../../../electron/contract/values.ts'
import { paperWords } from '../../../electron/contract/words/papers.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import calendar from '../../gallery/calendar-samples.json'
import samples from '../../gallery/event-desk-samples.json'
import notices from '../../gallery/notice-samples.json'
import { events, type PageState, type PageStates } from '../../gallery/page-state.ts'
import type { StaffPicture } from '../../gallery/staff-picture.ts'
import type { PlanningPicture } from '../../stores/planning.ts'
import type { Desk } from '../desk-state.ts'
import { clashInput, draftOf, emptyDraft } from '../events/event-form.ts'
import { emptyEventForms, emptyStop, type EventDraft } from '../events/events-state.ts'
import { repeatEvery } from '../events/repeat-form.ts'
import { bi, board, tiles } from './samples.ts'

const today = '2026-11-24'
const now = shanghaiTime(today, 8 * 60 + 52)
const dates = datesIn({ from: '2026-11-01', to: '2026-11-30' })

const eventAt = (index: number): EventBrief => {
  const [title = '', kind = 'lecture'] = samples.titles[index % samples.titles.length] ?? []
  const day = samples.dates[index] ?? 1
  const start = shanghaiTime(dates[day - 1] ?? today, 8 * 60 + (index % 4) * 60)
  return {
    id: `01935b6e-e7e0-7000-8000-0000000000${String(index).padStart(2, '0')}`,
    title,
    kind: kind as EventKind,
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + 90 * 60_000).toISOString(),
    place: samples.places[index % samples.places.length] ?? '',
    host: null,
    placesLeft: null,
  }
}
const month = samples.dates.map((_, index) => eventAt(index))
const listed = (event: EventBrief, phase: ListedEvent['phase'] = 'published'): ListedEvent => ({
  event,
  phase,
  team: null,
  takesSignUps: true,
})
const dayOf = (date: string, all: readonly EventBrief[]): CallOutput<'events.plan'>['days'][number] => {
  const own = all.filter(({ startsAt }) =>
    new Date(Date.parse(startsAt) + 28_800_000).toISOString().startsWith(date),
  )
  return {
    day: { date, lunar: calendar.lunar[0] ?? '', lunarDate: calendar.month, term: null, festivals: [] },
    events: own.map((event, index) => listed(event, index === 3 ? 'cancelled' : 'published')),
    more: 0,
    drafts: [],
  }
}
const planOf = (all: readonly EventBrief[]): CallOutput<'events.plan'> => ({
  days: dates.map((date) => dayOf(date, all)),
})
const crowded = dates.flatMap((_, day) =>
  Array.from({ length: 10 }, (_, hour) => {
    const start = shanghaiTime(dates[day] ?? today, (8 + hour) * 60)
    return {
      ...eventAt((day + hour) % 12),
      id: `01935b6e-e7e1-7000-8000-0000000${String(day).padStart(2, '0')}0${String(hour).padStart(2, '0')}`,
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + 3_600_000).toISOString(),
    }
  }),
)

const beach = { ...(month[20] ?? eventAt(20)), placesLeft: 12, host: null }
const row = (event: EventBrief, index: number): StaffEvent => ({
  event,
  phase: (['signUp', 'published', 'inProgress'] as const)[index % 3] ?? 'published',
  team: null,
  repeats: index % 2 === 0,
  signedUp: (index * 7) % 30,
  waiting: index % 5 === 0 ? 2 : 0,
  sequence: 1,
})
const page = (part: Partial<StaffEventPage> = {}): StaffEventPage => ({
  ...row(beach, 0),
  signedUp: 18,
  waiting: 2,
  details: {
    title: beach.title,
    kind: beach.kind,
    place: beach.place,
    host: null,
    leader: calendar.leader,
    forWhom: calendar.forWhom,
    bring: calendar.bring,
    capacity: 30,
    minAge: 16,
    team: samples.team,
    picture: null,
  },
  start: '2026-11-27T08:30',
  minutes: 120,
  arrived: 0,
  series: {
    repeat: { every: 'week', days: ['FR'], interval: 1, end: { kind: 'never' } },
    detached: false,
    ahead: 12,
  },
  cancelled: null,
  may: { publish: false, edit: true, withdraw: false, cancel: true },
  fixed: [],
  ...part,
})

const templates: NonNullable<PlanningPicture['templates']> = {
  kinds: eventKinds.map((kind) => ({
    kind,
    takesSignUps: kind !== 'meeting',
    signsOut: kind === 'volunteer',
    countsMinutes: kind === 'volunteer',
    capacity: null,
    minAge: null,
    rule: kind === 'canteen' ? null : 'L01',
  })),
  held: month.slice(0, 12).map((event) => ({
    event: event.id,
    details: { ...page().details, title: event.title, kind: event.kind, place: event.place },
    minutes: 90,
    on: '2026-11-20',
  })),
}

const put = (
  desk: Partial<Desk>,
  planning: PlanningPicture,
  more: Partial<StaffPicture> = {},
): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: bi, locked: null },
    board,
    desk: { page: 'events', ...desk },
    planning,
    ...more,
  },
})
const at = (part: Partial<Desk['events']>): Partial<Desk> => ({
  events: { ...emptyEventForms().events, ...part },
})
const plan = planOf(month)
const draftsOn = (index: number): EventBrief[] =>
  index % 3 === 0 ? month.slice(index % 12, (index % 12) + 1 + (index % 2)) : []
/** The same weekday of December: its days stand two days before those of November, its first Sunday and Monday five after. */
const inDecember = (day: number): string | null => {
  const week = Math.floor((day - 1) / 7)
  const date = week * 7 + ((day + 4) % 7) + 1
  return date > 31 ? null : `2026-12-${String(date).padStart(2, '0')}`
}
const copies: NonNullable<PlanningPicture['copies']>['copies'] = month.map((event, index) => {
  const date = inDecember(samples.dates[index] ?? 1)
  const problem = index % 6 === 4 ? 'clash' : index === 0 ? 'past' : null
  return {
    event: index === 1 ? { ...event, title: samples.longTitle } : event,
    date,
    problem: date === null ? 'noSuchDay' : problem,
  }
})
const chosen = at({ day: '2026-11-27', chosen: beach.id })

const stopped = (stop: Partial<NonNullable<Desk['stop']>>, date = today): PageState =>
  put(
    { ...chosen, dialog: { kind: 'stopEvent' }, stop: { ...emptyStop(beach.id, 'cancel'), ...stop } },
    { plan, opened: page(), day: { date, events: month.slice(14, 18) } },
  )

/** May 2027 begins on a Saturday: its days lie in six weeks. */
const mayDates = datesIn({ from: '2027-05-01', to: '2027-05-31' })
const sixWeeks: CallOutput<'events.plan'> = {
  days: mayDates.map((date, index) => ({
    ...dayOf(date, []),
    events: month.slice(index % 20, (index % 20) + (index % 5)).map((event) => listed(event)),
    more: 0,
  })),
}

const clashes = {
  clashes: [
    { event: { ...events.drums, title: samples.clash }, phase: 'signUp' as const, because: 'place' as const },
  ],
  more: 1,
}
const form = (draft: EventDraft, found: Partial<typeof clashes> = {}): PageState =>
  put(
    { page: 'eventForm', draft },
    { templates, clashes: { asked: JSON.stringify(clashInput(draft)), clashes: [], more: 0, ...found } },
  )
const most = (text: string, length: number): string => text.repeat(4).slice(0, length)
const long = (part: Partial<StaffEventPage> = {}): StaffEventPage =>
  page({
    phase: 'inProgress',
    arrived: 15,
    details: {
      ...page().details,
      title: most(samples.longTitle, 60),
      place: most(samples.longPlace, 40),
      host: most(samples.longPeople, 40),
      leader: most(samples.longPeople, 40),
      forWhom: most(samples.longReason, 80),
      bring: most(samples.longReason, 80),
    },
    ...part,
  })
const running = page({
  phase: 'inProgress',
  arrived: 15,
  fixed: ['kind', 'start', 'repeat', 'minutes', 'team', 'minAge'],
})
const filled = { ...draftOf(page()), of: null }
const monthEnd = repeatEvery(
  { ...filled, date: '2026-12-31', month: '2026-12-01', block: 'repeat' },
  'monthDay',
)

export const states: PageStates = {
  'console-events': put(at({}), { plan }),
  'console-events-drafts': put(at({ day: today }), {
    plan: { days: plan.days.map((day, index) => ({ ...day, drafts: draftsOn(index) })) },
  }),
  'console-events-copy-month': put(
    { ...at({ month: '2026-12-01' }), dialog: { kind: 'copyMonth', month: '2026-12-01' } },
    { plan, copies: { month: '2026-12', from: '2026-11', copies } },
  ),
  'console-events-copy-month-none': put(
    { ...at({ month: '2026-12-01' }), dialog: { kind: 'copyMonth', month: '2026-12-01' } },
    { plan, copies: { month: '2026-12', from: '2026-11', copies: [] } },
  ),
  'console-events-loading': put(at({}), {}),
  'console-events-empty': put(at({ day: today }), { plan: planOf([]) }),
  'console-events-crowded': put(at({ day: today }), { plan: planOf(crowded) }),
  'console-events-panel': put(chosen, { plan, opened: page() }),
  'console-events-panel-draft': put(chosen, {
    plan,
    opened: page({
      phase: 'draft',
      signedUp: 0,
      waiting: 0,
      may: { publish: true, edit: true, withdraw: true, cancel: false },
    }),
  }),
  'console-events-panel-running': put(chosen, {
    plan,
    opened: running,
  }),
  'console-events-panel-cancelled': put(chosen, {
    plan,
    opened: page({
      phase: 'cancelled',
      cancelled: { reason: samples.reason, movedTo: month[21] ?? null },
      may: { publish: false, edit: false, withdraw: false, cancel: false },
    }),
  }),
  'console-events-panel-long': put(chosen, { plan, opened: long() }),
  'console-events-panel-long-cancelled': put(chosen, {
    plan,
    opened: long({
      phase: 'cancelled',
      cancelled: {
        reason: most(samples.longReason, 120),
        movedTo: { ...beach, title: most(samples.longTitle, 60) },
      },
      may: { publish: false, edit: false, withdraw: false, cancel: false },
    }),
  }),
  'console-events-list-long': put(at({ view: 'list' }), {
    list: {
      tab: 'ahead',
      part: 0,
      total: 47,
      events: month
        .slice(0, 20)
        .map((event, index) => row({ ...event, title: most(samples.longTitle, 60) }, index)),
    },
  }),
  'console-events-form-long': form(draftOf(long())),
  'console-events-form-long-look': form({ ...draftOf(long()), block: 'look' }, clashes),
  'console-events-list': put(at({ view: 'list' }), {
    list: { tab: 'ahead', part: 0, total: 47, events: month.slice(0, 20).map(row) },
  }),
  'console-events-form': form(emptyDraft(today, now)),
  'console-events-form-when': form({ ...filled, block: 'when' }),
  'console-events-form-repeat': form(monthEnd),
  'console-events-form-clash': form({ ...filled, block: 'when' }, clashes),
  'console-events-form-who': form({ ...filled, block: 'who' }),
  'console-events-form-picture': form({
    ...filled,
    picture: { kind: 'new', photo: { name: 'IMG_0118.jpg', data: notices.picture, bytes: 41_200 } },
    block: 'picture',
  }),
  'console-events-form-look': form({ ...filled, block: 'look' }, clashes),
  'console-events-form-edit': form(draftOf(page())),
  'console-events-form-begun': form({ ...draftOf(running), block: 'when' }),
  'console-events-form-arrived': form({
    ...draftOf(page({ fixed: ['kind', 'start', 'repeat'] })),
    block: 'when',
  }),
  'console-events-form-faults': form({
    ...emptyDraft(today, now),
    faults: [
      { field: 'title', problem: 'badCharacter' },
      { field: 'place', problem: 'empty' },
      { field: 'capacity', problem: 'outOfRange' },
      { field: 'start', problem: 'inPast' },
    ],
  }),
  'console-events-form-series': form({ ...draftOf(page()), scope: 'future', block: 'when' }),
  'console-events-form-until': form({ ...monthEnd, ends: 'until' }),
  'console-events-stop': stopped({ reason: samples.reason, movedTo: month[21] ?? null }),
  'console-events-stop-refused': stopped({ reason: samples.reason, fault: words.eventDesk.faults.needsHead }),
  'console-events-stop-instead': stopped({ day: '2026-11-24' }),
  'console-events-six-weeks': put(at({ month: '2027-05-01', day: '2027-05-31' }), { plan: sixWeeks }),
  'console-events-form-six-weeks': form(
    {
      ...draftOf(page({ start: '2027-05-31T18:30' })),
      scope: 'future',
      block: 'when',
      minutes: 75,
      faults: [{ field: 'start', problem: 'startNotInRule' }],
    },
    {
      clashes: clashes.clashes.map((one) => ({ ...one, event: { ...one.event, title: samples.longTitle } })),
    },
  ),
  'console-events-until': put(
    {
      page: 'eventForm',
      dialog: { kind: 'repeatUntil' },
      draft: { ...monthEnd, date: '2027-05-01', until: '2027-05-31' },
    },
    { templates },
  ),
  'console-events-stop-instead-six-weeks': stopped({ day: '2027-05-31' }, '2027-05-31'),
  'console-events-other': put(
    { ...chosen, dialog: { kind: 'otherDraft' }, draft: filled, nextDraft: emptyDraft(today, now) },
    { plan, opened: page() },
  ),
  'console-events-print': put(
    { ...chosen, dialog: { kind: 'printEvents', event: null } },
    { plan, opened: page() },
  ),
  'console-events-print-event': put(
    { ...chosen, dialog: { kind: 'printEvents', event: beach.id } },
    { plan, opened: page() },
    { papers: { saved: { where: 'stick', file: paperWords.roster.file(beach.title, '2026-11-27', 'pdf') } } },
  ),
}
