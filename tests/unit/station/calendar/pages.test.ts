import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { kindsCameTo } from '../../../../electron/attendance/store.ts'
import { cancelEvent, editEvent, withdrawEvent } from '../../../../electron/calendar/programme.ts'
import { instantOf } from '../../../../electron/calendar/recurrence.ts'
import { calls, type CallInput, type CallName, type CallOutput } from '../../../../electron/contract/calls.ts'
import { setTeams } from '../../../../electron/residents/teams.ts'
import { defaultSettings } from '../../../../electron/station/settings.ts'
import { homeSnapshot } from '../../../../electron/station/home.ts'
import { day, hour, openCalendar, type CalendarRig } from '../../../support/calendar-rig.ts'
import { nine } from '../../../support/pipeline.ts'

let rig: CalendarRig

beforeEach(async () => {
  rig = await openCalendar()
})
afterEach(() => {
  rig.pipe.close()
})

type PageCall = Extract<CallName, `calendar.${string}`>

/** Asks as a page does: what goes in and comes out is parsed. */
const ask = <N extends PageCall>(name: N, input: CallInput<N>): CallOutput<N> => {
  const handler = rig.pipe.pages[name] as (input: unknown, page: string) => unknown
  return calls[name].output.parse(handler(calls[name].input.parse(input), 'page')) as CallOutput<N>
}

const at = (local: string, change: Parameters<CalendarRig['event']>[0] = {}) =>
  rig.event(change, { startsAt: instantOf(local) })
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

const find = (change: Partial<CallInput<'calendar.find'>>) =>
  ask('calendar.find', { when: 'any', kind: null, team: null, initials: '', from: 0, ...change })

describe('finding by the first letters', () => {
  const titles = (initials: string): string[] =>
    find({ initials }).found.map(({ event, match }) => {
      const { title } = event
      return match === null
        ? title
        : `${title.slice(0, match.from)}[${title.slice(match.from, match.to)}]${title.slice(match.to)}`
    })

  beforeEach(() => {
    at('2026-11-25T09:00', { title: '义诊：量血压、测血糖', kind: 'health' })
    at('2026-11-26T09:00', { title: '养殖技术课：海带苗', kind: 'training' })
    at('2026-11-27T09:00', { title: '腌制鲅鱼，跟着学手艺', kind: 'culture' })
    at('2026-11-28T09:00', { title: '大家评院子', kind: 'service' })
    at('2026-11-29T09:00', { title: '2026年AI🥟课', kind: 'training' })
  })

  test.each([
    ['YZ', ['[义诊]：量血压、测血糖', '[养殖]技术课：海带苗', '[腌制]鲅鱼，跟着学手艺', '大家评[院子]']],
    ['ZL', ['义[诊：量]血压、测血糖']],
    ['YZLXYCXT', ['[义诊：量血压、测血糖]']],
    ['AIK', ['2026年[AI🥟课]']],
    ['N', ['2026[年]AI🥟课']],
    ['QQQ', []],
  ])('%s', (initials, expected) => {
    expect(titles(initials)).toEqual(expected)
  })

  it('a character with several readings is found by each of them', () => {
    at('2026-11-30T09:00', { title: '重阳音乐会' })
    for (const initials of ['CYYL', 'ZYYL', 'CYYY']) expect(find({ initials }).total).toBe(1)
  })

  it('of one kind or one team, six at a time from any place on, and all in the order of time where nothing is typed', () => {
    at('2026-11-24T20:00', { team: '锣鼓队', title: '排练', kind: 'culture' })
    expect(find({ kind: 'culture' }).found.map(({ event }) => event.title)).toEqual([
      '排练',
      '腌制鲅鱼，跟着学手艺',
    ])
    expect(find({ team: '锣鼓队' }).total).toBe(1)
    at('2026-12-01T09:00')
    const all = find({})
    expect([all.total, all.found.length, find({ from: 4 }).found.length]).toEqual([7, 6, 3])
    expect(all.found[0]!.event.title).toBe('排练')
  })

  it('a series is found once, by its next date, with how many follow', () => {
    const series = rig.series('FREQ=DAILY;COUNT=5', {}, { title: '晨练' })
    expect(find({ initials: 'CL' })).toMatchObject({
      total: 1,
      found: [{ further: 4, event: { id: rig.rows(series)[0]!.id } }],
    })
    rig.pipe.clock.advance(3 * day)
    expect(find({ initials: 'CL' })).toMatchObject({
      total: 1,
      found: [{ further: 2, event: { id: rig.rows(series)[2]!.id } }],
    })
  })

  it('follows what is changed, cancelled and over, without being told', () => {
    const { id } = at('2026-11-30T09:00', { title: '晨练' })
    expect(find({ initials: 'CL' }).total).toBe(1)
    rig.change((tx, programme) => editEvent(tx, programme, id, { details: { title: '晚练' } }))
    expect([find({ initials: 'CL' }).total, find({ initials: 'WL' }).total]).toEqual([0, 1])
    rig.change((tx, programme) => {
      cancelEvent(tx, programme, id, { reason: '大风' })
    })
    expect(find({ initials: 'WL' }).total).toBe(0)
    rig.pipe.clock.advance(day + hour)
    expect(titles('YZ')[0]).toBe('[养殖]技术课：海带苗')
  })

  it('of today, and of this week until its Sunday', () => {
    at('2026-11-24T20:00', { title: '排练' })
    at('2026-11-30T09:00', { title: '下周的课' })
    const titlesOf = (when: 'today' | 'week'): string[] =>
      find({ when }).found.map(({ event }) => event.title)
    expect(titlesOf('today')).toEqual(['排练'])
    expect(find({ when: 'week' }).total).toBe(6)
    expect(titlesOf('week')).not.toContain('下周的课')
    expect(find({ when: 'week', initials: 'XZ' }).total).toBe(0)
    // On a Sunday the week is that day.
    rig.pipe.clock.advance(4 * day + 22 * hour)
    expect(titlesOf('week')).toEqual(titlesOf('today'))
    expect(titlesOf('week')).toEqual(['2026年AI🥟课'])
  })

  it('a series counts only the dates that are meant', () => {
    rig.series('FREQ=DAILY;COUNT=9', {}, { title: '晨练' })
    expect(find({ when: 'week', initials: 'CL' })).toMatchObject({ total: 1, found: [{ further: 4 }] })
  })

  it('where nothing is found, what comes nearest: another day, another title, any kind', () => {
    const nearest = (change: Parameters<typeof find>[0]): string[] => {
      const { total, found, nearest: near } = find(change)
      expect([total, found]).toEqual([0, []])
      return near.map(({ event }) => event.title)
    }
    expect(nearest({ when: 'today', initials: 'DJPY' })).toEqual(['大家评院子'])
    expect(nearest({ kind: 'training', initials: 'QQQ' })).toEqual(['养殖技术课：海带苗', '2026年AI🥟课'])
    expect(nearest({ kind: 'meeting' })).toHaveLength(3)
    expect(find({ initials: 'YZ' }).nearest).toEqual([])
    rig.pipe.clock.advance(30 * day)
    expect(find({})).toEqual({ total: 0, found: [], nearest: [] })
  })

  test.each(['yz', 'Y Z', 'Y1', 'A'.repeat(13)])('“%s” is nothing that the keys can type', (initials) => {
    const input = { when: 'any', kind: null, team: null, initials, from: 0 }
    expect(calls['calendar.find'].input.safeParse(input).success).toBe(false)
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
