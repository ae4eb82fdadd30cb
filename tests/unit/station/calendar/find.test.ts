import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { cancelEvent, editEvent } from '../../../../electron/calendar/programme.ts'
import { calls, type CallInput } from '../../../../electron/contract/calls.ts'
import { calendarPages } from '../../../support/calendar-pages.ts'
import { day, hour, openCalendar, type CalendarRig } from '../../../support/calendar-rig.ts'

let rig: CalendarRig

beforeEach(async () => {
  rig = await openCalendar()
})
afterEach(() => {
  rig.pipe.close()
})

const { ask, at } = calendarPages(() => rig)

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
