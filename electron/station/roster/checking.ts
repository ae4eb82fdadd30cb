import type { RosterCounts, RosterFault } from '../../contract/roster.ts'
import { businessDateOf } from '../../contract/values.ts'
import { realId } from '../../residents/aliases.ts'
import { peopleAfter, type Named } from '../../residents/lists.ts'
import { findByNumber, holderOfVolunteerNo } from '../../residents/store.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'
import type { Fields } from './columns.ts'
import { createDoubles, faultOf, isFault, judgeRow, type RosterPerson } from './judge.ts'
import type { TableRow } from './table.ts'

/** Few enough that no tap waits for them. */
const rowsAtOnce = 200

export type Desk = Pick<Parts, 'store' | 'cipher' | 'clock'>

/** Somebody to be saved; `known` is who that is here already. */
export interface Checked {
  person: RosterPerson
  known: string | null
}

/** What would be saved, and what would not. */
export interface CheckedList {
  people: readonly Checked[]
  faults: readonly RosterFault[]
}

export const countsOf = ({ people, faults }: CheckedList): RosterCounts => {
  const known = people.filter((one) => one.known !== null).length
  return { fresh: people.length - known, known, faulty: faults.length }
}

const nameKey = ({ name, birthYear }: Pick<Named, 'name' | 'birthYear'>): string =>
  `${String(birthYear)} ${name}`

const keyOf = ({ name, birth }: RosterPerson): string =>
  nameKey({ name, birthYear: Number(birth.slice(0, 4)) })

/** Everybody here who may be one of those whom the list names without a number. */
const namesakesOf = async (
  { store, cipher, clock }: Desk,
  people: readonly RosterPerson[],
  signal: AbortSignal,
): Promise<Map<string, Named>> => {
  const years = new Set(people.map(({ birth }) => Number(birth.slice(0, 4))))
  const found = new Map<string, Named>()
  let after: string | null = years.size === 0 ? null : ''
  while (after !== null && !signal.aborted) {
    const from: string = after
    const next = store.read((tx) => peopleAfter(tx, cipher, { after: from, limit: rowsAtOnce, years }))
    for (const named of next.named) {
      const before = found.get(nameKey(named))
      // Where there are two, or one with a card, only a number tells who is meant.
      found.set(nameKey(named), before === undefined ? named : { ...named, provisional: false })
    }
    after = next.last
    await clock.sleep(0)
  }
  return found
}

/** Whom a row with a number means, and whether its volunteer number is free. */
const match = (tx: Tx, { cipher }: Desk, person: RosterPerson): Checked | RosterFault => {
  const resident = person.card === null ? null : findByNumber(tx, cipher, person.card.idNumber)
  const known = resident === null ? null : realId(tx, resident.id)
  const holder = person.volunteerNo === null ? null : holderOfVolunteerNo(tx, person.volunteerNo)
  const isTaken = holder !== null && holder !== known && person.card !== null
  return isTaken ? faultOf(person.row, person.name, 'volunteerNoTaken') : { person, known }
}

/** Whom a row without a number means: an entry of the same name and year, if it is the only one. */
const matchByName = (
  tx: Tx,
  { person }: Checked,
  namesakes: ReadonlyMap<string, Named>,
): Checked | RosterFault => {
  const namesake = namesakes.get(keyOf(person))
  if (namesake?.provisional === false) return faultOf(person.row, person.name, 'namesake')
  const known = namesake?.id ?? null
  const holder = person.volunteerNo === null ? null : holderOfVolunteerNo(tx, person.volunteerNo)
  const isTaken = holder !== null && holder !== known
  return isTaken ? faultOf(person.row, person.name, 'volunteerNoTaken') : { person, known }
}

interface Sorted {
  people: Checked[]
  faults: RosterFault[]
}

const sortInto = (sorted: Sorted, one: Checked | RosterFault): void => {
  if ('fault' in one) sorted.faults.push(one)
  else sorted.people.push(one)
}

const checkNameless = async (desk: Desk, sorted: Sorted, signal: AbortSignal): Promise<Sorted> => {
  const nameless = sorted.people.filter(({ person }) => person.card === null)
  if (nameless.length === 0) return sorted
  const namesakes = await namesakesOf(
    desk,
    nameless.map(({ person }) => person),
    signal,
  )
  const again: Sorted = { people: [], faults: sorted.faults }
  for (let at = 0; at < sorted.people.length; at += rowsAtOnce) {
    desk.store.read((tx) => {
      for (const one of sorted.people.slice(at, at + rowsAtOnce))
        sortInto(again, one.person.card === null ? matchByName(tx, one, namesakes) : one)
    })
    await desk.clock.sleep(0)
  }
  return again
}

/** Looks at every row, between taps. Writes nothing. Ends early where `signal` aborts. */
export const checkList = async (
  desk: Desk,
  { rows, fields }: { rows: readonly TableRow[]; fields: Fields },
  { signal, told }: { signal: AbortSignal; told: (done: number) => void },
): Promise<CheckedList> => {
  const today = businessDateOf(desk.clock.now())
  const doubleOf = createDoubles()
  const sorted: Sorted = { people: [], faults: [] }
  for (let at = 0; at < rows.length && !signal.aborted; at += rowsAtOnce) {
    desk.store.read((tx) => {
      for (const row of rows.slice(at, at + rowsAtOnce)) {
        const judged = judgeRow(row, fields, today)
        const one = isFault(judged) ? judged : (doubleOf(judged) ?? judged)
        sortInto(sorted, isFault(one) ? one : match(tx, desk, one))
      }
    })
    told(Math.min(at + rowsAtOnce, rows.length))
    await desk.clock.sleep(0)
  }
  const { people, faults } = await checkNameless(desk, sorted, signal)
  return { people, faults: faults.toSorted((a, b) => a.row - b.row) }
}
