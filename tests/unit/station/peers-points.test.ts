import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TapOutcome } from '../../../electron/contract/outcomes.ts'
import { businessDateOf } from '../../../electron/contract/values.ts'
import { entryById } from '../../../electron/credit/store.ts'
import { give, takeBackEntries } from '../../../electron/station/award.ts'
import { settlePoints } from '../../../electron/station/scoring.ts'
import { automatic, catalogueWith } from '../../support/catalogue.ts'
import { deskOf } from '../../support/pipeline-desk.ts'
import { openPipeline, type Pipeline } from '../../support/pipeline.ts'
import { pointsWorld } from '../../support/points-world.ts'
import { errorWith } from '../../support/test-store.ts'

/** Cases that other ledgers of points learned the hard way. */

const minute = 60_000
const hour = 60 * minute
let station: Pipeline
const { later, agree, eventNow, read, balance } = pointsWorld(() => station)

beforeEach(async () => {
  station = await openPipeline()
  agree()
})
afterEach(() => {
  station.close()
})

const seq = (): number => station.taps.last()?.seq ?? 0
const notMe = (): void => {
  station.holder['tap.notMe']({ commandId: station.newId(), seq: seq() })
}
const serve = (minutes: number): TapOutcome => {
  eventNow({ kind: 'volunteer', endsAt: station.clock.now() + minutes * minute })
  station.tap()
  later(minutes * minute)
  return station.tap()
}
const resident = (): string => read<{ id: string }>('select id from resident')[0]?.id ?? ''
const ledger = (): unknown[] => read('select rule_id as rule, amount from credit_entry order by seq')
const everything = (): unknown =>
  ['credit_entry', 'award_key', 'scored_service', 'outbox', 'service_minutes', 'presence', 'checkout'].map(
    (table) => [table, station.count(table)],
  )
/** In a transaction as a tap has one; whatever it throws undoes all of it. */
const attempt =
  (work: (tx: Parameters<typeof give>[0], action: { at: number; tap: string }) => unknown) => () =>
    station.parts.store.transaction((tx) => work(tx, { at: station.clock.now(), tap: station.newId() }))

const award = {
  amount: 50,
  ruleId: 'L01',
  ruleRev: 1,
  event: null,
  claim: null,
  basisKind: 'attendance' as const,
  basis: [] as string[],
  minutes: null,
  author: null,
  approver: null,
}

describe('the ledger', () => {
  it('case 57: an award that was spent already can be taken back: what is missing is owed, and points go on', () => {
    eventNow({ kind: 'meeting', endsAt: station.clock.now() + 5 * minute })
    expect(station.tap()).toMatchObject({ points: { added: 50, balance: 50 } })
    attempt((tx, action) =>
      give(tx, station.parts, action, {
        ...award,
        resident: resident(),
        amount: -50,
        basisKind: 'document',
        author: station.newId(),
        approver: station.newId(),
        businessKey: 'spent',
        businessDate: businessDateOf(action.at),
        basis: [station.newId()],
      }),
    )()
    notMe()
    expect(balance()).toBe(-50)
    later(10 * minute)
    eventNow()
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', points: { added: 50, balance: 0 } })
  })

  it('case 60: what is void earns nothing: too short a stay, minutes that wait, a presence taken back', () => {
    eventNow({ kind: 'training' })
    station.tap()
    later(5 * minute)
    station.tap()
    station.holder['tap.leaveEarly']({ commandId: station.newId(), seq: seq() })
    expect(station.taps.last()?.outcome).toMatchObject({ kind: 'checkedOut', points: { added: 0 } })
    later(hour)
    eventNow()
    station.tap()
    notMe()
    later(hour)
    expect(serve(9 * 60)).toMatchObject({ service: { kind: 'needsSecond' }, points: { added: 0 } })
    expect([balance(), station.count('award_key'), station.count('scored_service')]).toEqual([0, 0, 0])
  })

  it('case 62: presence and its points are one transaction: what fails between them leaves neither', () => {
    eventNow()
    const before = everything()
    const { catalogue } = station.parts
    station.parts.catalogue = () => {
      throw new Error('here the power fails')
    }
    expect(station.tap()).toEqual({ kind: 'notRecorded' })
    station.parts.catalogue = catalogue
    expect(everything()).toEqual(before)
    later(minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', points: { added: 50 } })
  })

  it('case 63: a star is given once at its crossing, and again after the hours had fallen below', async () => {
    station.catalogue = catalogueWith([], {
      starBands: [{ from: '2026-01-01', note: '', bands: [{ stars: 1, fromMinutes: 120 }] }],
    })
    const desk = await deskOf(station)
    const long = eventNow({ kind: 'volunteer', ruleId: null, endsAt: station.clock.now() + 100 * minute })
    station.tap()
    later(100 * minute)
    station.tap()
    const [first] = read<{ id: string }>('select id from attendance')
    later(2 * minute)
    expect(serve(40)).toMatchObject({ points: { added: 100 } })
    later(2 * minute)
    expect(serve(30)).toMatchObject({ points: { added: 0, balance: 100 } })
    // It ran over, and staff find that somebody else had been there.
    station.parts.store.transaction((tx) => {
      tx.run('update event set ends_at = ? where id = ?', station.clock.now() + hour, long.id)
    })
    await desk.signIn()
    desk.undo(long.id, first?.id ?? '')
    expect(balance()).toBe(0)
    later(2 * minute)
    expect(serve(40)).toMatchObject({ points: { added: 0 } })
    later(2 * minute)
    expect(serve(40)).toMatchObject({ points: { added: 100, balance: 100 } })
    expect(ledger()).toEqual([100, -100, 100].map((amount) => ({ rule: 'V18', amount })))
  })

  it('case 63: a yes that comes above a star does not bring it', () => {
    station.catalogue = catalogueWith([], {
      starBands: [{ from: '2026-01-01', note: '', bands: [{ stars: 1, fromMinutes: 60 }] }],
    })
    station.tap()
    station.withdraw({ commandId: station.newId(), question: 'scoring' })
    serve(90)
    later(hour)
    station.tap()
    station.ask({ question: 'scoring' })
    station.consent({ commandId: station.newId(), question: 'scoring', answer: 'yes' })
    later(2 * minute)
    expect(serve(90)).toMatchObject({ points: { added: 0, balance: 0, served: 180 } })
  })

  it('case 65: an approval that fails tells the approver why, and writes nothing', async () => {
    const desk = await deskOf(station)
    serve(9 * 60)
    const [own] = read<{ id: string }>('select id from attendance')
    await desk.signIn()
    const before = everything()
    expect(await desk.confirm(own?.id ?? '', 800)).toEqual({ kind: 'refused', reason: 'tooManyMinutes' })
    expect(everything()).toEqual(before)
    expect(await desk.confirm(own?.id ?? '', 500)).toMatchObject({ kind: 'done' })
    expect(balance()).toBe(200)
  })
})

describe('the same award twice', () => {
  const twice = (): Parameters<typeof give>[3] => ({
    ...award,
    resident: resident(),
    businessKey: read<{ key: string }>('select business_key as key from award_key')[0]?.key ?? '',
    businessDate: '2026-11-24',
  })

  it('is refused with a reason, and nothing is written, neither entry nor record', () => {
    eventNow()
    station.tap()
    const before = everything()
    const error = errorWith('conflict', { because: 'alreadyGiven' })
    expect(attempt((tx, action) => give(tx, station.parts, action, twice()))).toThrow(error)
    // Also where whoever asked catches it and goes on.
    attempt((tx, action) => {
      expect(() => give(tx, station.parts, action, twice())).toThrow(error)
    })()
    expect(everything()).toEqual(before)
  })

  it('comes to nothing where a tap is replayed, or what is right is put right again', () => {
    const events = [eventNow(), eventNow({ kind: 'culture' })]
    station.tap()
    station.holder['tap.choose']({ commandId: station.newId(), seq: seq(), event: events[0]?.id ?? '' })
    const before = everything()
    attempt((tx, action) => {
      for (const why of ['attendanceReversed', 'hoursChanged'] as const)
        expect(settlePoints(tx, station.parts, action, { resident: resident(), events, why })).toEqual({
          added: 0,
          cappedFor: null,
        })
    })()
    expect(everything()).toEqual(before)
  })

  it('taken back twice, or a reversal taken back, is refused, and no record leaves', () => {
    eventNow()
    station.tap()
    const [own] = read<{ id: string }>('select id from credit_entry')
    const entry = station.parts.store.read((tx) => entryById(tx, own?.id ?? ''))
    if (entry === null) throw new Error('no entry')
    notMe()
    const [, undone] = read<{ id: string }>('select id from credit_entry order by seq')
    const reversal = station.parts.store.read((tx) => entryById(tx, undone?.id ?? ''))
    if (reversal === null) throw new Error('no reversal')
    const before = everything()
    const again = (one: typeof entry) =>
      attempt((tx, action) => takeBackEntries(tx, station.parts, action, [one], { reason: 'correction' }))
    expect(again(entry)).toThrow(errorWith('conflict', { because: 'alreadyReversed' }))
    expect(again(reversal)).toThrow(errorWith('conflict', { because: 'isReversal' }))
    expect(everything()).toEqual(before)
  })
})

describe('what two persons have corrected', () => {
  const correct = (): void => {
    const [own] = read<{ id: string }>('select entry as id from award_key')
    attempt((tx, action) => {
      const entry = entryById(tx, own?.id ?? '')
      if (entry === null) throw new Error('no entry')
      const by = { reason: 'correction', author: station.newId(), approver: station.newId() } as const
      takeBackEntries(tx, station.parts, action, [entry], by)
    })()
  }

  it('is not given again by itself: not at the next tap, nor by another yes', () => {
    eventNow({ kind: 'training' })
    station.tap()
    later(50 * minute)
    station.tap()
    correct()
    expect(balance()).toBe(0)
    later(2 * minute)
    station.tap()
    station.withdraw({ commandId: station.newId(), question: 'scoring' })
    station.ask({ question: 'scoring' })
    expect(station.consent({ commandId: station.newId(), question: 'scoring', answer: 'yes' })).toMatchObject(
      {
        points: { added: 0, balance: 0 },
      },
    )
  })

  it('is given where the rule finds a new deed', () => {
    station.catalogue = catalogueWith([
      automatic('V01', { award: { kind: 'perHours', amount: 100, unitMinutes: 60 } }),
    ])
    serve(60)
    correct()
    later(2 * minute)
    expect(serve(60)).toMatchObject({ points: { added: 100, balance: 100 } })
  })
})
