import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crowdSnapshot } from '../../../electron/station/home.ts'
import { syntheticNumber } from '../../support/people.ts'
import { openPipeline, type Pipeline } from '../../support/pipeline.ts'

const someone = (order: number) => ({
  name: '于大海',
  birth: '1951-02-03',
  idNumber: syntheticNumber('1951-02-03', order),
})

let station: Pipeline
beforeEach(async () => {
  station = await openPipeline()
})
afterEach(() => {
  station.close()
})

const comes = (from: number, count: number, everyMs = 2000): void => {
  for (let order = from; order < from + count; order += 1) {
    station.clock.advance(everyMs)
    station.tap(someone(order))
  }
}
const snapshot = () => crowdSnapshot(station.parts, { crowd: station.crowd, chosen: null })

describe('many people at once', () => {
  it('six different people within twenty seconds are a crowd, five are not', () => {
    station.addEvent()
    comes(1, 5)
    expect(snapshot()).toBeNull()
    comes(6, 1)
    expect(snapshot()).toMatchObject({ arrived: 6, expected: null })
  })

  it('one person who taps again and again is none', () => {
    station.addEvent()
    for (let tap = 0; tap < 10; tap += 1) station.tap()
    expect(station.crowd.isOn()).toBe(false)
  })

  it('people who come with time between them are none', () => {
    station.addEvent()
    comes(1, 8, 5_000)
    expect(station.crowd.isOn()).toBe(false)
  })

  it('nobody is asked anything; at the next quiet tap one is', () => {
    station.addEvent()
    comes(1, 6)
    station.clock.advance(2000)
    expect(station.tap(someone(7))).toMatchObject({ kind: 'checkedIn', ask: null })
    expect(station.session.snapshot().ask).toBeNull()
    station.clock.advance(20_000)
    expect(station.crowd.isOn()).toBe(false)
    expect(snapshot()).toBeNull()
    expect(station.tap(someone(7))).toMatchObject({ kind: 'alreadyCheckedIn', ask: 'scoring' })
    expect(station.session.snapshot()).toMatchObject({ ask: 'scoring', askMissed: true })
    expect(station.tap(someone(8))).toMatchObject({ kind: 'checkedIn', ask: 'scoring' })
    expect(station.session.snapshot()).toMatchObject({ ask: 'scoring', askMissed: false })
  })

  it('a question that stands when the crowd comes does not stay', () => {
    station.addEvent()
    comes(1, 6)
    expect(station.crowd.isOn()).toBe(true)
    expect(station.session.holder()?.ask ?? null).toBeNull()
  })

  it('the list has the newest in front, masked, children without a name', () => {
    station.addEvent()
    comes(1, 6)
    station.tap({ name: '邹小妹', birth: '2017-06-01', idNumber: syntheticNumber('2017-06-01', 2) })
    expect(snapshot()?.last.slice(0, 2)).toMatchObject([
      { person: null, kind: 'minor' },
      { person: { name: '于*海' }, kind: 'checkedIn' },
    ])
    expect(snapshot()?.arrived).toBe(7)
    comes(7, 20)
    expect(snapshot()?.last).toHaveLength(12)
  })

  it('staff hold it on, and let it go', () => {
    station.addEvent()
    station.crowd.hold(true)
    expect(snapshot()).toMatchObject({ arrived: 0, last: [] })
    station.clock.advance(60_000)
    expect(snapshot()).not.toBeNull()
    station.crowd.hold(false)
    expect(snapshot()).toBeNull()
  })

  it('held on and forgotten, it ends by itself after a quarter of an hour', () => {
    station.addEvent()
    station.crowd.hold(true)
    station.clock.advance(15 * 60_000)
    expect(station.crowd.isHeld()).toBe(false)
    expect(snapshot()).toBeNull()
  })
})
