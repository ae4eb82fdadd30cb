import { describe, expect, it } from 'vitest'
import {
  decideCheckIn,
  type CheckInDecision,
  type CheckInQuestion,
} from '../../../electron/attendance/rules.ts'

const startsAt = Date.parse('2026-11-24T01:00:00Z')
const question = (
  change: Partial<Omit<CheckInQuestion, 'event'>> & { event?: Partial<CheckInQuestion['event']> },
): CheckInQuestion => ({
  birth: '1948-05-01',
  checkedInAt: null,
  taken: 0,
  ...change,
  event: { startsAt, capacity: null, minAge: null, ...change.event },
})

describe('a tap at an open event', () => {
  it.each<[string, CheckInQuestion, CheckInDecision]>([
    ['checks in', question({}), { kind: 'checkIn' }],
    ['a second one is "already"', question({ checkedInAt: 5 }), { kind: 'already', checkedInAt: 5 }],
    ['no limit of places never fills', question({ taken: 10_000 }), { kind: 'checkIn' }],
    ['the last place is given', question({ event: { capacity: 3 }, taken: 2 }), { kind: 'checkIn' }],
    ['then it is full', question({ event: { capacity: 3 }, taken: 3 }), { kind: 'full' }],
    ['and stays full', question({ event: { capacity: 3 }, taken: 4 }), { kind: 'full' }],
    [
      'who is inside a full room is "already", not refused',
      question({ event: { capacity: 3 }, taken: 3, checkedInAt: 7 }),
      { kind: 'already', checkedInAt: 7 },
    ],
    [
      'who turns 80 on that day may come',
      question({ event: { minAge: 80 }, birth: '1946-11-24' }),
      { kind: 'checkIn' },
    ],
    [
      'who turns 80 a day later may not',
      question({ event: { minAge: 80 }, birth: '1946-11-25' }),
      { kind: 'notEligible', minAge: 80 },
    ],
    [
      'too young counts before full: the reason that no place would cure',
      question({ event: { minAge: 80, capacity: 1 }, taken: 1 }),
      { kind: 'notEligible', minAge: 80 },
    ],
  ])('%s', (_title, input, decision) => {
    expect(decideCheckIn(input)).toEqual(decision)
  })
})
