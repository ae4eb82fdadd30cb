import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { servedBy } from '../../../electron/attendance/minutes-store.ts'
import { extendEvent } from '../../../electron/calendar/store.ts'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import { stationRecord } from '../../../electron/contract/records/index.ts'
import { openPipeline, nine, type Pipeline } from '../../support/pipeline.ts'

const minute = 60_000
const hour = 60 * minute

let station: Pipeline
beforeEach(async () => {
  station = await openPipeline()
})
afterEach(() => {
  station.close()
})

const service = (change: Partial<StationEvent> = {}): StationEvent =>
  station.addEvent({ kind: 'volunteer', startsAt: nine, endsAt: nine + 2 * hour, ruleId: null, ...change })
const later = (ms: number): void => {
  station.clock.advance(ms)
}
const newTypes = (from = 0): string[] =>
  station
    .records()
    .slice(from)
    .map(({ type }) => type.replace(/^cn\.wmsj\.|\.v1$/g, ''))
const servedMinutes = (): number =>
  station.parts.store.read((tx) => servedBy(tx, tx.get<{ id: string }>('select id from resident')?.id ?? ''))

describe('a volunteer taps in and out', () => {
  it('and has verified minutes, told to the centre with both ends as evidence', () => {
    const event = service()
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { id: event.id } })
    later(115 * minute)
    expect(station.tap()).toMatchObject({
      kind: 'checkedOut',
      service: { kind: 'verified', minutes: 115 },
      event: { id: event.id },
    })
    expect(newTypes(1)).toEqual(['attendance.checkin', 'attendance.checkout', 'volunteer.hours'])
    const [, checkin, checkout, hours] = station.records()
    expect(checkin?.data).toMatchObject({ role: 'volunteer', method: 'id-card' })
    expect(checkout?.data).toMatchObject({ checkin: (checkin as unknown as { id: string }).id })
    expect(hours?.data).toMatchObject({
      duration: 'PT115M',
      source: 'taps',
      start: '2026-11-24T01:00:00.000Z',
      end: '2026-11-24T02:55:00.000Z',
      evidence: [checkin, checkout].map((record) => (record as unknown as { id: string }).id),
    })
    for (const record of station.records()) stationRecord.parse(record)
    expect(servedMinutes()).toBe(115)
  })

  it('a second tap in between changes nothing, and says from when on it would', () => {
    service()
    station.tap()
    later(73 * minute)
    expect(station.tap()).toMatchObject({
      kind: 'alreadyCheckedIn',
      leaveEarly: { signOutFrom: '2026-11-24T02:45:00.000Z', minutes: 73 },
    })
    expect(newTypes(2)).toEqual([])
  })

  it('leaves early on purpose, and the minutes are as was said', () => {
    service()
    station.tap()
    later(73 * minute)
    station.tap()
    const seq = station.taps.last()?.seq ?? 0
    const commandId = station.newId()
    station.holder['tap.leaveEarly']({ commandId, seq })
    expect(station.taps.last()).toMatchObject({
      seq: seq + 1,
      outcome: { kind: 'checkedOut', service: { kind: 'verified', minutes: 73 } },
    })
    const count = station.records().length
    station.holder['tap.leaveEarly']({ commandId, seq })
    expect(station.records()).toHaveLength(count)
    expect(station.taps.last()?.seq).toBe(seq + 1)
  })

  it('cannot leave early from a result that did not offer it', () => {
    service()
    station.tap()
    const seq = station.taps.last()?.seq ?? 0
    expect(() => station.holder['tap.leaveEarly']({ commandId: station.newId(), seq })).toThrow('conflict')
    expect(() => station.holder['tap.leaveEarly']({ commandId: station.newId(), seq: seq - 1 })).toThrow(
      'conflict',
    )
  })

  it.each([
    [71, { kind: 'tooShort', minutes: 0 }, 0],
    [72, { kind: 'verified', minutes: 72 }, 72],
  ])('after %i of 120 minutes: 60 %% decide', (stayed, verdict, served) => {
    service()
    station.tap()
    later(stayed * minute)
    station.tap()
    const seq = station.taps.last()?.seq ?? 0
    station.holder['tap.leaveEarly']({ commandId: station.newId(), seq })
    expect(station.taps.last()?.outcome).toMatchObject({
      kind: 'checkedOut',
      service: { kind: verdict.kind },
    })
    expect(servedMinutes()).toBe(served)
  })

  it('waiting before the start and after the end does not count', () => {
    service()
    station.clock.setWall(nine - 25 * minute)
    station.clockWatch.confirm()
    station.tap()
    later(3 * hour)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified', minutes: 120 } })
  })

  it('who goes and comes back has the sum of both stays', () => {
    service()
    station.tap()
    later(30 * minute)
    station.tap()
    const leave = (): void => {
      station.holder['tap.leaveEarly']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
    }
    leave()
    expect(station.taps.last()?.outcome).toMatchObject({ service: { kind: 'tooShort' } })
    later(20 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn' })
    later(60 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified', minutes: 90 } })
    expect(servedMinutes()).toBe(90)
    expect(station.count('presence')).toBe(1)
    expect(station.count('attendance')).toBe(2)
  })

  it.each([
    [8, 'verified', 480],
    [8.5, 'needsSecond', 0],
    [12, 'needsSecond', 0],
    [12.5, 'refused', 0],
  ])('%d hours in one day: %s', (hours, kind, served) => {
    service({ endsAt: nine + hours * hour })
    station.tap()
    later(hours * hour)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind } })
    expect(servedMinutes()).toBe(served)
    expect(newTypes().includes('volunteer.hours')).toBe(kind === 'verified')
  })

  it('the second service of a long day counts together with the first', () => {
    service({ endsAt: nine + 6 * hour })
    const evening = service({ startsAt: nine + 7 * hour, endsAt: nine + 10 * hour })
    station.tap()
    later(6 * hour)
    expect(station.tap()).toMatchObject({ service: { kind: 'verified', minutes: 360 } })
    later(hour)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { id: evening.id } })
    later(3 * hour)
    expect(station.tap()).toMatchObject({ service: { kind: 'needsSecond', minutes: 180 } })
    expect(servedMinutes()).toBe(360)
  })

  it('an event that runs over is longer for everybody', () => {
    const event = service()
    station.tap()
    station.parts.store.transaction((tx) => {
      extendEvent(tx, event.id, 30 * minute)
    })
    later(2 * hour)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn' })
    later(20 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { minutes: 140 } })
  })

  it('whose clock was set meanwhile: kept, and a second person looks at the minutes', () => {
    service()
    station.tap()
    later(20 * minute)
    station.clock.setWall(nine + 119 * minute)
    station.clockWatch.check()
    expect(station.clockWatch.jumped()).toBe(true)
    station.clockWatch.confirm()
    expect(station.tap()).toMatchObject({
      kind: 'checkedOut',
      service: { kind: 'needsSecond', minutes: 119 },
    })
    expect(servedMinutes()).toBe(0)
  })
})

describe('points that need both ends', () => {
  const agree = (): void => {
    station.consent({ commandId: station.newId(), question: 'scoring', answer: 'yes' })
  }
  const course = (): StationEvent =>
    station.addEvent({ kind: 'training', ruleId: 'L01', startsAt: nine, endsAt: nine + 2 * hour })

  it('come with the sign-out', () => {
    course()
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', points: null })
    agree()
    expect(station.count('credit_entry')).toBe(0)
    later(110 * minute)
    expect(station.tap()).toMatchObject({
      kind: 'checkedOut',
      service: { kind: 'none' },
      points: { added: 50, balance: 50 },
    })
  })

  it('come with a consent that is given after the sign-out and before the end', () => {
    course()
    station.tap()
    later(110 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', points: null, ask: 'scoring' })
    agree()
    expect(station.records().at(-1)).toMatchObject({ type: 'cn.wmsj.credit.entry.v1', data: { amount: 50 } })
  })

  it('do not come for somebody who was hardly there', () => {
    course()
    station.tap()
    agree()
    later(20 * minute)
    station.tap()
    station.holder['tap.leaveEarly']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
    expect(station.taps.last()?.outcome).toMatchObject({
      kind: 'checkedOut',
      points: { added: 0, balance: 0 },
    })
  })
})

describe('two services one after the other', () => {
  it('in to the next before out of the first: what overlaps lies outside both, and all minutes count', () => {
    const first = service({ endsAt: nine + hour })
    const next = service({ startsAt: nine + hour, endsAt: nine + 2 * hour })
    station.tap()
    later(50 * minute)
    expect(station.tap()).toMatchObject({ kind: 'chooseEvent' })
    const choose = (event: string): void => {
      const seq = station.taps.last()?.seq ?? 0
      station.holder['tap.choose']({ commandId: station.newId(), seq, event })
    }
    choose(next.id)
    later(15 * minute)
    expect(station.tap()).toMatchObject({ kind: 'chooseEvent' })
    choose(first.id)
    expect(station.taps.last()?.outcome).toMatchObject({ service: { kind: 'verified', minutes: 60 } })
    later(50 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified', minutes: 55 } })
    expect(servedMinutes()).toBe(115)
  })
})
