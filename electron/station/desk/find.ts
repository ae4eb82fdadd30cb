import { newestMinutes, servedBy } from '../../attendance/minutes-store.ts'
import {
  checkoutOf,
  eventsCameTo,
  historyOf,
  isReversed,
  lastCameAt,
  takenAt,
  type Attendance,
} from '../../attendance/store.ts'
import { toInstant } from '../../base/clock.ts'
import { briefOf } from '../../calendar/rules.ts'
import { eventById } from '../../calendar/store.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { AttendanceRow, FoundPerson, PersonDetails } from '../../contract/staff.ts'
import { businessDateOf, maskPerson, shanghaiTime } from '../../contract/values.ts'
import { idsOf, realResident } from '../../residents/aliases.ts'
import { householdOf } from '../../residents/households.ts'
import { isCardSeen } from '../../residents/lists.ts'
import { readQuery } from '../../residents/names.ts'
import { findResidents, residentsTapped } from '../../residents/search.ts'
import { nameOf, numberOf, teamsOf, volunteerNoOf, type Resident } from '../../residents/store.ts'
import { allTeams } from '../../residents/teams.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'
import { isErased, isErasing } from '../retention/erasures.ts'
import { look, note, type DeskDeps, knownResident } from './acts.ts'
import { consentsOf, shownNumber, standingOf } from './person-facts.ts'

const justNowMs = 10 * 60_000
const mostListed = 100
const mostTeams = 50
const mostEvents = 12
const mostAttendances = 20
const dayMs = 24 * 60 * 60_000

const sexOf = (code: string): FoundPerson['sex'] =>
  code === '1' ? 'male' : code === '2' ? 'female' : 'unknown'

/** A person as staff see one in a list: still masked. */
export const foundPerson = (tx: Tx, parts: Parts, resident: Resident): FoundPerson => {
  const { id } = resident
  const number = numberOf(tx, parts.cipher, id)
  const came = lastCameAt(tx, id)
  const from = shanghaiTime(businessDateOf(parts.clock.now()), 0)
  return {
    id,
    person: maskPerson(nameOf(tx, parts.cipher, id)),
    birthYear: Number(resident.birth.slice(0, 4)),
    sex: sexOf(resident.sexCode),
    lastTwo: number === '' ? null : number.slice(-2),
    teams: teamsOf(tx, id).slice(0, 5),
    lastCame: came === null ? null : businessDateOf(came),
    provisional: resident.kind === 'none',
    at: eventsCameTo(tx, id, { from, to: from + dayMs }, mostEvents),
  }
}

/** Finds people as staff look for them. What was typed is not kept: it may be part of a number. */
export const findPeople = (
  deps: DeskDeps,
  page: string,
  { query: typed }: CallInput<'people.find'>,
): CallOutput<'people.find'> =>
  look(deps, page, (tx, doing) => {
    const { parts } = deps
    const query = readQuery(typed)
    const ids =
      query.kind === 'find'
        ? findResidents(tx, parts.cipher, query)
        : query.kind === 'recent'
          ? residentsTapped(tx, doing.at - justNowMs, mostListed).filter((id) => !isErased(tx, id))
          : []
    note(tx, doing, 'people.found', '', { by: query.kind, total: ids.length })
    const listed = ids.length > mostListed ? [] : ids
    const people = listed.flatMap((id) => {
      const resident = realResident(tx, id)
      return resident === null
        ? []
        : [{ ...foundPerson(tx, parts, resident), standing: standingOf(tx, parts, resident) }]
    })
    return { total: ids.length, people }
  })

type Minutes = Pick<AttendanceRow, 'minutes' | 'minutesMark'>

const marks = {
  verified: 'byTaps',
  approved: 'byHand',
  needsSecond: 'needsSecond',
  tooShort: 'tooShort',
  refused: 'refused',
  withdrawn: null,
} as const

const minutesOf = (tx: Tx, attendance: Attendance): Minutes => {
  const newest = newestMinutes(tx, attendance.id)
  const mark = newest === null ? null : marks[newest.state]
  if (newest !== null && mark !== null) return { minutes: newest.minutes, minutesMark: mark }
  return { minutes: 0, minutesMark: checkoutOf(tx, attendance.id) === null ? 'open' : null }
}

const rowOf = (
  tx: Tx,
  attendance: Attendance & { isOverride: boolean },
  now: number,
): AttendanceRow | null => {
  const event = eventById(tx, attendance.event)
  if (event === null) return null
  const reversed = isReversed(tx, attendance.id)
  const out = checkoutOf(tx, attendance.id)
  const counts = event.countsMinutes && !reversed
  return {
    attendance: attendance.id,
    event: briefOf(event, takenAt(tx, event.id)),
    checkedInAt: toInstant(attendance.at),
    checkedOutAt: out === null ? null : toInstant(out.at),
    mark: attendance.method === 'id-card' ? 'byCard' : attendance.isOverride ? 'byHandOverride' : 'byHand',
    reversed,
    undoable: !reversed && now < event.endsAt,
    ...(counts ? minutesOf(tx, attendance) : { minutes: null, minutesMark: null }),
  }
}

/** Everything that staff may see of one person. Throws `notFound`. */
export const openPerson = (
  deps: DeskDeps,
  page: string,
  { resident: id }: CallInput<'people.open'>,
): PersonDetails =>
  look(deps, page, (tx, doing) => {
    const resident = knownResident(tx, id)
    note(tx, doing, 'people.opened', resident.id)
    return {
      person: foundPerson(tx, deps.parts, resident),
      number: shownNumber(tx, deps.parts, resident),
      consents: consentsOf(tx, resident),
      validTo: resident.validTo,
      cardSeen: isCardSeen(tx, resident.id),
      volunteerNo: volunteerNoOf(tx, resident.id),
      household: householdOf(tx, resident.id),
      served: servedBy(tx, resident.id),
      attendances: historyOf(tx, idsOf(tx, resident.id), mostAttendances).flatMap(
        (attendance) => rowOf(tx, attendance, doing.at) ?? [],
      ),
      erasing: isErasing(tx, resident.id),
      knownTeams: allTeams(tx, mostTeams).slice(0, mostTeams),
    }
  })
