import { countedAt } from '../attendance/minutes-store.ts'
import type { StationEvent } from '../calendar/rules.ts'
import { businessDateOf } from '../contract/values.ts'
import { eventById } from '../calendar/store.ts'
import type { Catalogue } from '../credit/catalogue.ts'
import { ruleInForce } from '../credit/in-force.ts'
import { scoredAt, scoredFirstAt } from '../credit/scored.ts'
import type { ReversalReason } from '../credit/store.ts'
import type { Tx } from '../store/tx.ts'
import { agreedInTime, hasAgreed } from './agreement.ts'
import { settleAttendance, type Scoring } from './attendance-points.ts'
import { bothScored, nothingScored, type Scored } from './award.ts'
import { forgetHours, settleHours } from './hours-points.ts'
import type { Parts } from './parts.ts'
import type { Action } from './records.ts'
import { settleStars } from './stars.ts'

interface Change {
  resident: string
  /** What happened at which the points are put right. */
  events: readonly StationEvent[]
  why: ReversalReason
  /** Known where the person stands at the screen; left out, it is looked up. */
  agreed?: boolean
  /** What earns the points of the one event, where that is known. */
  earned?: string[] | null
  voided?: readonly number[]
}

type Situation = Omit<Scoring, 'ruleId' | 'item' | 'revision'>

/** A rule that taps alone bring points under; what two persons vouch for comes with a claim. */
const ruleForTaps = (catalogue: Catalogue, ruleId: string, date: string) => {
  const rule = ruleInForce(catalogue, ruleId, date)
  const isForTaps = rule.kind === 'refused' || ['attendance', 'hours'].includes(rule.item.basis)
  return isForTaps ? rule : ({ kind: 'refused', reason: 'needsClaim' } as const)
}

const scoringOf = (parts: Parts, ruleId: string, situation: Situation): Scoring => {
  const catalogue = parts.catalogue()
  const { event, agreed } = situation
  const rule = ruleForTaps(catalogue, ruleId, businessDateOf(event.startsAt))
  if (rule.kind === 'refused' && agreed) {
    parts.log.warn('rule gives no points', { rule: ruleId, event: event.id, reason: rule.reason })
  }
  return {
    ...situation,
    ruleId,
    item: catalogue.items.find(({ id }) => id === ruleId) ?? null,
    revision: rule.kind === 'rule' ? rule.revision : null,
  }
}

/** Whether hours are what the rule counts; of a rule that the catalogue lost, what it left tells. */
const countsHours = (tx: Tx, { item, resident, ruleId, event }: Scoring): boolean =>
  item === null ? scoredAt(tx, { resident, ruleId, event: event.id }) !== null : item.basis === 'hours'

const settleEvent = (tx: Tx, parts: Parts, action: Action, situation: Situation): Scored => {
  const { ruleId } = situation.event
  if (ruleId === null) return nothingScored
  const scoring = scoringOf(parts, ruleId, situation)
  return countsHours(tx, scoring)
    ? settleHours(tx, parts, action, scoring)
    : settleAttendance(tx, parts, action, scoring)
}

/**
 * Puts right what somebody's presence and minutes at these events bring, and the stars, in the caller's transaction.
 * It may be called whenever something has changed: what is right already stays as it is.
 */
export const settlePoints = (tx: Tx, parts: Parts, action: Action, change: Change): Scored => {
  const { resident, events, why, earned, voided = [] } = change
  const agreedNow = change.agreed ?? hasAgreed(tx, resident)
  let scored = nothingScored
  let crossed = 0
  const basis: string[] = []
  for (const event of events) {
    const agreed = agreedInTime(tx, { resident, event, agreed: agreedNow, now: action.at })
    scored = bothScored(
      scored,
      settleEvent(tx, parts, action, {
        ...{ resident, event, agreed, why, voided },
        ...(earned === undefined ? {} : { earned }),
      }),
    )
    if (!agreed || !event.countsMinutes) continue
    for (const { id, minutes } of countedAt(tx, event.id, resident)) {
      crossed += minutes
      basis.push(id)
    }
  }
  const last = events.findLast(({ countsMinutes }) => countsMinutes)
  if (last === undefined) return scored
  const date = businessDateOf(last.startsAt)
  return bothScored(scored, settleStars(tx, parts, action, { resident, date, crossed, basis, why }))
}

/** Hours that were scored at these moments were not agreed to: they are not scored any more. */
export const forgetScored = (
  tx: Tx,
  parts: Parts,
  action: Action,
  { resident, moments }: { resident: string; moments: readonly number[] },
): void => {
  for (const { event: id, ruleId } of scoredFirstAt(tx, resident, moments)) {
    const event = eventById(tx, id)
    if (event === null) continue
    const situation = { resident, event, agreed: false, why: 'attendanceReversed', voided: moments } as const
    forgetHours(tx, parts, action, scoringOf(parts, ruleId, situation))
  }
}
