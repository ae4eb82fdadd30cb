import { expect, test } from 'vitest'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import { hour, minute, nine } from '../../support/attendance-rows.ts'
import { openReportWorld } from '../../support/reports.ts'

const day = 24 * hour
const leaving = {
  signOut: { fromBeforeEndMs: 15 * minute, untilAfterEndMs: hour, minStayMs: 10 * minute },
  countsMinutes: true,
}
const during = nine + 30 * minute

const at = (startsAt: number, change: Partial<StationEvent> = {}): Partial<StationEvent> => ({
  startsAt,
  endsAt: startsAt + hour,
  checkIn: { opensAt: startsAt - 30 * minute, closesAt: startsAt + hour },
  ...change,
})

test('the board lists the events of today by their start, and none that is cancelled', () => {
  const { event, board } = openReportWorld()
  const later = event(at(nine + 5 * hour))
  const earlier = event(at(nine - hour))
  event(at(nine - day))
  event(at(nine + day))
  event(at(nine, { status: 'cancelled' }))
  expect(board(during).events.map((shown) => shown.event)).toEqual([earlier.id, later.id])
})

test('an event of tonight stays listed over midnight until it is over, or signed out of', () => {
  const { event, board } = openReportWorld()
  const startsAt = Date.parse('2026-11-24T15:30:00.000Z')
  const talk = event(at(startsAt))
  const shift = event(at(startsAt, leaving))
  const listed = (now: number): string[] => board(now).events.map((shown) => shown.event)
  expect(listed(startsAt + hour - 1).toSorted()).toEqual([talk.id, shift.id].toSorted())
  expect(listed(startsAt + hour)).toEqual([shift.id])
  expect(listed(startsAt + 2 * hour - 1)).toEqual([shift.id])
  expect(listed(startsAt + 2 * hour)).toEqual([])
})

test('an event of tomorrow is listed, and not counted today, once its check-in is open', () => {
  const { event, resident, comes, board } = openReportWorld()
  const midnight = Date.parse('2026-11-24T16:00:00.000Z')
  const next = event(at(midnight + 10 * minute))
  expect(board(midnight - 21 * minute).events).toEqual([])
  comes(next, resident(), midnight - 10 * minute)
  expect(board(midnight - 10 * minute)).toMatchObject({
    events: [{ event: next.id, figures: { present: 1 } }],
    today: { attendances: 0, people: 0 },
  })
})

test('who never signed out needs a hand once that is over, for a week, until somebody saw to it', () => {
  const { event, resident, comes, leaves, board } = openReportWorld()
  const shift = event(leaving)
  const volunteer = resident()
  const attendance = comes(shift, volunteer, nine)
  const over = shift.endsAt + hour
  expect(board(over - 1)).toMatchObject({ needs: [], needsTotal: 0 })
  const need = { kind: 'openSignOut', attendance, resident: volunteer, event: shift.id }
  expect(board(over)).toMatchObject({ needs: [need], needsTotal: 1 })
  expect(board(over + 5 * day).needs).toEqual([need])
  expect(board(shift.endsAt + 7 * day).needs).toEqual([])
  leaves(shift, volunteer, over)
  expect(board(over).needs).toEqual([])
})

test('minutes wait for a second person until one approved, and not when the attendance was taken back', () => {
  const { event, resident, comes, leaves, minutes, undo, board } = openReportWorld()
  const shift = event(leaving)
  const [one, two] = [resident(), resident()]
  const wait = (volunteer: string): string => {
    const attendance = comes(shift, volunteer, nine)
    leaves(shift, volunteer, nine + hour)
    minutes(attendance, 60, 'needsSecond')
    return attendance
  }
  const [approved, undone] = [wait(one), wait(two)]
  const need = (attendance: string, volunteer: string) => ({
    kind: 'minutesNeedSecond',
    attendance,
    resident: volunteer,
    event: shift.id,
    minutes: 60,
  })
  expect(board(nine + hour).needs).toEqual([need(undone, two), need(approved, one)])
  minutes(approved, 60, 'approved')
  expect(board(nine + hour).needs).toEqual([need(undone, two)])
  undo(undone)
  expect(board(nine + hour).needs).toEqual([])
})

test('who was turned away today is told of once, newest reason, until checked in after all', () => {
  const { event, resident, tap, comes, board } = openReportWorld()
  const lecture = event()
  const visitor = resident()
  const refuse = (when: number, kind: string): void => {
    tap('refused', when, { event: lecture.id, resident: visitor, outcome: { reason: { kind } } })
  }
  refuse(nine - day, 'full')
  expect(board(during).needs).toEqual([])
  refuse(nine - 40 * minute, 'tooEarly')
  refuse(nine, 'full')
  expect(board(during).needs).toEqual([
    { kind: 'refusal', at: nine, resident: visitor, event: lecture.id, reason: 'full' },
  ])
  comes(lecture, visitor, nine + minute, { method: 'manual' })
  expect(board(during).needs).toEqual([])
})

test('a refusal of somebody whose entry was joined is gone when that person is in', () => {
  const { event, resident, tap, comes, join, board } = openReportWorld()
  const lecture = event()
  const [person, entry] = [resident(), resident('张三', null)]
  tap('refused', nine, { event: lecture.id, resident: entry, outcome: { reason: { kind: 'full' } } })
  join(entry, person)
  expect(board(during).needs).toMatchObject([{ kind: 'refusal', resident: person }])
  comes(lecture, person, nine)
  expect(board(during).needs).toEqual([])
})

test('the newest call of today is told of, not each time that somebody pressed', () => {
  const { resident, tap, board } = openReportWorld()
  tap('disputed', nine - day)
  expect(board(during).needs).toEqual([])
  tap('disputed', nine, { resident: resident() })
  tap('disputed', nine + minute)
  expect(board(during)).toMatchObject({ needs: [{ kind: 'disputed', at: nine + minute }], needsTotal: 1 })
})

test('who may still stand there goes first, then minutes, then who was turned away hours ago', () => {
  const { event, resident, tap, comes, leaves, minutes, board } = openReportWorld()
  const shift = event(at(nine - 5 * hour, leaving))
  const lecture = event()
  comes(shift, resident(), nine - 5 * hour)
  const waiting = resident()
  minutes(comes(shift, waiting, nine - 5 * hour), 60, 'needsSecond')
  leaves(shift, waiting, nine - 4 * hour)
  const about = () => ({
    event: lecture.id,
    resident: resident(),
    outcome: { reason: { kind: 'full' } },
  })
  tap('refused', nine - hour, about())
  tap('refused', nine, about())
  tap('disputed', nine)
  const kinds = board(nine + minute).needs.map((need) => [need.kind, 'at' in need ? need.at : null])
  expect(kinds).toEqual([
    ['disputed', nine],
    ['refusal', nine],
    ['openSignOut', null],
    ['minutesNeedSecond', null],
    ['refusal', nine - hour],
  ])
})

test('of many needs the first twelve are told, and how many there are', () => {
  const { event, resident, comes, board } = openReportWorld()
  const shift = event(leaving)
  for (let index = 0; index < 15; index++) comes(shift, resident(), nine)
  const { needs, needsTotal } = board(shift.endsAt + hour)
  expect(needs).toHaveLength(12)
  expect(needsTotal).toBe(15)
})

test('the last eight taps of today stand with what they added, the newest first', () => {
  const { event, resident, tap, board } = openReportWorld()
  const lecture = event()
  const visitor = resident()
  tap('nothingOn', nine - day, { resident: visitor })
  expect(board(during).last).toEqual([])
  for (let index = 0; index < 10; index++) tap('cardUnreadable', nine + index)
  tap('checkedIn', nine + minute, {
    event: lecture.id,
    resident: visitor,
    outcome: { points: { added: 50, balance: 100, served: 0 } },
  })
  const { last } = board(during)
  expect(last.map(({ seq }) => seq)).toEqual([12, 11, 10, 9, 8, 7, 6, 5])
  expect(last[0]).toEqual({
    seq: 12,
    at: nine + minute,
    resident: visitor,
    kind: 'checkedIn',
    added: 50,
    attendance: null,
    event: lecture.id,
  })
})

test('a tap that checked somebody in can be taken back until its event ends, and once', () => {
  const { event, resident, tap, comes, undo, board } = openReportWorld()
  const lecture = event()
  const visitor = resident()
  const id = tap('checkedIn', nine, { event: lecture.id, resident: visitor })
  const attendance = comes(lecture, visitor, nine, { tap: id })
  expect(board(lecture.endsAt - 1).last).toMatchObject([{ attendance }])
  expect(board(lecture.endsAt).last).toMatchObject([{ attendance: null }])
  undo(attendance)
  expect(board(during).last).toMatchObject([{ kind: 'checkedIn', attendance: null }])
})

test('a disputed tap names nobody', () => {
  const { resident, tap, board } = openReportWorld()
  tap('disputed', nine, { resident: resident() })
  expect(board(during).last).toMatchObject([{ kind: 'disputed', resident: null }])
})

test('entries by hand stand among the taps, each with a number of its own', () => {
  const { event, resident, tap, comes, undo, board } = openReportWorld()
  const lecture = event()
  const [one, two] = [resident(), resident()]
  tap('cardUnreadable', nine)
  const first = comes(lecture, one, nine + 1, { method: 'manual' })
  const second = comes(lecture, two, nine + 1, { method: 'manual', override: true })
  tap('cardUnreadable', nine + 2)
  comes(lecture, resident(), nine + 3)
  const { last } = board(during)
  expect(last.map(({ kind }) => kind)).toEqual(['cardUnreadable', 'byHand', 'byHand', 'cardUnreadable'])
  const byHand = last.filter(({ kind }) => kind === 'byHand')
  expect(byHand.map((entry) => entry.attendance).toSorted()).toEqual([first, second].toSorted())
  expect(new Set(byHand.map(({ seq }) => seq)).size).toBe(2)
  expect(byHand.every(({ seq }) => seq < 0)).toBe(true)
  expect(byHand.map((entry) => entry.event)).toEqual([lecture.id, lecture.id])
  expect(board(during + 1).last).toEqual(last)
  undo(first)
  expect(board(during).last.find((entry) => entry.resident === one)).toMatchObject({ attendance: null })
})

test('taps stay in the order of coming though the clock went back', () => {
  const { tap, board } = openReportWorld()
  tap('cardUnreadable', nine + hour)
  tap('notIdCard', nine)
  expect(board(during).last.map(({ kind }) => kind)).toEqual(['notIdCard', 'cardUnreadable'])
})

test('a pinned event is told of whatever its time, and adds nothing to today when it is of another day', () => {
  const { event, resident, comes, board } = openReportWorld()
  const old = event(at(nine - 30 * day))
  comes(old, resident(), nine)
  expect(board(during).events).toEqual([])
  expect(board(during, old.id)).toMatchObject({
    events: [{ event: old.id, figures: { present: 1 } }],
    today: { attendances: 0, people: 0 },
  })
})
