import { expect, test } from 'vitest'
import { hour, minute, nine } from '../../support/attendance-rows.ts'
import { openReportWorld } from '../../support/reports.ts'

const during = nine + 30 * minute
const after = nine + 2 * hour
const service = {
  kind: 'volunteer',
  signOut: { fromBeforeEndMs: 15 * minute, untilAfterEndMs: hour, minStayMs: 10 * minute },
  reentry: true,
  countsMinutes: true,
} as const

const nobody = {
  expected: null,
  present: 0,
  late: 0,
  left: 0,
  walkIns: null,
  noShows: null,
  attendances: 0,
  people: 0,
  children: 0,
  minutes: 0,
}

test('an event that nobody came to and nobody is expected at has no figures but zeros', () => {
  const { event, report } = openReportWorld()
  expect(report(event(), after)).toEqual({ figures: nobody, total: 0, rows: [] })
})

test('whoever came is present, in the order of coming', () => {
  const { event, resident, comes, report } = openReportWorld()
  const lecture = event()
  const [first, second] = [resident(), resident()]
  comes(lecture, second, nine - minute)
  const attendance = comes(lecture, first, nine - 2 * minute)
  const { figures, rows } = report(lecture, during)
  expect(figures).toEqual({ ...nobody, present: 2, attendances: 2, people: 2 })
  expect(rows.map((row) => row.resident)).toEqual([first, second])
  expect(rows[0]).toEqual({
    resident: first,
    state: 'present',
    walkIn: false,
    late: false,
    checkedInAt: nine - 2 * minute,
    checkedOutAt: null,
    mark: 'byCard',
    minutes: null,
    attendance,
  })
})

test('who signs up is expected, who comes without it is a walk-in, who is missing after the check-in did not come', () => {
  const { event, resident, signUp, comes, report } = openReportWorld()
  const lecture = event()
  const [came, missing, walkIn] = [resident(), resident(), resident()]
  signUp(lecture, came, missing)
  comes(lecture, came, nine)
  comes(lecture, walkIn, nine)
  expect(report(lecture, during).figures).toMatchObject({
    expected: 2,
    present: 2,
    walkIns: 1,
    noShows: null,
  })
  const { figures, rows } = report(lecture, after)
  expect(figures).toMatchObject({ expected: 2, present: 2, walkIns: 1, noShows: 1 })
  expect(rows.find((row) => row.resident === missing)).toMatchObject({
    state: 'noShow',
    attendance: null,
    checkedInAt: null,
    mark: null,
    minutes: null,
    walkIn: false,
  })
  expect(rows.find((row) => row.resident === walkIn)).toMatchObject({ state: 'present', walkIn: true })
})

test('without sign-ups the event’s team is expected, with sign-ups only they are', () => {
  const { event, resident, member, signUp, report } = openReportWorld()
  const practice = event({ team: '锣鼓队' })
  const [one, two, three] = [resident(), resident(), resident()]
  member('锣鼓队', one, two)
  member('净滩队', three)
  expect(report(practice, during).figures.expected).toBe(2)
  signUp(practice, three)
  expect(report(practice, during)).toMatchObject({ figures: { expected: 1 }, rows: [{ resident: three }] })
})

test('a team without members leaves nobody in particular expected', () => {
  const { event, resident, comes, report } = openReportWorld()
  const practice = event({ team: '锣鼓队' })
  comes(practice, resident(), nine)
  expect(report(practice, after).figures).toMatchObject({ expected: null, walkIns: null, noShows: null })
})

test.each([
  ['a moment before the start', -1, false],
  ['at the start', 0, false],
  ['a moment after the start', 1, true],
])('who comes %s is late: %s', (_when, offset, late) => {
  const { event, resident, comes, report } = openReportWorld()
  const lecture = event()
  comes(lecture, resident(), nine + offset)
  expect(report(lecture, during)).toMatchObject({ figures: { late: late ? 1 : 0 }, rows: [{ late }] })
})

test('who signs out has left, and stays counted', () => {
  const { event, resident, comes, leaves, minutes, report } = openReportWorld()
  const shift = event(service)
  const volunteer = resident()
  minutes(comes(shift, volunteer, nine), 50)
  leaves(shift, volunteer, nine + 50 * minute)
  expect(report(shift, after)).toMatchObject({
    figures: { present: 0, left: 1, attendances: 1, people: 1, minutes: 50 },
    rows: [{ state: 'left', checkedOutAt: nine + 50 * minute, minutes: 50 }],
  })
})

test('who leaves and comes back counts once, was not late, and keeps the minutes of both stays', () => {
  const { event, resident, comes, leaves, minutes, report } = openReportWorld()
  const shift = event(service)
  const volunteer = resident()
  minutes(comes(shift, volunteer, nine - minute), 20)
  leaves(shift, volunteer, nine + 20 * minute)
  const again = comes(shift, volunteer, nine + 30 * minute)
  minutes(again, 25)
  expect(report(shift, during)).toMatchObject({
    figures: { present: 1, left: 0, late: 0, attendances: 1, people: 1, minutes: 45 },
    total: 1,
    rows: [
      { state: 'present', checkedInAt: nine - minute, checkedOutAt: null, attendance: again, minutes: 45 },
    ],
  })
})

test('who was undone and comes again counts once, late when the one that counts was late', () => {
  const { event, resident, comes, undo, minutes, report } = openReportWorld()
  const shift = event(service)
  const volunteer = resident()
  const wrong = comes(shift, volunteer, nine - minute)
  minutes(wrong, 60)
  undo(wrong)
  const right = comes(shift, volunteer, nine + minute)
  expect(report(shift, during)).toMatchObject({
    figures: { present: 1, late: 1, attendances: 1, people: 1, minutes: 0 },
    rows: [{ attendance: right, checkedInAt: nine + minute, late: true, minutes: 0 }],
  })
})

test('of minutes only those that count are told: not those that wait, were refused or withdrawn', () => {
  const { event, resident, comes, minutes, report } = openReportWorld()
  const shift = event(service)
  for (const state of ['needsSecond', 'refused', 'tooShort', 'withdrawn'])
    minutes(comes(shift, resident(), nine), 30, state)
  const counted = comes(shift, resident(), nine)
  minutes(counted, 30, 'needsSecond')
  minutes(counted, 40, 'approved')
  expect(report(shift, during).figures.minutes).toBe(40)
})

test('an event that counts no minutes tells none for anybody', () => {
  const { event, resident, comes, report } = openReportWorld()
  const lecture = event()
  comes(lecture, resident(), nine)
  expect(report(lecture, during).rows).toMatchObject([{ minutes: null }])
})

test('children add to the attendances of an event, and to no list of persons', () => {
  const { event, resident, comes, children, report } = openReportWorld()
  const lecture = event()
  comes(lecture, resident(), nine)
  children(lecture, 3)
  children(lecture, 1)
  expect(report(lecture, during)).toMatchObject({
    figures: { attendances: 5, people: 1, present: 1, children: 4 },
    total: 1,
  })
})

test('an entry that was joined with a person is that person, expected and present once', () => {
  const { event, resident, signUp, comes, minutes, join, report } = openReportWorld()
  const shift = event(service)
  const [person, entry] = [resident(), resident('张三', null)]
  signUp(shift, entry)
  const attendance = comes(shift, entry, nine)
  minutes(attendance, 50)
  join(entry, person)
  expect(report(shift, after)).toMatchObject({
    figures: { expected: 1, present: 1, people: 1, walkIns: 0, noShows: 0, minutes: 50 },
    total: 1,
    rows: [{ resident: person, attendance, checkedInAt: nine, minutes: 50 }],
  })
})

test.each([
  ['by card', {}, 'byCard'],
  ['by staff', { method: 'manual' }, 'byHand'],
  ['by staff against a rule', { method: 'manual', override: true }, 'byHandOverride'],
] as const)('who was entered %s is marked so', (_how, how, mark) => {
  const { event, resident, comes, report } = openReportWorld()
  const lecture = event()
  comes(lecture, resident(), nine, how)
  expect(report(lecture, during).rows).toMatchObject([{ mark }])
})

test('the mark of an entry by hand stays when the same person later taps a card', () => {
  const { event, resident, comes, leaves, report } = openReportWorld()
  const shift = event(service)
  const volunteer = resident()
  comes(shift, volunteer, nine, { method: 'manual' })
  leaves(shift, volunteer, nine + 10 * minute)
  comes(shift, volunteer, nine + 20 * minute)
  expect(report(shift, during).rows).toMatchObject([{ mark: 'byHand' }])
})

test.each([
  ['a moment before signing out is over', -1, 'present'],
  ['when signing out is over', 0, 'openSignOut'],
])('who never signed out is, %s, %s', (_when, offset, state) => {
  const { event, resident, comes, report } = openReportWorld()
  const shift = event(service)
  comes(shift, resident(), nine)
  const { figures, rows } = report(shift, shift.endsAt + service.signOut.untilAfterEndMs + offset)
  expect(rows).toMatchObject([{ state }])
  expect(figures).toMatchObject({ present: 1, left: 0 })
})

test('nobody has an open sign-out at an event that asks for none', () => {
  const { event, resident, comes, report } = openReportWorld()
  const lecture = event()
  comes(lecture, resident(), nine)
  expect(report(lecture, nine + 24 * hour).rows).toMatchObject([{ state: 'present' }])
})

test('the list comes fifty at a time and leaves nobody out', () => {
  const { event, resident, comes, signUp, report } = openReportWorld()
  const lecture = event()
  const people = Array.from({ length: 60 }, () => resident())
  people.forEach((person, index) => comes(lecture, person, nine + index))
  const missing = Array.from({ length: 45 }, () => resident())
  signUp(lecture, ...missing)
  const pages = [0, 1, 2, 3].map((page) => report(lecture, during, page))
  expect(pages.map(({ total, rows }) => [total, rows.length])).toEqual([
    [105, 50],
    [105, 50],
    [105, 5],
    [105, 0],
  ])
  const listed = pages.flatMap(({ rows }) => rows.map((row) => row.resident))
  expect(listed.slice(0, 60)).toEqual(people)
  expect(listed.slice(60).toSorted()).toEqual(missing.toSorted())
})

test('an event that is not there is not found', () => {
  const { store, report, event } = openReportWorld()
  expect(() => report({ ...event(), id: store.newId() }, during)).toThrow('notFound')
})
