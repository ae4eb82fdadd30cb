import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isStationError } from '../../../electron/base/errors.ts'
import { stationRecord } from '../../../electron/contract/records/index.ts'
import { openPipeline, nine, type Pipeline } from '../../support/pipeline.ts'
import { syntheticNumber } from '../../support/people.ts'

const minute = 60_000
const person = (order: number, name: string, birth = '1950-01-01') => ({
  name,
  birth,
  idNumber: syntheticNumber(birth, order),
})
const li = person(11, '李大海')
const child = { name: '邹小妹', birth: '2017-06-01', idNumber: syntheticNumber('2017-06-01', 2) }
const typesOf = (pipeline: Pipeline): string[] =>
  pipeline.records().map(({ type }) => type.replace(/^cn\.wmsj\.|\.v1$/g, ''))

let station: Pipeline
beforeEach(async () => {
  station = await openPipeline()
})
afterEach(() => {
  station.close()
})

const answer = (question: 'scoring' | 'sharing', said: 'yes' | 'no' | 'later', commandId = station.newId()) =>
  station.consent({ commandId, question, answer: said })

describe('a resident taps', () => {
  it('for the first time: registered and checked in, in one go, without a name, a number or points', () => {
    const event = station.addEvent()
    expect(station.tap()).toMatchObject({
      kind: 'checkedIn',
      person: { name: '王*兰' },
      event: { id: event.id },
      points: null,
      firstVisit: true,
      cardExpired: false,
      clockUnset: false,
      ask: 'scoring',
    })
    expect(typesOf(station)).toEqual(['resident.registered', 'attendance.checkin'])
    expect(station.records()[0]?.data).toMatchObject({ ageBand: '80-89', sex: '2', cardKind: 'resident' })
    expect(JSON.stringify(station.records())).not.toMatch(/王|19450307/)
  })

  it('again at the same event: already, with the time, and no record', () => {
    station.addEvent()
    station.tap()
    station.clock.advance(5 * minute)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', checkedInAt: '2026-11-24T01:00:00.000Z' })
    expect(typesOf(station)).toEqual(['resident.registered', 'attendance.checkin'])
  })

  it('at the next event: known, checked in again', () => {
    station.addEvent()
    station.tap()
    station.addEvent({
      startsAt: nine + 60 * minute,
      endsAt: nine + 120 * minute,
      checkIn: { opensAt: nine + 60 * minute, closesAt: nine + 120 * minute },
    })
    station.clock.advance(60 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', firstVisit: false })
    expect(station.count('resident')).toBe(1)
    expect(station.count('attendance')).toBe(2)
  })

  it('when nothing is on: greeted, told what comes next, and nobody is checked in', () => {
    const later = station.addEvent({
      startsAt: nine + 5 * 60 * minute,
      endsAt: nine + 6 * 60 * minute,
      checkIn: { opensAt: nine + 4 * 60 * minute, closesAt: nine + 6 * 60 * minute },
    })
    expect(station.tap()).toMatchObject({
      kind: 'nothingOn',
      person: { name: '王*兰' },
      next: { id: later.id },
    })
    expect(station.count('attendance')).toBe(0)
  })

  it('with an expired card: checked in, with a word about it', () => {
    station.addEvent()
    expect(station.tap({ validTo: '2026-11-23', longTerm: false })).toMatchObject({
      kind: 'checkedIn',
      cardExpired: true,
    })
    expect(station.tap({ ...li, validTo: '2026-11-24', longTerm: false })).toMatchObject({
      cardExpired: false,
    })
  })

  it('while the clock is not set: checked in, marked, and points are not withheld', () => {
    station.addEvent()
    station.clockState = 'unset'
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', clockUnset: true })
    expect(station.records().every((record) => 'clockstate' in record && record.clockstate === 'unset')).toBe(
      true,
    )
    expect(answer('scoring', 'yes').points).toEqual({ added: 50, balance: 50 })
  })

  it('with a Latin name only', () => {
    station.addEvent()
    const card = {
      kind: 'foreigner2023' as const,
      name: '',
      nameEn: 'ANNA BERG',
      idNumber: '99999819850101002X',
      birth: '1985-01-01',
    }
    expect(station.tap(card)).toMatchObject({ kind: 'checkedIn', person: { name: 'A**' } })
  })

  it('who is too young for the event, or comes when it is full: refused with the reason, and kept for staff', () => {
    station.addEvent({ minAge: 80, capacity: 1 })
    expect(station.tap(li)).toMatchObject({ kind: 'refused', reason: { kind: 'notEligible', minAge: 80 } })
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { placesLeft: 0 } })
    expect(station.tap(person(21, '毕老汉', '1940-01-01'))).toMatchObject({
      kind: 'refused',
      reason: { kind: 'full' },
    })
    expect(station.count('attendance')).toBe(1)
    expect(station.count('tap')).toBe(3)
  })

  it('every record fits the contract, one outbox row each', () => {
    station.addEvent()
    station.tap()
    answer('scoring', 'yes')
    answer('sharing', 'yes')
    station.tap(child)
    for (const record of station.records()) expect(stationRecord.safeParse(record).error).toBeUndefined()
    expect(typesOf(station)).toEqual([
      'resident.registered',
      'attendance.checkin',
      'resident.consented',
      'credit.entry',
      'resident.consented',
      'resident.identified',
      'attendance.headcount',
    ])
  })
})

describe('a child under 14', () => {
  it('is a number, once, and nothing of the card is kept', () => {
    station.addEvent()
    expect(station.tap(child)).toMatchObject({ kind: 'minor' })
    expect(station.tap(child)).toMatchObject({ kind: 'minor' })
    expect(station.count('headcount')).toBe(1)
    expect(station.count('resident')).toBe(0)
    expect(station.session.holder()).toBeNull()
    expect(typesOf(station)).toEqual(['attendance.headcount'])
  })

  it('of the very day of the 14th birthday is a resident', () => {
    station.addEvent()
    const birth = '2012-11-24'
    expect(station.tap({ birth, idNumber: syntheticNumber(birth, 3) })).toMatchObject({ kind: 'checkedIn' })
  })
})

describe('consent', () => {
  it('given before the event ends scores it, once, under rule L01', () => {
    const event = station.addEvent()
    station.tap()
    expect(answer('scoring', 'yes')).toEqual({ ask: 'sharing', points: { added: 50, balance: 50 } })
    const entry = station.records().find(({ type }) => type === 'cn.wmsj.credit.entry.v1')
    const checkin = station.records().find(({ type }) => type === 'cn.wmsj.attendance.checkin.v1') as
      { id?: string } | undefined
    expect(entry?.data).toMatchObject({
      amount: 50,
      ruleId: 'L01',
      ruleRev: 1,
      event: event.id,
      basis: [checkin?.id],
      businessDate: '2026-11-24',
    })
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', points: { added: 0, balance: 50 } })
    expect(station.count('credit_entry')).toBe(1)
  })

  it('from then on every lecture scores in the tap itself', () => {
    station.addEvent()
    station.tap()
    answer('scoring', 'yes')
    station.addEvent({
      startsAt: nine + 60 * minute,
      endsAt: nine + 120 * minute,
      checkIn: { opensAt: nine + 60 * minute, closesAt: nine + 120 * minute },
    })
    station.clock.advance(60 * minute)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', points: { added: 50, balance: 100 } })
    expect(typesOf(station).slice(-2)).toEqual(['attendance.checkin', 'credit.entry'])
  })

  it('given after the event ended scores nothing backwards', () => {
    station.addEvent()
    station.tap()
    station.clock.advance(60 * minute)
    station.tap()
    expect(answer('scoring', 'yes').points).toEqual({ added: 0, balance: 0 })
    expect(station.count('credit_entry')).toBe(0)
  })

  it('refused is told to the city, is not asked again, and nothing is scored', () => {
    station.addEvent()
    station.tap()
    expect(answer('scoring', 'no')).toEqual({ ask: null, points: null })
    expect(station.records().at(-1)?.data).toMatchObject({ scoring: false, sharing: null, by: 'card' })
    station.clock.advance(24 * 60 * minute)
    expect(station.tap()).toMatchObject({ kind: 'nothingOn', points: null, ask: null })
  })

  it('put off is not told to the city and is asked again on another day, not before', () => {
    station.addEvent()
    station.tap()
    expect(answer('scoring', 'later')).toEqual({ ask: null, points: null })
    expect(typesOf(station)).toEqual(['resident.registered', 'attendance.checkin'])
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', ask: null })
    station.clock.advance(24 * 60 * minute)
    expect(station.tap()).toMatchObject({ ask: 'scoring' })
  })

  it('to share the number gives it to the city once, and only then', () => {
    station.addEvent()
    station.tap()
    answer('scoring', 'yes')
    expect(JSON.stringify(station.records())).not.toContain(syntheticNumber('1945-03-07', 2))
    answer('sharing', 'yes')
    const identified = station.records().filter(({ type }) => type === 'cn.wmsj.resident.identified.v1')
    expect(identified).toHaveLength(1)
    expect(identified[0]?.data).toMatchObject({
      idNumber: syntheticNumber('1945-03-07', 2),
      cardKind: 'resident',
    })
  })

  it('left open means "later" when another card comes, and stays open for one’s own', () => {
    station.addEvent()
    station.tap()
    station.clock.advance(4000)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', ask: 'scoring' })
    station.clock.advance(4000)
    station.tap(li)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', ask: null })
  })

  it('that nobody saw yet is not put off by the next in the queue', () => {
    station.addEvent()
    station.tap()
    station.clock.advance(1000)
    station.tap(li)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', ask: 'scoring' })
  })

  it('is taken only for what was asked, and only while the person is there', () => {
    station.addEvent()
    station.tap()
    const refused = (work: () => unknown): string => {
      try {
        work()
        return 'taken'
      } catch (error) {
        return isStationError(error) ? error.code : 'another error'
      }
    }
    expect(refused(() => answer('sharing', 'yes'))).toBe('conflict')
    station.session.end()
    expect(refused(() => answer('scoring', 'yes'))).toBe('sessionEnded')
    expect(station.count('consent')).toBe(0)
  })

  it('sent twice over a broken connection is answered twice and recorded once', () => {
    station.addEvent()
    station.tap()
    const commandId = station.newId()
    const first = answer('scoring', 'yes', commandId)
    expect(answer('scoring', 'yes', commandId)).toEqual(first)
    expect(station.count('consent')).toBe(1)
    expect(station.session.holder()?.ask).toBe('sharing')
  })
})

describe('a card that is no help', () => {
  it('unreadable twice in a row offers another way; a good card in between starts afresh', () => {
    const unreadable = () => {
      station.taps.take({ kind: 'cardUnreadable', sw: null })
      return station.taps.last()?.outcome
    }
    expect(unreadable()).toEqual({ kind: 'cardUnreadable', attempt: 1 })
    expect(unreadable()).toEqual({ kind: 'cardUnreadable', attempt: 2 })
    station.tap()
    expect(unreadable()).toEqual({ kind: 'cardUnreadable', attempt: 1 })
    station.clock.advance(2 * minute)
    expect(unreadable()).toEqual({ kind: 'cardUnreadable', attempt: 1 })
  })

  it('is no person: of an unknown kind, refused by the reader, or no identity card at all', () => {
    station.addEvent()
    expect(station.tap({ kind: 'unknown' })).toEqual({ kind: 'cardUnverified' })
    station.taps.take({ kind: 'cardUnverified', sw: '000031' })
    expect(station.taps.last()?.outcome).toEqual({ kind: 'cardUnverified' })
    station.taps.take({ kind: 'notIdCard', sw: '000040' })
    expect(station.taps.last()?.outcome).toEqual({ kind: 'notIdCard' })
    expect(station.count('resident')).toBe(0)
    expect(station.count('tap')).toBe(3)
  })

  it('ends the session of whoever was there before', () => {
    station.addEvent()
    station.tap()
    station.taps.take({ kind: 'cardUnreadable', sw: null })
    expect(station.session.holder()).toBeNull()
  })
})

describe('numbers of taps', () => {
  it('rise by one', () => {
    station.addEvent()
    station.tap()
    const first = station.taps.last()?.seq ?? 0
    station.tap(li)
    expect(station.taps.last()?.seq).toBe(first + 1)
  })

  it('rise over a restart, also after more taps than a station sees in years', async () => {
    station.addEvent({ endsAt: station.clock.now() + 3_600_000 })
    station.tap()
    const many = 5_000_000
    station.parts.store.transaction((tx) => {
      tx.run(
        `insert into tap select seq + ?, ?, at, mono_ms, boot_id, clock_state, kind, resident, event, outcome from tap`,
        many,
        station.newId(),
      )
    })
    const before = (station.taps.last()?.seq ?? 0) + many
    station.close(true)
    station = await openPipeline({ dir: station.dir })
    expect(station.tap(li)).toMatchObject({ kind: 'checkedIn' })
    expect(station.taps.last()?.seq).toBeGreaterThan(before)
  })
})
