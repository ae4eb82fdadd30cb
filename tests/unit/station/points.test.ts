import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import type { TapOutcome } from '../../../electron/contract/outcomes.ts'
import type { CatalogueItem } from '../../../electron/credit/catalogue.ts'
import { automatic, catalogueWith, pointsPer, timesPer } from '../../support/catalogue.ts'
import { deskOf } from '../../support/pipeline-desk.ts'
import { nine, openPipeline, type Pipeline } from '../../support/pipeline.ts'
import { pointsWorld } from '../../support/points-world.ts'

/** Every kind of rule, from the card on the reader to the ledger. */

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

const { later, agree: agreed, eventNow, serve, read, balance } = pointsWorld(() => station)

const rules = (...items: CatalogueItem[]): void => {
  station.catalogue = catalogueWith(items)
}
const attend = (change: Partial<StationEvent> = {}): TapOutcome => {
  eventNow(change)
  return station.tap()
}
const lines = (): { rule: string; amount: number; rev: number; reason: string | null }[] =>
  read('select rule_id as rule, amount, rule_rev as rev, reason from credit_entry order by seq')
const refusals = () => station.log.lines.filter(({ message }) => message === 'rule gives no points')

describe('kinds of events give points as the shipped catalogue says', () => {
  it.each([
    ['lecture', 50],
    ['culture', 25],
    ['meeting', 50],
    ['health', 0],
    ['service', 0],
    ['canteen', 0],
  ] as const)('%s: %i hundredths at the check-in', (kind, added) => {
    agreed()
    expect(attend({ kind })).toMatchObject({ kind: 'checkedIn', points: { added, balance: added } })
  })

  it('training: half a point when both ends are there', () => {
    agreed()
    expect(attend({ kind: 'training' })).toMatchObject({ kind: 'checkedIn', points: { added: 0 } })
    later(55 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedOut', points: { added: 50, balance: 50 } })
    expect(lines()).toMatchObject([{ rule: 'L05', amount: 50 }])
  })

  it('volunteering: a point for four hours, which two afternoons may bring', () => {
    agreed()
    expect(serve(130)).toMatchObject({ kind: 'checkedOut', points: { added: 0, balance: 0 } })
    later(day)
    expect(serve(125)).toMatchObject({ kind: 'checkedOut', points: { added: 100, balance: 100 } })
    expect(station.records().at(-1)?.data).toMatchObject({ ruleId: 'V01', amount: 100, minutes: 125 })
  })
})

describe('a cap', () => {
  it('lets so many times through, says so at the next, and presence counts all the same', () => {
    rules(automatic('L01', { award: { kind: 'perEvent', amount: 50 }, caps: [timesPer('year', 2)] }))
    agreed()
    const shown = [1, 2, 3].map(() => {
      const outcome = attend()
      later(day)
      return outcome
    })
    expect(shown.map((outcome) => 'points' in outcome && outcome.points)).toEqual([
      { added: 50, balance: 50, served: 0 },
      { added: 50, balance: 100, served: 0 },
      { added: 0, balance: 100, served: 0, cappedFor: 'year' },
    ])
    expect(station.count('presence')).toBe(3)
  })

  it('counts only what stands, and by the day of the event', async () => {
    rules(automatic('L01', { award: { kind: 'perEvent', amount: 50 }, caps: [timesPer('day', 1)] }))
    agreed()
    const desk = await deskOf(station)
    const first = eventNow()
    station.tap()
    const [own] = read<{ id: string }>('select id from attendance')
    desk.undo(first.id, own?.id ?? '')
    later(hour)
    expect(attend()).toMatchObject({ points: { added: 50, balance: 50 } })
    later(hour)
    expect(attend()).toMatchObject({ points: { added: 0, cappedFor: 'day' } })
    // Begun before midnight, come to after it: the day it began on.
    station.clock.setWall(nine + 14 * hour + 50 * minute)
    station.clockWatch.confirm()
    eventNow({ endsAt: station.clock.now() + 2 * hour })
    later(30 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', points: { added: 0, cappedFor: 'day' } })
    later(2 * hour)
    expect(attend()).toMatchObject({ points: { added: 50, balance: 100 } })
  })

  it('in points lets the rest through', () => {
    rules(
      automatic('V01', {
        award: { kind: 'perHours', amount: 100, unitMinutes: 60 },
        caps: [pointsPer('month', 250)],
      }),
    )
    agreed()
    expect(serve(120)).toMatchObject({ points: { added: 200 } })
    expect(serve(60)).toMatchObject({ points: { added: 50, balance: 250 } })
    expect(serve(60)).toMatchObject({ points: { added: 0, balance: 250, cappedFor: 'month' } })
  })

  it('is never made up for later: what it cut is gone', () => {
    rules(
      automatic('V01', {
        award: { kind: 'perHours', amount: 100, unitMinutes: 60 },
        caps: [pointsPer('day', 100)],
      }),
    )
    agreed()
    expect(serve(180)).toMatchObject({ points: { added: 100 } })
    later(day)
    expect(serve(60)).toMatchObject({ points: { added: 100, balance: 200 } })
  })
})

describe('rules of hours', () => {
  it('in tiers bring what the whole of the hours is worth, and begin anew with the year', () => {
    const tiers = [
      { upToMinutes: 120, unitMinutes: 60, amount: 100 },
      { upToMinutes: null, unitMinutes: 120, amount: 100 },
    ]
    rules(automatic('V01', { award: { kind: 'tiers', tiers, restarts: 'yearly' } }))
    agreed()
    expect([60, 90, 60, 60].map((minutes) => serve(minutes))).toMatchObject(
      [100, 100, 0, 100].map((added) => ({ points: { added } })),
    )
    station.clock.setWall(Date.parse('2027-01-04T01:00:00.000Z'))
    station.clockWatch.confirm()
    later(2 * minute)
    expect(serve(60)).toMatchObject({ points: { added: 100, balance: 400 } })
  })

  it('count so much a day and no more', () => {
    rules(
      automatic('V01', {
        award: { kind: 'perHours', amount: 100, unitMinutes: 60, dayLimitMinutes: 120 },
      }),
    )
    agreed()
    expect(serve(90)).toMatchObject({ points: { added: 100 } })
    expect(serve(90)).toMatchObject({ points: { added: 100 } })
    expect(serve(90)).toMatchObject({ points: { added: 0, balance: 200 } })
    later(day)
    expect(serve(60)).toMatchObject({ points: { added: 100 } })
  })

  it('add up over the stays at one event, rounded down once', () => {
    rules(automatic('V01', { award: { kind: 'perHours', amount: 50, unitMinutes: 30 } }))
    agreed()
    eventNow({ kind: 'volunteer', endsAt: station.clock.now() + 2 * hour, minPresencePercent: 0 })
    const leave = (): void => {
      station.holder['tap.leaveEarly']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
    }
    station.tap()
    later(20 * minute)
    station.tap()
    leave()
    expect(balance()).toBe(0)
    later(5 * minute)
    station.tap()
    later(15 * minute)
    station.tap()
    leave()
    expect(station.taps.last()?.outcome).toMatchObject({ service: { minutes: 15 }, points: { added: 50 } })
  })

  it('under a new revision count hours from before for how far somebody is, not once more', () => {
    const [old, renewed] = [
      { award: { kind: 'perHours', amount: 100, unitMinutes: 240 }, until: '2026-11-24' },
      { award: { kind: 'perHours', amount: 300, unitMinutes: 240 }, from: '2026-11-25' },
    ] as const
    rules(automatic('V01', old, renewed))
    agreed()
    expect(serve(360)).toMatchObject({ points: { added: 100 } })
    later(day)
    expect(serve(120)).toMatchObject({ points: { added: 300 } })
    expect(lines()).toMatchObject([
      { amount: 100, rev: 1 },
      { amount: 300, rev: 2 },
    ])
  })

  it('are put right when an earlier service is taken back: never below what stands', () => {
    rules(automatic('V01', { award: { kind: 'perHours', amount: 100, unitMinutes: 120 } }))
    agreed()
    serve(60)
    expect(serve(60)).toMatchObject({ points: { added: 100 } })
    expect(serve(60)).toMatchObject({ points: { added: 0, balance: 100 } })
    // The last sign-out was a stranger's: two hours stand.
    station.holder['tap.notMe']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
    expect(balance()).toBe(100)
    const [first] = read<{ event: string; id: string }>('select event, id from attendance order by at')
    station.parts.store.transaction((tx) => {
      tx.run('update event set ends_at = ? where id = ?', station.clock.now() + hour, first?.event ?? '')
    })
    return deskOf(station).then((desk) => {
      desk.undo(first?.event ?? '', first?.id ?? '')
      expect(balance()).toBe(0)
      expect(lines()).toMatchObject([
        { amount: 100, reason: null },
        { amount: -100, reason: 'hoursChanged' },
      ])
    })
  })

  it('wait for the second person, and come with the minutes that were confirmed', async () => {
    agreed()
    const desk = await deskOf(station)
    expect(serve(9 * 60)).toMatchObject({ service: { kind: 'needsSecond' }, points: { added: 0 } })
    const [own] = read<{ id: string }>('select id from attendance')
    await desk.signIn()
    expect(await desk.confirm(own?.id ?? '', 490)).toMatchObject({ kind: 'done' })
    expect(balance()).toBe(200)
    expect(station.records().at(-1)?.data).toMatchObject({ ruleId: 'V01', amount: 200, minutes: 490 })
  })

  it('keep the revision that they were scored under when they are put right after it is gone', async () => {
    rules(automatic('V01', { award: { kind: 'perHours', amount: 100, unitMinutes: 60 } }))
    agreed()
    const event = eventNow({ kind: 'volunteer', endsAt: station.clock.now() + 3 * hour })
    station.tap()
    later(2 * hour)
    station.tap()
    station.holder['tap.leaveEarly']({ commandId: station.newId(), seq: station.taps.last()?.seq ?? 0 })
    expect(balance()).toBe(200)
    rules(automatic('V01', { award: { kind: 'perHours', amount: 100, unitMinutes: 60 }, enabled: false }))
    const desk = await deskOf(station)
    const [own] = read<{ id: string }>('select id from attendance')
    desk.undo(event.id, own?.id ?? '')
    expect(balance()).toBe(0)
    expect(lines().at(-1)).toMatchObject({ amount: -200, reason: 'attendanceReversed' })
  })
})

describe('a rule that cannot give', () => {
  const perEvent = { kind: 'perEvent', amount: 50 } as const
  it.each([
    ['unknownRule', 'L99', []],
    ['disabled', 'L01', [automatic('L01', { award: perEvent, enabled: false })]],
    ['notYet', 'L01', [automatic('L01', { award: perEvent, from: '2027-01-01' })]],
    ['notAnyMore', 'L01', [automatic('L01', { award: perEvent, until: '2026-11-23' })]],
  ] as const)(
    '%s: presence counts, no points, and the log names the rule and nobody',
    (reason, ruleId, items) => {
      rules(...items)
      agreed()
      expect(attend({ ruleId })).toMatchObject({ kind: 'checkedIn', points: { added: 0, balance: 0 } })
      expect(station.count('presence')).toBe(1)
      expect(refusals()).toMatchObject([{ fields: { rule: ruleId, reason } }])
      const [resident] = read<{ id: string }>('select id from resident')
      expect(JSON.stringify(refusals())).not.toContain(resident?.id)
    },
  )

  it('on documents gives nothing for a tap', () => {
    agreed()
    expect(attend({ ruleId: 'D06' })).toMatchObject({ points: { added: 0 } })
    expect(station.count('credit_entry')).toBe(0)
    expect(refusals()).toMatchObject([{ fields: { rule: 'D06', reason: 'needsClaim' } }])
  })

  it('is asked on the day of the event, whatever the day of the tap', () => {
    rules(
      automatic(
        'L01',
        { award: { kind: 'perEvent', amount: 50 }, until: '2026-11-24' },
        { award: { kind: 'perEvent', amount: 80 }, from: '2026-11-25' },
      ),
    )
    agreed()
    station.clock.setWall(nine + 14 * hour + 50 * minute)
    station.clockWatch.confirm()
    eventNow({ endsAt: station.clock.now() + 2 * hour })
    later(30 * minute)
    expect(station.tap()).toMatchObject({ points: { added: 50 } })
    later(2 * hour)
    expect(attend()).toMatchObject({ points: { added: 80 } })
    expect(lines()).toMatchObject([{ rev: 1 }, { rev: 2 }])
  })
})

describe('rules for one deed', () => {
  it('give once in a life', () => {
    rules(automatic('L01', { award: { kind: 'perEvent', amount: 500 }, once: 'ever' }))
    agreed()
    expect(attend()).toMatchObject({ points: { added: 500 } })
    later(day)
    expect(attend()).toMatchObject({ points: { added: 0, balance: 500 } })
  })

  it('may leave out the first times of a period', () => {
    rules(automatic('L01', { award: { kind: 'perEvent', amount: 50, fromNth: { nth: 3, per: 'month' } } }))
    agreed()
    const added = [1, 2, 3, 4].map(() => {
      const outcome = attend()
      later(hour)
      return 'points' in outcome ? outcome.points?.added : null
    })
    expect(added).toEqual([0, 0, 50, 50])
  })
})
