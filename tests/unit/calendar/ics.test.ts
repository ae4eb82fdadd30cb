import ICAL from 'ical.js'
import { RRuleTemporal } from 'rrule-temporal'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { escapeText, fold, toICalendar } from '../../../electron/calendar/ics.ts'
import { createEvent, cancelEvent, editEvent, withdrawEvent } from '../../../electron/calendar/programme.ts'
import { localOf } from '../../../electron/calendar/recurrence.ts'
import { editSeries, endSeries } from '../../../electron/calendar/series.ts'
import { allSeries } from '../../../electron/calendar/series-store.ts'
import { extendEvent, storedEvents } from '../../../electron/calendar/store.ts'
import { insertSignUp } from '../../../electron/calendar/sign-up-store.ts'
import { readStrictly, type ContentLine } from '../../support/calendar-lines.ts'
import { day, details, hour, openCalendar, type CalendarRig } from '../../support/calendar-rig.ts'
import { nine } from '../../support/pipeline.ts'

let rig: CalendarRig

beforeEach(async () => {
  rig = await openCalendar()
})
afterEach(() => {
  rig.pipe.close()
})

const text = (): string =>
  rig.pipe.parts.store.read((tx) =>
    toICalendar({ version: '1', series: allSeries(tx), events: storedEvents(tx) }),
  )
const events = (): ContentLine[][] => readStrictly(Buffer.from(text()))
const valueOf = (lines: readonly ContentLine[], name: string): string | undefined =>
  lines.find((line) => line.name === name)?.value

/** What ical.js makes of it: every date from now on that takes place, with its title. */
const readBack = (from: number, to: number): string[] => {
  const calendar = new ICAL.Component(ICAL.parse(text()) as string[])
  const components = calendar.getAllSubcomponents('vevent')
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone')!)
  ICAL.TimezoneService.register(zone)
  const masters = components.filter((one) => !one.hasProperty('recurrence-id'))
  return masters
    .flatMap((component) => {
      const exceptions = components.filter(
        (one) =>
          one.hasProperty('recurrence-id') &&
          one.getFirstPropertyValue('uid') === component.getFirstPropertyValue('uid'),
      )
      const event = new ICAL.Event(component, { exceptions, strictExceptions: true })
      const iterator = event.iterator()
      const found: string[] = []
      for (let next = iterator.next(); next as ICAL.Time | null; next = iterator.next()) {
        const shown = event.getOccurrenceDetails(next)
        if (next.toJSDate().getTime() >= to) break
        const at = shown.startDate.toJSDate().getTime()
        const status = shown.item.component.getFirstPropertyValue('status')
        if (at < from || status === 'CANCELLED') continue
        const ms = shown.endDate.toJSDate().getTime() - at
        found.push(`${localOf(at)} ${String(ms / 60_000)} ${shown.item.summary}`)
      }
      return found
    })
    .toSorted()
}

/** The same out of the station's own rows. */
const taking = (from: number, to: number): string[] =>
  rig.pipe.parts.store
    .read(storedEvents)
    .filter(({ event }) => event.status === 'published' && event.startsAt >= from && event.startsAt < to)
    .map(
      ({ event }) =>
        `${localOf(event.startsAt)} ${String((event.endsAt - event.startsAt) / 60_000)} ${event.title}`,
    )
    .toSorted()

const reads = (): void => {
  const [from, to] = [nine, nine + 200 * day]
  const ours = taking(from, to)
  expect(ours.length).toBeGreaterThan(0)
  expect(readBack(from, to)).toEqual(ours)
  events()
}

/** A calendar in which everything has happened that can. */
const busy = (): void => {
  rig.event({ title: '包饺子；要自带碗, 筷\\勺🥟', bring: '碗\n筷子' })
  const cancelled = rig.event({ title: '净滩' }, { startsAt: nine + 2 * day })
  rig.event({ kind: 'lecture', title: '讲'.repeat(60) }, { startsAt: nine + 3 * day })
  const daily = rig.series('FREQ=DAILY', {}, { title: '晨练' })
  const weekly = rig.series(
    'FREQ=WEEKLY;COUNT=8',
    { start: '2026-11-26T14:00', except: ['2026-12-10'] },
    { title: '理发' },
  )
  const monthly = rig.series('FREQ=MONTHLY;BYDAY=-1FR', { dates: ['2026-12-24T19:00'] }, { title: '量血压' })
  rig.change((tx, programme) => {
    cancelEvent(tx, programme, cancelled.id, { reason: '气象台发了大风预报，海边不安全' })
    withdrawEvent(tx, programme, rig.rows(daily)[2]!.id)
    cancelEvent(tx, programme, rig.rows(daily)[4]!.id, { reason: '停电' })
    const moved = rig.rows(weekly)[1]!
    editEvent(tx, programme, moved.id, {
      startsAt: moved.startsAt + day,
      endsAt: moved.startsAt + day + hour,
    })
    editSeries(tx, programme, {
      event: rig.rows(daily)[20]!.id,
      scope: 'future',
      start: '2026-12-15T08:00',
      minutes: 90,
    })
    editSeries(tx, programme, {
      event: rig.rows(monthly)[0]!.id,
      scope: 'all',
      details: { title: '量血压、测血糖' },
    })
    extendEvent(tx, rig.rows(weekly)[0]!.id, 30 * 60_000)
  })
}

describe('the calendar as another program reads it', () => {
  it('every date, with its title and its length, single, repeated, moved, left out and extended', () => {
    busy()
    reads()
  })

  it('the rules are those that rrule-temporal understands', () => {
    busy()
    const masters = events().filter((lines) => valueOf(lines, 'RRULE') !== undefined)
    expect(masters).toHaveLength(4)
    for (const lines of masters) {
      const rule = new RRuleTemporal({
        rruleString: `DTSTART;TZID=Asia/Shanghai:${valueOf(lines, 'DTSTART')!}\nRRULE:${valueOf(lines, 'RRULE')!}`,
      })
      expect(rule.next(new Date(0), true)?.toString().slice(0, 19).replace(/[-:]/g, '')).toBe(
        valueOf(lines, 'DTSTART'),
      )
    }
  })

  test('68 a whole day that is left out is written as the moment that the series has on it', () => {
    rig.series('FREQ=DAILY;COUNT=3', { except: ['2026-11-26'] })
    const [master] = events()
    expect(valueOf(master!, 'EXDATE')).toBe('20261126T090000')
    reads()
  })

  test('72 single dates without a rule, in the zone of the start', () => {
    rig.series(null, { dates: ['2026-12-01T14:00', '2026-12-03T08:00'] })
    const [master] = events()
    expect(valueOf(master!, 'RRULE')).toBeUndefined()
    expect(valueOf(master!, 'RDATE')).toBe('20261125T090000,20261201T140000,20261203T080000')
    reads()
  })

  test('73 the first date deleted and the second one moved with all later ones: both parts are whole', () => {
    const series = rig.series('FREQ=WEEKLY;COUNT=4')
    const [first, second] = rig.rows(series)
    rig.change((tx, programme) => {
      withdrawEvent(tx, programme, first!.id)
      editSeries(tx, programme, { event: second!.id, scope: 'future', start: '2026-12-02T14:00' })
    })
    // Nothing is left of the first part: a rule without dates is none.
    expect(events()).toHaveLength(1)
    reads()
  })

  test('74 what is said of one date is in the zone of its series', () => {
    busy()
    const all = events()
    const exceptions = all.filter((lines) => valueOf(lines, 'RECURRENCE-ID') !== undefined)
    expect(exceptions.length).toBeGreaterThan(2)
    for (const lines of exceptions) {
      const master = all.find(
        (one) => valueOf(one, 'UID') === valueOf(lines, 'UID') && valueOf(one, 'RECURRENCE-ID') === undefined,
      )
      const zoneOf = (of: readonly ContentLine[], name: string) =>
        of.find((line) => line.name === name)?.params.TZID
      expect(zoneOf(lines, 'RECURRENCE-ID')).toBe(zoneOf(master!, 'DTSTART'))
    }
  })

  test('75 no date is told of as an exception of a series that does not name it', () => {
    const series = rig.series('FREQ=DAILY;COUNT=6')
    const rows = rig.rows(series)
    const resident = rig.person()
    rig.change((tx, programme) => {
      insertSignUp(tx, { event: rows[4]!.id, resident, tap: 't', at: nine })
      endSeries(tx, programme, rows[2]!.id, '天冷了')
    })
    const cancelled = events().filter((lines) => valueOf(lines, 'STATUS') === 'CANCELLED')
    expect(cancelled).toHaveLength(1)
    expect(valueOf(cancelled[0]!, 'RECURRENCE-ID')).toBeUndefined()
    expect(valueOf(cancelled[0]!, 'UID')).toBe(rows[4]!.id)
    reads()
  })

  test('82 an event that is announced stands in it, and one that is withdrawn or a draft does not', () => {
    const { id } = rig.event()
    const has = (): boolean => events().some((lines) => valueOf(lines, 'UID') === id)
    expect(has()).toBe(true)
    rig.change((tx, programme) => {
      withdrawEvent(tx, programme, id)
      const times = { startsAt: nine + day, endsAt: nine + day + hour }
      createEvent(tx, programme, { details: details(), ...times, publish: false })
    })
    expect(events()).toEqual([])
  })
})

describe('how it is written', () => {
  it('an event says what, when, where, for whom, who leads, of what kind, and which edit it is', () => {
    const { id } = rig.event({ title: '清理东海滩', host: '毕师傅带队' })
    rig.change((tx, programme) => editEvent(tx, programme, id, { details: { place: '村口' } }))
    const lines = Object.fromEntries(events()[0]!.map(({ name, value }) => [name, value]))
    expect(lines).toEqual({
      UID: id,
      DTSTAMP: '20261124T010000Z',
      SEQUENCE: '1',
      DTSTART: '20261125T090000',
      DTEND: '20261125T100000',
      SUMMARY: '清理东海滩',
      LOCATION: '村口',
      DESCRIPTION: '毕师傅带队\\n能走路的都行\\n穿厚点',
      CONTACT: '毕师傅',
      CATEGORIES: '志愿',
      STATUS: 'CONFIRMED',
    })
  })

  it('what was cancelled says so, and why', () => {
    const { id } = rig.event()
    rig.change((tx, programme) => {
      cancelEvent(tx, programme, id, { reason: '大风' })
    })
    const [lines] = events()
    expect([valueOf(lines!, 'STATUS'), valueOf(lines!, 'COMMENT')]).toEqual(['CANCELLED', '大风'])
  })

  it('lines fold at 75 octets between characters, at every length', () => {
    for (let length = 1; length < 200; length += 1) {
      const line = `SUMMARY:${'a'.repeat(length % 7)}${'讲🥟'.repeat(length)}`
      const folded = fold(line)
      for (const part of folded.split('\r\n')) {
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75)
        expect(part.isWellFormed()).toBe(true)
      }
      expect(folded.replaceAll('\r\n ', '')).toBe(line)
    }
  })

  it('signs are escaped, and what has no place in a text is left out', () => {
    expect(escapeText('a;b,c\\d\ne\r\nf')).toBe('a\\;b\\,c\\\\d\\ne\\nf')
    expect(escapeText('\u0000\u0007x\tz\ud800')).toBe('x z\ufffd')
  })

  it('the same calendar is the same text, whenever it is written', () => {
    busy()
    const before = text()
    rig.pipe.clock.advance(day)
    expect(text()).toBe(before)
  })

  it('the strict reader refuses what is not right', () => {
    rig.event()
    const good = text()
    for (const [from, to] of [
      ['\r\n', '\n'],
      ['STATUS:CONFIRMED', 'STATUS:MAYBE'],
      ['SUMMARY:', 'SUMMARY:a;'],
      ['LOCATION:', `LOCATION:${'x'.repeat(80)}`],
      ['END:VEVENT\r\n', ''],
      ['DTSTART;TZID=Asia/Shanghai:2026', 'DTSTART:2026'],
      ['PRODID', 'PROD'],
    ] as const) {
      expect(() => readStrictly(Buffer.from(good.replaceAll(from, to)))).toThrow()
    }
  })
})
