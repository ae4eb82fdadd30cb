import { z } from 'zod'
import data from '../../resources/teams.json' with { type: 'json' }
import type { Tx } from '../store/tx.ts'

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

export const addTeam = (tx: Tx, team: string, resident: string): void => {
  tx.run('insert or ignore into team_member (team, resident) values (?, ?)', team, resident)
}

export const removeFromTeam = (tx: Tx, team: string, resident: string): void => {
  tx.run('delete from team_member where team = ? and resident = ?', team, resident)
}

/** How many people are in each team. */
export const teamSizes = (tx: Tx): Map<string, number> =>
  new Map(
    tx
      .all<{ team: string; members: number }>(
        'select team, count(*) as members from team_member group by team',
      )
      .map(({ team, members }) => [team, members]),
  )

/** Ids of a team's members, by the first letters of their names. */
export const membersOf = (
  tx: Tx,
  team: string,
  { offset, limit }: { offset: number; limit: number },
): string[] =>
  tx
    .all<{ resident: string }>(
      `select m.resident from team_member m where m.team = ?
        order by (select min(initials) from name_initials n where n.resident = m.resident), m.resident
        limit ? offset ?`,
      team,
      limit,
      offset,
    )
    .map(({ resident }) => resident)
