import { StationError } from '../../base/errors.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import { membersPerPage } from '../../contract/team-calls.ts'
import { realResident } from '../../residents/aliases.ts'
import { teamsOf, type Resident } from '../../residents/store.ts'
import {
  allTeams,
  countMembers,
  joinTeam,
  leaveTeam,
  membersOf,
  mostTeamsOfOne,
} from '../../residents/teams.ts'
import type { Tx } from '../../store/tx.ts'
import { act, look, note, type DeskDeps } from './acts.ts'
import { foundPerson } from './find.ts'

const mostTeams = 100

/** All teams with the count of their members. */
export const listTeams = (deps: DeskDeps, page: string): CallOutput<'people.teams'> =>
  look(deps, page, (tx) => {
    const members = countMembers(tx)
    const teams = allTeams(tx, mostTeams).slice(0, mostTeams)
    return { teams: teams.map((team) => ({ team, members: members.get(team) ?? 0 })) }
  })

/** Some of a team's members, masked; that they were looked at is noted. */
export const openTeam = (
  deps: DeskDeps,
  page: string,
  { team, page: wanted }: CallInput<'people.team'>,
): CallOutput<'people.team'> =>
  look(deps, page, (tx, doing) => {
    const total = countMembers(tx).get(team) ?? 0
    note(tx, doing, 'people.teamOpened', '', { team, page: wanted })
    const people = membersOf(tx, team, { from: wanted * membersPerPage, most: membersPerPage }).flatMap(
      (id) => {
        const resident = realResident(tx, id)
        return resident === null ? [] : [foundPerson(tx, deps.parts, resident)]
      },
    )
    return { total, people }
  })

const known = (tx: Tx, id: string): Resident => {
  const resident = realResident(tx, id)
  if (resident === null) throw new StationError('notFound', { what: 'resident' })
  return resident
}

/** Throws `notFound`, and `conflict` for somebody who is in as many teams as one can be. */
export const enterTeam = (
  deps: DeskDeps,
  page: string,
  { commandId, resident: id, team }: CallInput<'people.joinTeam'>,
): void => {
  act(deps, page, { call: 'people.joinTeam', commandId }, (tx, doing) => {
    const resident = known(tx, id)
    const teams = teamsOf(tx, resident.id)
    if (teams.includes(team)) return {}
    if (teams.length >= mostTeamsOfOne) throw new StationError('conflict', { because: 'teamsMost' })
    joinTeam(tx, resident.id, team)
    note(tx, doing, 'people.teamJoined', resident.id, { team })
    return {}
  })
}

/** Throws `notFound`. Of a team that the person is not in, nothing is changed. */
export const quitTeam = (
  deps: DeskDeps,
  page: string,
  { commandId, resident: id, team }: CallInput<'people.leaveTeam'>,
): void => {
  act(deps, page, { call: 'people.leaveTeam', commandId }, (tx, doing) => {
    const resident = known(tx, id)
    if (leaveTeam(tx, resident.id, team)) note(tx, doing, 'people.teamLeft', resident.id, { team })
    return {}
  })
}
