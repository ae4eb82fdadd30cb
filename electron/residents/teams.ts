import type { Tx } from '../store/tx.ts'

/** Teams that somebody is in or that an event is for, by name. */
export const knownTeams = (tx: Tx, limit: number): string[] =>
  tx
    .all<{ team: string }>(
      `select team from team_member union select team from event where team is not null order by team limit ?`,
      limit,
    )
    .map(({ team }) => team)

export const setTeams = (tx: Tx, resident: string, teams: readonly string[]): void => {
  tx.run('delete from team_member where resident = ?', resident)
  for (const team of new Set(teams)) {
    tx.run('insert into team_member (team, resident) values (?, ?)', team, resident)
  }
}

export const addTeam = (tx: Tx, team: string, resident: string): void => {
  tx.run('insert or ignore into team_member (team, resident) values (?, ?)', team, resident)
}
