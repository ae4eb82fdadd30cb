import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { balanceOf } from '../../../electron/credit/store.ts'
import { stationRecord } from '../../../electron/contract/records/index.ts'
import { openPipeline, nine, type Pipeline } from '../../support/pipeline.ts'

const minute = 60_000

let station: Pipeline
beforeEach(async () => {
  station = await openPipeline()
})
afterEach(() => {
  station.close()
})

const typesSince = (from: number): string[] =>
  station
    .records()
    .slice(from)
    .map(({ type }) => type.replace(/^cn\.wmsj\.|\.v1$/g, ''))
const notMe = (commandId = station.newId()): void => {
  station.holder['tap.notMe']({ commandId, seq: station.taps.last()?.seq ?? 0 })
}
const answer = (question: 'scoring' | 'sharing', said: 'yes' | 'no'): void => {
  station.consent({ commandId: station.newId(), question, answer: said })
}
const balance = (): number =>
  station.parts.store.read((tx) => balanceOf(tx, tx.get<{ id: string }>('select id from resident')?.id ?? ''))

describe('this is not me', () => {
  it('takes the check-in back, hides the person, and the right one may come', () => {
    const event = station.addEvent({ capacity: 1 })
    station.tap()
    const seq = station.taps.last()?.seq ?? 0
    notMe()
    expect(station.taps.last()).toMatchObject({ seq: seq + 1, outcome: { kind: 'disputed', undone: true } })
    expect(station.session.holder()).toBeNull()
    expect(typesSince(2)).toEqual(['attendance.reversed'])
    const [, checkin, reversed] = station.records() as unknown as { id: string; data: object }[]
    expect(reversed?.data).toMatchObject({ reverses: checkin?.id, reason: 'notMe', by: 'resident' })
    stationRecord.parse(reversed)
    station.clock.advance(5 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { id: event.id } })
    expect(station.count('presence')).toBe(1)
    expect(station.count('attendance')).toBe(2)
  })

  it('takes the points with it, and the award can be given again', () => {
    station.addEvent()
    station.tap()
    answer('scoring', 'yes')
    station.clock.advance(minute)
    station.addEvent({ startsAt: nine + 60 * minute, endsAt: nine + 120 * minute })
    station.clock.advance(60 * minute)
    expect(station.tap()).toMatchObject({ points: { added: 50, balance: 100 } })
    const before = station.records().length
    notMe()
    expect(typesSince(before)).toEqual(['attendance.reversed', 'credit.reversed'])
    expect(balance()).toBe(50)
    station.clock.advance(minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', points: { added: 50, balance: 100 } })
  })

  it('takes back what a stranger answered: the owner is asked as if never before', () => {
    station.addEvent()
    station.tap()
    answer('scoring', 'yes')
    answer('sharing', 'yes')
    expect(balance()).toBe(50)
    const before = station.records().length
    notMe()
    expect(station.taps.last()?.outcome).toEqual({ kind: 'disputed', undone: true })
    expect(typesSince(before)).toEqual(['attendance.reversed', 'credit.reversed', 'resident.consented'])
    expect(station.records().at(-1)?.data).toMatchObject({ scoring: null, sharing: false })
    expect(balance()).toBe(0)
    station.clock.advance(minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', points: null, ask: 'scoring' })
  })

  it('leaves what the owner had said before', () => {
    station.addEvent()
    station.tap()
    answer('scoring', 'yes')
    answer('sharing', 'no')
    station.clock.advance(10 * minute)
    station.tap()
    notMe()
    expect(station.taps.last()?.outcome).toEqual({ kind: 'disputed', undone: false })
    expect(balance()).toBe(50)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', ask: null, points: { balance: 50 } })
  })

  it('takes a sign-out back: the person is inside again, without the minutes', () => {
    station.addEvent({ kind: 'volunteer', endsAt: nine + 120 * minute, ruleId: null })
    station.tap()
    station.clock.advance(110 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified' } })
    notMe()
    expect(station.taps.last()?.outcome).toEqual({ kind: 'disputed', undone: true })
    expect(station.count('counted_minutes')).toBe(0)
    const checkout = station.records().find(({ type }) => type.includes('checkout')) as unknown as {
      id: string
    }
    expect(station.records().at(-1)?.data).toMatchObject({ reverses: checkout.id })
    station.clock.advance(5 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'verified', minutes: 115 } })
    expect(station.count('counted_minutes')).toBe(1)
  })

  it('after two minutes calls staff, and undoes nothing', () => {
    station.addEvent()
    station.tap()
    station.clock.advance(2 * minute + 1)
    notMe()
    expect(station.taps.last()?.outcome).toEqual({ kind: 'disputed', undone: false })
    expect(station.count('presence')).toBe(1)
  })

  it('on the last moment of the two minutes still undoes', () => {
    station.addEvent()
    station.tap()
    station.clock.advance(2 * minute)
    notMe()
    expect(station.taps.last()?.outcome).toEqual({ kind: 'disputed', undone: true })
  })

  it('sent again after a broken connection is answered, not repeated', () => {
    station.addEvent()
    station.tap()
    const seq = station.taps.last()?.seq ?? 0
    const commandId = station.newId()
    station.holder['tap.notMe']({ commandId, seq })
    const count = station.records().length
    station.holder['tap.notMe']({ commandId, seq })
    expect(station.records()).toHaveLength(count)
    expect(station.taps.last()?.seq).toBe(seq + 1)
  })

  it('never reaches the tap of another person', () => {
    station.addEvent()
    station.tap()
    const seq = station.taps.last()?.seq ?? 0
    station.tap({ name: '丛芝', idNumber: '119999195102030012', birth: '1951-02-03' })
    expect(() => station.holder['tap.notMe']({ commandId: station.newId(), seq })).toThrow('conflict')
    expect(station.count('presence')).toBe(2)
  })

  it('of somebody who was only shown the own page calls staff', () => {
    station.tap()
    notMe()
    expect(station.taps.last()?.outcome).toEqual({ kind: 'disputed', undone: false })
    expect(station.count('tap')).toBe(2)
  })
})
