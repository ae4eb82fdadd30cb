import { StationError } from '../../base/errors.ts'
import { comingOfTeams } from '../../calendar/queries.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import { membersPerPage, mostTeamsListed, mostTeamsOfOne } from '../../contract/teams-calls.ts'
import { teamsOf } from '../../residents/store.ts'
import { addTeam, allTeams, membersOf, removeFromTeam, teamSizes } from '../../residents/teams.ts'
import { act, look, note, type DeskDeps, knownResident } from './acts.ts'
import { foundPerson } from './find.ts'

/** Every team with its size and how many events are planned for it. */
export const listTeams = (deps: DeskDeps, page: string): CallOutput<'teams.list'> =>
  look(deps, page, (tx, doing) => {
    const [sizes, coming] = [teamSizes(tx), comingOfTeams(tx, doing.at)]
    const teams = allTeams(tx, mostTeamsListed).map((team) => ({
      team,
      members: sizes.get(team) ?? 0,
      coming: coming.get(team) ?? 0,
    }))
    note(tx, doing, 'teams.listed', '', { teams: teams.length })
    return { teams }
  })

/** One page of a team's members. */
export const openTeam = (
  deps: DeskDeps,
  page: string,
  { team, page: index }: CallInput<'teams.open'>,
): CallOutput<'teams.open'> =>
  look(deps, page, (tx, doing) => {
    const members = teamSizes(tx).get(team) ?? 0
    const ids = membersOf(tx, team, { offset: index * membersPerPage, limit: membersPerPage })
    note(tx, doing, 'teams.opened', '', { members, page: index })
    return {
      members,
      coming: comingOfTeams(tx, doing.at).get(team) ?? 0,
      people: ids.map((id) => foundPerson(tx, deps.parts, knownResident(tx, id))),
    }
  })

/** Takes somebody into a team. Throws `conflict` for who is in five already. */
export const addToTeam = (deps: DeskDeps, page: string, input: CallInput<'teams.add'>): void => {
  const { commandId, team } = input
  act(deps, page, { call: 'teams.add', commandId }, (tx, doing) => {
    const { id } = knownResident(tx, input.resident)
    const before = teamsOf(tx, id)
    if (before.includes(team)) return {}
    if (before.length >= mostTeamsOfOne) throw new StationError('conflict', { because: 'teams' })
    addTeam(tx, team, id)
    note(tx, doing, 'teams.added', id, { teams: before.length + 1 })
    return {}
  })
}

/** Takes somebody out of a team; who is not in it stays out. */
export const takeFromTeam = (deps: DeskDeps, page: string, input: CallInput<'teams.remove'>): void => {
  const { commandId, team } = input
  act(deps, page, { call: 'teams.remove', commandId }, (tx, doing) => {
    const { id } = knownResident(tx, input.resident)
    const before = teamsOf(tx, id)
    if (!before.includes(team)) return {}
    removeFromTeam(tx, team, id)
    note(tx, doing, 'teams.removed', id, { teams: before.length - 1 })
    return {}
  })
}
