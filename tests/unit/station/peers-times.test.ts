import { describe, expect, it, onTestFinished } from 'vitest'
import type { StationEvent } from '../../../electron/calendar/rules.ts'
import { shanghaiTime } from '../../../electron/contract/values.ts'
import type { IdCard } from '../../../electron/reader/card-reader.ts'
import { answers } from '../../../electron/reports/answers.ts'
import type { Store, Tx } from '../../../electron/store/tx.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { deskOf } from '../../support/pipeline-desk.ts'
import { cardOf, openPipeline, nine, type Pipeline } from '../../support/pipeline.ts'
import { syntheticNumber } from '../../support/people.ts'

/** Cases that other attendance systems learned the hard way, as far as time, medium and choice decide. */

const minute = 60_000
const hour = 60 * minute
const today = '2026-11-24'
/** `22:50`, or with the day of the month in front: `25 00:10`. */
const at = (text: string): number => {
  const [clock = '', day = '24'] = text.split(' ').reverse()
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return shanghaiTime(`2026-11-${day}`, hours * 60 + minutes)
}

const openAt = async (now: number, wrapStore?: (store: Store) => Store): Promise<Pipeline> => {
  const station = await openPipeline({
    clock: new ManualClock(now),
    ...(wrapStore === undefined ? {} : { wrapStore }),
  })
  onTestFinished(() => {
    station.close()
  })
  return station
}
const goTo = ({ clock }: Pipeline, moment: number): void => {
  clock.advance(moment - clock.now())
}
const rows = (station: Pipeline, sql: string): unknown[] => station.parts.store.read((tx) => tx.all(sql))
const shift = (station: Pipeline, from: string, to: string, change: Partial<StationEvent> = {}) =>
  station.addEvent({ kind: 'volunteer', startsAt: at(from), endsAt: at(to), ...change })
/** In on the stroke of the start, out on the stroke of the end. */
const serve = (station: Pipeline, from: string, to: string) => {
  shift(station, from, to)
  goTo(station, at(from))
  expect(station.tap()).toMatchObject({ kind: 'checkedIn' })
  goTo(station, at(to))
  return station.tap()
}

describe('windows', () => {
  it.each([
    ['a second before it', 0, -1, 'refused'],
    ['on its first moment', 0, 0, 'checkedIn'],
    ['a second after its first moment', 0, 1, 'checkedIn'],
    ['a second before it, with tolerance', 10, -1, 'refused'],
    ['on its first moment, with tolerance', 10, 0, 'checkedIn'],
    ['a second after its first moment, with tolerance', 10, 1, 'checkedIn'],
  ])('case 21: the window begins: %s', async (_title, tolerance, seconds, kind) => {
    const station = await openAt(nine - 40 * minute)
    const [startsAt, endsAt] = [nine, nine + hour]
    station.addEvent({ checkIn: { opensAt: startsAt - tolerance * minute, closesAt: endsAt } })
    goTo(station, startsAt - tolerance * minute + seconds * 1000)
    expect(station.tap()).toMatchObject({
      kind,
      ...(kind === 'refused' ? { reason: { kind: 'tooEarly' } } : {}),
    })
  })

  it.each([
    ['a second before its end', 0, -1, 'checkedIn'],
    ['on its end', 0, 0, 'nothingOn'],
    ['a second after its end', 0, 1, 'nothingOn'],
    ['a second before its end, with tolerance', 10, -1, 'checkedIn'],
    ['on its end, with tolerance', 10, 0, 'nothingOn'],
    ['a second after its end, with tolerance', 10, 1, 'nothingOn'],
    ['a second before its end, while the event goes on', -10, -1, 'checkedIn'],
    ['on its end, while the event goes on', -10, 0, 'refused'],
    ['a second after its end, while the event goes on', -10, 1, 'refused'],
  ])('case 21: the window ends: %s', async (_title, tolerance, seconds, kind) => {
    const station = await openAt(nine)
    const closesAt = nine + hour + tolerance * minute
    station.addEvent({ checkIn: { opensAt: nine - 30 * minute, closesAt } })
    goTo(station, closesAt + seconds * 1000)
    expect(station.tap()).toMatchObject({
      kind,
      ...(kind === 'refused' ? { reason: { kind: 'tooLate' } } : {}),
    })
  })

  it.each([
    ['an hour and a minute before the window', '07:29', 'nothingOn'],
    ['just before the window', '08:29', 'refused'],
    ['in the window', '08:30', 'checkedIn'],
    ['after the end', '10:00', 'nothingOn'],
  ])(
    'case 49: outside all windows there is no event, not the nearest one: %s',
    async (_title, moment, kind) => {
      const station = await openAt(at('07:00'))
      station.addEvent()
      goTo(station, at(moment))
      expect(station.tap()).toMatchObject({ kind })
      expect(station.count('attendance')).toBe(kind === 'checkedIn' ? 1 : 0)
    },
  )

  it('case 48: between events back to back the planned end decides: at it, the next one', async () => {
    const station = await openAt(at('11:00'))
    const first = station.addEvent({ startsAt: at('09:00'), endsAt: at('12:00') })
    const next = station.addEvent({
      startsAt: at('12:00'),
      endsAt: at('14:00'),
      checkIn: { opensAt: at('12:00'), closesAt: at('14:00') },
    })
    goTo(station, at('12:00') - 1)
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { id: first.id } })
    station.clock.advance(1)
    const other = { birth: '1951-02-03', idNumber: syntheticNumber('1951-02-03', 1) }
    expect(station.tap(other)).toMatchObject({ kind: 'checkedIn', event: { id: next.id } })
  })

  it('case 48: where the next window begins before the first one’s end, the person says which', async () => {
    const station = await openAt(at('11:45'))
    const first = station.addEvent({ startsAt: at('09:00'), endsAt: at('12:00') })
    const next = station.addEvent({ startsAt: at('12:00'), endsAt: at('14:00') })
    expect(station.tap()).toMatchObject({
      kind: 'chooseEvent',
      choices: [{ event: { id: first.id } }, { event: { id: next.id } }],
    })
    goTo(station, at('12:00'))
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { id: next.id } })
  })
})

describe('days', () => {
  it.each([
    ['before local midnight they are the same day’s', '22:50', '23:50', 'needsSecond'],
    ['after it another day’s, though in UTC it is the same', '25 00:10', '25 01:10', 'verified'],
  ])('case 22: eight hours a day: %s', async (_title, from, to, service) => {
    const station = await openAt(nine)
    expect(serve(station, '09:00', '17:00')).toMatchObject({ service: { kind: 'verified', minutes: 480 } })
    expect(serve(station, from, to)).toMatchObject({ service: { kind: service, minutes: 60 } })
  })

  it('case 22: midnight in UTC, at eight in the morning here, begins no day', async () => {
    const station = await openAt(at('00:00'))
    expect(serve(station, '00:00', '07:30')).toMatchObject({ service: { kind: 'verified', minutes: 450 } })
    expect(serve(station, '08:10', '09:10')).toMatchObject({ service: { kind: 'needsSecond', minutes: 60 } })
  })

  it('case 24: nobody is limited to so many entries a day: the third is as good as the first', async () => {
    const station = await openAt(nine)
    for (const [from, to] of [
      ['09:00', '10:00'],
      ['11:00', '12:00'],
      ['13:00', '14:00'],
    ] as const) {
      expect(serve(station, from, to)).toMatchObject({ service: { kind: 'verified', minutes: 60 } })
    }
    const day = station.parts.store.read((tx) =>
      answers.day(tx, { day: today, now: station.parts.clock.now() }),
    )
    expect(day).toMatchObject({ attendances: 3, people: 1, minutes: 180 })
  })

  it('case 25: who was never here did not tap just now, not even in the first minute of all time', async () => {
    const station = await openAt(30_000)
    const event = station.addEvent({ startsAt: 0, endsAt: hour })
    expect(station.tap()).toMatchObject({ kind: 'checkedIn', event: { id: event.id }, firstVisit: true })
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn' })
  })

  it.each([
    ['begins a second before local midnight', at('23:59') + 59_000, today],
    ['begins at local midnight', at('25 00:00'), '2026-11-25'],
    ['began before local midnight and is come to after it', at('23:00'), today],
  ])('case 26: the business date is that of an event which %s', async (_title, startsAt, date) => {
    const station = await openAt(at('22:45'))
    station.addEvent({ startsAt, endsAt: startsAt + 2 * hour })
    goTo(station, at('25 00:05'))
    station.tap()
    station.consent({ commandId: station.newId(), question: 'scoring', answer: 'yes' })
    expect(rows(station, 'select business_date as d from attendance')).toEqual([{ d: date }])
    expect(rows(station, 'select business_date as d from credit_entry')).toEqual([{ d: date }])
  })

  it('case 26: “another day” begins at local midnight', async () => {
    const station = await openAt(at('23:50'))
    station.addEvent({ startsAt: at('23:30'), endsAt: at('25 00:30') })
    expect(station.tap()).toMatchObject({ ask: 'scoring' })
    station.consent({ commandId: station.newId(), question: 'scoring', answer: 'later' })
    goTo(station, at('25 00:00') - 1)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', ask: null })
    station.clock.advance(1)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', ask: 'scoring' })
  })
})

describe('two events that one card is good for', () => {
  const open = async (next: [string, string], kind: StationEvent['kind'] = 'lecture') => {
    const station = await openAt(nine)
    const first = station.addEvent({ title: 'first', kind, endsAt: at('11:00') })
    const second = station.addEvent({ title: 'second', startsAt: at(next[0]), endsAt: at(next[1]) })
    const choices = (): string[] => {
      const outcome = station.tap()
      return outcome.kind === 'chooseEvent'
        ? outcome.choices.map(({ event, action }) => `${event.title} ${action}`)
        : [outcome.kind, 'event' in outcome ? (outcome.event?.title ?? '') : '']
    }
    return { station, first, second, choices }
  }

  it('case 27: at the same time: the person is asked', async () => {
    const { choices } = await open(['09:00', '11:30'])
    expect(choices()).toEqual(['first checkIn', 'second checkIn'])
  })

  it('case 27: one after the other: the one that is on', async () => {
    const { station, choices } = await open(['12:00', '13:00'])
    expect(choices()).toEqual(['checkedIn', 'first'])
    goTo(station, at('12:10'))
    expect(choices()).toEqual(['checkedIn', 'second'])
  })

  it('case 27: inside the one that nobody signs out of: asked, and still in there', async () => {
    const { station, choices } = await open(['10:00', '11:00'])
    expect(choices()).toEqual(['checkedIn', 'first'])
    goTo(station, at('10:00'))
    expect(choices()).toEqual(['first checkIn', 'second checkIn'])
    expect(station.count('presence')).toBe(1)
  })

  it('case 27: inside the one that is signed out of: out of it, or into the other', async () => {
    const { station, choices } = await open(['10:00', '11:00'], 'volunteer')
    expect(choices()).toEqual(['checkedIn', 'first'])
    goTo(station, at('10:00'))
    expect(choices()).toEqual(['first checkOut', 'second checkIn'])
  })

  it('case 27: out of the one: into the other, without a question', async () => {
    const { station, choices } = await open(['11:30', '12:00'], 'volunteer')
    choices()
    goTo(station, at('10:50'))
    expect(choices()).toEqual(['checkedOut', 'first'])
    goTo(station, at('11:10'))
    expect(choices()).toEqual(['checkedIn', 'second'])
  })
})

describe('cards', () => {
  const foreign = { name: '', nameEn: 'ANNA BERG', birth: '1985-01-01' }
  it.each<[string, Partial<IdCard>, object]>([
    [
      'an expired one checks in, with a word about it',
      { validTo: '2026-11-23', longTerm: false },
      { kind: 'checkedIn', cardExpired: true },
    ],
    ['one of an unknown kind is nobody’s', { kind: 'unknown' }, { kind: 'cardUnverified' }],
    [
      'a foreigner’s',
      { ...foreign, kind: 'foreigner2023', idNumber: '99999819850101002X' },
      { kind: 'checkedIn', person: { name: 'A**' }, cardExpired: false },
    ],
    [
      'a foreigner’s of the older kind',
      { ...foreign, kind: 'foreigner2017', idNumber: 'DEU119985010102' },
      { kind: 'checkedIn', person: { name: 'A**' } },
    ],
    [
      'a permit of Hong Kong, Macao or Taiwan',
      { kind: 'hmt', name: '陈大文', birth: '1960-05-06', idNumber: '810000196005060017' },
      { kind: 'checkedIn', person: { name: '陈*文' } },
    ],
  ])('case 28: %s', async (_title, card, outcome) => {
    const station = await openAt(nine)
    station.addEvent()
    expect(station.tap(card)).toMatchObject(outcome)
    const kinds = rows(station, 'select card_kind as kind from resident')
    expect(kinds).toEqual(card.kind === 'unknown' ? [] : [{ kind: cardOf(card).kind }])
  })

  it('case 28: the card of somebody who was entered without it, and joined with it: in already', async () => {
    const station = await openAt(nine)
    const desk = await deskOf(station)
    station.tap()
    const [known] = rows(station, 'select id from resident') as { id: string }[]
    const event = station.addEvent()
    const add = { commandId: station.newId(), name: '王秀兰', birthYear: 1945, sex: 'female' } as const
    const { resident: provisional } = await desk.handlers['people.addProvisional'](add, desk.page)
    expect(await desk.enter(event.id, [provisional])).toMatchObject({ entered: 1 })
    const join = { commandId: station.newId(), provisional, resident: known?.id ?? '' }
    await desk.handlers['people.join'](join, desk.page)
    station.clock.advance(minute)
    expect(station.tap()).toMatchObject({ kind: 'alreadyCheckedIn', event: { id: event.id } })
    expect(station.count('presence')).toBe(1)
  })
})

describe('work of the database', () => {
  const counted = async () => {
    let statements = 0
    const counting = (tx: Tx): Tx => {
      const count =
        <A extends unknown[], R>(call: (...args: A) => R) =>
        (...args: A): R => {
          statements += 1
          return call(...args)
        }
      return {
        get: count(tx.get.bind(tx)) as Tx['get'],
        all: count(tx.all.bind(tx)) as Tx['all'],
        run: count(tx.run.bind(tx)),
      }
    }
    const station = await openAt(nine, (store) => ({
      ...store,
      storeId: store.storeId,
      boots: store.boots,
      transaction: (work) => store.transaction((tx) => work(counting(tx))),
      unflushed: (work) => store.unflushed((tx) => work(counting(tx))),
      read: (work) => store.read((tx) => work(counting(tx))),
      reopen: () => {
        store.reopen()
      },
      close: () => {
        store.close()
      },
    }))
    const used = (work: () => unknown): number => {
      const before = statements
      work()
      return statements - before
    }
    return { station, used }
  }

  /** A day of every kind of tap at a service, with the statements that each took. */
  const costs = ({ station, used }: Awaited<ReturnType<typeof counted>>, ruleId: string) => {
    shift(station, '09:00', '11:00', { ruleId })
    const newcomer = used(() => station.tap({ idNumber: syntheticNumber('1945-03-07', 4) }))
    const first = used(() => station.tap())
    station.consent({ commandId: station.newId(), question: 'scoring', answer: 'yes' })
    station.clock.advance(2 * minute)
    const again = used(() => station.tap())
    goTo(station, at('11:00'))
    const out = used(() => station.tap())
    return { newcomer, first, again, out }
  }

  const comeBefore = ({ parts, newId }: Pipeline, times: number): void => {
    parts.store.transaction((tx) => {
      const resident = tx.get<{ id: string }>('select id from resident')?.id ?? ''
      for (let time = 1; time <= times; time++) {
        const [event, attendance, startsAt] = [newId(), newId(), nine - time * 26 * hour]
        tx.run(
          `insert into event (id, title, kind, place, starts_at, ends_at, status, counts_minutes)
           values (?, 'earlier', 'volunteer', '', ?, ?, 'published', 1)`,
          ...[event, startsAt, startsAt + hour],
        )
        tx.run(
          `insert into attendance (id, event, resident, tap, method, role, at, business_date)
           values (?, ?, ?, ?, 'id-card', 'volunteer', ?, '2026-01-01')`,
          ...[attendance, event, resident, newId(), startsAt],
        )
        tx.run(
          'insert into presence values (?, ?, ?, ?, ?)',
          ...[event, resident, attendance, startsAt, startsAt + hour],
        )
        tx.run(
          `insert into service_minutes (id, attendance, resident, started_at, ended_at, minutes, state, source,
             business_date, at) values (?, ?, ?, ?, ?, 60, 'verified', 'taps', '2026-01-01', 0)`,
          ...[newId(), attendance, resident, startsAt, startsAt + hour],
        )
      }
    })
  }

  it.each(['L01', 'V01'])(
    'case 39: work does not grow from one attendance to a thousand, under %s',
    async (ruleId) => {
      const [fresh, old] = [await counted(), await counted()]
      for (const { station } of [fresh, old]) station.tap()
      comeBefore(fresh.station, 1)
      comeBefore(old.station, 1000)
      const [few, many] = [costs(fresh, ruleId), costs(old, ruleId)]
      expect(many).toEqual(few)
      const { out, ...others } = many
      expect(Math.max(...Object.values(others))).toBeLessThanOrEqual(40)
      // Minutes, points and stars besides the sign-out itself.
      expect(out).toBeLessThanOrEqual(60)
    },
  )
})
