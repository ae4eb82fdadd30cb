import { decideTap, type TapDecision } from '../../attendance/rules.ts'
import { hasPlaceAt, insideAt, presenceAt, takenAt } from '../../attendance/store.ts'
import { StationError } from '../../base/errors.ts'
import type { StationEvent } from '../../calendar/rules.ts'
import type { CallInput } from '../../contract/calls.ts'
import type { HandResult, OverrideCause } from '../../contract/staff.ts'
import { businessDateOf } from '../../contract/values.ts'
import { isMinor } from '../../residents/rules.ts'
import { teamsOf, type Resident } from '../../residents/store.ts'
import type { Tx } from '../../store/tx.ts'
import { hasAgreed } from '../agreement.ts'
import type { Parts } from '../parts.ts'
import { checkIn } from '../presence.ts'
import { momentOf } from '../tap.ts'
import { knownEvent, note, knownResident } from './acts.ts'
import type { HandEntry, Plan, Signers } from './two-persons.ts'

/** Somebody to check in, with the rule that a card alone would have failed at. */
interface Entrant {
  resident: string
  cause: OverrideCause | null
}

interface Work {
  event: StationEvent
  entrants: readonly Entrant[]
  already: number
}

const causeOf = (event: StationEvent, decision: TapDecision): OverrideCause | 'in' | null => {
  switch (decision.kind) {
    case 'already':
    case 'alreadyOut':
    case 'checkOut':
      return 'in'
    case 'checkIn':
      return event.status === 'cancelled' ? 'cancelled' : null
    case 'tooEarly':
    case 'tooLate':
    case 'full':
    case 'notEligible':
    case 'notInTeam':
      return event.status === 'cancelled' ? 'cancelled' : decision.kind
  }
}

/** Everybody named, once each, behind whatever id they were chosen by. Throws `notFound` for an unknown one. */
const peopleOf = (tx: Tx, ids: readonly string[], today: string): Resident[] => {
  const people = new Map<string, Resident>()
  for (const id of ids) {
    const resident = knownResident(tx, id)
    if (isMinor(resident.birth, today)) throw new StationError('badInput', { resident: 'minor' })
    people.set(resident.id, resident)
  }
  return [...people.values()]
}

const plan = (
  tx: Tx,
  parts: Parts,
  input: Pick<CallInput<'attendance.checkInByHand'>, 'event' | 'residents'>,
): Plan<Work> => {
  const now = parts.clock.now()
  const event = knownEvent(tx, input.event)
  const pinned = momentOf(tx, parts, now).pinned === event.id
  const entrants: Entrant[] = []
  let already = 0
  let taken = takenAt(tx, event.id)
  for (const { id, birth } of peopleOf(tx, input.residents, businessDateOf(now))) {
    const presence = presenceAt(tx, event.id, id)
    const person = { birth, teams: teamsOf(tx, id) }
    const hasPlace = presence !== null || hasPlaceAt(tx, event.id, id)
    const cause = causeOf(event, decideTap({ event, person, presence, taken, hasPlace, now, pinned }))
    if (cause === 'in') {
      already += 1
      continue
    }
    entrants.push({ resident: id, cause })
    if (!hasPlace) taken += 1
  }
  const because =
    entrants.find(({ cause }) => cause !== null)?.cause ?? (entrants.length > 1 ? 'several' : null)
  const isHallFull =
    event.hallLimit !== null &&
    entrants.length > 0 &&
    insideAt(tx, event.id) + entrants.length > event.hallLimit
  return {
    beneficiaries: entrants.map(({ resident }) => resident),
    refused: isHallFull ? 'hallFull' : null,
    needsSecond: because === null ? null : { because },
    work: { event, entrants, already },
  }
}

/** Checks people in without their cards, all or nobody. The mark stays for ever. */
export const checkInByHand = (
  parts: Parts,
  input: CallInput<'attendance.checkInByHand'>,
): HandEntry<Work> => ({
  call: 'attendance.checkInByHand',
  commandId: input.commandId,
  approval: input.approval,
  subject: input.event,
  plan: (tx) => plan(tx, parts, input),
  write: (tx, { event, entrants, already }, signers: Signers): Extract<HandResult, { kind: 'done' }> => {
    const { author, approver, at } = signers
    const approvedBy = approver?.id ?? null
    for (const { resident, cause } of entrants) {
      const override = { asked: approver !== null, needed: cause !== null }
      const hand = { reason: input.reason, author: author.id, approver: approvedBy, override }
      const agreed = hasAgreed(tx, resident)
      const { attendance } = checkIn(
        tx,
        parts,
        { at, tap: input.commandId },
        { event, resident, agreed, method: 'manual', hand },
      )
      note(tx, signers, 'attendance.enteredByHand', attendance.id, {
        event: event.id,
        resident,
        reason: input.reason,
        approver: approvedBy,
        asked: override.asked,
        needed: override.needed,
      })
    }
    return { kind: 'done', entered: entrants.length, already }
  },
})
