import { almanacOf } from '../../calendar/lunar.ts'
import { eventsOn } from '../../calendar/queries.ts'
import type { StationEvent } from '../../calendar/rules.ts'
import { StationError } from '../../base/errors.ts'
import { addDays, addMonths, businessDateOf, datesIn, inShanghai } from '../../contract/values.ts'
import type { Reports } from '../../reports/client.ts'
import type { Paper, PaperOf } from '../../reports/papers/paper.ts'
import type { ReportRow } from '../../reports/protocol.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'
import { openPicture } from '../pictures.ts'
import { showing } from '../shown-people.ts'

/** More than a village has in a month; a paper with more would be a book. */
const mostEvents = 500
const rowsAtOnce = 200

const clockOf = (ms: number): string => {
  const { hour, minute } = inShanghai(ms)
  return `${String(hour)}:${String(minute).padStart(2, '0')}`
}

type Line = PaperOf<'eventPoster'>['event']

const lineOf = ({ kind, title, place, startsAt, endsAt, status }: StationEvent): Line => ({
  kind,
  title,
  place,
  time: `${clockOf(startsAt)}-${clockOf(endsAt)}`,
  cancelled: status === 'cancelled',
})

/** The days of a month that have events. Throws `notFound` for a month without any. */
export const monthOf = (tx: Tx, month: string): Pick<PaperOf<'plan'>, 'month' | 'days'> => {
  const from = `${month}-01`
  const days = datesIn({ from, to: addDays(addMonths(from, 1), -1) }).flatMap((date) => {
    const events = eventsOn(tx, date, null).map(lineOf)
    return events.length === 0 ? [] : [{ date, lunar: almanacOf(date).lunarDate, events }]
  })
  const count = days.reduce((sum, { events }) => sum + events.length, 0)
  if (count === 0) throw new StationError('notFound', { what: 'events' })
  if (count > mostEvents) throw new StationError('badInput', { at: 'month', events: count })
  return { month, days }
}

const pictureOf = (tx: Tx, event: string): string | null => {
  const row = tx.get<{ picture: string | null }>('select picture from event where id = ?', event)
  const picture = row?.picture ?? null
  return picture === null ? null : openPicture(tx, picture)
}

/** Everything that a poster says of one event. */
export const posterOf = (tx: Tx, station: string, event: StationEvent): Paper => {
  const date = businessDateOf(event.startsAt)
  return {
    kind: 'eventPoster',
    station,
    event: lineOf(event),
    date,
    lunar: almanacOf(date).lunarDate,
    host: event.host,
    forWhom: event.forWhom,
    bring: event.bring,
    picture: pictureOf(tx, event.id),
  }
}

/** Everybody of an event, read from the report page by page. Throws `notFound` where that is nobody. */
export const rowsOf = async (
  reports: Pick<Reports, 'eventReport'>,
  event: string,
  now: number,
): Promise<{ rows: ReportRow[]; expected: number | null }> => {
  const first = await reports.eventReport(event, 0, now)
  const rows = [...first.rows]
  for (let page = 1; rows.length < first.total; page += 1) {
    const next = await reports.eventReport(event, page, now)
    if (next.rows.length === 0) break
    rows.push(...next.rows)
  }
  if (rows.length === 0) throw new StationError('notFound', { what: 'people' })
  return { rows, expected: first.figures.expected }
}

/** Masked names, put to the rows between taps. */
export const peopleOf = async (
  { store, cipher, clock }: Parts,
  rows: readonly ReportRow[],
): Promise<PaperOf<'roster'>['people']> => {
  const people: PaperOf<'roster'>['people'] = []
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    // A tap between two pieces goes first.
    if (at > 0) await clock.sleep(0)
    store.read((tx) => {
      const { person, lastTwo } = showing(tx, cipher)
      for (const { resident, checkedInAt } of rows.slice(at, at + rowsAtOnce))
        people.push({
          name: person(resident).name,
          lastTwo: lastTwo(resident),
          time: checkedInAt === null ? null : clockOf(checkedInAt),
        })
    })
  }
  return people
}

/** A roster as it is printed. */
export const rosterOf = (
  station: string,
  event: StationEvent,
  people: PaperOf<'roster'>['people'],
  expected: number | null,
): Paper => ({
  kind: 'roster',
  station,
  event: lineOf(event),
  date: businessDateOf(event.startsAt),
  host: event.host,
  expected,
  most: event.capacity,
  people,
})
