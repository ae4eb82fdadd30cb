import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import {
  cancelEvent,
  createEvent,
  editEvent,
  withdrawEvent,
} from '../../../../electron/calendar/programme.ts'
import { insertWaiting } from '../../../../electron/calendar/sign-up-store.ts'
import type { TapOutcome } from '../../../../electron/contract/outcomes.ts'
import { details, hour, openCalendar, type CalendarRig } from '../../../support/calendar-rig.ts'
import { cardOf, nine } from '../../../support/pipeline.ts'
import { syntheticNumber } from '../../../support/people.ts'

let rig: CalendarRig

beforeEach(async () => {
  rig = await openCalendar()
})
afterEach(() => {
  rig.pipe.close()
})

const page = 'page'
const other = 'other page'
const card = (order: number) =>
  cardOf({ idNumber: syntheticNumber('1950-05-05', 2 * order), birth: '1950-05-05' })
const tap = (order: number): TapOutcome => rig.pipe.tap(card(order))
const ask = (event: string | null, wait = false, from = page): void => {
  void rig.pipe.pages['signUp.ask']({ event, wait }, from)
}
/** Signs up with the card on the reader, as the page of the event does it. */
const tapFor = (order: number, event: string, wait = false): TapOutcome => {
  ask(event, wait)
  return tap(order)
}
const join = (event: string, wait = false) => {
  const result = rig.pipe.pages['signUp.join']({ commandId: rig.pipe.newId(), event, wait }, page)
  return (result as { result: unknown }).result
}
const cancel = (event: string) => {
  const result = rig.pipe.pages['signUp.cancel']({ commandId: rig.pipe.newId(), event }, page)
  return (result as { result: unknown }).result
}
const mine = (event: string) => {
  const shown = rig.pipe.pages['calendar.event']({ event }, page)
  return (shown as { mine: unknown }).mine
}
/** What the person of this card has to do with an event, seen after a tap. */
const standing = (order: number, event: string) => {
  tap(order)
  return mine(event)
}
const count = (table: string) => rig.pipe.count(table)

describe('signing up with the next card', () => {
  it('signs up, and the card does nothing else where nothing is on', () => {
    const { id } = rig.event({ capacity: 3 })
    const outcome = tapFor(1, id)
    expect(outcome).toMatchObject({ kind: 'signedUp', again: false, clash: null, meanwhile: null })
    expect(outcome).toMatchObject({ event: { id, placesLeft: 2 }, firstVisit: true })
    expect([count('sign_up'), count('attendance')]).toEqual([1, 0])
    expect(mine(id)).toEqual({ kind: 'signedUp', moved: false })
  })

  it('checks in as ever to what is on, and signs up, in one transaction', () => {
    const open = rig.pipe.addEvent()
    const { id } = rig.event()
    expect(tapFor(1, id)).toMatchObject({
      kind: 'signedUp',
      event: { id },
      meanwhile: { kind: 'checkedIn', event: { id: open.id } },
      points: null,
      ask: 'scoring',
    })
    expect([count('sign_up'), count('attendance')]).toEqual([1, 1])
    expect(rig.pipe.records().map(({ type }) => type)).toEqual([
      'cn.wmsj.resident.registered.v1',
      'cn.wmsj.attendance.checkin.v1',
    ])
    const rows = rig.pipe.parts.store.read((tx) => tx.all('select kind, event from tap'))
    expect(rows).toEqual([{ kind: 'signedUp', event: open.id }])
  })

  it('a card at the very event that is on checks in, and nothing needs signing up', () => {
    const { id } = rig.event({ kind: 'lecture' }, { startsAt: nine + 10 * 60_000 })
    expect(tapFor(1, id).kind).toBe('checkedIn')
    expect(count('sign_up')).toBe(0)
  })

  it('the wish is for one card only, and only for a minute', () => {
    const { id } = rig.event()
    expect(tapFor(1, id).kind).toBe('signedUp')
    expect(tap(2).kind).toBe('nothingOn')
    ask(id)
    rig.pipe.clock.advance(59_999)
    expect(tap(3).kind).toBe('signedUp')
    ask(id)
    rig.pipe.clock.advance(60_000)
    expect(tap(4).kind).toBe('nothingOn')
  })

  it('the page takes the wish back, or goes home, or is gone; another page’s end changes nothing', () => {
    const { id } = rig.event()
    ask(id)
    ask(null)
    expect(tap(1).kind).toBe('nothingOn')
    ask(id)
    rig.pipe.nextCard.ended(other)
    ask(null, false, other)
    expect(tap(2).kind).toBe('signedUp')
    ask(id)
    rig.pipe.nextCard.ended(page)
    expect(tap(3).kind).toBe('nothingOn')
  })

  it('a card that cannot be read leaves the wish for the next try', () => {
    const { id } = rig.event()
    ask(id)
    rig.pipe.taps.take({ kind: 'cardUnreadable', sw: null })
    expect(tap(1).kind).toBe('signedUp')
  })

  it('a child is counted as ever and signs up for nothing', () => {
    const { id } = rig.event()
    ask(id)
    expect(
      rig.pipe.tap(cardOf({ birth: '2018-01-01', idNumber: syntheticNumber('2018-01-01', 2) })).kind,
    ).toBe('minor')
    expect(count('sign_up')).toBe(0)
  })

  it('a second time is told, and changes nothing', () => {
    const { id } = rig.event()
    tapFor(1, id)
    rig.pipe.clock.advance(2 * 60_000)
    expect(tapFor(1, id)).toMatchObject({ kind: 'signedUp', again: true })
    expect(count('sign_up')).toBe(1)
  })

  it('another event at the same time is shown, not refused', () => {
    const [first, second] = [rig.event({ title: '理发' }), rig.event({ title: '净滩' })]
    const touching = rig.event({ title: '合唱' }, { startsAt: second.endsAt })
    tapFor(1, first.id)
    expect(tapFor(1, second.id)).toMatchObject({ kind: 'signedUp', clash: { title: '理发' } })
    expect(tapFor(1, touching.id)).toMatchObject({ kind: 'signedUp', clash: null })
  })

  it('“this is not me” takes the sign-up back with everything else of that tap', () => {
    const { id } = rig.event({ capacity: 1 })
    const waiting = rig.person(2)
    tapFor(1, id)
    rig.change((tx, { now }) => {
      insertWaiting(tx, { event: id, resident: waiting, tap: 'other', at: now })
    })
    rig.pipe.holder['tap.notMe']({ commandId: rig.pipe.newId(), seq: rig.pipe.taps.last()!.seq })
    expect(rig.pipe.taps.last()!.outcome).toEqual({ kind: 'disputed', undone: true })
    // The place goes to who waits, at once.
    expect(rig.pipe.parts.store.read((tx) => tx.all('select event, resident, waited from sign_up'))).toEqual([
      { event: id, resident: waiting, waited: 1 },
    ])
  })

  it('what the page signed up for after the tap is taken back with it, too', () => {
    const { id } = rig.event()
    tap(1)
    join(id)
    rig.pipe.holder['tap.notMe']({ commandId: rig.pipe.newId(), seq: rig.pipe.taps.last()!.seq })
    expect(count('sign_up')).toBe(0)
  })
})

describe('who is refused', () => {
  test.each<[string, object, object]>([
    ['younger than the event asks for', { minAge: 80 }, { kind: 'notEligible', minAge: 80 }],
    ['not in the team', { team: '锣鼓队' }, { kind: 'notInTeam', team: '锣鼓队' }],
    ['what takes no sign-ups', { kind: 'canteen' }, { kind: 'notNeeded' }],
  ])('%s', (_, change, reason) => {
    const { id } = rig.event(change)
    expect(tapFor(1, id)).toMatchObject({ kind: 'signUpRefused', reason })
    expect(join(id)).toEqual({ kind: 'refused', reason })
    expect(count('sign_up')).toBe(0)
  })

  it('too soon, too late, and for what was cancelled in the meantime', () => {
    const { id, signUp } = rig.event({}, { startsAt: nine + 40 * 24 * hour })
    expect(tapFor(1, id)).toMatchObject({
      reason: { kind: 'notYet', opensAt: new Date(signUp!.opensAt).toISOString() },
    })
    const soon = rig.event({}, { startsAt: nine + hour, endsAt: nine + 3 * hour })
    ask(soon.id)
    rig.change((tx, programme) => {
      cancelEvent(tx, programme, soon.id, { reason: '大风' })
    })
    expect(tap(2)).toMatchObject({ kind: 'signUpRefused', reason: { kind: 'cancelled' } })
    const begun = rig.event({ kind: 'service' }, { startsAt: nine + 2 * hour })
    rig.pipe.clock.advance(2 * hour)
    tap(4)
    rig.pipe.clock.advance(2 * hour)
    tap(3)
    expect(join(begun.id)).toEqual({ kind: 'refused', reason: { kind: 'past' } })
  })

  it('a draft, and what was taken back, is not there at all', () => {
    const gone = rig.event()
    rig.change((tx, programme) => {
      withdrawEvent(tx, programme, gone.id)
    })
    const draft = rig.change((tx, programme) =>
      createEvent(tx, programme, {
        details: details(),
        startsAt: nine + hour,
        endsAt: nine + 2 * hour,
        publish: false,
      }),
    )
    for (const { id } of [gone, draft]) {
      expect(() => {
        ask(id)
      }).toThrow('notFound')
      tap(1)
      expect(() => join(id)).toThrow('notFound')
      expect(() => mine(id)).toThrow('notFound')
    }
  })

  it('nobody signs up by a page alone', () => {
    const { id } = rig.event()
    rig.pipe.session.end()
    expect(() => join(id)).toThrow('sessionEnded')
    expect(() => cancel(id)).toThrow('sessionEnded')
    expect(mine(id)).toBeNull()
  })

  test('81 nobody checks in to what is not on yet, signed up or not', () => {
    const { id } = rig.event({}, { startsAt: nine + 5 * hour })
    tapFor(1, id)
    rig.pipe.clock.advance(2 * 60_000)
    expect(tap(1).kind).toBe('nothingOn')
    rig.pipe.clock.advance(4 * hour)
    expect(tap(1)).toMatchObject({ kind: 'refused', reason: { kind: 'tooEarly' } })
    expect(count('attendance')).toBe(0)
  })
})

describe('places and the queue for them', () => {
  it('two pages, the last place: one gets it, the other is asked to wait', () => {
    const { id } = rig.event({ capacity: 1 })
    ask(id)
    ask(id, false, other)
    expect(tap(1)).toMatchObject({ kind: 'signedUp', event: { placesLeft: 0 } })
    expect(tapFor(2, id)).toMatchObject({ kind: 'signUpRefused', reason: { kind: 'full' } })
    expect(join(id)).toEqual({ kind: 'refused', reason: { kind: 'full' } })
    expect(join(id, true)).toMatchObject({ kind: 'waitListed', place: 1 })
    expect([count('sign_up'), count('waiting_list')]).toEqual([1, 1])
  })

  test('77 a queue: entered once, in order, nobody twice, left by the one who wants to', () => {
    const { id } = rig.event({ capacity: 1 })
    tapFor(1, id)
    expect(tapFor(2, id, true)).toMatchObject({ kind: 'waitListed', place: 1, again: false })
    expect(tapFor(3, id, true)).toMatchObject({ kind: 'waitListed', place: 2 })
    expect(tapFor(4, id, true)).toMatchObject({ kind: 'waitListed', place: 3 })
    expect(join(id, true)).toMatchObject({ kind: 'waitListed', place: 3, again: true })
    expect(count('waiting_list')).toBe(3)
    tap(3)
    expect(cancel(id)).toEqual({ kind: 'cancelled' })
    expect(cancel(id)).toEqual({ kind: 'refused', reason: 'notSignedUp' })
    expect(standing(4, id)).toEqual({ kind: 'waiting', place: 2 })
    tap(1)
    expect(cancel(id)).toEqual({ kind: 'cancelled' })
    expect(standing(2, id)).toEqual({ kind: 'signedUp', moved: true })
    expect(standing(4, id)).toEqual({ kind: 'waiting', place: 1 })
    // Nobody is left behind whom a place given away would find.
    expect(cancel(id)).toEqual({ kind: 'cancelled' })
    tap(2)
    expect(cancel(id)).toEqual({ kind: 'cancelled' })
    expect([count('sign_up'), count('waiting_list')]).toEqual([0, 0])
  })

  test('78 who came or got a place in the meantime is passed over', () => {
    const { id } = rig.event({ capacity: 2 })
    tapFor(1, id)
    tapFor(2, id)
    tapFor(3, id, true)
    tapFor(4, id, true)
    const third = rig.pipe.parts.store.read((tx) =>
      tx.get<{ resident: string }>('select resident from waiting_list order by seq'),
    )!.resident
    rig.change((tx, { now }) => {
      const row = [rig.pipe.newId(), id, third, now] as const
      tx.run(
        `insert into attendance (id, event, resident, tap, method, role, at, business_date)
         values (?, ?, ?, 'hand', 'manual', 'attendee', ?, '2026-11-24')`,
        ...row,
      )
      tx.run('insert into presence (attendance, event, resident, checked_in_at) values (?, ?, ?, ?)', ...row)
    })
    expect(standing(4, id)).toEqual({ kind: 'waiting', place: 1 })
    tap(1)
    cancel(id)
    // Two places, one taken by who came and one by the second person: nobody moves up.
    expect(standing(4, id)).toEqual({ kind: 'waiting', place: 1 })
    tap(2)
    cancel(id)
    expect(standing(4, id)).toEqual({ kind: 'signedUp', moved: true })
    expect(standing(3, id)).toEqual({ kind: 'checkedIn' })
  })

  test('79 places that are added go to the queue in order, never more than there are', () => {
    const { id } = rig.event({ capacity: 1 })
    for (const order of [1, 2, 3, 4, 5]) tapFor(order, id, true)
    const raise = (capacity: number | null): void => {
      rig.change((tx, programme) => editEvent(tx, programme, id, { details: { capacity } }))
    }
    raise(3)
    expect([1, 2, 3, 4, 5].map((order) => standing(order, id))).toEqual([
      { kind: 'signedUp', moved: false },
      { kind: 'signedUp', moved: true },
      { kind: 'signedUp', moved: true },
      { kind: 'waiting', place: 1 },
      { kind: 'waiting', place: 2 },
    ])
    // Who asks now stands behind those who wait.
    expect(tapFor(6, id)).toMatchObject({ kind: 'signUpRefused', reason: { kind: 'full' } })
    raise(null)
    expect([count('sign_up'), count('waiting_list')]).toEqual([5, 0])
  })

  test('80 who has come cannot give the place away, and who did not come cannot after the end', () => {
    const { id } = rig.event({ kind: 'lecture' }, { startsAt: nine + hour })
    tapFor(1, id)
    tapFor(2, id)
    rig.pipe.clock.advance(hour)
    expect(tap(1).kind).toBe('checkedIn')
    expect(cancel(id)).toEqual({ kind: 'refused', reason: 'checkedIn' })
    rig.pipe.clock.advance(hour)
    tap(2)
    expect(cancel(id)).toEqual({ kind: 'refused', reason: 'past' })
    expect(count('sign_up')).toBe(2)
  })

  it('a place that somebody signed up for is kept at the door', () => {
    const { id } = rig.event({ kind: 'lecture', capacity: 1 }, { startsAt: nine + hour })
    tapFor(1, id)
    rig.pipe.clock.advance(hour)
    expect(tap(2)).toMatchObject({ kind: 'refused', reason: { kind: 'full' } })
    expect(tap(1)).toMatchObject({ kind: 'checkedIn', event: { placesLeft: 0 } })
  })

  it('a call that is sent again is answered, and done once', () => {
    const { id } = rig.event()
    tap(1)
    const commandId = rig.pipe.newId()
    const once = rig.pipe.pages['signUp.join']({ commandId, event: id, wait: false }, page)
    cancel(id)
    expect(rig.pipe.pages['signUp.join']({ commandId, event: id, wait: false }, page)).toEqual(once)
    expect(count('sign_up')).toBe(0)
  })
})
