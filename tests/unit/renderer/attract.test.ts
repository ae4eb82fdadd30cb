import { describe, expect, test } from 'vitest'
import type { AttractShown } from '../../../electron/contract/attract.ts'
import { doorOf, factsOf, posterAt, restOf, whenNext } from '../../../renderer/words/attract-says.ts'
import { atHome, event, live, otherEvent, type FlowPage } from '../../support/flow-page.ts'

const poster: AttractShown = {
  at: live.at,
  date: '2026-11-24',
  next: { event, begun: false, today: true },
  today: [],
  more: 0,
  door: null,
  onDuty: null,
  thanks: null,
}
const asks = (page: FlowPage): number => page.kinds.filter((kind) => kind === 'attract').length
const answer = (page: FlowPage, reply: AttractShown | 'failed' = poster): FlowPage =>
  page.send({ kind: 'attractReply', asked: page.flow.answers, reply })
/** Home was idle for a minute, and the core has said what stands there. */
const resting = (): FlowPage => answer(atHome().pass(60_000))
const shown = (page: FlowPage): AttractShown | null => {
  if (page.flow.shown.name !== 'attract') throw new Error(`${page.flow.shown.name} stands there`)
  return page.flow.shown.poster
}
const later = (ms: number): string => new Date(Date.parse(live.at) + ms).toISOString()

describe('home that nobody touches', () => {
  test('gives way after a minute, and the core is asked at once', () => {
    const page = atHome().pass(59_999)
    expect([page.route, asks(page)]).toEqual(['home', 0])
    page.pass(1)
    expect([page.route, asks(page), shown(page)]).toEqual(['attract', 1, null])
    expect(shown(answer(page))).toEqual(poster)
  })

  test('a touch begins the minute anew', () => {
    const page = atHome().pass(50_000).send({ kind: 'fingerDown' }).send({ kind: 'fingerUp' }).pass(59_999)
    expect(page.route).toBe('home')
    expect(page.pass(1).route).toBe('attract')
  })

  test('what somebody had set for the own eyes goes with it', () => {
    const page = atHome().pass(300).send({ kind: 'press', key: 'contrast' })
    page.send({ kind: 'press', key: 'help' }).pass(60_000)
    expect(page.route).toBe('attract')
    expect([page.flow.preferences.contrast, page.flow.sheet]).toEqual([false, null])
  })

  test.each([
    ['the first run', { ...live, mode: 'setup' }],
    ['a card that lies there', { ...live, reader: { ...live.reader, state: 'card', cardLeft: true } }],
  ] as const)('stays for %s', (_what, home) => {
    expect(atHome().send({ kind: 'home', home }).pass(600_000).flow.shown.name).toBe('home')
  })

  test('stays for a minute after a card that lay there was taken', () => {
    const page = atHome().send({
      kind: 'home',
      home: { ...live, reader: { ...live.reader, state: 'card', cardLeft: true } },
    })
    page.pass(100_000).send({ kind: 'home', home: live }).pass(59_999)
    expect(page.route).toBe('home')
    expect(page.pass(1).route).toBe('attract')
  })

  test('while many come it does not give way', () => {
    expect(atHome().crowd(1, 2).pass(120_000).route).toBe('crowd')
  })
})

describe('the first touch', () => {
  test('only wakes, when the finger leaves; keys count 300 ms later', () => {
    const page = resting().send({ kind: 'fingerDown' }).pass(1_000)
    expect(page.route).toBe('attract')
    page.send({ kind: 'fingerUp' })
    expect(page.route).toBe('home')
    expect(page.sounds).toEqual(['touch'])
    page.send({ kind: 'calendar', act: { kind: 'door' } })
    expect(page.send({ kind: 'press', key: 'help' }).flow).toMatchObject({
      shown: { name: 'home' },
      sheet: null,
    })
    expect(page.pass(300).send({ kind: 'calendar', act: { kind: 'door' } }).route).toBe('calendar')
  })

  test('a card works as at home, and a crowd takes its place', () => {
    expect(resting().tap(7).route).toBe('result')
    expect(resting().tap(7).pass(6_000).route).toBe('home')
    expect(resting().crowd(1, 2).route).toBe('crowd')
  })
})

describe('never an old poster', () => {
  test('it is asked for every minute', () => {
    const page = resting()
    answer(answer(page.pass(59_999)).pass(1))
    expect(asks(page)).toBe(2)
    expect(asks(page.pass(60_000))).toBe(3)
  })

  test.each([
    ['events or places', { ...live, calendar: 2 }],
    ['notices', { ...live, notices: { revision: 5, shown: 1, fresh: 1 } }],
    ['the day', { ...live, at: '2026-11-24T16:00:00.000Z' }],
    ['the clock', { ...live, at: later(600_000) }],
  ])('it is asked for when %s moved', (_what, home) => {
    expect(asks(resting().send({ kind: 'home', home }))).toBe(2)
  })

  test('a push that moves nothing asks nothing', () => {
    const page = resting().pass(30_000)
    expect(asks(page.send({ kind: 'home', home: { ...live, at: later(30_000) } }))).toBe(1)
  })

  test('an answer that was overtaken changes nothing', () => {
    const page = resting().send({ kind: 'home', home: { ...live, calendar: 2 } })
    const newer = { ...poster, next: { event: otherEvent, begun: false, today: true } }
    answer(page, newer)
    page.send({ kind: 'attractReply', asked: page.flow.answers - 1, reply: poster })
    expect(shown(page)).toEqual(newer)
  })

  test('a core that does not answer is asked every ten seconds, and after three minutes nothing is said', () => {
    const page = resting().pass(60_000)
    for (let time = 0; time < 11; time += 1) answer(page, 'failed').pass(10_000)
    expect([asks(page), shown(page)]).toEqual([13, poster])
    answer(page, 'failed').pass(10_000)
    expect(shown(page)).toBeNull()
    expect(shown(answer(page))).toEqual(poster)
  })

  test('while the core is away it says nothing, and asks when it is back', () => {
    const page = resting().send({ kind: 'lost' }).pass(2_000)
    expect([page.route, shown(page)]).toEqual(['safe', null])
    page.pass(600_000)
    expect(asks(page)).toBe(1)
    page.send({ kind: 'up' })
    expect([page.route, asks(page)]).toEqual(['attract', 2])
  })
})

describe('what it says', () => {
  const start = Date.parse(event.startsAt)

  test.each([
    [start, ['正在进行']],
    [start - 1, ['还有 1 分钟开始']],
    [start - 60 * 60_000, ['还有 60 分钟开始']],
    [start - 61 * 60_000, ['今天 上午9点']],
  ])('of an event of today %#', (now, text) => {
    expect(whenNext({ event, begun: false, today: true }, now)).toEqual(text)
  })

  test('of a day without any, which day the next one is', () => {
    const tomorrow = { ...event, startsAt: '2026-11-25T01:00:00.000Z' }
    expect(whenNext({ event: tomorrow, begun: false, today: false }, start)).toEqual([
      '今天没有活动了，',
      '下一场在明天 上午9点',
    ])
  })

  test('of an event, its place, who leads and how many places are left', () => {
    expect(factsOf({ ...event, host: '于医生', placesLeft: 0 })).toEqual(['hall', '于医生主讲', '位子满了'])
    expect(factsOf({ ...event, place: '' })).toEqual([])
  })

  test('of the door, the hours, and whether it is open now', () => {
    const door = { hours: { from: '07:30', to: '17:00' } }
    expect(doorOf(door, '07:29')).toEqual({ text: '开门 7:30 – 17:00', open: false })
    expect(doorOf(door, '07:30')?.open).toBe(true)
    expect(doorOf(door, '17:00')?.open).toBe(false)
    expect(doorOf({ hours: null }, '08:00')).toEqual({ text: '今天不开门', open: false })
    expect(doorOf(null, '08:00')).toBeNull()
  })

  test('of what else there is today, as much as there is room for; the others are counted', () => {
    const today = (...lengths: number[]) => ({
      ...poster,
      today: lengths.map((length) => ({ ...event, title: 'a'.repeat(length) })),
      more: 4,
    })
    const told = (...lengths: number[]): number[] => {
      const { shown: listed, more } = restOf(today(...lengths))
      return [listed.length, more]
    }
    expect(told(14, 14, 14)).toEqual([3, 4])
    expect(told(26, 26, 15)).toEqual([2, 5])
    expect(told(60, 9, 9)).toEqual([1, 6])
    expect(told()).toEqual([0, 4])
  })

  test('nothing of what is over, and nothing at all of another day', () => {
    const end = Date.parse(event.endsAt)
    const now = { ...poster, today: [otherEvent] }
    expect(posterAt(now, end - 1)).toEqual(now)
    expect(posterAt(now, end)).toMatchObject({ next: null, today: [] })
    expect(posterAt(now, end + 86_400_000)).toBeNull()
  })
})
