import type { EventFigures } from '../contract/staff.ts'
import type { EventAttendance, PersonFacts, ReportedEvent } from './attendance.ts'
import type { ReportRow } from './protocol.ts'

/** One event's rows, and the numbers that are counted from these very rows. */
export interface EventReport {
  event: ReportedEvent
  rows: ReportRow[]
  figures: EventFigures
}

/** Whether who has not come did not come: the check-in is over, and the event took place. */
export const isCheckInOver = ({ closesAt, cancelled }: ReportedEvent, now: number): boolean =>
  !cancelled && closesAt !== null && now >= closesAt

const stateOf = (event: ReportedEvent, person: PersonFacts, now: number): ReportRow['state'] => {
  if (person.attendance === null) return isCheckInOver(event, now) ? 'noShow' : 'expected'
  if (person.checkedOutAt !== null) return 'left'
  return event.signOutEndsAt !== null && now >= event.signOutEndsAt ? 'openSignOut' : 'present'
}

const markOf = ({ attendance, byHand, override }: PersonFacts): ReportRow['mark'] => {
  if (attendance === null) return null
  if (!byHand) return 'byCard'
  return override ? 'byHandOverride' : 'byHand'
}

const rowOf = (
  event: ReportedEvent,
  person: PersonFacts,
  input: { anybodyExpected: boolean; now: number },
): ReportRow => ({
  resident: person.resident,
  state: stateOf(event, person, input.now),
  walkIn: input.anybodyExpected && !person.expected,
  late: person.checkedInAt !== null && person.checkedInAt > event.startsAt,
  checkedInAt: person.checkedInAt,
  checkedOutAt: person.checkedOutAt,
  mark: markOf(person),
  minutes: event.countsMinutes && person.attendance !== null ? person.minutes : null,
  attendance: person.attendance,
})

/** Who came in the order of coming, then who is missing: a page that was read stays as it was. */
const inOrder = (a: ReportRow, b: ReportRow): number => {
  const [first, second] = [a.checkedInAt ?? Infinity, b.checkedInAt ?? Infinity]
  if (first !== second) return first < second ? -1 : 1
  return a.resident < b.resident ? -1 : 1
}

/** Where nobody in particular is expected, there are neither walk-ins nor anybody who is missing. */
const figuresOf = (
  event: ReportedEvent,
  rows: readonly ReportRow[],
  input: { anybodyExpected: boolean; now: number },
): EventFigures => {
  const { anybodyExpected, now } = input
  const count = (isMeant: (row: ReportRow) => boolean): number => rows.filter(isMeant).length
  const ifExpected = (isMeant: (row: ReportRow) => boolean): number | null =>
    anybodyExpected ? count(isMeant) : null
  const people = count(({ attendance }) => attendance !== null)
  return {
    expected: ifExpected(({ walkIn }) => !walkIn),
    present: count(({ state }) => state === 'present' || state === 'openSignOut'),
    late: count(({ late }) => late),
    left: count(({ state }) => state === 'left'),
    walkIns: ifExpected(({ walkIn }) => walkIn),
    noShows: isCheckInOver(event, now) ? ifExpected(({ state }) => state === 'noShow') : null,
    attendances: people + event.children,
    people,
    children: event.children,
    minutes: rows.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
  }
}

/** List and figures of one event at a moment. */
export const reportOf = ({ event, people }: EventAttendance, now: number): EventReport => {
  const anybodyExpected = people.some(({ expected }) => expected)
  const rows = people.map((person) => rowOf(event, person, { anybodyExpected, now })).toSorted(inOrder)
  return { event, rows, figures: figuresOf(event, rows, { anybodyExpected, now }) }
}

/** Several events together: 人次 are added up, 人数 are distinct residents. */
export interface Totals {
  attendances: number
  people: number
  minutes: number
}

/** Adds one event after the other, so that a day with many rows never lies in memory as a whole. */
export const createTotals = (): { add: (report: EventReport) => void; sum: () => Totals } => {
  const residents = new Set<string>()
  let attendances = 0
  let minutes = 0
  return {
    add: ({ rows, figures }) => {
      attendances += figures.attendances
      minutes += figures.minutes
      for (const { resident, attendance } of rows) if (attendance !== null) residents.add(resident)
    },
    sum: () => ({ attendances, people: residents.size, minutes }),
  }
}
