import { decideCheckIn } from '../attendance/rules.ts'
import { attendanceAt, insertAttendance, insertHeadcount, takenAt } from '../attendance/store.ts'
import { toInstant } from '../base/clock.ts'
import { exhaustive } from '../base/result.ts'
import { briefOf, comingEvents, openEvent, type StationEvent } from '../calendar/rules.ts'
import { eventsFrom } from '../calendar/store.ts'
import type { EventBrief } from '../contract/events.ts'
import type { ConsentQuestion, PointsShown, TapOutcome } from '../contract/outcomes.ts'
import { ageBandOf, ageOn, businessDateOf, maskPerson, type MaskedPerson } from '../contract/values.ts'
import { balanceOf } from '../credit/store.ts'
import { agreedTo, questionDue } from '../residents/consent.ts'
import { isExpired, isMinor, type CardHolder } from '../residents/rules.ts'
import {
  consentOf,
  findByNumber,
  recordAnswer,
  register,
  renewCard,
  type Resident,
} from '../residents/store.ts'
import type { Tx } from '../store/tx.ts'
import { scoreAttendance } from './award.ts'
import { noticeVersion, type Parts } from './parts.ts'
import { tell, type Action } from './records.ts'

/** One card on the reader, with everything that deciding about it needs. */
export interface CardTap {
  id: string
  at: number
  holder: CardHolder
  /** A question that somebody else left unanswered: this card means "later" to it. */
  leftOpen: { resident: string; question: ConsentQuestion } | null
  /** Whether this child was counted at this event before; nothing of a child is stored. */
  isCounted: (event: string, holder: CardHolder) => boolean
}

export interface Decided {
  outcome: TapOutcome
  resident: string | null
  event: string | null
}

interface Situation {
  open: StationEvent | null
  next: EventBrief | null
  today: string
}

const situationAt = (tx: Tx, now: number): Situation => {
  const events = eventsFrom(tx, now)
  const next = comingEvents(events, now)[0]
  return {
    open: openEvent(events, now),
    next: next === undefined ? null : briefOf(next, takenAt(tx, next.id)),
    today: businessDateOf(now),
  }
}

const identify = (
  tx: Tx,
  parts: Parts,
  tap: CardTap,
  today: string,
): { resident: Resident; firstVisit: boolean } => {
  const known = findByNumber(tx, parts.cipher, tap.holder.idNumber)
  if (known !== null) {
    renewCard(tx, parts.cipher, known, tap.holder)
    return { resident: known, firstVisit: false }
  }
  const { holder, at } = tap
  const resident = register(tx, parts.cipher, { id: parts.newId(), holder, at })
  tell(
    tx,
    parts,
    { at, tap: tap.id },
    {
      type: 'cn.wmsj.resident.registered.v1',
      resident: resident.id,
      data: {
        resident: resident.id,
        ageBand: ageBandOf(ageOn(holder.birth, today)),
        sex: holder.sexCode,
        cardKind: holder.kind,
      },
    },
  )
  return { resident, firstVisit: true }
}

const countChild = (tx: Tx, parts: Parts, tap: CardTap, open: StationEvent | null): Decided => {
  const event = open === null ? null : briefOf(open, takenAt(tx, open.id))
  if (open !== null && !tap.isCounted(open.id, tap.holder)) {
    const id = tell(
      tx,
      parts,
      { at: tap.at, tap: tap.id },
      {
        type: 'cn.wmsj.attendance.headcount.v1',
        data: { event: open.id, count: 1 },
      },
    )
    insertHeadcount(tx, { id, event: open.id, tap: tap.id, count: 1, at: tap.at })
  }
  return { outcome: { kind: 'minor', event }, resident: null, event: open?.id ?? null }
}

const checkIn = (
  tx: Tx,
  parts: Parts,
  action: Action & { tap: string },
  input: { event: StationEvent; resident: string; agreed: boolean },
): number => {
  const { event, resident, agreed } = input
  const id = tell(tx, parts, action, {
    type: 'cn.wmsj.attendance.checkin.v1',
    resident,
    data: { event: event.id, resident, method: 'id-card', role: 'attendee' },
  })
  // A night event belongs to the day it began on: the event's date decides, not the clock's.
  const businessDate = businessDateOf(event.startsAt)
  const attendance = { id, event: event.id, resident, tap: action.tap, at: action.at, businessDate }
  insertAttendance(tx, attendance)
  return scoreAttendance(tx, parts, action, { attendance, event, agreed })
}

/** Another person's card means "later" to a question that stands on the screen; one's own does not. */
const putOff = (tx: Tx, tap: CardTap, resident: string | null, today: string): void => {
  if (tap.leftOpen === null || tap.leftOpen.resident === resident) return
  recordAnswer(tx, {
    ...tap.leftOpen,
    answer: 'later',
    businessDate: today,
    at: tap.at,
    noticeVersion,
    by: 'card',
  })
}

/** Somebody at the screen, known, with what every outcome about them needs. */
interface Visitor {
  resident: Resident
  person: MaskedPerson
  agreed: boolean
  ask: ConsentQuestion | null
  firstVisit: boolean
  cardExpired: boolean
}

const visitorOf = (tx: Tx, parts: Parts, tap: CardTap, today: string): Visitor => {
  const { resident, firstVisit } = identify(tx, parts, tap, today)
  putOff(tx, tap, resident.id, today)
  const consent = consentOf(tx, resident.id)
  return {
    resident,
    person: maskPerson(tap.holder.name),
    agreed: agreedTo(consent, 'scoring'),
    ask: questionDue(consent, today),
    firstVisit,
    cardExpired: isExpired(tap.holder.validTo, today),
  }
}

const pointsOf = (tx: Tx, { agreed, resident }: Visitor, added: number): PointsShown | null =>
  agreed ? { added, balance: balanceOf(tx, resident.id), served: 0 } : null

/** What the tap comes to at the event that is open. */
const tapAtEvent = (
  tx: Tx,
  parts: Parts,
  action: { at: number; tap: string },
  input: { visitor: Visitor; open: StationEvent; next: EventBrief | null },
): TapOutcome => {
  const { visitor, open, next } = input
  const { resident, person, agreed, ask, firstVisit, cardExpired } = visitor
  const taken = takenAt(tx, open.id)
  const checkedInAt = attendanceAt(tx, open.id, resident.id)?.at ?? null
  const decision = decideCheckIn({ event: open, birth: resident.birth, checkedInAt, taken })
  const event = briefOf(open, taken)
  switch (decision.kind) {
    case 'already': {
      const at = toInstant(decision.checkedInAt)
      return {
        kind: 'alreadyCheckedIn',
        person,
        event,
        checkedInAt: at,
        points: pointsOf(tx, visitor, 0),
        ask,
      }
    }
    case 'notEligible':
    case 'full':
      return { kind: 'refused', person, event, reason: decision, next }
    case 'checkIn': {
      const added = checkIn(tx, parts, action, { event: open, resident: resident.id, agreed })
      const points = pointsOf(tx, visitor, added)
      const clockUnset = parts.clockState() === 'unset'
      const arrived = briefOf(open, taken + 1)
      return {
        kind: 'checkedIn',
        person,
        event: arrived,
        points,
        firstVisit,
        cardExpired,
        clockUnset,
        next,
        ask,
      }
    }
    default:
      return exhaustive(decision)
  }
}

/**
 * Decides about one card and writes what follows from it, all in the caller's transaction:
 * resident, attendance, points, and one outbox row for each.
 */
export const takeCard = (tx: Tx, parts: Parts, tap: CardTap): Decided => {
  const { open, next, today } = situationAt(tx, tap.at)
  if (isMinor(tap.holder.birth, today)) {
    putOff(tx, tap, null, today)
    return countChild(tx, parts, tap, open)
  }
  const visitor = visitorOf(tx, parts, tap, today)
  const resident = visitor.resident.id
  if (open === null) {
    const { person, firstVisit, ask } = visitor
    const points = pointsOf(tx, visitor, 0)
    return { outcome: { kind: 'nothingOn', person, points, firstVisit, next, ask }, resident, event: null }
  }
  const outcome = tapAtEvent(tx, parts, { at: tap.at, tap: tap.id }, { visitor, open, next })
  return { outcome, resident, event: open.id }
}
