import type { RosterField, RosterFault, RowFaultCode } from '../../contract/roster.ts'
import { ageOn, maskPerson } from '../../contract/values.ts'
import { rosterSexes, teamSeparators } from '../../contract/words/roster.ts'
import { isName } from '../../residents/names.ts'
import { isMinor, provisionalBirth } from '../../residents/rules.ts'
import type { Fields } from './columns.ts'
import { readBirth } from './judge-birth.ts'
import { cleanNumber, judgeNumber, type NumberFacts } from './judge-number.ts'
import type { TableRow } from './table.ts'

/** A row that can be saved. */
export interface RosterPerson {
  row: number
  name: string
  /** `null`: somebody whom staff vouch for, until a card joins them. */
  card: Pick<NumberFacts, 'idNumber' | 'kind'> | null
  /** `YYYY-MM-DD`; without a card the middle of the year. */
  birth: string
  sexCode: '0' | '1' | '2'
  volunteerNo: string | null
  teams: readonly string[]
  household: string | null
}

const longestName = 30
const longestTeam = 20
const mostTeams = 5
const oldest = 120

class Wrong extends Error {
  readonly fault: RowFaultCode
  constructor(fault: RowFaultCode) {
    super(fault)
    this.fault = fault
  }
}

const wrong = (fault: RowFaultCode): never => {
  throw new Wrong(fault)
}

const nameIn = (text: string): string => {
  const name = text.normalize('NFC').replaceAll(/\s+/g, ' ').replace(/^'/, '')
  if (name === '') return wrong('nameMissing')
  if (name.length > longestName) return wrong('nameLong')
  return isName(name) ? name : wrong('nameOdd')
}

const sexIn = (text: string): '1' | '2' | null => {
  const plain = text.normalize('NFKC').trim().toUpperCase()
  if (plain === '' || plain === '0' || plain === '9') return null
  if ([...rosterSexes.male, '1', 'M'].includes(plain)) return '1'
  return [...rosterSexes.female, '2', 'F'].includes(plain) ? '2' : wrong('sexOdd')
}

/** Letters, digits and hyphens in capitals, as staff type them at the station. */
const codeIn = (text: string, longest: number, fault: RowFaultCode): string | null => {
  const code = text.normalize('NFKC').replaceAll(/[\s']/g, '').toUpperCase()
  if (code === '') return null
  return /^[0-9A-Z-]+$/.test(code) && code.length <= longest ? code : wrong(fault)
}

const teamsIn = (text: string): string[] => {
  const names = Array.from(text)
    .map((sign) => (teamSeparators.includes(sign) ? '\n' : sign))
    .join('')
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.some((name) => name.length > longestTeam)) wrong('teamLong')
  const teams = [...new Set(names)]
  return teams.length > mostTeams ? wrong('teamsMany') : teams
}

/** Birth and sex as the number says them; what the sheet says besides must agree. */
const factsIn = (cell: (field: RosterField) => string): Pick<RosterPerson, 'card' | 'birth' | 'sexCode'> => {
  const number = cleanNumber(cell('idNumber'))
  const facts = number === '' ? null : judgeNumber(number)
  if (typeof facts === 'string') return wrong(facts)
  const said = cell('birth') === '' ? null : (readBirth(cell('birth')) ?? wrong('birthOdd'))
  const sex = sexIn(cell('sex'))
  if (facts === null) {
    if (said === null) return wrong('birthMissing')
    return { card: null, birth: provisionalBirth(said.year), sexCode: sex ?? '0' }
  }
  const { idNumber, kind, birth, sexCode } = facts
  const agrees = said === null || (said.day ?? birth) === birth
  if (!agrees || (said !== null && said.year !== Number(birth.slice(0, 4)))) return wrong('birthDiffers')
  if (sex !== null && sex !== sexCode) return wrong('sexDiffers')
  return { card: { idNumber, kind }, birth, sexCode }
}

/** What one row says of a person, or why it is left out. `today` is a business date. */
export const judgeRow = (
  { row, cells }: TableRow,
  fields: Fields,
  today: string,
): RosterPerson | RosterFault => {
  const cell = (field: RosterField): string => cells[fields.indexOf(field)] ?? ''
  try {
    const name = nameIn(cell('name'))
    const facts = factsIn(cell)
    if (facts.birth > today || ageOn(facts.birth, today) > oldest)
      wrong(facts.birth > today ? 'child' : 'tooOld')
    if (isMinor(facts.birth, today)) wrong('child')
    return {
      row,
      name,
      ...facts,
      volunteerNo: codeIn(cell('volunteerNo'), 20, 'volunteerNoOdd'),
      teams: teamsIn(cell('team')),
      household: codeIn(cell('household'), 12, 'householdOdd'),
    }
  } catch (error) {
    if (error instanceof Wrong) return faultOf(row, cell('name'), error.fault)
    throw error
  }
}

/** A fault as staff see it: whose row it is, masked. */
export const faultOf = (
  row: number,
  name: string,
  fault: RowFaultCode,
  other: number | null = null,
): RosterFault => ({ row, person: name === '' ? null : maskPerson(name), fault, other })

export const isFault = (judged: RosterPerson | RosterFault): judged is RosterFault => 'fault' in judged

/** Tells people of one sheet apart: the second row of somebody, or of a volunteer number, is left out. */
export const createDoubles = (): ((person: RosterPerson) => RosterFault | null) => {
  const people = new Map<string, number>()
  const volunteers = new Map<string, number>()
  return ({ row, name, card, birth, volunteerNo }) => {
    const who = card?.idNumber ?? `${name} ${birth.slice(0, 4)}`
    const twice = people.get(who)
    if (twice !== undefined) return faultOf(row, name, 'twice', twice)
    const number = volunteerNo?.replaceAll('-', '') ?? ''
    const taken = number === '' ? undefined : volunteers.get(number)
    if (taken !== undefined) return faultOf(row, name, 'volunteerNoTwice', taken)
    people.set(who, row)
    if (number !== '') volunteers.set(number, row)
    return null
  }
}
