import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import type { CallOutput } from '../../../electron/contract/calls.ts'
import { checkIn } from '../../../electron/station/presence.ts'
import { deskOf } from '../../support/pipeline-desk.ts'
import { openPipeline, nine, type Pipeline } from '../../support/pipeline.ts'
import { syntheticNumber } from '../../support/people.ts'

/** Cases that other attendance systems learned the hard way, as far as a card is tapped. */

const minute = 60_000
const hour = 60 * minute
let station: Pipeline

beforeEach(async () => {
  station = await openPipeline()
})
afterEach(() => {
  station.close()
})

const someone = (order: number) => ({
  name: '于大海',
  birth: '1951-02-03',
  idNumber: syntheticNumber('1951-02-03', order),
})
const seq = (): number => station.taps.last()?.seq ?? 0
const later = (ms: number): void => {
  station.clock.advance(ms)
}
const choose = (event: string, commandId = station.newId()): void => {
  station.holder['tap.choose']({ commandId, seq: seq(), event })
}
const leave = (commandId = station.newId()): void => {
  station.holder['tap.leaveEarly']({ commandId, seq: seq() })
}
const shift = (change: Partial<StationEvent> = {}): StationEvent =>
  station.addEvent({ kind: 'volunteer', endsAt: nine + 2 * hour, ...change })
const one = <T extends object>(sql: string, ...params: string[]): T => {
  const row = station.parts.store.read((tx) => tx.get<T>(sql, ...params))
  if (row === undefined) throw new Error('no such row')
  return row
}
const resident = (): string => one<{ id: string }>('select id from resident').id
const attendance = (): string => one<{ attendance: string }>('select attendance from presence').attendance
const writtenRows = (): number[] =>
  ['attendance', 'checkout', 'service_minutes', 'presence'].map((table) => station.count(table))

describe('the same thing sent twice', () => {
  it('case 1: the same choice sent twice enters once, and is answered both times', () => {
    const [lecture] = [station.addEvent(), shift()]
    station.tap()
    const sent = { commandId: station.newId(), seq: seq(), event: lecture.id }
    expect(station.holder['tap.choose'](sent)).toEqual({})
    const [shown, records] = [station.taps.last(), station.records()]
    expect(station.holder['tap.choose'](sent)).toEqual({})
    expect(station.count('attendance')).toBe(1)
    expect(station.taps.last()).toBe(shown)
    expect(station.records()).toEqual(records)
  })

  it('case 2: nor does it enter again where coming back is allowed', () => {
    const beach = shift()
    station.addEvent()
    station.tap()
    const [came, left] = [station.newId(), station.newId()]
    const sent = { commandId: came, seq: seq(), event: beach.id }
    station.holder['tap.choose'](sent)
    later(4 * minute)
    station.tap()
    choose(beach.id, left)
    expect(station.taps.last()?.outcome).toMatchObject({ kind: 'checkedOut' })
    later(4 * minute)
    const before = writtenRows()
    station.holder['tap.choose'](sent)
    choose(beach.id, left)
    expect(writtenRows()).toEqual(before)
    expect(before).toEqual([1, 1, 1, 1])
  })

  it('case 3: a second tap is another one: already, and one attendance', () => {
    const lecture = station.addEvent()
    station.tap()
    later(61_000)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', event: { id: lecture.id } })
    expect([station.count('tap'), station.count('attendance')]).toEqual([2, 1])
  })

  it('case 4: one person may be at two events in the same minute, but no second tap of it decides that', async () => {
    const [lecture, beach] = [station.addEvent(), shift()]
    const desk = await deskOf(station)
    station.tap()
    choose(lecture.id)
    later(20_000)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', event: { id: lecture.id } })
    expect(await desk.enter(beach.id, [resident()])).toMatchObject({ kind: 'done', entered: 1 })
    expect(station.count('presence')).toBe(2)
  })

  it('case 5: undone and tapped again: present, counted once, twice in the history', async () => {
    const lecture = station.addEvent()
    const desk = await deskOf(station)
    station.tap()
    desk.undo(lecture.id, attendance())
    expect(station.count('presence')).toBe(0)
    later(10_000)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { id: lecture.id } })
    expect(station.count('presence')).toBe(1)
    const opened = desk.handlers['people.open']({ resident: resident() }, desk.page)
    const { attendances } = opened as CallOutput<'people.open'>
    expect(attendances.map(({ reversed }) => reversed)).toEqual([false, true])
  })
})

describe('going out', () => {
  it('case 12: an out without an in is none: before the end it comes in, after the end nothing is on', () => {
    shift()
    later(110 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn' })
    later(20 * minute)
    expect(station.tap(someone(1))).toMatchObject({ kind: 'nothingOn' })
    expect([station.count('tap'), ...writtenRows()]).toEqual([2, 1, 0, 0, 1])
  })

  it('case 13: a second out does no harm', () => {
    shift()
    station.tap()
    later(110 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { minutes: 110 } })
    const [rows, records] = [writtenRows(), station.records()]
    for (const wait of [5_000, 4 * minute, 5 * minute]) {
      later(wait)
      expect(station.tap()).toMatchObject({ kind: 'alreadyOut', checkedOutAt: '2026-11-24T02:50:00.000Z' })
    }
    expect(writtenRows()).toEqual(rows)
    expect(station.records()).toEqual(records)
  })

  it.each([
    [true, 'checkedIn', 2],
    [false, 'alreadyOut', 1],
  ])('case 14: in, out and in again, as the event says: %s', (reentry, kind, attendances) => {
    shift({ reentry })
    station.tap()
    later(30 * minute)
    station.tap()
    leave()
    later(5 * minute)
    expect(station.tap()).toMatchObject({ kind })
    expect(station.count('attendance')).toBe(attendances)
    expect(station.count('presence')).toBe(1)
  })

  it.each([
    ['goes on', 0, 'verified'],
    ['was set back meanwhile', -40 * minute, 'needsSecond'],
    ['was set forward meanwhile', 40 * minute, 'needsSecond'],
  ])('case 15: the out stands behind its in by number, when the clock %s', (_title, set, service) => {
    const event = shift({ endsAt: nine + 3 * hour })
    station.tap()
    later(20 * minute)
    station.clock.setWall(station.clock.now() + set)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn' })
    station.clockWatch.confirm()
    later(event.endsAt - station.clock.now())
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: service, minutes: 180 } })
    const told = station.records().filter(({ type }) => type.includes('.attendance.'))
    expect(told.map(({ type }) => type)).toEqual([
      'cn.wmsj.attendance.checkin.v1',
      'cn.wmsj.attendance.checkout.v1',
    ])
    expect(one('select checked_out_at - checked_in_at as stayed from presence')).toEqual({ stayed: 3 * hour })
  })

  it('case 15: an out that a wrong clock made before its in is not believed by a second tap', () => {
    shift()
    station.tap()
    station.clock.setWall(nine - 20 * minute)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', leaveEarly: null })
    expect(() => {
      leave()
    }).toThrow('conflict')
    expect(station.count('checkout')).toBe(0)
  })

  it.each([
    ['the person is not of the team any more', `delete from team_member`],
    ['the age was set higher', `update event set min_age = 99`],
    ['the event was cancelled', `update event set status = 'cancelled'`],
    ['the check-in is closed', `update event set closes_at = starts_at`],
    ['nobody checks in any more', `update event set opens_at = null, closes_at = null`],
    ['the places were cut', `update event set capacity = 1`],
  ])('case 16: out is never refused: %s', (_title, change) => {
    const event = shift({ team: '红马甲' })
    station.tap(someone(1))
    station.parts.store.transaction((tx) => {
      tx.run('insert into team_member select ?, id from resident', '红马甲')
    })
    later(61_000)
    expect(station.tap(someone(1))).toMatchObject({ kind: 'checkedIn' })
    station.parts.store.transaction((tx) => {
      tx.run(change)
    })
    later(110 * minute)
    expect(station.tap(someone(1))).toMatchObject({ kind: 'checkedOut', event: { id: event.id } })
  })

  it('case 17: out of a full room, whose place is not given away by that', () => {
    shift({ capacity: 1 })
    station.tap()
    expect(station.tap(someone(1))).toMatchObject({ kind: 'refused', reason: { kind: 'full' } })
    later(110 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', event: { placesLeft: 0 } })
    expect(station.tap(someone(1))).toMatchObject({ kind: 'refused', reason: { kind: 'full' } })
  })
})

describe('places', () => {
  /** Others who are in already, some of them let in by staff beyond the places. */
  const fill = (event: StationEvent, others: number): void => {
    for (let order = 1; order <= others; order++) {
      station.parts.store.transaction((tx) => {
        const id = station.newId()
        tx.run(
          `insert into resident (id, name_cipher, card_kind, birth, sex, registered_at) values (?, x'00', 'none', '1950-07-01', '1', 0)`,
          id,
        )
        const action = { at: station.clock.now(), tap: station.newId() }
        checkIn(tx, station.parts, action, { event, resident: id, agreed: false, method: 'manual' })
      })
    }
  }

  it.each([
    ['no limit', null, 40, 'checkedIn', null],
    ['below the limit', 3, 1, 'checkedIn', 1],
    ['the last place', 3, 2, 'checkedIn', 0],
    ['at the limit', 3, 3, 'refused', 0],
    ['over the limit', 3, 4, 'refused', 0],
  ])('case 18: %s', (_title, capacity, others, kind, placesLeft) => {
    const event = station.addEvent({ capacity })
    fill(event, others)
    expect(station.tap()).toMatchObject({ kind, event: { placesLeft } })
    expect(station.count('presence')).toBe(kind === 'checkedIn' ? others + 1 : others)
  })

  it.each([
    ['at the limit', 2],
    ['over the limit', 4],
  ])('case 18: who is inside is not refused, %s', (_title, others) => {
    const event = station.addEvent({ capacity: 3 })
    station.tap()
    fill(event, others)
    later(5 * minute)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', event: { placesLeft: 0 } })
    expect(station.tap(someone(1))).toMatchObject({ kind: 'refused', reason: { kind: 'full' } })
  })
})
