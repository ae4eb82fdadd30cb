import { toInstant } from '../../base/clock.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { ClaimDetails, ClaimRow } from '../../contract/credit.ts'
import { claimsIn, type Claim } from '../../credit/claims-store.ts'
import { realId } from '../../residents/aliases.ts'
import { everStaffMember, staffMembers, type StaffMember } from '../../staff/store.ts'
import type { Tx } from '../../store/tx.ts'
import type { Parts } from '../parts.ts'
import { showing, type Shown } from '../shown-people.ts'
import { look, note, type DeskDeps } from './acts.ts'
import { authorOf, neededFor } from './claim-approve.ts'
import { knownClaim } from './claim-file.ts'
import { ruleOfClaim } from './claim-judge.ts'
import { openPhoto } from './claim-photo.ts'
import { asResident, refuseSecond } from './two-persons.ts'

const pageSize = 10
const mostShown = 20

const refusalOf = (
  tx: Tx,
  parts: Parts,
  claim: Claim,
  { member, askedBy }: { member: StaffMember; askedBy: StaffMember },
): ReturnType<typeof refuseSecond> =>
  refuseSecond(asResident(tx, member), {
    askedBy,
    beneficiaries: [realId(tx, claim.resident)],
    needed: neededFor(parts, claim),
  })

const nameOf = (tx: Tx, id: string | null): string | null =>
  id === null ? null : (everStaffMember(tx, id)?.name ?? null)

const rowOf = (tx: Tx, parts: Parts, shown: Shown, claim: Claim, viewer: StaffMember): ClaimRow => {
  const { id, ruleId, amount, happenedOn, filedAt, state, approver, because } = claim
  const author = authorOf(tx, claim)
  return {
    id,
    person: shown.person(realId(tx, claim.resident)),
    rule: ruleId,
    name: ruleOfClaim(parts.catalogue(), claim)?.item.name ?? ruleId,
    amount,
    on: happenedOn,
    filedAt: toInstant(filedAt),
    state,
    author: author?.name ?? null,
    approver: nameOf(tx, approver),
    because,
    mayDecide:
      state === 'waiting' &&
      author !== null &&
      refusalOf(tx, parts, claim, { member: viewer, askedBy: author }) === null,
    hasPhoto: claim.photo !== null,
  }
}

/** One page of the claims that wait, were approved, or went back. */
export const listClaims = (
  { parts, ...deps }: DeskDeps,
  page: string,
  { show, page: index }: CallInput<'claims.list'>,
): CallOutput<'claims.list'> =>
  look({ parts, ...deps }, page, (tx, doing) => {
    const { total, claims } = claimsIn(tx, show, { from: index * pageSize, limit: pageSize })
    const shown = showing(tx, parts.cipher)
    note(tx, doing, 'claims.listed', '', { show, page: index, total })
    return { total, claims: claims.map((claim) => rowOf(tx, parts, shown, claim, doing.author)) }
  })

/** Everything that staff need to decide about a claim. Throws `notFound`. */
export const openClaim = (
  deps: DeskDeps,
  page: string,
  { claim: id }: CallInput<'claims.open'>,
): ClaimDetails =>
  look(deps, page, (tx, doing) => {
    const { parts } = deps
    const claim = knownClaim(tx, id)
    const rule = ruleOfClaim(parts.catalogue(), claim)
    // Of what nobody has vouched for yet, who looks at it would be the author.
    const askedBy = authorOf(tx, claim) ?? asResident(tx, doing.author)
    note(tx, doing, 'claims.opened', claim.id)
    return {
      claim: rowOf(tx, parts, showing(tx, parts.cipher), claim, doing.author),
      resident: realId(tx, claim.resident),
      quantity: claim.quantity,
      documentNo: claim.documentNo,
      evidence: rule?.item.evidence ?? '',
      approval: rule?.revision.approval.by === 'council' ? 'council' : 'second',
      noticeDays: rule?.revision.approval.noticeDays ?? 0,
      noticeUntil: claim.noticeUntil,
      participants: claim.participants.flatMap((one) => nameOf(tx, one) ?? []).slice(0, mostShown),
      approvers: staffMembers(tx)
        .slice(0, mostShown)
        .map((member) => ({
          staff: { id: member.id, name: member.name, roles: member.roles },
          refusal: refusalOf(tx, parts, claim, { member, askedBy }),
        })),
    }
  })

/** The picture that was filed with a claim. Throws `notFound`. */
export const openClaimPhoto = (
  deps: DeskDeps,
  page: string,
  { claim: id }: CallInput<'claims.photo'>,
): CallOutput<'claims.photo'> =>
  look(deps, page, (tx, doing) => {
    const claim = knownClaim(tx, id)
    const photo = openPhoto(tx, deps.parts, claim.photo)
    note(tx, doing, 'claims.photoOpened', claim.id)
    return { photo }
  })
