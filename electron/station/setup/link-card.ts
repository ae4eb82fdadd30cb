import { StationError } from '../../base/errors.ts'
import type { CallInput } from '../../contract/calls.ts'
import type { SetupResult } from '../../contract/setup.ts'
import { linkResident, staffMember } from '../../staff/store.ts'
import { answered } from '../commands.ts'
import { audited, refused, taken, type SetupParts } from './handlers.ts'

/**
 * The card that the reader test sees is this staff member's own: from then on nobody approves what is given to
 * oneself. Only somebody whom the station knows: nobody is registered by a test.
 */
export const linkCard = (
  built: SetupParts,
  { commandId, staff }: CallInput<'setup.linkCard'>,
  actor: string,
): { result: SetupResult } => {
  const { parts, cardTest } = built
  if (answered(parts, commandId, 'setup.linkCard') !== null) return taken
  const owner = cardTest.owner()
  if (owner === undefined) return refused('noCard')
  if (owner === null) return refused('cardUnknown')
  audited(built, { call: 'setup.linkCard', commandId, actor, subject: staff }, (tx) => {
    if (staffMember(tx, staff) === null) throw new StationError('notFound', { what: 'account' })
    linkResident(tx, staff, owner)
  })
  return taken
}
