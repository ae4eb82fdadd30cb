import type { ClaimDetails } from '../../../electron/contract/credit.ts'

type Approver = ClaimDetails['approvers'][number]

/** What a council decides is decided by at least so many. The core counts again. */
export const fewestParticipants = 3

/** Heads sit in it too, though the PIN must be that of a member of the council. */
export const maySit = ({ staff, refusal }: Approver): boolean =>
  refusal === null ||
  (refusal === 'lacksRole' && staff.roles.some((role) => role === 'head' || role === 'council'))

/** What is still missing before the PIN: so many people, or one of the council among them; `null` = nothing. */
export const councilLacks = (
  approvers: readonly Approver[],
  participants: readonly string[],
): { people: number } | 'member' | null => {
  const sitting = approvers.filter((one) => maySit(one) && participants.includes(one.staff.id))
  if (sitting.length < fewestParticipants) return { people: fewestParticipants - sitting.length }
  return sitting.some(({ refusal }) => refusal === null) ? null : 'member'
}
