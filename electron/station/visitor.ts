import type { ConsentQuestion, PointsShown } from '../contract/outcomes.ts'
import { ageBandOf, ageOn, maskPerson, type MaskedPerson } from '../contract/values.ts'
import { servedBy } from '../attendance/minutes-store.ts'
import { balanceOfAll } from '../credit/store.ts'
import { idsOf, realResident } from '../residents/aliases.ts'
import { agreedTo, questionDue } from '../residents/consent.ts'
import { isExpired, type CardHolder } from '../residents/rules.ts'
import { meetCard } from '../residents/lists.ts'
import {
  consentOf,
  findByNumber,
  register,
  renewCard,
  residentById,
  type Resident,
} from '../residents/store.ts'
import type { Tx } from '../store/tx.ts'
import { nothingScored, type Scored } from './award.ts'
import type { Parts } from './parts.ts'
import { tell, type Action } from './records.ts'

/** Somebody at the screen, known, with what every outcome about them needs. */
export interface Visitor {
  resident: Resident
  person: MaskedPerson
  agreed: boolean
  /** What may be asked now; never in a crowd. */
  ask: ConsentQuestion | null
  firstVisit: boolean
  cardExpired: boolean
}

const consentFacts = (
  tx: Tx,
  resident: string,
  { today, inCrowd }: { today: string; inCrowd: boolean },
): Pick<Visitor, 'agreed' | 'ask'> => {
  const consent = consentOf(tx, resident)
  return { agreed: agreedTo(consent, 'scoring'), ask: inCrowd ? null : questionDue(consent, today) }
}

/** The person of a card, registered on the first visit. */
export const visitorOfCard = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: { holder: CardHolder; today: string; inCrowd: boolean },
): Visitor => {
  const { holder, today } = input
  const found = findByNumber(tx, parts.cipher, holder.idNumber)
  const known = found === null ? null : realResident(tx, found.id)
  // A card whose entry was joined with a newer card changes nothing of what that one said.
  const own = known !== null && known.id === found?.id ? known : null
  const met = own === null ? null : meetCard(tx, parts.cipher, own, holder)
  if (own !== null && met === null) renewCard(tx, parts.cipher, own, holder)
  const resident = met ?? known ?? register(tx, parts.cipher, { id: parts.newId(), holder, at: action.at })
  if (known === null) {
    tell(tx, parts, action, {
      type: 'cn.wmsj.resident.registered.v1',
      resident: resident.id,
      data: {
        resident: resident.id,
        ageBand: ageBandOf(ageOn(holder.birth, today)),
        sex: holder.sexCode,
        cardKind: holder.kind,
      },
    })
  }
  return {
    resident,
    person: maskPerson(holder.name),
    ...consentFacts(tx, resident.id, input),
    firstVisit: known === null || met !== null,
    cardExpired: isExpired(holder.validTo, today),
  }
}

/** Somebody whose card was identified a moment ago, `null` if there is no such resident. */
export const visitorAgain = (
  tx: Tx,
  input: { resident: string; person: MaskedPerson; today: string; inCrowd: boolean },
): Visitor | null => {
  const resident = residentById(tx, input.resident)
  if (resident === null) return null
  return {
    resident,
    person: input.person,
    ...consentFacts(tx, resident.id, input),
    firstVisit: false,
    cardExpired: isExpired(resident.validTo, input.today),
  }
}

/** Points as the visitor sees them, `null` without consent. A cap is named where it left nothing. */
export const pointsOf = (
  tx: Tx,
  { agreed, resident }: Visitor,
  { added, cappedFor }: Scored = nothingScored,
): PointsShown | null =>
  agreed
    ? {
        added,
        balance: balanceOfAll(tx, idsOf(tx, resident.id)),
        served: servedBy(tx, resident.id),
        ...(cappedFor === null || added !== 0 ? {} : { cappedFor }),
      }
    : null
