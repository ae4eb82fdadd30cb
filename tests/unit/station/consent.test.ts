import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConsentQuestion } from '../../../electron/contract/outcomes.ts'
import { deskOf } from '../../support/pipeline-desk.ts'
import { cardOf, nine, openPipeline, type Pipeline } from '../../support/pipeline.ts'
import { syntheticNumber } from '../../support/people.ts'
import { errorWith } from '../../support/test-store.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
let station: Pipeline

beforeEach(async () => {
  station = await openPipeline()
})
afterEach(() => {
  station.close()
})

const later = (ms: number): void => {
  station.clock.advance(ms)
}
const answer = (question: ConsentQuestion, said: 'yes' | 'no' | 'later'): unknown =>
  station.consent({ commandId: station.newId(), question, answer: said })
const withdraw = (question: ConsentQuestion, commandId = station.newId()): unknown =>
  station.withdraw({ commandId, question })
const notMe = (): void => {
  station.holder['tap.notMe']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
}
const tapAndChoose = (action: 'checkIn' | 'checkOut'): void => {
  const outcome = station.tap()
  const choices = outcome.kind === 'chooseEvent' ? outcome.choices : []
  const event = choices.find((choice) => choice.action === action)?.event.id ?? ''
  station.holder['tap.choose']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0, event })
}
const leave = (): void => {
  station.holder['tap.leaveEarly']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
}
const eventNow = (change: object = {}) =>
  station.addEvent({ startsAt: station.clock.now(), endsAt: station.clock.now() + hour, ...change })
const read = <T extends object>(sql: string): T[] => station.parts.store.read((tx) => tx.all<T>(sql))
const balance = (): number => read<{ balance: number }>('select balance from credit_balance')[0]?.balance ?? 0
const told = () =>
  station
    .records()
    .filter(({ type }) => type === 'cn.wmsj.resident.consented.v1')
    .map(({ data }) => [data.scoring, data.sharing])
const identified = (): number =>
  station.records().filter(({ type }) => type === 'cn.wmsj.resident.identified.v1').length
const everything = (): unknown => [read('select * from consent'), station.count('outbox'), balance()]
const someoneElse = () =>
  station.tap(cardOf({ name: '丛芝', birth: '1951-02-03', idNumber: syntheticNumber('1951-02-03', 1) }))

describe('points are agreed to', () => {
  it('before the event ends: the check-in is scored, and nothing from before', () => {
    eventNow()
    station.tap()
    later(2 * hour)
    eventNow()
    station.tap()
    later(59 * minute)
    station.tap()
    expect(answer('scoring', 'yes')).toMatchObject({ points: { added: 50, balance: 50 } })
  })

  it('after the event ended: it scores nothing, not even the sign-out that comes later still', () => {
    station.addEvent({ kind: 'volunteer', endsAt: nine + 5 * hour })
    station.tap()
    later(5 * hour)
    // Somewhere else in the same house.
    station.addEvent({ kind: 'health', startsAt: station.clock.now(), endsAt: station.clock.now() + hour })
    later(minute)
    tapAndChoose('checkIn')
    answer('scoring', 'yes')
    later(5 * minute)
    tapAndChoose('checkOut')
    expect(station.taps.last()?.outcome).toMatchObject({
      kind: 'checkedOut',
      service: { kind: 'verified', minutes: 300 },
      points: { added: 0, balance: 0 },
    })
    expect(station.count('scored_service')).toBe(0)
  })

  it('while a service is on: its hours count, and hours from before do not', () => {
    const serve = (): void => {
      station.addEvent({
        kind: 'volunteer',
        startsAt: station.clock.now(),
        endsAt: station.clock.now() + 4 * hour,
      })
      station.tap()
    }
    serve()
    later(4 * hour)
    station.tap()
    later(day)
    serve()
    answer('scoring', 'yes')
    later(4 * hour)
    expect(station.tap()).toMatchObject({ points: { added: 100, balance: 100, served: 480 } })
    expect(read('select minutes from scored_service')).toEqual([{ minutes: 240 }])
  })
})

describe('consent is taken back', () => {
  it('and scoring stops at the next tap: presence and hours go on, points stay, the centre is told', () => {
    eventNow()
    station.tap()
    answer('scoring', 'yes')
    answer('sharing', 'yes')
    expect(withdraw('scoring')).toEqual({})
    expect(told().at(-1)).toEqual([false, true])
    expect(station.session.snapshot().ask).toBeNull()
    later(2 * hour)
    station.addEvent({ kind: 'volunteer', startsAt: station.clock.now(), endsAt: nine + 7 * hour })
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', points: null, ask: null })
    later(5 * hour)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', service: { minutes: 300 }, points: null })
    expect(balance()).toBe(50)
    expect(station.count('credit_entry')).toBe(1)
    later(day)
    expect(station.tap()).toMatchObject({ ask: null })
  })

  it('for sharing alone: points go on, and the number is given once more after another yes', () => {
    eventNow()
    station.tap()
    answer('scoring', 'yes')
    answer('sharing', 'yes')
    withdraw('sharing')
    expect(told().at(-1)).toEqual([true, false])
    later(2 * hour)
    eventNow()
    expect(station.tap()).toMatchObject({ points: { added: 50, balance: 100 }, ask: null })
    expect(identified()).toBe(1)
    station.ask({ question: 'sharing' })
    answer('sharing', 'yes')
    expect(identified()).toBe(2)
    expect(told().at(-1)).toEqual([true, true])
  })

  it('and what was scored under it is still put right: it moves to the stay that is left', async () => {
    const event = station.addEvent({
      kind: 'volunteer',
      ruleId: 'L01',
      minPresencePercent: 0,
      endsAt: nine + 3 * hour,
    })
    const desk = await deskOf(station)
    station.tap()
    answer('scoring', 'yes')
    for (const rest of [5 * minute, 30 * minute]) {
      later(20 * minute)
      station.tap()
      leave()
      later(rest)
      station.tap()
    }
    withdraw('scoring')
    expect(balance()).toBe(50)
    const [first] = read<{ id: string }>('select id from attendance order by at')
    await desk.signIn()
    desk.undo(event.id, first?.id ?? '')
    expect(balance()).toBe(50)
    expect(read('select amount from credit_entry order by seq')).toEqual([
      { amount: 50 },
      { amount: -50 },
      { amount: 50 },
    ])
  })

  it('and hours that were scored under it fall with what they rest on', async () => {
    const desk = await deskOf(station)
    const events = [0, 1].map((index) =>
      station.addEvent({
        kind: 'volunteer',
        startsAt: nine + index * 4 * hour,
        endsAt: nine + (index * 4 + 2) * hour,
      }),
    )
    station.tap()
    answer('scoring', 'yes')
    for (const [index] of events.entries()) {
      station.clock.setWall(nine + index * 4 * hour)
      station.clockWatch.confirm()
      if (index > 0) station.tap()
      later(2 * hour)
      station.tap()
    }
    expect(balance()).toBe(100)
    withdraw('scoring')
    const [first] = read<{ id: string }>('select id from attendance order by at')
    // The first one ran over, so that staff may still undo it.
    station.parts.store.transaction((tx) => {
      tx.run('update event set ends_at = ? where id = ?', nine + 9 * hour, events[0]?.id ?? '')
    })
    await desk.signIn()
    desk.undo(events[0]?.id ?? '', first?.id ?? '')
    expect(balance()).toBe(0)
  })

  it('only once, only where there is a yes, and only by who stands at the screen', () => {
    expect(() => withdraw('scoring')).toThrow(errorWith('sessionEnded'))
    eventNow()
    station.tap()
    const before = everything()
    expect(() => withdraw('scoring')).toThrow(errorWith('conflict', { because: 'notGiven' }))
    expect(() => withdraw('sharing')).toThrow(errorWith('conflict', { because: 'notGiven' }))
    expect(everything()).toEqual(before)
    answer('scoring', 'yes')
    const commandId = station.newId()
    withdraw('scoring', commandId)
    const after = everything()
    expect(withdraw('scoring', commandId)).toEqual({})
    expect(everything()).toEqual(after)
    expect(() => withdraw('scoring')).toThrow(errorWith('conflict', { because: 'notGiven' }))
  })

  it('by a stranger: what the owner had said counts again', () => {
    eventNow()
    station.tap()
    answer('scoring', 'yes')
    later(5 * minute)
    station.tap()
    withdraw('scoring')
    notMe()
    expect(told().at(-1)).toEqual([true, null])
    later(2 * hour)
    eventNow()
    expect(station.tap()).toMatchObject({ points: { added: 50, balance: 100 } })
  })

  it('by a stranger: what came meanwhile is scored, for the owner had agreed', async () => {
    eventNow()
    station.tap()
    answer('scoring', 'yes')
    const desk = await deskOf(station)
    later(5 * minute)
    station.tap()
    withdraw('scoring')
    const other = eventNow({ kind: 'culture' })
    await desk.signIn()
    const [own] = read<{ id: string }>('select id from resident')
    await desk.enter(other.id, [own?.id ?? ''])
    expect(balance()).toBe(50)
    notMe()
    expect(balance()).toBe(75)
  })

  it('takes the question about the city off the screen', () => {
    eventNow()
    station.tap()
    answer('scoring', 'yes')
    expect(station.session.snapshot().ask).toBe('sharing')
    withdraw('scoring')
    expect(station.session.snapshot().ask).toBeNull()
    expect(() => answer('sharing', 'yes')).toThrow(errorWith('conflict'))
  })
})

describe('a question is asked because somebody wants to', () => {
  it('although it was refused: a yes counts from now on', () => {
    eventNow()
    station.tap()
    answer('scoring', 'no')
    expect(() => answer('scoring', 'yes')).toThrow(errorWith('conflict'))
    const before = everything()
    expect(station.ask({ question: 'scoring' })).toEqual({})
    expect(everything()).toEqual(before)
    expect(station.session.snapshot().ask).toBe('scoring')
    expect(answer('scoring', 'yes')).toMatchObject({ ask: 'sharing', points: { added: 50 } })
  })

  it('although it was put off today', () => {
    eventNow()
    station.tap()
    answer('scoring', 'later')
    station.ask({ question: 'scoring' })
    expect(answer('scoring', 'yes')).toMatchObject({ points: { added: 50 } })
  })

  it('but not once it was agreed to, nor about the city before points', () => {
    expect(() => station.ask({ question: 'scoring' })).toThrow(errorWith('sessionEnded'))
    eventNow()
    station.tap()
    expect(() => station.ask({ question: 'sharing' })).toThrow(
      errorWith('conflict', { because: 'scoringFirst' }),
    )
    answer('scoring', 'yes')
    expect(() => station.ask({ question: 'scoring' })).toThrow(errorWith('conflict', { because: 'given' }))
  })

  it('and left there by another card: who had refused has refused still', () => {
    eventNow()
    station.tap()
    answer('scoring', 'no')
    station.ask({ question: 'scoring' })
    later(10_000)
    someoneElse()
    later(day)
    expect(station.tap()).toMatchObject({ ask: null })
  })
})

describe('a stranger agreed with the card of somebody', () => {
  it('and the service that was scored by it is not: minutes stay the owner’s', () => {
    station.addEvent({ kind: 'volunteer', endsAt: nine + 6 * hour })
    station.tap()
    answer('scoring', 'no')
    later(5 * hour)
    station.tap()
    leave()
    later(2 * minute)
    station.tap()
    station.ask({ question: 'scoring' })
    expect(answer('scoring', 'yes')).toMatchObject({ points: { added: 100 } })
    notMe()
    expect([balance(), station.count('scored_service')]).toEqual([0, 0])
    expect(read('select sum(minutes) as served from counted_minutes')).toEqual([{ served: 300 }])
  })

  it('at an event to which the owner had come before: the owner’s own stay is not scored by it', () => {
    station.addEvent({
      kind: 'volunteer',
      ruleId: 'L01',
      creditAt: 'checkIn',
      minPresencePercent: 0,
      endsAt: nine + 3 * hour,
    })
    station.tap()
    answer('scoring', 'no')
    later(30 * minute)
    station.tap()
    leave()
    later(5 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn' })
    station.ask({ question: 'scoring' })
    expect(answer('scoring', 'yes')).toMatchObject({ points: { added: 50 } })
    later(30_000)
    notMe()
    expect(balance()).toBe(0)
    expect(station.count('award_key')).toBe(0)
  })
})
