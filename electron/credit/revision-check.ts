import type { CapPeriod } from '../contract/credit.ts'
import type { AwardKind, Cap, CatalogueItem, RuleRevision } from './catalogue.ts'
import { fault, type Fault } from './fault.ts'

const awardsOn: Record<CatalogueItem['basis'], readonly AwardKind['kind'][]> = {
  attendance: ['perEvent'],
  hours: ['perHours', 'tiers'],
  document: ['perEvent', 'perAmount', 'range'],
  star: ['star'],
}

const isDeduction = (award: AwardKind): boolean => award.kind === 'perEvent' && award.amount < 0

function* awardFaults(at: string, award: AwardKind): Generator<Fault> {
  if (award.kind === 'range' && award.min > award.max) yield fault(at, 'rangeReversed')
  if (award.kind !== 'tiers') return
  let reached = 0
  for (const [index, { upToMinutes }] of award.tiers.entries()) {
    const tier = `${at}.tiers.${String(index)}`
    const isLast = index === award.tiers.length - 1
    if ((upToMinutes === null) !== isLast) yield fault(tier, 'tierOpenness')
    if (upToMinutes === null) continue
    if (upToMinutes <= reached) yield fault(tier, 'tiersNotRising')
    reached = upToMinutes
  }
}

const approvalFits = (
  { basis }: CatalogueItem,
  { by, noticeDays, needs }: RuleRevision['approval'],
): boolean =>
  basis === 'document'
    ? by === 'second' || (by === 'council' && noticeDays > 0)
    : by === 'auto' && noticeDays === 0 && needs.length === 0

/** Widths that can be compared: a winter lies in no quarter and no year. */
const comparable: readonly CapPeriod[][] = [
  ['day', 'month', 'quarter', 'year', 'ever'],
  ['day', 'month', 'winter', 'ever'],
]

const isNarrower = (one: CapPeriod, other: CapPeriod): boolean =>
  comparable.some((order) => order.includes(one) && order.indexOf(one) < order.indexOf(other))

const reachesAsFar = (one: Cap, other: Cap): boolean =>
  one.times !== null && other.times !== null
    ? one.times >= other.times
    : one.points !== null && other.points !== null && one.points >= other.points

const leastOf = (award: AwardKind): number => {
  switch (award.kind) {
    case 'perEvent':
    case 'perHours':
    case 'perAmount':
    case 'star':
      return award.amount
    case 'tiers':
      return Math.min(...award.tiers.map(({ amount }) => amount))
    case 'range':
      return award.min
  }
}

const capFits = ({ award, once }: RuleRevision, { times, points }: Cap): boolean =>
  once !== 'ever' &&
  award.kind !== 'star' &&
  (times === null || (award.kind !== 'perHours' && award.kind !== 'tiers')) &&
  (points === null || !isDeduction(award))

function* capFaults(at: string, revision: RuleRevision): Generator<Fault> {
  const { caps, award } = revision
  for (const [index, cap] of caps.entries()) {
    const here = `${at}.${String(index)}`
    const others = caps.filter((other) => other !== cap)
    if (!capFits(revision, cap)) yield fault(here, 'capMisfit')
    if (caps.findIndex(({ per }) => per === cap.per) < index) yield fault(here, 'capTwice')
    if (others.some((other) => isNarrower(cap.per, other.per) && reachesAsFar(cap, other))) {
      yield fault(here, 'capNeverBites')
    }
    if (cap.points !== null && cap.points < leastOf(award)) yield fault(here, 'capBelowAward')
  }
}

/** Everything in one revision that contradicts itself or its item. */
export function* revisionFaults(at: string, item: CatalogueItem, revision: RuleRevision): Generator<Fault> {
  const { award, approval, once } = revision
  if (!awardsOn[item.basis].includes(award.kind)) yield fault(`${at}.award`, 'awardMisfit')
  yield* awardFaults(`${at}.award`, award)
  if (isDeduction(award) && !(approval.by === 'council' && approval.noticeDays > 0)) {
    yield fault(`${at}.approval`, 'deductionWithoutCouncil')
  }
  if (!approvalFits(item, approval)) yield fault(`${at}.approval`, 'approvalMisfit')
  if (item.selfReport && (item.basis !== 'document' || isDeduction(award))) {
    yield fault(at, 'selfReportMisfit')
  }
  if (once === 'everyDocument' && !approval.needs.includes('document'))
    yield fault(`${at}.once`, 'onceMisfit')
  if (once === 'ever' && item.basis === 'hours') yield fault(`${at}.once`, 'onceMisfit')
  yield* capFaults(`${at}.caps`, revision)
}
