import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import { membersPerPage, type TeamSize } from '../../electron/contract/team-calls.ts'
import { useStaff } from './staff.ts'

type Members = CallOutput<'people.team'> & { team: string }

/** What stands on the pages of teams; `null` before the answer. */
export interface TeamsView {
  teams: readonly TeamSize[] | null
  members: Members | null
}

/** The teams of the station, and the one that is open. */
export const useTeams = defineStore('teams', () => {
  const staff = useStaff()
  const teams = shallowRef<readonly TeamSize[] | null>(null)
  const members = shallowRef<Members | null>(null)
  const page = ref(0)
  let asked = 0

  const ask = async (): Promise<void> => {
    const answer = await staff.attempt('people.teams', {})
    if (answer !== null) teams.value = answer.teams
  }

  /** Opens a team at a page of its members, or asks anew for it. */
  const open = async (team: string, at = 0): Promise<void> => {
    asked += 1
    const number = asked
    if (members.value?.team !== team) members.value = null
    page.value = at
    const answer = await staff.attempt('people.team', { team, page: at })
    if (number !== asked || answer === null) return
    // The last one of the last page has left.
    if (answer.people.length === 0 && at > 0) await open(team, at - 1)
    else members.value = { team, ...answer }
  }

  const pagesOf = ({ total }: Members): number => Math.max(1, Math.ceil(total / membersPerPage))

  const put = (view: TeamsView): void => {
    teams.value = view.teams
    members.value = view.members
  }

  return { teams, members, page, pagesOf, ask, open, put }
})
