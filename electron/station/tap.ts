import { insertHeadcount, presenceAt, presencesOf, takenAt } from '../attendance/store.ts'
import { exhaustive } from '../base/result.ts'
import { briefOf, comingEvents, lastMomentOf, openEvent, type StationEvent } from '../calendar/rules.ts'
import { eventById, eventsFrom, pinnedEvent } from '../calendar/store.ts'
import type { EventBrief } from '../contract/events.ts'
import type { ConsentQuestion, TapOutcome } from '../contract/outcomes.ts'
import { businessDateOf } from '../contract/values.ts'
import { isMinor, type CardHolder } from '../residents/rules.ts'
import { consentOf, recordAnswer } from '../residents/store.ts'
import type { Tx } from '../store/tx.ts'
import { tapAtEvent } from './at-event.ts'
import type { Asked } from './calendar/asked.ts'
import { withSignUp } from './calendar/sign-ups.ts'
import { noticeVersion, type Parts } from './parts.ts'
import type { Deed } from './presence.ts'
import { tell } from './records.ts'
import { pointsOf, visitorOfCard, type Visitor } from './visitor.ts'
import { whichEvent, type WhichEvent } from './which-event.ts'

/** One card on the reader, with everything that deciding about it needs. */
export interface CardTap {
  id: string
  at: number
  holder: CardHolder
  /** A question that somebody else left unanswered: this card means "later" to it. */
  leftOpen: { resident: string; question: ConsentQuestion } | null
  /** What somebody chose a moment ago in the same queue. */
  remembered: string | null
  /** Many people at once: nobody is asked anything. */
  inCrowd: boolean
  /** The event that the page wants this card to sign up for. */
  signUp: Asked | null
  /** Whether this child was counted at this event before; nothing of a child is stored. */
  isCounted: (event: string, holder: CardHolder) => boolean
}

export interface Decided {
  outcome: TapOutcome
  resident: string | null
  event: string | null
}

/** What is on at the station at one moment. */
export interface Moment {
  events: StationEvent[]
  /** The event that staff sent all taps to, while it is on; with a clock that is wrong, until they let it go. */
  pinned: string | null
  next: EventBrief | null
  today: string
}

export const momentOf = (tx: Tx, parts: Parts, now: number): Moment => {
  const listed = eventsFrom(tx, now)
  const id = pinnedEvent(tx)
  const pinned = id === null ? null : eventById(tx, id)
  const holds =
    pinned?.status === 'published' && (now < lastMomentOf(pinned) || !parts.isClockTrusted()) ? pinned : null
  const events = holds === null || listed.some((event) => event.id === holds.id) ? listed : [holds, ...listed]
  const next = comingEvents(events, now)[0]
  return {
    events,
    pinned: holds?.id ?? null,
    next: next === undefined ? null : briefOf(next, takenAt(tx, next.id)),
    today: businessDateOf(now),
  }
}

const countChild = (tx: Tx, parts: Parts, tap: CardTap, open: StationEvent | null): Decided => {
  const event = open === null ? null : briefOf(open, takenAt(tx, open.id))
  if (open !== null && !tap.isCounted(open.id, tap.holder)) {
    const data = { event: open.id, count: 1 }
    const action = { at: tap.at, tap: tap.id }
    const id = tell(tx, parts, action, { type: 'cn.wmsj.attendance.headcount.v1', data })
    const by = { guardian: null, author: null }
    insertHeadcount(tx, { id, event: open.id, tap: tap.id, count: 1, at: tap.at, ...by })
  }
  return { outcome: { kind: 'minor', event }, resident: null, event: open?.id ?? null }
}

/**
 * Another person's card means "later" to a question that stands on the screen; one's own does not. Who had refused and
 * only looked at the question again has refused still.
 */
const putOff = (tx: Tx, tap: CardTap, resident: string | null, today: string): void => {
  if (tap.leftOpen === null || tap.leftOpen.resident === resident) return
  if (consentOf(tx, tap.leftOpen.resident)[tap.leftOpen.question]?.answer === 'no') return
  recordAnswer(tx, {
    ...tap.leftOpen,
    answer: 'later',
    businessDate: today,
    at: tap.at,
    noticeVersion,
    by: 'card',
  })
}

const withoutEvent = (
  tx: Tx,
  visitor: Visitor,
  which: Exclude<WhichEvent, { kind: 'one' }>,
  next: EventBrief | null,
): TapOutcome => {
  const { person, firstVisit, ask } = visitor
  const brief = (event: StationEvent): EventBrief => briefOf(event, takenAt(tx, event.id))
  switch (which.kind) {
    case 'several': {
      const choices = which.choices.slice(0, 12).map(({ event, action }) => ({ event: brief(event), action }))
      return { kind: 'chooseEvent', person, choices }
    }
    case 'none': {
      const points = pointsOf(tx, visitor)
      return { kind: 'nothingOn', person, points, firstVisit, next, ask }
    }
    default:
      return exhaustive(which)
  }
}

/**
 * Decides about one card and writes what follows from it, all in the caller's transaction:
 * resident, attendance, points, and one outbox row for each.
 */
export const takeCard = (tx: Tx, parts: Parts, tap: CardTap): Decided => {
  const { events, pinned, next, today } = momentOf(tx, parts, tap.at)
  const action = { at: tap.at, tap: tap.id }
  if (isMinor(tap.holder.birth, today)) {
    putOff(tx, tap, null, today)
    const held = events.find(({ id }) => id === pinned)
    return countChild(tx, parts, tap, held ?? openEvent(events, tap.at, tap.remembered))
  }
  const { holder, inCrowd, remembered } = tap
  const visitor = visitorOfCard(tx, parts, action, { holder, today, inCrowd })
  const resident = visitor.resident.id
  putOff(tx, tap, resident, today)
  const ids = events.map(({ id }) => id)
  const presences = presencesOf(tx, resident, ids)
  const which = whichEvent({ events, presences, pinned, remembered, now: tap.at })
  const atEvent = (event: StationEvent): Decided => {
    const presence = presences.get(event.id) ?? null
    const at = { visitor, event, next, presence, pinned: event.id === pinned, early: false }
    return { outcome: tapAtEvent(tx, parts, action, at), resident, event: event.id }
  }
  const decided: Decided =
    which.kind === 'one'
      ? atEvent(which.event)
      : { outcome: withoutEvent(tx, visitor, which, next), resident, event: null }
  return tap.signUp === null ? decided : withSignUp(tx, action, { decided, visitor, asked: tap.signUp })
}

/** What the person chose on the screen: one of several events, or to leave before it is due. */
export const takeChoice = (
  tx: Tx,
  parts: Parts,
  action: Deed,
  input: { visitor: Visitor; event: string; early: boolean },
): Decided => {
  const { visitor, event: id, early } = input
  const { events, pinned, next } = momentOf(tx, parts, action.at)
  const resident = visitor.resident.id
  const event = events.find((one) => one.id === id) ?? null
  if (event === null) {
    return { outcome: withoutEvent(tx, visitor, { kind: 'none' }, next), resident, event: null }
  }
  const presence = presenceAt(tx, id, resident)
  const at = { visitor, event, next, presence, pinned: id === pinned, early }
  return { outcome: tapAtEvent(tx, parts, action, at), resident, event: id }
}
