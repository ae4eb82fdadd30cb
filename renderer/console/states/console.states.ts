import type { Desk } from '../desk-state.ts'
import { demo } from '../../demo/demo.states.ts'
import { at, events, type PageState, type PageStates } from '../../gallery/page-state.ts'
import type { Job } from '../../stores/hand.ts'
import type { StaffPicture } from '../../gallery/staff-picture.ts'
import { notices } from '../../gallery/notice-samples.json'
import typed from '../../gallery/typing-samples.json'
import {
  attendance,
  bi,
  board,
  details,
  fullName,
  figures,
  found,
  lan,
  liang,
  masked,
  quietBoard,
  several,
  teams,
  tiles,
  withStanding,
} from './samples.ts'

const console = (desk: Partial<Desk>, more: Partial<StaffPicture> = {}): PageState => ({
  staff: { snapshot: { tiles, signedIn: bi, locked: null }, board, desk, ...more },
})

const people = { kind: 'found', total: several.length, people: several } as const
const known = { ...people, people: several.map(withStanding) } as const
const provisional = several[4] ?? lan
const unasked = { number: null, consents: { scoring: null, sharing: null } } as const
const byHand: Desk['byHand'] = { query: 'WL', people: [], event: events.lecture.id, reason: 'noCard' }
const minutes = {
  attendance: attendance(11),
  person: masked('min'),
  event: events.beach,
  asked: null,
  typed: '120',
  reason: 'forgot',
} as const
const job: Job = {
  kind: 'checkIn',
  input: { event: events.lecture.id, residents: [lan.id], reason: 'noCard' },
}
const minutesJob: Job = {
  kind: 'minutes',
  input: { attendance: attendance(11), minutes: 120, reason: 'forgot' },
}

const row = (index: number, state: 'present' | 'left' | 'openSignOut' | 'expected' | 'noShow') => {
  const person = several[index % several.length] ?? lan
  const isIn = state !== 'expected' && state !== 'noShow'
  return {
    resident: person.id,
    person: person.person,
    lastTwo: person.lastTwo,
    state,
    walkIn: index % 4 === 1 && isIn,
    late: index % 5 === 2 && isIn,
    checkedInAt: isIn ? events.lecture.startsAt : null,
    checkedOutAt: state === 'left' ? events.lecture.endsAt : null,
    mark: isIn ? (index % 3 === 0 ? 'byHandOverride' : 'byCard') : null,
    minutes: state === 'left' ? 55 : null,
    attendance: isIn ? attendance(40 + index) : null,
  } as const
}
const kinds = ['present', 'left', 'openSignOut', 'expected', 'noShow'] as const
const rows = Array.from({ length: 50 }, (_, index) => row(index, kinds[index % kinds.length] ?? 'present'))
const day = {
  events: [events.lecture, events.beach, events.reading, events.haircut, events.drums, events.long].map(
    (event) => ({ event, figures: { ...figures, minutes: event.kind === 'volunteer' ? 2_580 : 0 } }),
  ),
  attendances: 85,
  people: 61,
  minutes: 2_580,
}
const list = { event: events.lecture.id, part: 0, figures, total: 61, rows, waiting: { total: 0, first: [] } }
const byHandForm = (chosen: Desk['byHand']['people']): Partial<Desk> => ({
  page: 'byHand',
  byHand: { ...byHand, people: chosen },
})

const waitingBoard: StaffPicture['board'] = {
  ...quietBoard,
  needs: board.needs.slice(0, 3),
  needsTotal: 3,
  waiting: {
    claims: 3,
    objections: 1,
    answerBy: '2026-11-27',
    asker: { person: lan.person, entryOn: '2026-11-20', at: at('08:55') },
    noticesEnding: { count: 2, on: '2026-11-26', titles: [notices[1]?.title ?? '', notices[2]?.title ?? ''] },
  },
}

export const states: PageStates = {
  'console-today': console({}),
  'console-today-waiting': console({}, { board: waitingBoard }),
  'console-today-quiet': console({}, { board: quietBoard }),
  'console-today-busy': console(
    {},
    {
      board: {
        ...board,
        live: { event: events.long, figures: { ...figures, noShows: null }, pinned: true, canExtend: true },
        needsTotal: 31,
        crowdHeld: true,
      },
    },
  ),
  'console-today-nothing': console(
    {},
    {
      board: {
        ...quietBoard,
        live: null,
        last: [],
        events: [],
        coming: [],
        today: { attendances: 0, people: 0 },
      },
    },
  ),
  'console-today-loading': console({}, { board: null }),
  'console-today-failed': console({}, { note: { kind: 'failed', code: 'timeout' } }),
  'console-today-clock': {
    ...console({}, { board: { ...board, station: { door: null, queuedSince: at('07:12') } } }),
    home: {
      clock: 'unset',
      reader: { state: 'searching', side: 'below', cardLeft: false, trouble: null },
      queue: { pending: 120, link: 'refused' },
    },
  },
  'console-today-reader-down': {
    ...console({}, { snapshot: { tiles, signedIn: tiles[1] ?? null, locked: null } }),
    home: { reader: { state: 'searching', side: 'below', cardLeft: false, trouble: null } },
  },
  'console-today-jumped': { ...console({}), home: { clockJumped: true } },
  'console-today-reader': {
    ...console({}),
    home: { reader: { state: 'ready', side: 'below', cardLeft: false, trouble: '000032' } },
  },
  'console-today-demo': { ...console({}), demo },
  'console-undo': console({
    dialog: { kind: 'undo', event: events.lecture.id, attendance: attendance(1), person: masked('min') },
  }),
  'console-events': console({ dialog: { kind: 'events' } }),
  'console-by-hand': console(byHandForm([lan]), { finds: people }),
  'console-by-hand-start': console(
    { page: 'byHand', byHand: { ...byHand, query: '' } },
    { finds: { kind: 'found', total: 2, people: several.slice(0, 2) } },
  ),
  'console-by-hand-one-letter': console(
    { page: 'byHand', byHand: { ...byHand, query: 'W' } },
    { finds: { kind: 'fault', fault: 'tooFewLetters' } },
  ),
  'console-by-hand-too-many': console(byHandForm([]), { finds: { kind: 'found', total: 132, people: [] } }),
  'console-by-hand-nobody': console(byHandForm([]), { finds: { kind: 'found', total: 0, people: [] } }),
  'console-by-hand-several': console(byHandForm(several.filter(({ id }) => id !== liang.id)), {
    finds: {
      kind: 'found',
      total: 12,
      people: Array.from({ length: 12 }, (_, index) => found('li', 1940 + index)),
    },
  }),
  'console-by-hand-no-event': console(
    { page: 'byHand', byHand: { ...byHand, event: null } },
    { finds: people, board: { ...quietBoard, live: null, events: [] } },
  ),
  'console-add': console({
    page: 'add',
    add: { name: typed.name, birthYear: '19', sex: 'female' },
  }),
  'console-children': console(
    {
      page: 'children',
      children: { query: 'WL', count: '12', event: events.lecture.id, guardian: lan },
    },
    { finds: people },
  ),
  'console-children-alone': console(
    { page: 'children', children: { query: '', count: '', event: events.lecture.id, guardian: null } },
    { finds: { kind: 'found', total: 0, people: [] } },
  ),
  'console-people': console(
    { page: 'people', people: { query: 'WL' } },
    { finds: known, counts: { people: 1_286, volunteers: 214 } },
  ),
  'console-people-none': console(
    { page: 'people', people: { query: 'WL' } },
    { finds: { kind: 'found', total: 0, people: [] }, counts: { people: 0, volunteers: 0 } },
  ),
  'console-person': console({ page: 'person', resident: lan.id }, { details }),
  'console-person-full': console(
    { page: 'person', resident: lan.id },
    {
      details,
      revealed: { resident: lan.id, name: fullName, number: '119999194503071234', seconds: 27 },
    },
  ),
  'console-person-reveal': console(
    { page: 'person', resident: lan.id, dialog: { kind: 'reveal', resident: lan.id } },
    { details },
  ),
  'console-person-erase': console(
    { page: 'person', resident: lan.id, dialog: { kind: 'erase', resident: lan.id } },
    { details },
  ),
  'console-person-erasing': console(
    { page: 'person', resident: lan.id },
    { details: { ...details, erasing: true } },
  ),
  'console-person-correct': console(
    {
      page: 'person',
      resident: provisional.id,
      dialog: {
        kind: 'correct',
        resident: provisional.id,
        form: { name: fullName, birthYear: '2019', sex: 'male', reason: 'misheard' },
      },
    },
    { details: { ...details, ...unasked, person: provisional } },
  ),
  'console-person-changed': console(
    { page: 'person', resident: lan.id },
    { details, note: { kind: 'failed', code: 'conflict' } },
  ),
  'console-person-provisional': console(
    { page: 'person', resident: several[4]?.id ?? '' },
    {
      details: {
        ...details,
        ...unasked,
        person: several[4] ?? lan,
        volunteerNo: null,
        served: 0,
        attendances: [],
        knownTeams: [],
      },
    },
  ),
  'console-person-listed': console(
    { page: 'person', resident: lan.id },
    { details: { ...details, cardSeen: false, attendances: [], served: 0 } },
  ),
  'console-person-teams': console(
    { page: 'person', resident: lan.id },
    { details: { ...details, person: { ...lan, teams: teams.slice(0, 5) } } },
  ),
  'console-person-loading': console({ page: 'person', resident: lan.id }, { details: null }),
  'console-volunteer': console(
    {
      page: 'person',
      resident: lan.id,
      dialog: { kind: 'volunteerNo', resident: lan.id, teams: [], typed: 'OW-0117' },
    },
    { details },
  ),
  'console-join': console(
    { page: 'join', resident: lan.id, join: { query: '', person: several[1] ?? lan } },
    { details, finds: people },
  ),
  'console-minutes': console({ page: 'minutes', minutes }),
  'console-minutes-approve': console({
    page: 'minutes',
    minutes: { ...minutes, asked: 615, typed: '615', person: masked('ying') },
  }),
  'console-second': console(byHandForm([lan]), {
    finds: people,
    hand: { job, step: 'second', because: 'notEligible', objection: null },
  }),
  'console-second-several': console(byHandForm(several), {
    finds: people,
    hand: {
      job,
      step: 'second',
      because: 'several',
      objection: { kind: 'refused', reason: 'lacksRole' },
    },
  }),
  'console-second-minutes': console(
    { page: 'minutes', minutes },
    {
      hand: {
        job: minutesJob,
        step: 'second',
        because: null,
        objection: { kind: 'locked', waitMs: 118_000 },
      },
    },
  ),
  'console-second-own': console(byHandForm([lan]), {
    finds: people,
    hand: {
      job,
      step: 'own',
      because: 'full',
      objection: { kind: 'wrongPin', triesLeft: 2, waitMs: 0 },
    },
  }),
  'console-second-erase': console(
    { page: 'person', resident: lan.id },
    {
      details,
      hand: {
        job: { kind: 'erase', input: { resident: lan.id, reason: 'moved' } },
        step: 'second',
        because: null,
        objection: null,
      },
    },
  ),
  'console-list': console(
    { page: 'list', list: { event: events.lecture, page: 1, from: 'today' } },
    { list },
  ),
  'console-list-waiting': console(
    { page: 'list', list: { event: events.lecture, page: 0, from: 'events' } },
    {
      list: {
        ...list,
        waiting: {
          total: 12,
          first: rows.slice(0, 8).map(({ resident, person, lastTwo }) => ({ resident, person, lastTwo })),
        },
      },
    },
  ),
  'console-list-empty': console(
    { page: 'list', list: { event: events.long, page: 0, from: 'today' } },
    {
      list: {
        ...list,
        event: events.long.id,
        total: 0,
        rows: [],
        figures: { ...figures, expected: null, walkIns: null, noShows: null },
      },
    },
  ),
  'console-day': console({ page: 'day' }, { day }),
  'console-day-empty': console(
    { page: 'day' },
    { day: { events: [], attendances: 0, people: 0, minutes: 0 } },
  ),
}
