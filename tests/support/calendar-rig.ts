import type { Programme } from '../../electron/calendar/programme.ts'
import { createEvent } from '../../electron/calendar/programme.ts'
import type { Recurrence } from '../../electron/calendar/recurrence.ts'
import { localOf } from '../../electron/calendar/recurrence.ts'
import type { StationEvent } from '../../electron/calendar/rules.ts'
import { createSeries } from '../../electron/calendar/series.ts'
import { eventOf, type EventRow } from '../../electron/calendar/store.ts'
import type { EventDetails } from '../../electron/contract/calendar.ts'
import { programmeOf } from '../../electron/station/calendar/keep.ts'
import type { Tx } from '../../electron/store/tx.ts'
import { cardOf, nine, openPipeline, type Pipeline } from './pipeline.ts'
import { syntheticNumber } from './people.ts'

export const hour = 60 * 60_000
export const day = 24 * hour

export const details = (change: Partial<EventDetails> = {}): EventDetails => ({
  title: '清理东海滩',
  kind: 'volunteer',
  place: '村口集合',
  host: null,
  leader: '毕师傅',
  forWhom: '能走路的都行',
  bring: '穿厚点',
  capacity: null,
  minAge: null,
  team: null,
  picture: null,
  ...change,
})

/** A calendar over a real database, nine in the morning of a Tuesday, with a pipeline that cards can be tapped in. */
export interface CalendarRig {
  pipe: Pipeline
  /** Changes the calendar in a transaction of its own. */
  change: <T>(work: (tx: Tx, programme: Programme) => T) => T
  /** A published event that begins tomorrow at nine and takes an hour. */
  event: (change?: Partial<EventDetails>, times?: { startsAt?: number; endsAt?: number }) => StationEvent
  /** A published series, at nine for an hour from the given day on. */
  series: (rule: string | null, change?: Partial<Recurrence>, about?: Partial<EventDetails>) => string
  /** All dates of a series as `MM-DD HH:MM`, with what became of those that do not simply take place. */
  dates: (series: string, limit?: number) => string[]
  rows: (series: string) => StationEvent[]
  eventAt: (series: string, local: string) => StationEvent
  /** Registers somebody by a tap that has nothing to do with any event. */
  person: (order?: number) => string
}

export const openCalendar = async (): Promise<CalendarRig> => {
  const pipe = await openPipeline()
  const { store } = pipe.parts
  const change: CalendarRig['change'] = (work) => store.transaction((tx) => work(tx, programmeOf(pipe.parts)))
  const rows = (series: string): StationEvent[] =>
    store.read((tx) =>
      tx.all<EventRow>('select * from event where series = ? order by starts_at', series).map(eventOf),
    )
  let people = 0
  return {
    pipe,
    change,
    rows,
    event: (about = {}, { startsAt = nine + day, endsAt = startsAt + hour } = {}) =>
      change((tx, programme) =>
        createEvent(tx, programme, { details: details(about), startsAt, endsAt, publish: true }),
      ),
    series: (rule, recurrence = {}, about = {}) =>
      change(
        (tx, programme) =>
          createSeries(tx, programme, {
            details: details(about),
            recurrence: {
              start: '2026-11-25T09:00',
              minutes: 60,
              rule,
              dates: [],
              except: [],
              ...recurrence,
            },
            publish: true,
          }).series,
      ),
    dates: (series, limit = 20) =>
      rows(series)
        .map(({ startsAt, status }) =>
          [localOf(startsAt).slice(5).replace('T', ' '), ...(status === 'published' ? [] : [status])].join(
            ' ',
          ),
        )
        .slice(0, limit),
    eventAt: (series, local) => {
      const found = rows(series).find(({ startsAt }) => localOf(startsAt) === local)
      if (found === undefined) throw new Error(`the series has no date at ${local}`)
      return found
    },
    person: (order = (people += 1)) => {
      const idNumber = syntheticNumber('1950-05-05', 2 * order)
      pipe.tap(cardOf({ idNumber, birth: '1950-05-05' }))
      const row = store.read((tx) =>
        tx.get<{ resident: string }>('select resident from tap order by seq desc limit 1'),
      )
      if (row === undefined) throw new Error('the tap left nobody')
      return row.resident
    },
  }
}
