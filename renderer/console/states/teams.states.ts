import type { FoundPerson } from '../../../electron/contract/staff.ts'
import type { PageState, PageStates } from '../../gallery/page-state.ts'
import type { TeamsView } from '../../stores/teams.ts'
import type { Desk } from '../desk-state.ts'
import { bi, board, several, team, teams, tiles } from './samples.ts'

const sizes = teams.map((name, index) => ({ team: name, members: [12, 3, 0, 27, 1, 0, 8, 5, 2][index] ?? 4 }))
const members = Array.from({ length: 20 }, (_, index): FoundPerson => {
  const person = several[index % several.length] ?? several[0]
  if (person === undefined) throw new Error('no samples')
  return { ...person, id: `${person.id.slice(0, -2)}${String(10 + index)}`, teams: [team(0)] }
})
const all: TeamsView = { teams: sizes, members: { team: team(0), total: 43, people: members } }

const page = (desk: Partial<Desk>, view: TeamsView): PageState => ({
  staff: { snapshot: { tiles, signedIn: bi, locked: null }, board, desk, teams: view },
})
const opened = { open: team(0), query: '' }

export const states: PageStates = {
  'console-teams': page({ page: 'teams', team: opened }, all),
  'console-teams-none-open': page({ page: 'teams' }, { ...all, members: null }),
  'console-teams-empty': page(
    { page: 'teams', team: { open: team(2), query: '' } },
    { ...all, members: { team: team(2), total: 0, people: [] } },
  ),
  'console-teams-loading': page({ page: 'teams' }, { teams: null, members: null }),
  'console-team-add': {
    staff: {
      board,
      desk: { page: 'teamAdd', team: opened },
      snapshot: { tiles, signedIn: bi, locked: null },
      finds: {
        kind: 'found',
        total: several.length,
        people: [{ ...several[0], teams: [team(0)] } as FoundPerson, ...several.slice(1)],
      },
    },
  },
}
