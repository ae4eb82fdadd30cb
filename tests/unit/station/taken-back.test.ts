import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attendanceById } from '../../../electron/attendance/store.ts'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import { eventById } from '../../../electron/calendar/store.ts'
import { confirmMinutes } from '../../../electron/station/service-minutes.ts'
import { openPipelineDesk, type PipelineDesk } from '../../support/pipeline-desk.ts'
import { openPipeline, nine, type Pipeline } from '../../support/pipeline.ts'

const minute = 60_000
const hour = 60 * minute
let station: Pipeline
let desk: PipelineDesk

beforeEach(async () => {
  station = await openPipeline()
  desk = await openPipelineDesk(station)
})
afterEach(() => {
  desk.stop()
  station.close()
})

const later = (ms: number): void => {
  station.clock.advance(ms)
}
const leave = (): void => {
  station.holder['tap.leaveEarly']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
}
const notMe = (): void => {
  station.holder['tap.notMe']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
}
const agree = (): void => {
  station.consent({ commandId: station.newId(), question: 'scoring', answer: 'yes' })
}
const read = <T extends object>(sql: string): T[] => station.parts.store.read((tx) => tx.all<T>(sql))
const attendances = (): string[] =>
  read<{ id: string }>('select id from attendance order by at').map(({ id }) => id)
const counted = (): number =>
  read<{ m: number }>('select coalesce(sum(minutes), 0) as m from counted_minutes')[0]?.m ?? -1
const awards = (): number => station.count('award_key')
const undoFirst = async (event: StationEvent): Promise<void> => {
  await desk.signIn()
  desk.undo(event.id, attendances()[0] ?? '')
}

/** Two stays at one event of two hours, so many minutes each, with five between. */
const twice = (change: Partial<StationEvent>, first: number, second: number): StationEvent => {
  const event = station.addEvent({ kind: 'volunteer', endsAt: nine + 2 * hour, ...change })
  station.tap()
  agree()
  later(first * minute)
  station.tap()
  leave()
  later(5 * minute)
  expect(station.tap()).toMatchObject({ kind: 'checkedIn' })
  later(second * minute)
  station.tap()
  return event
}

describe('the first of two stays at one event is taken back', () => {
  it('and the hours that rested on it too: the second one counts for itself', async () => {
    const event = twice({}, 30, 80)
    expect(counted()).toBe(110)
    await undoFirst(event)
    expect(counted()).toBe(80)
    const hours = station.records().filter(({ type }) => type === 'cn.wmsj.volunteer.hours.v1')
    const reversed = station.records().find(({ type }) => type === 'cn.wmsj.attendance.reversed.v1')
    expect(hours.at(-1)?.data).toMatchObject({ duration: 'PT80M' })
    expect(hours.at(-1)?.data.evidence).not.toContain(reversed?.data.reverses)
  })

  it('and the rest is too short for itself', async () => {
    const event = twice({}, 72, 40)
    expect(counted()).toBe(112)
    await undoFirst(event)
    expect(counted()).toBe(0)
  })

  it('and the points stay, for the second one has earned them', async () => {
    const event = twice({ ruleId: 'L01', creditAt: 'checkIn' }, 30, 80)
    expect(awards()).toBe(1)
    await undoFirst(event)
    expect(awards()).toBe(1)
    expect(read('select balance from credit_balance')).toEqual([{ balance: 50 }])
  })

  it('and what two members of staff vouched for stays as they said', async () => {
    const event = station.addEvent({ kind: 'volunteer', endsAt: nine + 2 * hour })
    station.tap()
    later(30 * minute)
    station.tap()
    leave()
    later(5 * minute)
    station.tap()
    later(80 * minute)
    await desk.signIn()
    station.parts.store.transaction((tx) => {
      tx.run('update event set ends_at = ? where id = ?', station.clock.now(), event.id)
    })
    expect(await desk.confirm(attendances()[1] ?? '', 70)).toMatchObject({ kind: 'done' })
    station.parts.store.transaction((tx) => {
      tx.run('update event set ends_at = ? where id = ?', nine + 2 * hour, event.id)
    })
    await undoFirst(event)
    expect(counted()).toBe(70)
  })
})

describe('this is not me, after the clock was put back', () => {
  it('takes back nothing that was given before that tap, whatever its time says', () => {
    station.clock.setWall(nine + 30 * minute)
    station.clockWatch.confirm()
    station.addEvent({ endsAt: nine + 2 * hour })
    station.tap()
    agree()
    expect(awards()).toBe(1)
    later(2 * minute)
    station.clock.setWall(nine)
    station.clockWatch.confirm()
    station.session.end()
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn' })
    notMe()
    expect(station.taps.last()?.outcome).toEqual({ kind: 'disputed', undone: false })
    expect(awards()).toBe(1)
    later(3 * minute)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', points: { balance: 50 } })
  })
})

describe('this is not me, when only the question about the city was answered with the card', () => {
  it('leaves the points that the owner’s own answer gave, at whatever moment that was', () => {
    station.addEvent()
    station.tap()
    agree()
    station.tap()
    station.consent({ commandId: station.newId(), question: 'sharing', answer: 'yes' })
    notMe()
    expect(station.taps.last()?.outcome).toEqual({ kind: 'disputed', undone: true })
    expect(awards()).toBe(1)
    expect(station.records().at(-1)?.data).toMatchObject({ scoring: true, sharing: false })
  })
})

describe('minutes that two members of staff vouched for, when a sign-out turns out to be a stranger’s', () => {
  const vouch = (minutes: number): void => {
    station.parts.store.transaction((tx) => {
      const attendance = attendanceById(tx, attendances()[0] ?? '')
      const event = attendance === null ? null : eventById(tx, attendance.event)
      if (attendance === null || event === null) throw new Error('nobody came')
      const { resident } = attendance
      const by = { reason: 'forgot', author: desk.clerk, approver: desk.head }
      const action = { at: station.clock.now(), tap: station.newId() }
      confirmMinutes(tx, station.parts, action, { event, attendance, resident, minutes, ...by })
    })
  }

  it('do not count any more where they were given for that sign-out', () => {
    station.addEvent({ kind: 'volunteer', endsAt: nine + 9 * hour })
    station.tap()
    later(9 * hour)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'needsSecond' } })
    vouch(500)
    expect(counted()).toBe(500)
    notMe()
    expect(counted()).toBe(0)
  })

  it('stay where they were given before it', () => {
    station.addEvent({ kind: 'volunteer', endsAt: nine + hour })
    station.tap()
    later(hour)
    vouch(45)
    later(5 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified', minutes: 45 } })
    notMe()
    expect(counted()).toBe(45)
  })
})
