import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import { entryById } from '../../../electron/credit/store.ts'
import { takeBackEntries } from '../../../electron/station/award.ts'
import { automatic, catalogueWith, pointsPer } from '../../support/catalogue.ts'
import { deskOf } from '../../support/pipeline-desk.ts'
import { openPipeline, type Pipeline } from '../../support/pipeline.ts'
import { pointsWorld } from '../../support/points-world.ts'

/** Points that are put right because what they rest on has changed. */

const minute = 60_000
const hour = 60 * minute
let station: Pipeline
const { later, agree, eventNow, serve, read, balance } = pointsWorld(() => station)

beforeEach(async () => {
  station = await openPipeline()
  agree()
})
afterEach(() => {
  station.close()
})

describe('two stays at one service, of which the first is taken back', () => {
  const leave = (): void => {
    station.holder['tap.leaveEarly']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
  }
  const hourly = { kind: 'perHours', amount: 100, unitMinutes: 60 } as const
  const stayTwice = (first: number, second: number): StationEvent => {
    const event = eventNow({
      kind: 'volunteer',
      minPresencePercent: 0,
      endsAt: station.clock.now() + 8 * hour,
    })
    for (const minutes of [first, second]) {
      station.tap()
      later(minutes * minute)
      station.tap()
      leave()
      later(5 * minute)
    }
    return event
  }
  const undoFirstOf = async ({ id }: StationEvent): Promise<void> => {
    const [first] = read<{ id: string }>(`select id from attendance where event = '${id}' order by at`)
    const desk = await deskOf(station)
    desk.undo(id, first?.id ?? '')
  }

  it('points that are worth as much still rest on what is left', async () => {
    station.catalogue = catalogueWith([automatic('V01', { award: hourly })])
    await undoFirstOf(stayTwice(10, 60))
    expect(read('select amount, reason from credit_entry order by seq')).toMatchObject([
      { amount: 100 },
      { amount: -100, reason: 'attendanceReversed' },
      { amount: 100 },
    ])
    const [entry] = read<{ basis: string }>(
      'select e.basis from award_key k join credit_entry e on e.id = k.entry',
    )
    expect(JSON.parse(entry?.basis ?? '')).toEqual(
      read<{ id: string }>('select id from counted_minutes').map(({ id }) => id),
    )
  })

  it('what a cap had left nothing of is not given because it is less now', async () => {
    station.catalogue = catalogueWith([automatic('V01', { award: hourly, caps: [pointsPer('day', 100)] })])
    expect(serve(60)).toMatchObject({ points: { added: 100 } })
    const [capped, first] = [stayTwice(60, 60), read<{ id: string }>('select entry as id from award_key')[0]]
    expect(balance()).toBe(100)
    station.parts.store.transaction((tx) => {
      const entry = entryById(tx, first?.id ?? '')
      const action = { at: station.clock.now(), tap: null }
      if (entry !== null) takeBackEntries(tx, station.parts, action, [entry])
    })
    await undoFirstOf(capped)
    expect(balance()).toBe(0)
  })
})

describe('minutes that two persons vouched for', () => {
  it('below the share of the event count as minutes, and earn no points for coming', async () => {
    eventNow({ kind: 'volunteer', ruleId: 'L01', endsAt: station.clock.now() + 2 * hour })
    station.tap()
    later(3 * hour)
    const desk = await deskOf(station)
    const [own] = read<{ id: string }>('select id from attendance')
    expect(await desk.confirm(own?.id ?? '', 20)).toMatchObject({ kind: 'done' })
    expect(read('select minutes from counted_minutes')).toEqual([{ minutes: 20 }])
    expect(balance()).toBe(0)
  })
})
