import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { kindsCameTo } from '../../../../electron/attendance/store.ts'
import { cancelEvent, editEvent, withdrawEvent } from '../../../../electron/calendar/programme.ts'
import { calls } from '../../../../electron/contract/calls.ts'
import { setTeams } from '../../../../electron/residents/teams.ts'
import { defaultSettings } from '../../../../electron/station/settings.ts'
import { homeSnapshot } from '../../../../electron/station/home.ts'
import { calendarPages } from '../../../support/calendar-pages.ts'
import { day, hour, openCalendar, type CalendarRig } from '../../../support/calendar-rig.ts'
import { nine } from '../../../support/pipeline.ts'

let rig: CalendarRig

beforeEach(async () => {
  rig = await openCalendar()
})
afterEach(() => {
  rig.pipe.close()
})

const { ask, at } = calendarPages(() => rig)

const dayOf = (date: string, team: string | null = null) =>
  ask('calendar.days', { from: date, to: date, team }).days[0]!
const november = { from: '2026-11-01', to: '2026-12-12', team: null }

describe('the month', () => {
  it('has a line for each of six weeks of days, with lunar day, solar term and festival', () => {
    const { days } = ask('calendar.days', november)
    expect(days).toHaveLength(42)
    expect(days[6]).toMatchObject({ date: '2026-11-07', lunar: '廿九', term: '立冬', kinds: [], more: 0 })
    expect(days[8]).toMatchObject({ date: '2026-11-09', lunar: '十月' })
    expect(days[34]).toMatchObject({ date: '2026-12-05', festivals: ['志愿者日'] })
  })

  it('marks the first three events of a day and says how many more there are', () => {
    for (const [time, kind] of [
      ['18:30', 'culture'],
      ['09:00', 'lecture'],
      ['09:30', 'lecture'],
      ['14:00', 'service'],
      ['15:00', 'health'],
    ] as const) {
      at(`2026-11-25T${time}`, { kind })
    }
    expect(dayOf('2026-11-25')).toMatchObject({ kinds: ['lecture', 'lecture', 'service'], more: 2 })
  })

  it('a day is a day of Shanghai, to its last minute', () => {
    at('2026-11-25T00:00')
    at('2026-11-25T23:59')
    at('2026-11-26T00:00')
    expect([dayOf('2026-11-25').kinds, dayOf('2026-11-26').kinds].map(({ length }) => length)).toEqual([2, 1])
  })

  it('of one team only, where somebody asks for that', () => {
    at('2026-11-25T09:00', { team: '锣鼓队', kind: 'culture' })
    at('2026-11-25T10:00')
    expect(dayOf('2026-11-25', '锣鼓队').kinds).toEqual(['culture'])
    expect(dayOf('2026-11-25', '别的队').kinds).toEqual([])
  })

  test('82 an event makes its entry, and taking it back removes it; what was cancelled leaves no mark', () => {
    const [taken, cancelled] = [at('2026-11-25T09:00'), at('2026-11-25T10:00')]
    expect(dayOf('2026-11-25').kinds).toHaveLength(2)
    rig.change((tx, programme) => {
      withdrawEvent(tx, programme, taken.id)
      cancelEvent(tx, programme, cancelled.id, { reason: '大风' })
    })
    expect(dayOf('2026-11-25').kinds).toEqual([])
    const { events } = ask('calendar.day', { date: '2026-11-25', team: null })
    expect(events.map(({ event, phase }) => [event.id, phase])).toEqual([[cancelled.id, 'cancelled']])
  })

  test.each([
    ['2026-11-01', '2026-12-13'],
    ['2026-11-02', '2026-11-01'],
  ])('from %s to %s is no month', (from, to) => {
    expect(calls['calendar.days'].input.safeParse({ from, to, team: null }).success).toBe(false)
  })
})

describe('the day', () => {
  it('lists its events by their start; an empty one names the next that has some', () => {
    const later = at('2026-11-28T14:00')
    const first = at('2026-11-28T09:00', { capacity: 5 })
    expect(ask('calendar.day', { date: '2026-11-28', team: null })).toMatchObject({
      day: { date: '2026-11-28', lunarDate: '十月二十' },
      events: [
        { event: { id: first.id, placesLeft: 5 }, phase: 'signUp', takesSignUps: true },
        { event: { id: later.id, placesLeft: null } },
      ],
      more: 0,
      next: null,
    })
    expect(ask('calendar.day', { date: '2026-11-26', team: null }).next).toMatchObject({
      date: '2026-11-28',
      event: { id: first.id },
    })
    expect(ask('calendar.day', { date: '2026-11-28', team: '别的队' }).next).toBeNull()
    // A day that is over names what is still to come, not what was.
    expect(ask('calendar.day', { date: '2026-10-01', team: null }).next).toMatchObject({ date: '2026-11-28' })
  })

  it('lists forty at most, and counts the rest', () => {
    for (let index = 0; index < 43; index += 1) at(`2026-11-28T09:${String(index).padStart(2, '0')}`)
    const { events, more } = ask('calendar.day', { date: '2026-11-28', team: null })
    expect([events.length, more]).toEqual([40, 3])
  })

  it('says of each where it stands now', () => {
    at('2026-11-24T08:10')
    at('2026-11-24T08:30')
    at('2026-11-24T10:00')
    rig.pipe.clock.advance(15 * 60_000)
    const phases = (): string[] =>
      ask('calendar.day', { date: '2026-11-24', team: null }).events.map(({ phase }) => phase)
    expect(phases()).toEqual(['ended', 'inProgress', 'signUp'])
  })
})

describe('the event’s page', () => {
  it('says everything there is', () => {
    const { id } = at('2026-11-27T08:30', { capacity: 30, host: '毕师傅带队', minAge: 18, team: '红马甲' })
    expect(ask('calendar.event', { event: id })).toEqual({
      event: {
        id,
        title: '清理东海滩',
        kind: 'volunteer',
        startsAt: '2026-11-27T00:30:00.000Z',
        endsAt: '2026-11-27T01:30:00.000Z',
        place: '村口集合',
        host: '毕师傅带队',
        placesLeft: 30,
      },
      phase: 'signUp',
      picture: null,
      leader: '毕师傅',
      forWhom: '能走路的都行',
      bring: '穿厚点',
      minAge: 18,
      team: '红马甲',
      capacity: 30,
      signedUp: 0,
      checkIn: { opensAt: '2026-11-27T00:00:00.000Z', closesAt: '2026-11-27T01:30:00.000Z' },
      signsOut: true,
      credit: { rule: 'V01', countsMinutes: true, amount: null },
      lasts: 60,
      signUp: { kind: 'open' },
      cancelled: null,
      further: [],
      mine: null,
    })
  })

  it('says how much one attendance brings, by the catalogue of its day', () => {
    const amount = (kind: 'lecture' | 'volunteer') =>
      ask('calendar.event', { event: rig.event({ kind }).id }).credit.amount
    expect(amount('lecture')).toBe(50)
    expect(amount('volunteer')).toBeNull()
  })

  it('says whether one may sign up: not yet, open, full, closed, not needed', () => {
    const state = (id: string) => ask('calendar.event', { event: id }).signUp
    const far = rig.event({}, { startsAt: nine + 40 * day })
    expect(state(far.id)).toEqual({ kind: 'notYet', opensAt: new Date(nine + 10 * day).toISOString() })
    const { id } = at('2026-11-24T10:00', { capacity: 1 })
    expect(state(id)).toEqual({ kind: 'open' })
    void rig.pipe.pages['signUp.ask']({ event: id, wait: false }, 'page')
    rig.person(1)
    expect(state(id)).toEqual({ kind: 'full', waiting: 0 })
    rig.pipe.clock.advance(hour)
    expect(state(id)).toEqual({ kind: 'closed' })
    expect(state(at('2026-11-28T11:00', { kind: 'canteen' }).id)).toEqual({ kind: 'notNeeded' })
  })

  it('names the next dates of a series, and why and where to one that was cancelled went', () => {
    const series = rig.series('FREQ=WEEKLY;COUNT=6')
    const [first, second, third, fourth] = rig.rows(series)
    expect(ask('calendar.event', { event: first!.id }).further.map(({ id }) => id)).toEqual(
      [second, third, fourth].map((date) => date!.id),
    )
    rig.change((tx, programme) => {
      cancelEvent(tx, programme, first!.id, { reason: '大风', movedTo: second!.id })
    })
    expect(ask('calendar.event', { event: first!.id })).toMatchObject({
      phase: 'cancelled',
      cancelled: { reason: '大风', movedTo: { id: second!.id } },
      signUp: { kind: 'closed' },
    })
  })
})

describe('what is mine', () => {
  it('what I signed up for, cancelled ones with their reason, and what my teams do', () => {
    const [signed, off, ofTeam] = [
      at('2026-11-27T09:00'),
      at('2026-11-28T09:00'),
      at('2026-11-29T09:00', { team: '锣鼓队' }),
    ]
    at('2026-11-29T10:00', { team: '别的队' })
    for (const { id } of [signed, off]) {
      void rig.pipe.pages['signUp.ask']({ event: id, wait: false }, 'page')
      rig.person(1)
    }
    const resident = rig.person(1)
    rig.change((tx, programme) => {
      setTeams(tx, resident, ['锣鼓队'])
      cancelEvent(tx, programme, off.id, { reason: '大风' })
    })
    expect(ask('calendar.mine', {})).toMatchObject({
      signedUp: [
        { event: { id: signed.id }, mine: { kind: 'signedUp' }, cancelled: null },
        { event: { id: off.id }, phase: 'cancelled', cancelled: { reason: '大风', movedTo: null } },
      ],
      teams: [{ event: { id: ofTeam.id }, mine: { kind: 'none' } }],
    })
    expect(ask('calendar.teams', {}).teams).toEqual([
      { team: '别的队', coming: 1 },
      { team: '锣鼓队', coming: 1 },
    ])
    // The next card is another person's.
    rig.person(2)
    expect(ask('calendar.mine', {})).toEqual({ signedUp: [], teams: [], kinds: [] })
    rig.pipe.session.end()
    expect(() => ask('calendar.mine', {})).toThrow('sessionEnded')
  })
})

describe('kinds that I have come to', () => {
  it('bring what comes next of them, each event once, of a series its next date', () => {
    rig.event({ kind: 'lecture', title: '今天的课' }, { startsAt: nine, endsAt: nine + hour })
    const resident = rig.person(1)
    const kinds = (): string[] => ask('calendar.mine', {}).kinds.map(({ event }) => event.title)
    const checkedIn = rig.pipe.parts.store.read((tx) => kindsCameTo(tx, resident))
    expect(checkedIn).toEqual(['lecture'])
    rig.series('FREQ=DAILY;COUNT=5', {}, { kind: 'lecture', title: '系列讲座' })
    at('2026-11-26T09:00', { kind: 'culture', title: '排练' })
    const own = at('2026-11-27T09:00', { kind: 'lecture', title: '队里的课', team: '锣鼓队' })
    rig.change((tx) => {
      setTeams(tx, resident, ['锣鼓队'])
    })
    expect(ask('calendar.mine', {}).teams.map(({ event }) => event.id)).toEqual([own.id])
    expect(kinds()).toEqual(['今天的课', '系列讲座'])
  })
})

describe('pages follow by themselves', () => {
  const home = () =>
    homeSnapshot(rig.pipe.parts, {
      settings: defaultSettings,
      stationCode: '119999001001',
      reader: { state: 'ready', cardLeft: false, trouble: null },
      clockJumped: false,
      queue: { pending: 0, link: 'none' },
    })

  it('home counts every change of events, sign-ups and queues, and shows the new title at once', () => {
    const changes: number[] = []
    rig.pipe.calendar.changed.on(() => changes.push(home().calendar))
    const before = home().calendar
    const { id } = at('2026-11-24T10:00', { capacity: 1 })
    rig.pipe.calendar.refresh()
    rig.change((tx, programme) => editEvent(tx, programme, id, { details: { title: '晚练' } }))
    rig.pipe.calendar.refresh()
    expect(home().today.map(({ title }) => title)).toEqual(['晚练'])
    for (const order of [1, 2]) {
      void rig.pipe.pages['signUp.ask']({ event: id, wait: true }, 'page')
      rig.person(order)
      rig.pipe.calendar.refresh()
    }
    // Nothing changed: nobody is told.
    rig.pipe.calendar.refresh()
    expect(changes).toHaveLength(4)
    expect(new Set([before, ...changes]).size).toBe(5)
    expect(changes.toSorted((a, b) => a - b)).toEqual(changes)
  })
})
