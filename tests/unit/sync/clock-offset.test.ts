import { expect, it } from 'vitest'
import { createBoot } from '../../../electron/sync/boot.ts'
import { createClockOffset, type ClockOffset } from '../../../electron/sync/clock-offset.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const hour = 3_600_000
const buildDate = Date.parse('2026-11-01T00:00:00Z')
const noon = Date.parse('2026-11-24T04:00:00Z')

const open = (
  saved?: unknown,
  clock = new ManualClock(noon),
): { clock: ManualClock; offset: ClockOffset } => ({
  clock,
  offset: createClockOffset({ clock, buildDate, saved }),
})
const contact = ({ clock, offset }: ReturnType<typeof open>, serverMs: number, roundTripMs = 100): void => {
  const sent = clock.monotonic()
  clock.advance(roundTripMs)
  offset.observe(new Date(serverMs).toISOString(), sent, clock.monotonic())
}

it('drifts before the first contact, then is synced for a day', () => {
  const both = open()
  expect(both.offset.state()).toBe('drifting')
  contact(both, noon)
  expect(both.offset.state()).toBe('synced')
  both.clock.advance(24 * hour - 1)
  expect(both.offset.state()).toBe('synced')
  both.clock.advance(1)
  expect(both.offset.state()).toBe('drifting')
})

it('takes the middle of the round trip', () => {
  const both = open()
  contact(both, noon + 60_000 + 50, 100)
  expect(both.offset.contact()).toEqual({ offsetMs: 60_000, at: noon + 100 })
})

it('does not learn from an answer that took too long, nor from nonsense', () => {
  const both = open()
  contact(both, noon, 10_001)
  both.offset.observe('yesterday', 0, 1)
  expect(both.offset.contact()).toBeUndefined()
})

it('is unset while earlier than the program was built, whatever the centre says', () => {
  const both = open(undefined, new ManualClock(Date.parse('2000-01-01T00:00:00Z')))
  contact(both, noon)
  expect(both.offset.state()).toBe('unset')
  both.clock.setWall(noon)
  expect(both.offset.state()).toBe('drifting')
})

it('drifts again when someone sets the clock, until the next contact', () => {
  const both = open()
  contact(both, noon)
  both.clock.setWall(both.clock.now() + hour)
  expect(both.offset.state()).toBe('drifting')
  contact(both, noon)
  expect(both.offset.state()).toBe('synced')
})

it('is remembered over a restart within a day, not when the clock went back', () => {
  const both = open()
  contact(both, noon)
  const saved: unknown = JSON.parse(JSON.stringify(both.offset.contact()))
  expect(open(saved, new ManualClock(noon + 23 * hour)).offset.state()).toBe('synced')
  expect(open(saved, new ManualClock(noon + 25 * hour)).offset.state()).toBe('drifting')
  expect(open(saved, new ManualClock(noon - hour)).offset.state()).toBe('drifting')
  expect(open('garbage').offset.state()).toBe('drifting')
})

it('counts whole milliseconds since the run began, under one id', () => {
  const clock = new ManualClock()
  clock.advance(500)
  const boot = createBoot({ clock, newId: () => 'boot' })
  clock.advance(12.7)
  expect(boot).toMatchObject({ bootId: 'boot' })
  expect(boot.monoMs()).toBe(12)
})
