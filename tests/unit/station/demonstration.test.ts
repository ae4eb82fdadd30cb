import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOpen, openEvent } from '../../../electron/calendar/rules.ts'
import { demonstrationWeek, lectureForNow } from '../../../electron/station/demonstration.ts'

const anyMoment = fc.integer({
  min: Date.parse('2026-01-01T00:00:00Z'),
  max: Date.parse('2028-01-01T00:00:00Z'),
})
let count = 0
const newId = (): string => `id-${String((count += 1))}`

describe('the demonstration', () => {
  it('has exactly one event open when it starts, a lecture, at any hour', () => {
    fc.assert(
      fc.property(anyMoment, (now) => {
        const week = demonstrationWeek(now, newId)
        const all = [...week, lectureForNow(now, week, newId)]
        expect(all.filter((event) => isOpen(event, now))).toHaveLength(1)
        expect(openEvent(all, now)).toMatchObject({
          kind: 'lecture',
          ruleId: 'L01',
          capacity: null,
          minAge: null,
        })
      }),
    )
  })

  it('keeps that lecture open for an hour', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 0, max: 60 * 60_000 - 1 }), (now, later) => {
        const week = demonstrationWeek(now, newId)
        const lecture = lectureForNow(now, week, newId)
        expect(isOpen(lecture, now + later)).toBe(true)
        expect([...week, lecture].filter((event) => isOpen(event, now + later))).toHaveLength(1)
      }),
    )
  })

  it('never plans an event that is over', () => {
    fc.assert(
      fc.property(anyMoment, (now) => {
        const week = demonstrationWeek(now, newId)
        expect(week.every(({ startsAt, endsAt }) => startsAt > now && endsAt > startsAt)).toBe(true)
        expect(week.length).toBeGreaterThanOrEqual(7)
      }),
    )
  })
})
