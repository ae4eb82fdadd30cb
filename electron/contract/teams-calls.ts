import { z } from 'zod'
import { call, commandId } from './call.ts'
import { foundPerson } from './staff.ts'
import { uuid } from './values.ts'

export const membersPerPage = 6
export const mostTeamsListed = 50
/** Teams that one person may be in. */
export const mostTeamsOfOne = 5

const count = z.int().nonnegative()
const team = z.string().trim().min(1).max(20)

/** A team as staff see it in the list: who is in it, and what is planned for it. */
export const teamRow = z.object({ team: z.string().max(20), members: count, coming: count })
export type TeamRow = z.infer<typeof teamRow>

/** Teams of volunteers. A team is there as long as somebody is in it or an event is for it. */
export const teamsCalls = {
  'teams.list': call('clerk', z.object({}), z.object({ teams: z.array(teamRow).max(mostTeamsListed) })),
  /** Members by their names' first letters; a team that nobody is in yet has none. */
  'teams.open': call(
    'clerk',
    z.object({ team, page: z.int().nonnegative() }),
    z.object({ members: count, coming: count, people: z.array(foundPerson).max(membersPerPage) }),
  ),
  /** Fails with `conflict` for somebody who is in five teams already. Somebody who is in this one stays. */
  'teams.add': call('clerk', z.object({ commandId, team, resident: uuid }), z.object({})),
  'teams.remove': call('clerk', z.object({ commandId, team, resident: uuid }), z.object({})),
}
