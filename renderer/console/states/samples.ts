import type {
  BoardSnapshot,
  FoundPerson,
  PersonDetails,
  StaffTile,
} from '../../../electron/contract/staff.ts'
import type { MaskedPerson } from '../../../electron/contract/values.ts'
import samples from '../../gallery/console-samples.json'
import { at, events } from '../../gallery/page-state.ts'

const uuid = (group: string, index: number): string =>
  `01935b6e-${group}-7000-8000-0000000000${String(index).padStart(2, '0')}`

const tile = (name: keyof typeof samples.staff, ...roles: StaffTile['roles']): StaffTile => ({
  id: uuid('5aff', Object.keys(samples.staff).indexOf(name)),
  name: samples.staff[name],
  roles,
})

export const bi = tile('bi', 'clerk')
export const tiles = [
  bi,
  tile('yu', 'head', 'council'),
  tile('sui', 'clerk'),
  tile('zou', 'technician'),
  tile('song', 'council'),
]

type Name = keyof typeof samples.people

export const masked = (name: Name): MaskedPerson => ({ name: samples.people[name], rareName: false })

/** One of the samples' teams. */
export const team = (index: number): string => samples.teams[index] ?? ''
export const teams = samples.teams

export const found = (name: Name, birthYear: number, more: Partial<FoundPerson> = {}): FoundPerson => ({
  id: uuid('0000', Object.keys(samples.people).indexOf(name)),
  person: masked(name),
  birthYear,
  sex: 'female',
  lastTwo: '34',
  teams: [],
  lastCame: '2026-11-20',
  provisional: false,
  at: [],
  ...more,
})

export const lan = found('lan', 1945, { teams: [team(0)] })
export const liang = found('liang', 1952, { sex: 'male', at: [events.lecture.id] })
export const several = [
  lan,
  found('lanYounger', 1958, { lastTwo: '81', teams: [team(1)] }),
  found('li', 1967, { lastTwo: '07', teams: [team(2), team(5)] }),
  liang,
  found('guo', 1949, { sex: 'male', lastTwo: null, provisional: true, lastCame: null }),
]

export const attendance = (index: number): string => uuid('a77e', index)

export const figures = {
  expected: 60,
  present: 47,
  late: 2,
  left: 3,
  walkIns: 1,
  noShows: 14,
  attendances: 51,
  people: 50,
  children: 2,
  minutes: 0,
}

const tap = (
  seq: number,
  name: Name | null,
  kind: string,
  more: Partial<BoardSnapshot['last'][number]> = {},
): BoardSnapshot['last'][number] => ({
  seq,
  at: new Date(Date.parse(at('08:51')) + seq * 4_000).toISOString(),
  person: name === null ? null : masked(name),
  kind,
  added: 0,
  attendance: null,
  event: events.lecture.id,
  ...more,
})

const taps = [
  tap(9, 'min', 'checkedIn', { added: 50, attendance: attendance(1) }),
  tap(8, 'ying', 'byHand', { added: 50, attendance: attendance(2) }),
  tap(7, 'zhi', 'checkedIn', { attendance: attendance(3) }),
  tap(6, 'guo', 'alreadyCheckedIn'),
  tap(5, null, 'cardUnreadable', { added: null, event: null }),
]

export const quietBoard: BoardSnapshot = {
  live: { event: events.lecture, figures, pinned: false, canExtend: true },
  today: { attendances: 85, people: 61 },
  needs: [],
  needsTotal: 0,
  last: taps,
  events: [events.lecture, events.beach, events.reading, events.haircut, events.drums],
  crowdHeld: false,
  waiting: { claims: 0, objections: 0, answerBy: null },
  coming: [
    { event: events.reading, expected: null },
    { event: events.haircut, expected: 3 },
    { event: events.drums, expected: 22 },
  ],
  station: { door: { from: '07:30', to: '17:00' }, queuedSince: null },
}

export const openSignOut: BoardSnapshot['needs'][number] = {
  kind: 'openSignOut',
  attendance: attendance(11),
  person: masked('min'),
  event: events.beach,
}
export const minutesNeedSecond: BoardSnapshot['needs'][number] = {
  kind: 'minutesNeedSecond',
  attendance: attendance(12),
  person: masked('ying'),
  event: events.beach,
  minutes: 615,
}

export const board: BoardSnapshot = {
  ...quietBoard,
  needs: [
    openSignOut,
    minutesNeedSecond,
    {
      kind: 'refusal',
      at: at('08:58'),
      resident: lan.id,
      person: lan.person,
      event: events.dumplings,
      reason: 'notEligible',
    },
    { kind: 'disputed', at: at('08:49') },
    {
      kind: 'refusal',
      at: at('08:47'),
      resident: liang.id,
      person: liang.person,
      event: events.long,
      reason: 'full',
    },
    { ...openSignOut, attendance: attendance(13), person: masked('zhi') },
  ],
  needsTotal: 6,
}

const came = (
  index: number,
  event: (typeof events)[keyof typeof events],
  more: Partial<PersonDetails['attendances'][number]> = {},
): PersonDetails['attendances'][number] => ({
  attendance: attendance(20 + index),
  event,
  checkedInAt: new Date(Date.parse(event.startsAt) - index * 86_400_000).toISOString(),
  checkedOutAt: null,
  mark: 'byCard',
  reversed: false,
  undoable: false,
  minutes: null,
  minutesMark: null,
  ...more,
})

export const details: PersonDetails = {
  person: lan,
  number: '1199**********1234',
  consents: {
    scoring: { answer: 'yes', on: '2026-03-02', by: 'card' },
    sharing: { answer: 'no', on: '2026-03-02', by: 'card' },
  },
  validTo: null,
  cardSeen: true,
  volunteerNo: 'OW-0117',
  household: '12',
  served: 7_590,
  attendances: [
    came(0, events.lecture, { undoable: true }),
    came(1, events.beach, { minutes: 120, minutesMark: 'byTaps' }),
    came(2, events.haircut, { mark: 'byHand', reversed: true }),
    came(3, events.beach, { minutes: 0, minutesMark: 'open' }),
    came(4, events.dumplings, { mark: 'byHandOverride' }),
    came(5, events.beach, { mark: 'byHand', minutes: 240, minutesMark: 'byHand' }),
    came(6, events.long),
    came(7, events.drums),
  ],
  erasing: false,
  knownTeams: teams,
}

export const fullName = samples.fullName

const words = ['yes', 'no', 'never', 'later'] as const

/** What stands beside a person in the list of people. */
export const withStanding = (person: FoundPerson, index: number): FoundPerson => ({
  ...person,
  standing: {
    number: person.lastTwo === null ? null : `1199**********12${person.lastTwo}`,
    served: [7_590, 5_280, 0, 62_000, 0][index] ?? 0,
    points: index === 0 ? 123_450 : null,
    consent: words[index] ?? 'never',
  },
})
