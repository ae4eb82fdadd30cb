import { localOf, occurrencesBetween, firstOf, type LocalTime } from './recurrence.ts'
import { detailsOf } from './programme.ts'
import type { StationEvent } from './rules.ts'
import type { Series } from './series-store.ts'
import { coreWords } from '../contract/words/core-words.ts'
import { eventDetails, type EventDetails } from '../contract/calendar.ts'

/** What stands in the export. Times are UTC milliseconds. */
export interface Exported {
  /** Version of the program. */
  version: string
  series: readonly Series[]
  events: readonly { event: StationEvent; changedAt: number }[]
}

const zone = 'Asia/Shanghai'

/** UTC+8 all year since the last summer time. */
const timeZone = [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:STANDARD',
  'DTSTART:19910915T020000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
]

/** Longest line in octets without its end (RFC 5545, 3.1). */
const longestLine = 75

/** Folds between characters: a reader that unfolds octets and one that unfolds characters read the same. */
export const fold = (line: string): string => {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > longestLine) {
      lines.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  return [...lines, current].join('\r\n')
}

/** RFC 5545 knows no way to write them. */
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/** A TEXT value (RFC 5545, 3.3.11). */
export const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(controls, '')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')

const basicLocal = (local: LocalTime): string => `${local.replace(/[-:]/g, '')}00`
const basicUtc = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '')
const local = (name: string, ms: number): string => `${name};TZID=${zone}:${basicLocal(localOf(ms))}`

const text = (name: string, value: string | null): string[] =>
  value === null || value === '' ? [] : [`${name}:${escapeText(value)}`]

/** What is said of an event beside its title, a line each. */
const descriptionOf = ({ host, forWhom, bring }: EventDetails): string | null => {
  const lines = [host, forWhom, bring].filter((line) => line !== null)
  return lines.length === 0 ? null : lines.join('\n')
}

const properties = (details: EventDetails): string[] => [
  ...text('SUMMARY', details.title),
  ...text('LOCATION', details.place),
  ...text('DESCRIPTION', descriptionOf(details)),
  ...text('CONTACT', details.leader),
  ...text('CATEGORIES', coreWords.eventKinds[details.kind]),
]

const eventLines = (
  { event, changedAt }: Exported['events'][number],
  uid: string,
  recurrenceId: number | null,
): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  ...(recurrenceId === null ? [] : [local('RECURRENCE-ID', recurrenceId)]),
  `DTSTAMP:${basicUtc(changedAt)}`,
  `SEQUENCE:${String(event.sequence)}`,
  local('DTSTART', event.startsAt),
  local('DTEND', event.endsAt),
  ...properties(detailsOf(event)),
  `STATUS:${event.status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
  ...text('COMMENT', event.cancelReason),
  'END:VEVENT',
]

/** What is left out: moments, and every date of the rule that stands on a day left out as a whole. */
const exdates = ({ recurrence }: Series, withdrawn: readonly number[]): LocalTime[] => {
  const { except } = recurrence
  const days = except.filter((entry) => entry.length === 10)
  const ofDays = days.flatMap((day) => {
    const from = Date.parse(`${day}T00:00:00+08:00`)
    return occurrencesBetween({ ...recurrence, except: [] }, from, from + 86_400_000).map(localOf)
  })
  const moments = [...except.filter((entry) => entry.length > 10), ...ofDays, ...withdrawn.map(localOf)]
  return [...new Set(moments)].toSorted()
}

const seriesLines = (series: Series, withdrawn: readonly number[]): string[] => {
  const { recurrence, details } = series
  // Without a rule the start is one of the dates: written as such, for readers that count the others only.
  const all = recurrence.rule === null ? [recurrence.start, ...recurrence.dates] : recurrence.dates
  const dates = [...new Set(all)].toSorted().map(basicLocal)
  const except = exdates(series, withdrawn).map(basicLocal)
  return [
    'BEGIN:VEVENT',
    `UID:${series.id}`,
    `DTSTAMP:${basicUtc(series.changedAt)}`,
    `SEQUENCE:${String(series.sequence)}`,
    `DTSTART;TZID=${zone}:${basicLocal(recurrence.start)}`,
    `DURATION:PT${String(recurrence.minutes)}M`,
    ...(recurrence.rule === null ? [] : [`RRULE:${recurrence.rule}`]),
    ...(dates.length === 0 ? [] : [`RDATE;TZID=${zone}:${dates.join(',')}`]),
    ...(except.length === 0 ? [] : [`EXDATE;TZID=${zone}:${except.join(',')}`]),
    ...properties(details),
    'STATUS:CONFIRMED',
    'END:VEVENT',
  ]
}

/** Whether a date is just what its series says of it. */
const isPlain = (series: Series, event: StationEvent): boolean =>
  event.status !== 'cancelled' &&
  event.startsAt === event.series?.recurrenceId &&
  event.endsAt - event.startsAt === series.recurrence.minutes * 60_000 &&
  JSON.stringify(detailsOf(event)) === JSON.stringify(eventDetails.parse(series.details))

interface OfSeries {
  withdrawn: number[]
  exceptions: Exported['events'][number][]
}

/** A series with its exceptions; nothing where it has no date at all. */
const wholeSeries = (series: Series, events: Exported['events']): string[] => {
  const own: OfSeries = { withdrawn: [], exceptions: [] }
  for (const entry of events) {
    const { event } = entry
    if (event.series === null) continue
    if (event.status === 'withdrawn') own.withdrawn.push(event.series.recurrenceId)
    else if (!isPlain(series, event)) own.exceptions.push(entry)
  }
  const { recurrence } = series
  const except = [...recurrence.except, ...own.withdrawn.map(localOf)]
  if (firstOf({ ...recurrence, except }) === null) return []
  return [
    ...seriesLines(series, own.withdrawn),
    ...own.exceptions.flatMap((entry) =>
      eventLines(entry, series.id, entry.event.series?.recurrenceId ?? null),
    ),
  ]
}

/** The calendar as iCalendar (RFC 5545). Drafts and what was withdrawn are not in it. */
export const toICalendar = ({ version, series, events }: Exported): string => {
  const shown = events.filter(({ event }) => event.status !== 'draft')
  const bySeries = new Map(series.map(({ id }) => [id, [] as Exported['events'][number][]]))
  for (const entry of shown) bySeries.get(entry.event.series?.id ?? '')?.push(entry)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//station-kiosk//calendar ${version}//ZH`,
    'CALSCALE:GREGORIAN',
    ...timeZone,
    ...series
      .filter(({ status }) => status !== 'draft')
      .flatMap((one) => wholeSeries(one, bySeries.get(one.id) ?? [])),
    ...shown
      .filter(({ event }) => event.series === null && event.status !== 'withdrawn')
      .flatMap((entry) => eventLines(entry, entry.event.id, null)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}
