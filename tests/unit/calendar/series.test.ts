import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { isStationError } from '../../../electron/base/errors.ts'
import { cancelEvent, editEvent, withdrawEvent } from '../../../electron/calendar/programme.ts'
import { instantOf, type Recurrence } from '../../../electron/calendar/recurrence.ts'
import {
  createSeries,
  editSeries,
  endSeries,
  publishSeries,
  topUp,
  type SeriesEdit,
} from '../../../electron/calendar/series.ts'
import { insertSignUp } from '../../../electron/calendar/sign-up-store.ts'
import { eventById } from '../../../electron/calendar/store.ts'
import { createDateWatch } from '../../../electron/station/calendar/keep.ts'
import { day, details, hour, openCalendar, type CalendarRig } from '../../support/calendar-rig.ts'

let rig: CalendarRig

beforeEach(async () => {
  rig = await openCalendar()
})
afterEach(() => {
  rig.pipe.close()
})

const problem = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return isStationError(error) ? error.params.problem : error
  }
  return null
}

const edit = (input: SeriesEdit): string => rig.change((tx, programme) => editSeries(tx, programme, input))
const signUp = (event: string, resident: string): void => {
  rig.change((tx, { now }) => {
    insertSignUp(tx, { event, resident, tap: 'tap', at: now })
  })
}
const read = (id: string) => rig.pipe.parts.store.read((tx) => eventById(tx, id))!

/** Wednesdays: 25 November, 2, 9, 16 December. */
const fourWednesdays = (): string => rig.series('FREQ=WEEKLY;COUNT=4')

describe('dates are made ahead', () => {
  test('76 making the dates a second time makes none; an end before the start is refused', () => {
    const series = rig.series('FREQ=DAILY')
    expect(rig.rows(series)).toHaveLength(399)
    const again = () => rig.change(topUp)
    expect(again()).toBe(0)
    rig.pipe.clock.advance(day)
    expect(again()).toBe(1)
    expect(again()).toBe(0)
    expect(problem(() => rig.series('FREQ=DAILY', { minutes: -60 }))).toBe('endBeforeStart')
    expect(rig.pipe.count('series')).toBe(1)
  })

  test.each<[string, string, Partial<Recurrence>]>([
    ['notARule', 'FREQ=NEVER', {}],
    ['overlaps', 'FREQ=DAILY', { minutes: 1441 }],
    ['never', 'FREQ=DAILY;UNTIL=20200101', {}],
  ])('%s is refused, and nothing of it is kept', (expected, rule, change) => {
    expect(problem(() => rig.series(rule, change))).toBe(expected)
    expect([rig.pipe.count('series'), rig.pipe.count('event')]).toEqual([0, 0])
  })

  it('the 31st is left out of short months', () => {
    const series = rig.series('FREQ=MONTHLY', { start: '2026-12-31T09:00' })
    expect(rig.dates(series, 4)).toEqual(['12-31 09:00', '01-31 09:00', '03-31 09:00', '05-31 09:00'])
  })

  it('a draft makes none before it is published', () => {
    const { series, made } = rig.change((tx, programme) =>
      createSeries(tx, programme, {
        details: details(),
        recurrence: {
          start: '2026-11-25T09:00',
          minutes: 60,
          rule: 'FREQ=DAILY;COUNT=3',
          dates: [],
          except: [],
        },
        publish: false,
      }),
    )
    expect(made).toBe(0)
    expect(rig.change(topUp)).toBe(0)
    expect(rig.change((tx, programme) => publishSeries(tx, programme, series))).toBe(3)
    expect(problem(() => rig.change((tx, programme) => publishSeries(tx, programme, series)))).toBe(
      'wrongPhase',
    )
  })

  it('they come into reach at the change of the date in Shanghai, and not by a clock that cannot be right', () => {
    const series = rig.series('FREQ=DAILY')
    const watch = createDateWatch(rig.pipe.parts)
    watch.check()
    // 23:59, then midnight in Shanghai.
    rig.pipe.clock.advance(15 * hour - 60_000)
    rig.pipe.clockWatch.check()
    watch.check()
    expect(rig.rows(series)).toHaveLength(399)
    rig.pipe.clock.advance(60_000)
    watch.check()
    expect(rig.rows(series)).toHaveLength(400)
    rig.pipe.clockState = 'unset'
    rig.pipe.clock.advance(day)
    watch.check()
    expect(rig.rows(series)).toHaveLength(400)
    rig.pipe.clockState = 'synced'
    watch.check()
    expect(rig.rows(series)).toHaveLength(401)
  })
})

describe('one date', () => {
  it('is edited by itself, and later edits of the series leave it alone', () => {
    const series = fourWednesdays()
    const { id } = rig.eventAt(series, '2026-12-02T09:00')
    const startsAt = instantOf('2026-12-03T14:00')
    rig.change((tx, programme) => editEvent(tx, programme, id, { startsAt, endsAt: startsAt + 2 * hour }))
    edit({ event: rig.eventAt(series, '2026-11-25T09:00').id, scope: 'all', details: { place: '二楼讲堂' } })
    expect(rig.dates(series)).toEqual(['11-25 09:00', '12-03 14:00', '12-09 09:00', '12-16 09:00'])
    expect(rig.rows(series).map(({ place }) => place)).toEqual([
      '二楼讲堂',
      '村口集合',
      '二楼讲堂',
      '二楼讲堂',
    ])
    expect(rig.change(topUp)).toBe(0)
  })

  test('70 a date that was moved is moved again: it stays one date of the series', () => {
    const series = fourWednesdays()
    const { id, series: date } = rig.eventAt(series, '2026-12-02T09:00')
    for (const local of ['2026-12-03T14:00', '2026-12-04T10:00']) {
      const startsAt = instantOf(local)
      rig.change((tx, programme) => editEvent(tx, programme, id, { startsAt, endsAt: startsAt + hour }))
    }
    expect(read(id)).toMatchObject({ sequence: 2, series: { ...date, detached: true } })
    expect(rig.dates(series)).toHaveLength(4)
    expect(rig.change(topUp)).toBe(0)
  })

  it('is withdrawn, or cancelled with a reason, and does not come back', () => {
    const series = fourWednesdays()
    const [first, second] = rig.rows(series)
    rig.change((tx, programme) => {
      withdrawEvent(tx, programme, first!.id)
    })
    rig.change((tx, programme) => {
      cancelEvent(tx, programme, second!.id, { reason: '大风' })
    })
    expect(rig.change(topUp)).toBe(0)
    expect(rig.dates(series)).toEqual([
      '11-25 09:00 withdrawn',
      '12-02 09:00 cancelled',
      '12-09 09:00',
      '12-16 09:00',
    ])
  })
})

describe('a date and all later ones', () => {
  test('69 begin earlier and end later from one date on; sign-ups stay with their dates', () => {
    const series = fourWednesdays()
    const [, second, third] = rig.rows(series)
    const resident = rig.person()
    signUp(third!.id, resident)
    const next = edit({ event: second!.id, scope: 'future', start: '2026-12-02T08:00', minutes: 180 })
    expect(next).not.toBe(series)
    expect(rig.dates(series)).toEqual(['11-25 09:00'])
    expect(rig.dates(next)).toEqual(['12-02 08:00', '12-09 08:00', '12-16 08:00'])
    expect(rig.rows(next).map(({ startsAt, endsAt }) => endsAt - startsAt)).toEqual([
      3 * hour,
      3 * hour,
      3 * hour,
    ])
    expect(rig.rows(next)[1]!.id).toBe(third!.id)
    expect(rig.pipe.parts.store.read((tx) => tx.all('select event, resident from sign_up'))).toEqual([
      { event: third!.id, resident },
    ])
    expect(rig.change(topUp)).toBe(0)
  })

  test('73 the first date is deleted, then the second one is moved with all later ones', () => {
    const series = fourWednesdays()
    const [first, second] = rig.rows(series)
    rig.change((tx, programme) => {
      withdrawEvent(tx, programme, first!.id)
    })
    const next = edit({ event: second!.id, scope: 'future', start: '2026-12-02T14:00' })
    expect(rig.dates(series)).toEqual(['11-25 09:00 withdrawn'])
    expect(rig.dates(next)).toEqual(['12-02 14:00', '12-09 14:00', '12-16 14:00'])
    expect(rig.change(topUp)).toBe(0)
  })

  it('a date that was moved by itself stays where it is, and is not made a second time', () => {
    const series = fourWednesdays()
    const [, second, third] = rig.rows(series)
    const startsAt = instantOf('2026-12-10T19:00')
    rig.change((tx, programme) => editEvent(tx, programme, third!.id, { startsAt, endsAt: startsAt + hour }))
    const next = edit({ event: second!.id, scope: 'future', start: '2026-12-02T10:00' })
    expect(rig.dates(next)).toEqual(['12-02 10:00', '12-10 19:00', '12-16 10:00'])
    expect(rig.change(topUp)).toBe(0)
  })

  it('all of a series that has not begun keep it; of one that has, only those ahead change', () => {
    const series = rig.series('FREQ=DAILY;COUNT=4')
    const [first] = rig.rows(series)
    expect(edit({ event: first!.id, scope: 'all', start: '2026-11-26T08:00' })).toBe(series)
    expect(rig.dates(series)).toEqual(['11-26 08:00', '11-27 08:00', '11-28 08:00', '11-29 08:00'])
    rig.pipe.clock.advance(2 * day)
    const [begun, ahead] = rig.rows(series)
    const next = edit({ event: ahead!.id, scope: 'all', details: { title: '大扫除' } })
    expect(rig.rows(series).map(({ id, title }) => [id, title])).toEqual([[begun!.id, '清理东海滩']])
    expect(rig.rows(next).map(({ title }) => title)).toEqual(['大扫除', '大扫除', '大扫除'])
  })

  it('another rule keeps the dates that both name; of the rest, those with people are cancelled with a reason', () => {
    const series = rig.series('FREQ=DAILY;COUNT=4')
    const [first, second, third, fourth] = rig.rows(series)
    const resident = rig.person()
    signUp(second!.id, resident)
    const change = { event: first!.id, scope: 'all', rule: 'FREQ=DAILY;INTERVAL=2;COUNT=2' } as const
    expect(problem(() => edit(change))).toBe('noReason')
    expect(rig.dates(series)).toHaveLength(4)
    expect(edit({ ...change, reason: '人手不够' })).toBe(series)
    expect(rig.rows(series).map(({ id }) => id)).toEqual([first!.id, third!.id])
    expect(read(second!.id)).toMatchObject({ status: 'cancelled', cancelReason: '人手不够', series: null })
    expect(read(fourth!.id)).toMatchObject({ status: 'withdrawn', series: null })
  })

  it('moved to a day that the rule does not name is refused, and nothing changes', () => {
    const series = rig.series('FREQ=WEEKLY;BYDAY=WE;COUNT=3')
    const [, second] = rig.rows(series)
    const move = { event: second!.id, scope: 'future', start: '2026-12-03T09:00' } as const
    expect(problem(() => edit(move))).toBe('startNotInRule')
    expect(rig.dates(series)).toEqual(['11-25 09:00', '12-02 09:00', '12-09 09:00'])
    expect(rig.dates(edit({ ...move, rule: 'FREQ=WEEKLY;BYDAY=TH;COUNT=2' }))).toEqual([
      '12-03 09:00',
      '12-10 09:00',
    ])
  })

  it('what is no date of a series cannot be edited as one', () => {
    expect(problem(() => edit({ event: rig.event().id, scope: 'all', minutes: 30 }))).toBe('notInSeries')
  })

  it('a series ends before a date: later ones are withdrawn, or cancelled where people signed up', () => {
    const series = rig.series('FREQ=DAILY')
    const [, second, third] = rig.rows(series)
    const resident = rig.person()
    signUp(third!.id, resident)
    const end = (reason: string | null) => () => {
      rig.change((tx, programme) => {
        endSeries(tx, programme, second!.id, reason)
      })
    }
    expect(problem(end(null))).toBe('noReason')
    end('天冷了')()
    expect(rig.dates(series, 2)).toEqual(['11-25 09:00', '11-26 09:00 withdrawn'])
    expect(read(third!.id)).toMatchObject({ status: 'cancelled', cancelReason: '天冷了' })
    rig.pipe.clock.advance(30 * day)
    expect(rig.change(topUp)).toBe(0)
  })
})
