import { expect, test } from 'vitest'
import { hour, minute, nine } from '../../support/attendance-rows.ts'
import { openReportWorld } from '../../support/reports.ts'

const during = nine + 30 * minute
const afterwards = nine + 3 * hour
const today = '2026-11-24'
const leaving = {
  signOut: { fromBeforeEndMs: 15 * minute, untilAfterEndMs: hour, minStayMs: 10 * minute },
  reentry: true,
}

test('case 19: who never signed out of an earlier event is not present at the next one', () => {
  const { event, resident, comes, report, board } = openReportWorld()
  const morning = event({ ...leaving, startsAt: nine - 3 * hour, endsAt: nine - 2 * hour })
  const lecture = event()
  comes(morning, resident(), nine - 3 * hour)
  comes(lecture, resident(), nine)
  expect(report(lecture, during).figures).toMatchObject({ present: 1, attendances: 1, people: 1 })
  expect(board(during).events).toMatchObject([
    { event: morning.id, figures: { present: 1 } },
    { event: lecture.id, figures: { present: 1 } },
  ])
})

test('case 23: signing out and coming back add nothing to the attendances of today', () => {
  const { event, resident, comes, leaves, board, day } = openReportWorld()
  const shift = event(leaving)
  const volunteer = resident()
  comes(shift, volunteer, nine)
  leaves(shift, volunteer, nine + 10 * minute)
  expect(board(during).today).toEqual({ attendances: 1, people: 1 })
  comes(shift, volunteer, nine + 20 * minute)
  expect(board(during).today).toEqual({ attendances: 1, people: 1 })
  expect(day(today, afterwards)).toMatchObject({ attendances: 1, people: 1 })
})

test('case 33: who withdrew a sign-up is neither expected nor missing, and a walk-in when coming all the same', () => {
  const { event, resident, signUp, withdraw, comes, report } = openReportWorld()
  const lecture = event()
  const [stays, gone] = [resident(), resident()]
  signUp(lecture, stays, gone)
  withdraw(lecture, gone)
  expect(report(lecture, afterwards).figures).toMatchObject({ expected: 1, noShows: 1 })
  comes(lecture, gone, nine)
  expect(report(lecture, afterwards).figures).toMatchObject({ expected: 1, noShows: 1, walkIns: 1 })
})

test('case 50: a no-show is not set before the end', () => {
  const { event, resident, signUp, report } = openReportWorld()
  const lecture = event({ checkIn: { opensAt: nine - hour, closesAt: nine + 90 * minute } })
  signUp(lecture, resident())
  const before = report(lecture, nine + 90 * minute - 1)
  expect(before).toMatchObject({ figures: { noShows: null }, rows: [{ state: 'expected' }] })
  const over = report(lecture, nine + 90 * minute)
  expect(over).toMatchObject({ figures: { noShows: 1 }, rows: [{ state: 'noShow' }] })
})

test('case 50: a no-show is not set before the end, also over midnight', () => {
  const { event, resident, signUp, report, day, board } = openReportWorld()
  const startsAt = Date.parse('2026-11-24T15:00:00.000Z')
  const night = event({
    startsAt,
    endsAt: startsAt + 2 * hour,
    checkIn: { opensAt: startsAt - hour, closesAt: startsAt + 2 * hour },
  })
  signUp(night, resident())
  const midnight = startsAt + hour
  for (const now of [midnight - 1, midnight, midnight + hour - 1]) {
    expect(report(night, now).figures.noShows).toBeNull()
    expect(day(today, now).events).toMatchObject([{ event: night.id, figures: { noShows: null } }])
    expect(board(now).events).toMatchObject([{ event: night.id, figures: { noShows: null } }])
  }
  expect(report(night, midnight + hour).figures.noShows).toBe(1)
  expect(day(today, midnight + hour).events).toMatchObject([{ figures: { noShows: 1 } }])
  expect(day('2026-11-25', midnight + hour).events).toEqual([])
})

test('case 51: nobody is missing at a cancelled event', () => {
  const { event, resident, signUp, report } = openReportWorld()
  const cancelled = event({ status: 'cancelled' })
  signUp(cancelled, resident())
  expect(report(cancelled, afterwards)).toMatchObject({
    figures: { expected: 1, noShows: null },
    rows: [{ state: 'expected' }],
  })
})

test('case 51: nobody is missing at an event that needs no check-in', () => {
  const { event, resident, signUp, report } = openReportWorld()
  const open = event({ checkIn: null })
  signUp(open, resident())
  expect(report(open, afterwards)).toMatchObject({
    figures: { noShows: null },
    rows: [{ state: 'expected' }],
  })
})

test('case 51: an entry that became a person with a card is not missing beside that person', () => {
  const { event, resident, member, comes, join, report } = openReportWorld()
  const practice = event({ team: '锣鼓队' })
  const [person, entry] = [resident(), resident('张三', null)]
  member('锣鼓队', person, entry)
  comes(practice, person, nine)
  expect(report(practice, afterwards).figures).toMatchObject({ expected: 2, noShows: 1 })
  join(entry, person)
  expect(report(practice, afterwards)).toMatchObject({ figures: { expected: 1, noShows: 0 }, total: 1 })
})

test('figures count undone ones: an undone check-in counts nowhere', () => {
  const { event, resident, comes, undo, minutes, report, day, board } = openReportWorld()
  const shift = event({ ...leaving, countsMinutes: true })
  const [stays, wrong] = [resident(), resident()]
  comes(shift, stays, nine)
  const attendance = comes(shift, wrong, nine + minute)
  minutes(attendance, 45)
  const both = { present: 2, late: 1, attendances: 2, people: 2, minutes: 45 }
  expect(report(shift, during).figures).toMatchObject(both)
  undo(attendance)
  const one = { present: 1, late: 0, attendances: 1, people: 1, minutes: 0 }
  expect(report(shift, during)).toMatchObject({ figures: one, total: 1, rows: [{ resident: stays }] })
  expect(day(today, during)).toMatchObject({
    events: [{ figures: one }],
    attendances: 1,
    people: 1,
    minutes: 0,
  })
  expect(board(during)).toMatchObject({ events: [{ figures: one }], today: { attendances: 1, people: 1 } })
})
