import { StationError } from '../../base/errors.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import { ageBandOf, ageOn, businessDateOf } from '../../contract/values.ts'
import { setHousehold } from '../../residents/households.ts'
import { isName } from '../../residents/names.ts'
import { isMinor, provisionalBirth } from '../../residents/rules.ts'
import { holderOfVolunteerNo, registerProvisional, setVolunteerNo } from '../../residents/store.ts'
import { setTeams } from '../../residents/teams.ts'
import { tell } from '../records.ts'
import { act, note, type DeskDeps, knownResident } from './acts.ts'

/** Codes of GB/T 2261.1. */
export const sexCodes = { male: '1', female: '2', unknown: '0' } as const

/** Enters somebody who has no card here. Throws `badInput` for what is no name, and for children. */
export const addProvisional = (
  deps: DeskDeps,
  page: string,
  input: CallInput<'people.addProvisional'>,
): CallOutput<'people.addProvisional'> => {
  const { parts } = deps
  const { commandId, name, birthYear, sex } = input
  return act(deps, page, { call: 'people.addProvisional', commandId }, (tx, doing) => {
    const today = businessDateOf(doing.at)
    const birth = provisionalBirth(birthYear)
    if (!isName(name)) throw new StationError('badInput', { at: 'name' })
    if (isMinor(birth, today)) throw new StationError('badInput', { at: 'birthYear' })
    const sexCode = sexCodes[sex]
    const person = { id: parts.newId(), name: name.trim(), birthYear, sexCode, at: doing.at }
    const { id } = registerProvisional(tx, parts.cipher, person)
    tell(
      tx,
      parts,
      { at: doing.at, tap: commandId },
      {
        type: 'cn.wmsj.resident.registered.v1',
        resident: id,
        data: { resident: id, ageBand: ageBandOf(ageOn(birth, today)), sex: sexCode, cardKind: 'none' },
      },
    )
    note(tx, doing, 'people.added', id)
    return { resident: id }
  }).output
}

const changeOf = (entered: string | null): string =>
  entered === null ? 'kept' : entered === '' ? 'removed' : 'set'

/** Teams, volunteer number and household of a person. Throws `conflict` for a number that somebody else has. */
export const describePerson = (
  deps: DeskDeps,
  page: string,
  { commandId, resident: id, volunteerNo, teams, household = null }: CallInput<'people.describe'>,
): void => {
  act(deps, page, { call: 'people.describe', commandId }, (tx, doing) => {
    const resident = knownResident(tx, id)
    if (volunteerNo !== null) {
      const holder = volunteerNo === '' ? null : holderOfVolunteerNo(tx, volunteerNo)
      if (holder !== null && holder !== resident.id)
        throw new StationError('conflict', { because: 'volunteerNo' })
      setVolunteerNo(tx, resident.id, volunteerNo === '' ? null : volunteerNo)
    }
    setTeams(tx, resident.id, teams)
    if (household !== null) setHousehold(tx, resident.id, household === '' ? null : household)
    note(tx, doing, 'people.described', resident.id, {
      teams: new Set(teams).size,
      number: changeOf(volunteerNo),
      household: changeOf(household),
    })
    return {}
  })
}
