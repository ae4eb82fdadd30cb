import { decideCheckIn } from '../attendance/rules.ts'
import { attendanceAt, insertAttendance, insertHeadcount, takenAt } from '../attendance/store.ts'
import { exhaustive } from '../base/result.ts'
import { briefOf, comingEvents, openEvent, type StationEvent } from '../calendar/rules.ts'
import { eventsFrom } from '../calendar/store.ts'
import type { EventBrief } from '../contract/events.ts'
import type { ConsentQuestion, PointsShown, TapOutcome } from '../contract/outcomes.ts'
import { ageBandOf, ageOn, businessDateOf, maskPerson } from '../contract/values.ts'
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
import { balanceOf, scoreAttendance } from './award.ts'
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
  isCounted(event: string, holder: CardHolder): boolean
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
    renewCard(tx, known, tap.holder.validTo)
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
  const { resident, firstVisit } = identify(tx, parts, tap, today)
  putOff(tx, tap, resident.id, today)
  const person = maskPerson(tap.holder.name)
  const consent = consentOf(tx, resident.id)
  const agreed = agreedTo(consent, 'scoring')
  const ask = questionDue(consent, today)
  const points = (added: number): PointsShown | null =>
    agreed ? { added, balance: balanceOf(tx, resident.id), served: 0 } : null
  const decided = (outcome: TapOutcome): Decided => ({
    outcome,
    resident: resident.id,
    event: open?.id ?? null,
  })

  if (open === null) {
    return decided({ kind: 'nothingOn', person, points: points(0), firstVisit, next, ask })
  }
  const taken = takenAt(tx, open.id)
  const before = attendanceAt(tx, open.id, resident.id)
  const decision = decideCheckIn({
    event: open,
    birth: resident.birth,
    checkedInAt: before?.at ?? null,
    taken,
  })
  const event = briefOf(open, taken)
  switch (decision.kind) {
    case 'already': {
      const checkedInAt = new Date(decision.checkedInAt).toISOString()
      return decided({ kind: 'alreadyCheckedIn', person, event, checkedInAt, points: points(0), ask })
    }
    case 'notEligible':
      return decided({
        kind: 'refused',
        person,
        event,
        reason: { kind: 'notEligible', minAge: decision.minAge },
        next,
      })
    case 'full':
      return decided({ kind: 'refused', person, event, reason: { kind: 'full' }, next })
    case 'checkIn': {
      const action = { at: tap.at, tap: tap.id }
      const added = checkIn(tx, parts, action, { event: open, resident: resident.id, agreed })
      return decided({
        kind: 'checkedIn',
        person,
        event: briefOf(open, taken + 1),
        points: points(added),
        firstVisit,
        cardExpired: isExpired(tap.holder.validTo, today),
        clockUnset: parts.clockState() === 'unset',
        next,
        ask,
      })
    }
    default:
      return exhaustive(decision)
  }
}
