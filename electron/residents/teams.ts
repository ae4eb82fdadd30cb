import { z } from 'zod'
import data from '../../resources/teams.json' with { type: 'json' }
import type { Tx } from '../store/tx.ts'

/** A person is in so many teams at most. */
export const mostTeamsOfOne = 5

export const teamsFile = z.object({
  source: z.string(),
  standard: z.array(z.string().min(1).max(20)),
})

/** The eight of "8+N"; the village's own come beside them. */
export const standardTeams: readonly string[] = teamsFile.parse(data).standard

/** Teams that somebody is in or that an event is for, by name. */
export const knownTeams = (tx: Tx, limit: number): string[] =>
  tx
    .all<{ team: string }>(
      `select team from team_member union select team from event where team is not null order by team limit ?`,
      limit,
    )
    .map(({ team }) => team)

/** The standard teams, then the village's own by name. */
export const allTeams = (tx: Tx, limit: number): string[] => [
  ...new Set([...standardTeams, ...knownTeams(tx, limit)]),
]

export const setTeams = (tx: Tx, resident: string, teams: readonly string[]): void => {
  tx.run('delete from team_member where resident = ?', resident)
  for (const team of new Set(teams)) {
    tx.run('insert into team_member (team, resident) values (?, ?)', team, resident)
  }
}

export const countMembers = (tx: Tx): Map<string, number> =>
  new Map(
    tx
      .all<{ team: string; members: number }>(
        'select team, count(*) as members from team_member group by team',
      )
      .map(({ team, members }) => [team, members]),
  )

/** Members of a team, who joined the station first in front. */
export const membersOf = (tx: Tx, team: string, range: { from: number; most: number }): string[] =>
  tx
    .all<{ resident: string }>(
      'select resident from team_member where team = ? order by resident limit ? offset ?',
      team,
      range.most,
      range.from,
    )
    .map(({ resident }) => resident)

/** `false` where nothing was to be changed. */
export const joinTeam = (tx: Tx, resident: string, team: string): boolean =>
  tx.run('insert into team_member (team, resident) values (?, ?) on conflict do nothing', team, resident)
    .changes > 0

/** `false` where nothing was to be changed. */
export const leaveTeam = (tx: Tx, resident: string, team: string): boolean =>
  tx.run('delete from team_member where team = ? and resident = ?', team, resident).changes > 0
