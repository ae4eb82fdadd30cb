import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import type { TapOutcome } from '../../../electron/contract/outcomes.ts'
import { answers } from '../../../electron/reports/answers.ts'
import type { EventAnswer } from '../../../electron/reports/protocol.ts'
import { checkIn } from '../../../electron/station/presence.ts'
import { deskOf } from '../../support/pipeline-desk.ts'
import { openPipeline, nine, type Pipeline } from '../../support/pipeline.ts'
import { errorWith } from '../../support/test-store.ts'

/** Cases that other attendance systems learned the hard way, as far as hours of service are concerned. */

const minute = 60_000
const hour = 60 * minute
let station: Pipeline

beforeEach(async () => {
  station = await openPipeline()
})
afterEach(() => {
  station.close()
})

const shift = (change: Partial<StationEvent> = {}): StationEvent =>
  station.addEvent({ kind: 'volunteer', endsAt: nine + 2 * hour, ...change })
const later = (ms: number): void => {
  station.clock.advance(ms)
}
const seq = (): number => station.taps.last()?.seq ?? 0
const shown = (): TapOutcome | undefined => station.taps.last()?.outcome
const choose = (event: StationEvent): void => {
  station.holder['tap.choose']({ commandId: station.newId(), seq: seq(), event: event.id })
}
const leave = (): void => {
  station.holder['tap.leaveEarly']({ commandId: station.newId(), seq: seq() })
}
const read = <T extends object>(sql: string): T[] => station.parts.store.read((tx) => tx.all<T>(sql))
const resident = (): string => read<{ id: string }>('select id from resident')[0]?.id ?? ''
const report = (event: StationEvent): EventAnswer =>
  station.parts.store.read((tx) => answers.event(tx, { event: event.id, page: 0, now: station.clock.now() }))
const judged = (): unknown[] => read('select minutes, state from service_minutes order by seq')

describe('sessions', () => {
  it('case 41: nobody is inside one event twice, however it is entered', async () => {
    const event = shift()
    const desk = await deskOf(station)
    station.tap()
    later(2 * minute)
    station.tap()
    expect(await desk.enter(event.id, [resident()])).toEqual({ kind: 'done', entered: 0, already: 1 })
    expect(() => {
      station.parts.store.transaction((tx) => {
        const deed = { at: station.clock.now(), tap: station.newId() }
        checkIn(tx, station.parts, deed, { event, resident: resident(), agreed: false, method: 'manual' })
      })
    }).toThrow(errorWith('conflict', { because: 'alreadyIn' }))
    expect([station.count('attendance'), station.count('presence')]).toEqual([1, 1])
  })

  it('case 45: who is out cannot go out again, nor be counted again', async () => {
    shift()
    const desk = await deskOf(station)
    station.tap()
    later(80 * minute)
    station.tap()
    leave()
    expect(shown()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified', minutes: 80 } })
    expect(() => {
      leave()
    }).toThrow(errorWith('conflict', { because: 'notInside' }))
    await desk.signIn()
    const [own] = read<{ attendance: string }>('select attendance from presence')
    await expect(desk.confirm(own?.attendance ?? '', 90)).rejects.toEqual(
      errorWith('conflict', { because: 'counted' }),
    )
    expect(station.count('checkout')).toBe(1)
    expect(judged()).toEqual([{ minutes: 80, state: 'verified' }])
  })

  it('case 46: with an odd number of taps the pairs count, and the last in stays open', () => {
    const event = shift()
    station.tap()
    later(75 * minute)
    station.tap()
    leave()
    later(5 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn' })
    later(2 * hour)
    expect(report(event)).toMatchObject({
      figures: { attendances: 1, minutes: 75 },
      rows: [{ state: 'openSignOut', minutes: 75 }],
    })
  })

  it('case 47: a session over midnight belongs to the day that its event began on', () => {
    const startsAt = nine + 13 * hour
    shift({ startsAt, endsAt: startsAt + 3 * hour })
    later(13 * hour)
    station.tap()
    later(3 * hour - 5 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { minutes: 175 } })
    const dayOf = (day: string): unknown =>
      station.parts.store.read((tx) => answers.day(tx, { day, now: station.clock.now() }))
    expect(dayOf('2026-11-24')).toMatchObject({ attendances: 1, people: 1, minutes: 175 })
    expect(dayOf('2026-11-25')).toEqual({ events: [], attendances: 0, people: 0, minutes: 0 })
  })

  it('case 44: a begin that lies ahead, after the clock was put back, is no out and makes no minutes', () => {
    const event = shift()
    station.tap()
    station.clock.setWall(nine - 10 * minute)
    for (const wait of [0, 5 * minute]) {
      later(wait)
      expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', leaveEarly: null })
    }
    expect(judged()).toEqual([])
    expect(report(event)).toMatchObject({ figures: { present: 1, late: 0, minutes: 0 } })
    station.clockWatch.confirm()
    later(event.endsAt - station.clock.now())
    expect(station.tap()).toMatchObject({
      kind: 'checkedOut',
      service: { kind: 'needsSecond', minutes: 120 },
    })
  })
})

describe('overlaps', () => {
  it('case 42: the minutes of a second event at the same time wait for a second person', async () => {
    const [one, two] = [shift({ endsAt: nine + hour }), shift({ endsAt: nine + hour + minute })]
    const desk = await deskOf(station)
    station.tap()
    choose(one)
    expect(await desk.enter(two.id, [resident()])).toMatchObject({ entered: 1 })
    later(55 * minute)
    station.tap()
    choose(one)
    expect(shown()).toMatchObject({ service: { kind: 'verified', minutes: 55 } })
    later(2 * minute)
    expect(station.tap()).toMatchObject({ event: { id: two.id }, service: { kind: 'needsSecond' } })
    expect(report(two).figures.minutes).toBe(0)
  })

  it('case 42: so they do where the earlier event was made longer, into the second one', async () => {
    const one = shift({ endsAt: nine + hour })
    const two = shift({ startsAt: nine + hour, endsAt: nine + 2 * hour })
    const desk = await deskOf(station)
    station.tap()
    later(50 * minute)
    await desk.signIn()
    const longer = { commandId: station.newId(), event: one.id, minutes: 30 as const }
    await desk.handlers['events.extend'](longer, desk.page)
    later(15 * minute)
    station.tap()
    choose(two)
    later(25 * minute)
    station.tap()
    choose(one)
    expect(shown()).toMatchObject({ event: { id: one.id }, service: { kind: 'verified', minutes: 90 } })
    later(20 * minute)
    expect(station.tap()).toMatchObject({ event: { id: two.id }, service: { kind: 'needsSecond' } })
  })

  it('case 42: one after the other they do not overlap, also with no minute between', () => {
    shift({ endsAt: nine + hour })
    shift({
      startsAt: nine + hour,
      endsAt: nine + 2 * hour,
      checkIn: { opensAt: nine + 50 * minute, closesAt: nine + 2 * hour },
    })
    station.tap()
    later(46 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { minutes: 46 } })
    later(4 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn' })
    later(70 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified', minutes: 60 } })
  })
})

describe('limits', () => {
  it.each([
    ['below eight hours', 479, 'verified', 479],
    ['exactly eight hours', 480, 'verified', 480],
    ['above eight hours', 481, 'needsSecond', 0],
    ['below twelve hours', 719, 'needsSecond', 0],
    ['exactly twelve hours', 720, 'needsSecond', 0],
    ['above twelve hours', 721, 'refused', 0],
  ])('case 43: the longest day: %s', (_title, minutes, kind, counted) => {
    const event = shift({ endsAt: nine + minutes * minute })
    station.tap()
    later(minutes * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind } })
    expect(report(event).figures.minutes).toBe(counted)
  })

  it('case 43: a stay that goes on is not judged, however long', () => {
    const event = shift({ endsAt: nine + 16 * hour })
    station.tap()
    later(15 * hour)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn' })
    expect(judged()).toEqual([])
    expect(report(event)).toMatchObject({ figures: { minutes: 0 }, rows: [{ state: 'present' }] })
  })

  it.each([
    ['all of it', 120, { kind: 'verified', minutes: 120 }],
    ['the part that is asked for', 72, { kind: 'verified', minutes: 72 }],
    ['a minute less', 71, { kind: 'tooShort' }],
    ['as good as none of it', 2, { kind: 'tooShort' }],
  ])('case 52: presence for %s', (_title, minutes, service) => {
    shift()
    station.tap()
    later(minutes * minute)
    station.tap()
    if (shown()?.kind === 'alreadyCheckedIn') leave()
    expect(shown()).toMatchObject({ kind: 'checkedOut', service })
  })

  it('case 52: with a shortest stay and a part of the event asked for, each is asked on its own', () => {
    const signOut = { fromBeforeEndMs: 15 * minute, untilAfterEndMs: hour, minStayMs: 30 * minute }
    shift({ signOut, minPresencePercent: 20 })
    later(95 * minute)
    station.tap()
    later(24 * minute)
    // Long enough for the part, not for the stay: no tap alone leads out.
    expect(station.tap()).toMatchObject({
      kind: 'alreadyCheckedIn',
      leaveEarly: { signOutFrom: '2026-11-24T03:05:00.000Z', minutes: 24 },
    })
    later(6 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified', minutes: 25 } })
  })

  it('case 52: a stay that is long enough is none where the part of the event is too small', () => {
    const signOut = { fromBeforeEndMs: 15 * minute, untilAfterEndMs: hour, minStayMs: 10 * minute }
    shift({ signOut, minPresencePercent: 100 })
    later(minute)
    station.tap()
    later(2 * hour)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'tooShort' } })
  })
})
