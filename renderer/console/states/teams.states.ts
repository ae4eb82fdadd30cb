import type { TeamRow } from '../../../electron/contract/teams-calls.ts'
import type { PageState, PageStates } from '../../gallery/page-state.ts'
import samples from '../../gallery/roster-samples.json'
import type { TeamsPicture, TeamShown } from '../../stores/teams.ts'
import type { Desk } from '../desk-state.ts'
import { bi, board, found, several, team, teams, tiles } from './samples.ts'

const page = (desk: Partial<Desk>, picture: TeamsPicture): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: bi, locked: null },
    board,
    desk,
    finds: { kind: 'found', total: several.length, people: several },
    teams: picture,
  },
})

const [longName = ''] = samples.teamNames
const list: TeamRow[] = [...teams, longName].map((name, index) => ({
  team: name,
  members: index * 7,
  coming: index % 3,
}))
const form = (name: string): Desk['team'] => ({ name, typed: '', query: 'WL' })
const names = ['lan', 'lanYounger', 'li', 'min', 'zhi', 'ying'] as const
const shown: TeamShown = {
  team: team(0),
  page: 0,
  members: 31,
  coming: 3,
  people: names.map((name, index) => found(name, 1944 + index * 3, { lastTwo: index === 4 ? null : '34' })),
}

export const states: PageStates = {
  'console-teams': page({ page: 'teams' }, { list }),
  'console-teams-many': page(
    { page: 'teams', team: { name: '', typed: team(0), query: '' } },
    {
      list: Array.from({ length: 24 }, (_, index) => ({
        team: `${team(index % 8)}${String(index)}`,
        members: index,
        coming: index % 2,
      })),
    },
  ),
  'console-teams-none': page({ page: 'teams' }, { list: [] }),
  'console-teams-loading': page({ page: 'teams' }, {}),
  'console-team': page({ page: 'team', team: form(team(0)) }, { shown }),
  'console-team-full': page({ page: 'team', team: form(team(0)) }, { shown, full: true }),
  'console-team-new': page(
    { page: 'team', team: { name: longName, typed: '', query: '' } },
    { shown: { team: longName, page: 0, members: 0, coming: 0, people: [] } },
  ),
}
