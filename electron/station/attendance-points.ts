import { presencesUnder } from '../attendance/store.ts'
import type { StationEvent } from '../calendar/rules.ts'
import { businessDateOf } from '../contract/values.ts'
import { eventPoints } from '../credit/amounts.ts'
import type { CatalogueItem, RuleRevision } from '../credit/catalogue.ts'
import { businessKeyOf, type AwardSubject } from '../credit/keys.ts'
import { periodOf } from '../credit/periods.ts'
import { standingByKey, type ReversalReason } from '../credit/store.ts'
import type { Tx } from '../store/tx.ts'
import { bothScored, giveUnderCaps, nothingScored, takeBackEntries, type Scored } from './award.ts'
import { earnedBy, stillEarns } from './earned.ts'
import type { Parts } from './parts.ts'
import type { Action } from './records.ts'

/** One person at one event whose points are put right. */
export interface Scoring {
  resident: string
  event: StationEvent
  ruleId: string
  /** `null` where the catalogue does not know the rule (any more). */
  item: CatalogueItem | null
  /** The rule in force on the event's business date; `null` gives nothing new. */
  revision: RuleRevision | null
  /** The person agreed in time. What stands already is put right without. */
  agreed: boolean
  /** Why points are taken back, if they must be. */
  why: ReversalReason
  /**
   * The facts that earn the points, `null` for none, where they are known and nothing was taken back; left out, they
   * are looked for.
   */
  earned?: string[] | null
  /** Moments at which points were given that do not count as agreed to. */
  voided: readonly number[]
}

const subjectOf = ({ item, event }: Scoring): AwardSubject =>
  item?.revisions.some(({ once }) => once === 'ever') === true ? { once: 'ever' } : { event: event.id }

const amountOf = (tx: Tx, { award }: RuleRevision, { resident, ruleId, event }: Scoring): number => {
  if (award.kind !== 'perEvent') return 0
  const period =
    award.fromNth === undefined ? null : periodOf(award.fromNth.per, businessDateOf(event.startsAt))
  return eventPoints(award, period === null ? 1 : presencesUnder(tx, { resident, ruleId, ...period }))
}

/**
 * Puts the points of one attendance right: given once where they are earned and agreed to, taken back where what they
 * rest on is gone, and given anew where another stay has earned them.
 */
export const settleAttendance = (tx: Tx, parts: Parts, action: Action, scoring: Scoring): Scored => {
  const { resident, event, ruleId, item, agreed, why, voided } = scoring
  const businessKey = businessKeyOf({ resident, rule: ruleId, ...subjectOf(scoring) })
  const entry = standingByKey(tx, businessKey)
  if (entry !== null) {
    const isKept =
      entry.event !== event.id ||
      scoring.earned !== undefined ||
      stillEarns(tx, parts, { event, resident }, entry.basis)
    if (isKept) return nothingScored
  }
  const taken =
    entry === null
      ? nothingScored
      : { added: takeBackEntries(tx, parts, action, [entry], { reason: why }), cappedFor: null }
  // It keeps the revision that it was given under.
  const was = item?.revisions.find(({ rev }) => rev === entry?.ruleRev)
  const revision = was ?? scoring.revision
  const isAgreed = agreed || (entry !== null && !voided.includes(entry.at))
  if (!isAgreed || revision === null) return taken
  const basis = scoring.earned === undefined ? earnedBy(tx, parts, { event, resident }) : scoring.earned
  if (basis === null) return taken
  const given = giveUnderCaps(tx, parts, action, {
    caps: revision.caps,
    award: {
      resident,
      amount: amountOf(tx, revision, scoring),
      ruleId,
      ruleRev: revision.rev,
      event: event.id,
      claim: null,
      basisKind: 'attendance',
      basis,
      businessKey,
      businessDate: businessDateOf(event.startsAt),
      minutes: null,
      author: null,
      approver: null,
    },
  })
  return bothScored(taken, given)
}
