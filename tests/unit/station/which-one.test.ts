import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pinEvent } from '../../../electron/calendar/store.ts'
import { defaultVolume } from '../../../electron/contract/sound.ts'
import { homeSnapshot } from '../../../electron/station/home.ts'
import { syntheticNumber } from '../../support/people.ts'
import { openPipeline, nine, type Pipeline } from '../../support/pipeline.ts'

const minute = 60_000
const someone = (order: number) => ({
  name: `于大海`,
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

const seq = (): number => station.taps.last()?.seq ?? 0
const two = () => ({
  lecture: station.addEvent({ title: '讲座' }),
  beach: station.addEvent({ title: '净滩', kind: 'volunteer', endsAt: nine + 120 * minute }),
})
const choose = (event: string, commandId = station.newId()): void => {
  station.holder['tap.choose']({ commandId, seq: seq(), event })
}
const pin = (event: string | null): void => {
  station.parts.store.transaction((tx) => {
    pinEvent(tx, event)
  })
}

describe('several events are open', () => {
  it('the person is asked, and nothing is recorded but the tap', () => {
    const { lecture, beach } = two()
    expect(station.tap()).toMatchObject({
      kind: 'chooseEvent',
      person: { name: '王*兰' },
      choices: [
        { event: { id: lecture.id }, action: 'checkIn' },
        { event: { id: beach.id }, action: 'checkIn' },
      ],
    })
    expect(station.count('attendance')).toBe(0)
    expect(station.count('tap')).toBe(1)
  })

  it('the choice checks in, as the next result, once', () => {
    const { beach } = two()
    station.tap()
    const before = seq()
    const commandId = station.newId()
    choose(beach.id, commandId)
    expect(station.taps.last()).toMatchObject({
      seq: before + 1,
      outcome: { kind: 'checkedIn', event: { id: beach.id } },
    })
    choose(beach.id, commandId)
    expect(station.count('attendance')).toBe(1)
    expect(seq()).toBe(before + 1)
  })

  it('those behind in the queue are not asked again, those of a later queue are', () => {
    const { beach } = two()
    station.tap()
    choose(beach.id)
    station.clock.advance(5_000)
    expect(station.tap(someone(1))).toMatchObject({ kind: 'checkedIn', event: { id: beach.id } })
    station.clock.advance(2 * minute)
    expect(station.tap(someone(3))).toMatchObject({ kind: 'checkedIn', event: { id: beach.id } })
    station.clock.advance(4 * minute)
    expect(station.tap(someone(5))).toMatchObject({ kind: 'chooseEvent' })
  })

  it('what was not offered cannot be chosen, nor by somebody whose result is gone', () => {
    const { lecture } = two()
    const other = station.addEvent({ startsAt: nine + 300 * minute, endsAt: nine + 400 * minute })
    station.tap()
    expect(() => {
      choose(other.id)
    }).toThrow('conflict')
    const stale = seq()
    station.tap(someone(1))
    expect(() =>
      station.holder['tap.choose']({ commandId: station.newId(), seq: stale, event: lecture.id }),
    ).toThrow('conflict')
    station.session.end()
    expect(() =>
      station.holder['tap.choose']({ commandId: station.newId(), seq: seq(), event: lecture.id }),
    ).toThrow('sessionEnded')
    expect(station.count('attendance')).toBe(0)
  })

  it('leaving one while another opens offers both, and leaving signs out', () => {
    const beach = station.addEvent({ kind: 'volunteer', endsAt: nine + 120 * minute })
    const next = station.addEvent({ startsAt: nine + 120 * minute, endsAt: nine + 180 * minute })
    station.tap()
    station.clock.advance(110 * minute)
    expect(station.tap()).toMatchObject({
      kind: 'chooseEvent',
      choices: [
        { event: { id: beach.id }, action: 'checkOut' },
        { event: { id: next.id }, action: 'checkIn' },
      ],
    })
    choose(beach.id)
    expect(station.taps.last()?.outcome).toMatchObject({
      kind: 'checkedOut',
      service: { kind: 'verified', minutes: 110 },
    })
    station.clock.advance(70_000)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { id: next.id } })
  })

  it('being inside two at once: the minutes of the second wait for a second person', () => {
    const lecture = station.addEvent({ kind: 'volunteer', endsAt: nine + 60 * minute })
    const beach = station.addEvent({ kind: 'volunteer', endsAt: nine + 60 * minute })
    station.tap()
    choose(lecture.id)
    station.clock.advance(4 * minute)
    station.tap()
    choose(beach.id)
    station.clock.advance(50 * minute)
    station.tap()
    choose(lecture.id)
    expect(station.taps.last()?.outcome).toMatchObject({ service: { kind: 'verified', minutes: 54 } })
    station.clock.advance(70_000)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { kind: 'needsSecond' } })
  })
})

describe('staff pin an event', () => {
  const home = () =>
    homeSnapshot(station.parts, {
      settings: {
        mode: 'live',
        station: { code: '119999001001', name: '鸥湾村' },
        readerSide: 'below',
        mountHeight: null,
        opening: null,
        contact: null,
        steps: {},
        centre: null,
        volume: defaultVolume,
        readerPort: null,
      },
      stationCode: '119999001001',
      reader: { state: 'ready', cardLeft: false, trouble: null },
      clockJumped: false,
      queue: { pending: 0, link: 'none' },
    })

  it('home names it and nothing beside it; let go, both are named', () => {
    const { lecture, beach } = two()
    expect(home()).toMatchObject({ open: { event: { id: lecture.id } }, alsoOpen: [{ id: beach.id }] })
    pin(beach.id)
    expect(home()).toMatchObject({ open: { event: { id: beach.id } }, alsoOpen: [] })
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { id: beach.id } })
    pin(null)
    expect(station.tap(someone(1))).toMatchObject({ kind: 'chooseEvent' })
  })

  it('it ends with the event, without anybody letting go', () => {
    const { lecture } = two()
    pin(lecture.id)
    station.clock.advance(61 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { title: '净滩' } })
  })

  it('with a clock that nobody set it is the event, whatever the clock says', () => {
    const lecture = station.addEvent({
      startsAt: nine + 3 * 86_400_000,
      endsAt: nine + 3 * 86_400_000 + 60 * minute,
    })
    station.clockState = 'unset'
    station.clock.setWall(Date.parse('2020-01-01T00:00:00Z'))
    expect(station.tap()).toMatchObject({ kind: 'nothingOn' })
    pin(lecture.id)
    expect(station.tap(someone(1))).toMatchObject({
      kind: 'checkedIn',
      event: { id: lecture.id },
      clockUnset: true,
    })
    expect(station.records().at(-1)).toMatchObject({ clockstate: 'unset' })
  })

  it('a child counts there too', () => {
    const { beach } = two()
    pin(beach.id)
    const child = { name: '邹小妹', birth: '2017-06-01', idNumber: syntheticNumber('2017-06-01', 2) }
    expect(station.tap(child)).toMatchObject({ kind: 'minor', event: { id: beach.id } })
  })
})
