import { beforeEach, describe, expect, it } from 'vitest'
import { localOf } from '../../../../electron/calendar/recurrence.ts'
import { eventOf, type EventRow } from '../../../../electron/calendar/store.ts'
import type { StationEvent } from '../../../../electron/calendar/rules.ts'
import { shanghaiTime } from '../../../../electron/contract/values.ts'
import { openDeskWithClerk } from '../../../support/desk-rig.ts'

type Rig = Awaited<ReturnType<typeof openDeskWithClerk>>
let rig: Rig

beforeEach(async () => {
  rig = await openDeskWithClerk()
})

const hold = (date: string, hour: number, change: Partial<StationEvent> = {}): string => {
  const startsAt = shanghaiTime(date, hour * 60)
  return rig.addEvent({ title: '读报', place: '二楼讲堂', startsAt, endsAt: startsAt + 3_600_000, ...change })
    .id
}
const look = async (month = '2026-12') => rig.handlers['events.monthCopies']({ month }, rig.page)
const told = async (month?: string) =>
  (await look(month)).copies.map(({ event, date, problem }) => [event.title, date, problem])
const copy = (events: string[], { month = '2026-12', commandId = rig.newId() } = {}) =>
  rig.handlers['events.copyMonth']({ commandId, month, events }, rig.page)
const drafts = (): string[] =>
  rig.parts.store.read((tx) =>
    tx
      .all<EventRow>(`select * from event where status = 'draft' order by starts_at`)
      .map(eventOf)
      .map(
        ({ title, startsAt, endsAt }) =>
          `${localOf(startsAt)} ${title} ${String((endsAt - startsAt) / 60_000)}`,
      ),
  )

describe('what copying the month before would make', () => {
  it('stands on the same weekday of the month, with a reason where it would not be made', async () => {
    hold('2026-11-01', 9, { title: '第一个星期日' })
    hold('2026-11-10', 9, { title: '第二个星期二' })
    hold('2026-11-12', 9, { title: '撞了的' })
    hold('2026-11-18', 9, { title: '带表情😀' })
    hold('2026-11-30', 9, { title: '第五个星期一' })
    hold('2026-12-10', 9, { title: '已经在那儿' })
    const before = rig.everything()
    expect(await told()).toEqual([
      ['第一个星期日', '2026-12-06', null],
      ['第二个星期二', '2026-12-08', null],
      ['撞了的', '2026-12-10', 'clash'],
      ['带表情😀', '2026-12-16', 'faulty'],
      ['第五个星期一', null, 'noSuchDay'],
    ])
    expect((await look()).from).toBe('2026-11')
    expect(rig.everything()).toBe(before)
  })

  it('names neither drafts nor what was cancelled or taken back, and nothing of other months', async () => {
    for (const status of ['draft', 'cancelled', 'withdrawn'] as const) hold('2026-11-10', 9, { status })
    hold('2026-10-31', 9)
    hold('2026-12-01', 9)
    expect(await told()).toEqual([])
  })

  it('is over where the day has gone by', async () => {
    hold('2026-10-06', 9)
    hold('2026-10-28', 9)
    expect(await told('2026-11')).toEqual([
      ['读报', '2026-11-03', 'past'],
      ['读报', '2026-11-25', null],
    ])
  })

  it('takes the first of two that were in each other’s way', async () => {
    hold('2026-11-10', 9)
    hold('2026-11-10', 9.5, { title: '半点开始' })
    hold('2026-11-10', 9.75, { title: '别处', place: '广场' })
    expect((await told()).map(([title, , problem]) => [title, problem])).toEqual([
      ['读报', null],
      ['半点开始', 'clash'],
      ['别处', null],
    ])
  })
})

describe('copying the month before', () => {
  it('makes drafts of what was chosen, once for one command', async () => {
    const [first, second] = [hold('2026-11-01', 9), hold('2026-11-10', 14)]
    hold('2026-11-11', 9, { title: '没选' })
    const commandId = rig.newId()
    expect(await copy([first, second], { commandId })).toEqual({ made: 2, leftOut: 0 })
    expect(await copy([first, second], { commandId })).toEqual({ made: 2, leftOut: 0 })
    expect(drafts()).toEqual(['2026-12-06T09:00 读报 60', '2026-12-08T14:00 读报 60'])
    expect(rig.written()).toBe(1)
    expect(rig.audit().filter(({ action }) => action === 'events.monthCopied')).toMatchObject([
      { detail: { made: 2 } },
    ])
  })

  it('leaves out what has come into the way since it was shown, and never makes the same twice', async () => {
    const [first, second] = [hold('2026-11-01', 9), hold('2026-11-10', 14)]
    hold('2026-12-06', 9, { title: '刚排上' })
    expect(await copy([first, second])).toEqual({ made: 1, leftOut: 1 })
    expect(await copy([first, second])).toEqual({ made: 0, leftOut: 2 })
    expect(drafts()).toEqual(['2026-12-08T14:00 读报 60'])
  })

  it('tells residents nothing', async () => {
    await copy([hold('2026-11-10', 9)])
    const shown = rig.handlers['events.plan']({ month: '2026-12' }, rig.page)
    const { days } = await shown
    const day = days.find(({ day: { date } }) => date === '2026-12-08')
    expect([day?.events.length, day?.drafts.map(({ title }) => title)]).toEqual([0, ['读报']])
  })

  it('makes nothing of an event that nobody knows', async () => {
    expect(await copy([rig.newId()])).toEqual({ made: 0, leftOut: 1 })
    expect(drafts()).toEqual([])
  })
})
