import { z } from 'zod'
import { call, commandId } from './call.ts'
import { foundPerson } from './staff.ts'
import { uuid } from './values.ts'

export const teamName = z.string().trim().min(1).max(20)

export const teamSize = z.object({ team: z.string().max(20), members: z.int().nonnegative() })
export type TeamSize = z.infer<typeof teamSize>

/** How many of a team stand on one page of the answer. */
export const membersPerPage = 20

/** Teams of volunteers and who is in them. A team of the village's own is there from its first member on. */
export const teamCalls = {
  /** The eight standard teams first, then the village's own. */
  'people.teams': call('clerk', z.object({}), z.object({ teams: z.array(teamSize).max(100) })),
  'people.team': call(
    'clerk',
    z.object({ team: teamName, page: z.int().nonnegative() }),
    z.object({ total: z.int().nonnegative(), people: z.array(foundPerson).max(membersPerPage) }),
  ),
  /** Fails with `conflict` for somebody who is in as many teams as one can be. */
  'people.joinTeam': call('clerk', z.object({ commandId, resident: uuid, team: teamName }), z.object({})),
  'people.leaveTeam': call('clerk', z.object({ commandId, resident: uuid, team: teamName }), z.object({})),
}
