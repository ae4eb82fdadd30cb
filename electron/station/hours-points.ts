import { countedAt, type CountedMinutes } from '../attendance/minutes-store.ts'
import { businessDateOf } from '../contract/values.ts'
import { roundToHalfHours } from '../credit/amounts.ts'
import { serviceGroups, type ServiceGroup } from '../credit/hours.ts'
import { businessKeyOf } from '../credit/keys.ts'
import { isWithin } from '../credit/periods.ts'
import {
  deleteScored,
  insertScored,
  scoredAt,
  scoredDays,
  scoredUnder,
  setScoredMinutes,
  setWorth,
  type ScoredService,
} from '../credit/scored.ts'
import { standingByKey, type LedgerEntry, type ReversalReason } from '../credit/store.ts'
import type { Tx } from '../store/tx.ts'
import type { Scoring } from './attendance-points.ts'
import { bothScored, giveUnderCaps, nothingScored, takeBackEntries, type Scored } from './award.ts'
import type { Parts } from './parts.ts'
import type { Action } from './records.ts'

/** Service whose share of the whole is another one now. */
type Changed = ScoredService & { before: number }

/** Takes an entry back and gives anew what the event's service brings now, as far as the caps leave it. */
const renew = (
  tx: Tx,
  parts: Parts,
  action: Action,
  input: Pick<Scoring, 'resident' | 'ruleId' | 'item'> & {
    scored: Changed
    counted: readonly CountedMinutes[]
    entry: LedgerEntry | null
    why: ReversalReason
  },
): Scored => {
  const { resident, ruleId, item, scored, counted, entry, why } = input
  // What a cap had left nothing of is not given because it is less now.
  if (entry === null && scored.worth <= scored.before) return nothingScored
  const taken =
    entry === null
      ? nothingScored
      : { added: takeBackEntries(tx, parts, action, [entry], { reason: why }), cappedFor: null }
  const given = giveUnderCaps(tx, parts, action, {
    caps: item?.revisions.find(({ rev }) => rev === scored.ruleRev)?.caps ?? [],
    award: {
      resident,
      amount: scored.worth,
      ruleId,
      ruleRev: scored.ruleRev,
      event: scored.event,
      claim: null,
      basisKind: 'hours',
      basis: counted.map(({ id }) => id),
      businessKey: businessKeyOf({ resident, rule: ruleId, event: scored.event }),
      businessDate: scored.businessDate,
      minutes: counted.reduce((sum, { minutes }) => sum + minutes, 0),
      author: null,
      approver: null,
    },
  })
  return bothScored(taken, given)
}

const isIn = (group: ServiceGroup, scored: ScoredService): boolean =>
  scored.ruleRev === group.ruleRev && isWithin(group, scored.businessDate)

/** What a group is short of, or has too much, is put onto the event in hand, else onto the newest ones. */
const spread = (
  tx: Tx,
  { resident, ruleId }: Scoring,
  group: ServiceGroup,
  kept: ScoredService | null,
): Changed[] => {
  let rest = group.due - group.worth
  if (rest === 0) return []
  const own = kept !== null && isIn(group, kept) ? [kept] : []
  const isForOwn = rest > 0 && own.length > 0
  const others = isForOwn ? [] : scoredUnder(tx, { resident, ruleId, ...group })
  const changed: Changed[] = []
  for (const scored of [...own, ...others.filter(({ seq }) => seq !== kept?.seq)]) {
    const worth = Math.max(0, scored.worth + rest)
    rest -= worth - scored.worth
    if (worth !== scored.worth) {
      setWorth(tx, scored.seq, worth)
      changed.push({ ...scored, worth, before: scored.worth })
    }
    if (rest === 0) break
  }
  return changed
}

const rebalance = (tx: Tx, scoring: Scoring, kept: ScoredService | null): Changed[] => {
  const { item, resident, ruleId } = scoring
  if (item === null) return []
  return serviceGroups(item, scoredDays(tx, resident, ruleId)).flatMap((group) =>
    spread(tx, scoring, group, kept),
  )
}

/** Keeps what of the event counts. Returns what is kept now, `null` for nothing. */
const keepMinutes = (
  tx: Tx,
  action: Action,
  { resident, ruleId, event, agreed, revision }: Scoring,
  minutes: number,
): ScoredService | null => {
  const before = scoredAt(tx, { resident, ruleId, event: event.id })
  if (before === null) {
    // Service from before the consent is not scored later either.
    if (!agreed || revision === null || minutes === 0) return null
    const businessDate = businessDateOf(event.startsAt)
    const scored = { resident, ruleId, event: event.id, ruleRev: revision.rev, minutes, businessDate }
    return insertScored(tx, { ...scored, at: action.at })
  }
  if (minutes === 0) {
    deleteScored(tx, before.seq)
    return null
  }
  if (minutes !== before.minutes) setScoredMinutes(tx, before.seq, minutes)
  return before
}

/** Takes an event's service out of what is scored, and puts right what others bring without it. */
const settleKept = (
  tx: Tx,
  parts: Parts,
  action: Action,
  scoring: Scoring,
  { kept, counted }: { kept: ScoredService | null; counted: readonly CountedMinutes[] },
): Scored => {
  const { resident, ruleId, event, why } = scoring
  const changed = rebalance(tx, scoring, kept)
  const entry = standingByKey(tx, businessKeyOf({ resident, rule: ruleId, event: event.id }))
  const ids = counted.map(({ id }) => id)
  const own: Changed | null =
    changed.find((scored) => scored.event === event.id) ?? (kept && { ...kept, before: kept.worth })
  const isShaken = entry !== null && !(own !== null && entry.basis.every((id) => ids.includes(id)))
  const isOwnChanged = isShaken || changed.some((scored) => scored.event === event.id)
  let scored = nothingScored
  if (isOwnChanged && own !== null) {
    scored = renew(tx, parts, action, { ...scoring, scored: own, counted, entry, why })
  } else if (isOwnChanged && entry !== null) {
    scored = { ...nothingScored, added: takeBackEntries(tx, parts, action, [entry], { reason: why }) }
  }
  for (const other of changed) {
    if (other.event === event.id) continue
    const renewed = renew(tx, parts, action, {
      ...scoring,
      scored: other,
      counted: countedAt(tx, other.event, resident),
      entry: standingByKey(tx, businessKeyOf({ resident, rule: ruleId, event: other.event })),
      why: 'hoursChanged',
    })
    scored = { ...scored, added: scored.added + renewed.added }
  }
  return scored
}

/**
 * Puts the points for somebody's hours right after the minutes at an event have changed: together the events under a
 * rule bring what all their scored minutes are worth, and each its difference.
 */
export const settleHours = (tx: Tx, parts: Parts, action: Action, scoring: Scoring): Scored => {
  const counted = countedAt(tx, scoring.event.id, scoring.resident)
  const minutes = roundToHalfHours(counted.reduce((sum, one) => sum + one.minutes, 0))
  const kept = keepMinutes(tx, action, scoring, minutes)
  return settleKept(tx, parts, action, scoring, { kept, counted })
}

/** Service that was scored without a consent that holds: it is not, and never was. */
export const forgetHours = (tx: Tx, parts: Parts, action: Action, scoring: Scoring): void => {
  const { resident, ruleId, event } = scoring
  const scored = scoredAt(tx, { resident, ruleId, event: event.id })
  if (scored !== null) deleteScored(tx, scored.seq)
  settleKept(tx, parts, action, scoring, { kept: null, counted: [] })
}
