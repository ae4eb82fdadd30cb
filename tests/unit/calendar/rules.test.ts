import { describe, expect, it } from 'vitest'
import { eventOfKind } from '../../../electron/calendar/kinds.ts'
import { lunarDate } from '../../../electron/calendar/lunar.ts'
import {
  briefOf,
  comingEvents,
  isOpen,
  openEvent,
  type StationEvent,
} from '../../../electron/calendar/rules.ts'

const at = (time: string): number => Date.parse(`2026-11-24T${time}+08:00`)

const lecture = (id: string, from: string, to: string, change: Partial<StationEvent> = {}): StationEvent => ({
  ...eventOfKind({
    id,
    title: id,
    kind: 'lecture',
    place: '二楼',
    host: null,
    startsAt: at(from),
    endsAt: at(to),
  }),
  ...change,
})

describe('the window of an event', () => {
  const event = lecture('a', '09:00', '10:00')
  it.each([
    ['08:29:59.999', false],
    ['08:30:00.000', true],
    ['09:59:59.999', true],
    ['10:00:00.000', false],
  ])('at %s open: %s', (time, open) => {
    expect(isOpen(event, at(time))).toBe(open)
  })

  it('is never open when the event is cancelled, or when nobody needs to check in', () => {
    expect(isOpen(lecture('a', '09:00', '10:00', { status: 'cancelled' }), at('09:10'))).toBe(false)
    expect(isOpen(lecture('a', '09:00', '10:00', { checkIn: null }), at('09:10'))).toBe(false)
  })
})

describe('which event a tap goes to', () => {
  const first = lecture('first', '09:00', '10:00')
  const second = lecture('second', '10:00', '11:00')

  it('back to back: until the planned end the first one, from then on the second', () => {
    expect(openEvent([second, first], at('09:59:59.999'))?.id).toBe('first')
    expect(openEvent([second, first], at('10:00'))?.id).toBe('second')
  })

  it('outside all windows: none, not the nearest', () => {
    expect(openEvent([first, second], at('08:00'))).toBeNull()
    expect(openEvent([], at('08:00'))).toBeNull()
  })

  it('what comes next leaves out the running, the open and the cancelled', () => {
    const evening = lecture('evening', '18:30', '20:00')
    const off = lecture('off', '15:00', '16:00', { status: 'cancelled' })
    expect(comingEvents([evening, off, second, first], at('09:10')).map(({ id }) => id)).toEqual([
      'second',
      'evening',
    ])
  })
})

describe('an event as residents see it', () => {
  it('shows free places, and never fewer than none', () => {
    const hall = lecture('a', '09:00', '10:00', { capacity: 12 })
    expect([briefOf(hall, 7), briefOf(hall, 13)].map(({ placesLeft }) => placesLeft)).toEqual([5, 0])
    expect(briefOf(lecture('a', '09:00', '10:00'), 7).placesLeft).toBeNull()
  })
})

describe('the lunar date', () => {
  it.each([
    ['2026-11-24T00:52:00Z', '十月十六'],
    ['2027-02-05T16:00:00Z', '正月初一'],
    ['2027-02-05T15:59:59Z', '腊月廿九'],
    ['2025-07-25T04:00:00Z', '闰六月初一'],
  ])('of %s is %s', (instant, lunar) => {
    expect(lunarDate(Date.parse(instant))).toBe(lunar)
  })
})
