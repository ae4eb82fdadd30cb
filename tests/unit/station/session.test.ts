import { expect, test } from 'vitest'
import { createSession, type Holder } from '../../../electron/station/session.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const holder: Holder = {
  resident: '01935b6e-7c00-7000-8000-000000000001',
  person: { name: 'A*B', rareName: false },
  ask: null,
  askMissed: false,
  tap: {
    seq: 1,
    id: '01935b6e-7c00-7000-8000-000000000002',
    event: null,
    shownAt: 0,
    answered: 0,
    outcome: { kind: 'notIdCard' },
  },
}

const begun = () => {
  const clock = new ManualClock()
  const session = createSession(clock)
  session.begin(holder)
  return { clock, session }
}

test('a person of whom nothing is heard is let go after three minutes', () => {
  const { clock, session } = begun()
  clock.advance(179_999)
  expect(session.snapshot().person).not.toBeNull()
  clock.advance(1)
  expect(session.snapshot().person).toBeNull()
})

test('whoever still reads the own pages is held on', () => {
  const { clock, session } = begun()
  for (let minute = 0; minute < 20; minute += 1) {
    clock.advance(60_000)
    expect(session.holdsOn()).toBe(true)
  }
  clock.advance(180_000)
  expect(session.holdsOn()).toBe(false)
})

test('looking whether anybody is held does not hold on', () => {
  const { clock, session } = begun()
  clock.advance(170_000)
  expect(session.holder()).not.toBeNull()
  clock.advance(10_000)
  expect(session.holder()).toBeNull()
})
