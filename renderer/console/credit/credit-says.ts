import type {
  ClaimRow,
  CreditRefusal,
  EntryWhat,
  ObjectionShown,
  RuleShown,
  StaffLedgerRow,
} from '../../../electron/contract/credit.ts'
import { formatPoints } from '../../../electron/contract/values.ts'
import { words } from '../../../electron/contract/words/zh-CN.ts'
import { formatDay } from '../../words/format.ts'
import { formatCameShort, formatMinutes, sayObjection } from '../says.ts'
import type { ClaimRefusal } from '../../stores/claims.ts'
import { daysUntil, noonOf, partsOfQuarter } from './dates.ts'

const say = words.creditDesk

/** What was being done when the core said no: one reason reads differently for each. */
export type Doing = 'file' | 'approve' | 'correct'

const others: Record<Doing, Partial<Record<CreditRefusal, string>>> = {
  file: say.refusedToFile,
  approve: {},
  correct: say.refusedToCorrect,
}

/** What happened and what to do. */
export const sayRefusal = (reason: CreditRefusal, doing: Doing): string =>
  others[doing][reason] ?? say.refusals[reason]

/** One sentence about a claim that did not go through. */
export const sayClaimRefusal = (result: ClaimRefusal['result'], doing: Doing): string =>
  result.kind === 'refused' ? sayRefusal(result.reason, doing) : sayObjection(result)

/** `今天`, `11月20日 星期五`: a business day. */
export const sayDay = (date: string, now: number): string => formatDay(noonOf(date), now)

/** What a line of a ledger stands for; `names` are those of the rules by their numbers. */
export const sayEntry = (what: EntryWhat, names: ReadonlyMap<string, string>): string => {
  switch (what.kind) {
    case 'attendance':
      return say.entry.attendance(what.event)
    case 'hours':
      return say.entry.hours(what.event, formatMinutes(what.minutes))
    case 'document':
      return names.get(what.rule) ?? what.rule
    case 'star':
      return say.entry.star(what.stars)
    case 'reversal':
      return say.entry.reversal(what.of)
  }
}

/** Who answers for a line, and why it was taken back. */
export const sayWho = ({ row, author, approver }: StaffLedgerRow): string => {
  const why = row.what.kind === 'reversal' ? [say.entry.reasons[row.what.reason]] : []
  return [...why, whoOf(author, approver)].join(words.page.comma)
}

const whoOf = (author: string | null, approver: string | null): string => {
  if (author === null) return say.entry.byTaps
  return approver === null ? say.entry.by(author) : say.entry.byTwo(author, approver)
}

/** Under a claim's title: who asked when, who decided, and whether there is a photo. */
export const sayClaim = (claim: ClaimRow, now: number): string => {
  const { approvals } = say
  const when = formatCameShort(claim.filedAt, now)
  const parts = [claim.author === null ? approvals.byResident(when) : approvals.byStaff(claim.author, when)]
  if (claim.approver !== null)
    parts.push(
      claim.state === 'returned' ? approvals.returnedBy(claim.approver) : approvals.decidedBy(claim.approver),
    )
  if (claim.hasPhoto) parts.push(approvals.withPhoto)
  return parts.join(words.page.comma)
}

/** Why a claim went back or was not written; `null` where nothing is to be said. */
export const sayBecause = ({ because }: Pick<ClaimRow, 'because'>): string | null => {
  if (because === null) return null
  const { returnReasons, because: begins } = say.claim
  return Object.hasOwn(returnReasons, because)
    ? `${begins.returned}${returnReasons[because as keyof typeof returnReasons]}`
    : `${begins.failed}${sayRefusal(because as CreditRefusal, 'approve')}`
}

/** The tag of a date by which something must be answered. */
export const sayDaysLeft = (date: string, now: number): { text: string; urgent: boolean } => {
  const days = daysUntil(date, now)
  const { objections } = say
  if (days < 0) return { text: objections.over, urgent: true }
  return days === 0
    ? { text: objections.today, urgent: true }
    : { text: objections.left(days), urgent: false }
}

/** The day that counts now: the longer one while somebody is being asked. */
export const dueDate = ({ state, answerBy, verifyBy }: ObjectionShown): string =>
  state === 'verifying' ? verifyBy : answerBy

export const sayQuarter = (quarter: string): string => {
  const { year, number } = partsOfQuarter(quarter)
  return say.quarter.name(year, number)
}

/** What a rule gives, one line each. */
export const sayAward = ({ award }: Pick<RuleShown, 'award'>): string[] => {
  const { rules } = say
  switch (award.kind) {
    case 'perEvent':
      return [rules.every(formatPoints(award.amount))]
    case 'perHours':
      return [rules.perHours(formatMinutes(award.unitMinutes), formatPoints(award.amount))]
    case 'tiers':
      return award.tiers.map(({ upToMinutes, unitMinutes, amount }, index) => {
        const [time, points] = [formatMinutes(unitMinutes), formatPoints(amount)]
        if (upToMinutes !== null) return rules.tierFirst(formatMinutes(upToMinutes), time, points)
        return index === 0 ? rules.tierOnly(time, points) : rules.tierLast(time, points)
      })
    case 'perAmount':
      return [rules.perAmount(formatPoints(award.unitFen), formatPoints(award.amount))]
    case 'range':
      return [rules.range(formatPoints(award.min), formatPoints(award.max))]
    case 'star':
      return [rules.star(award.stars, formatPoints(award.amount))]
  }
}

/** At most how much: `一年 12 次`. */
export const sayCaps = ({ caps }: Pick<RuleShown, 'caps'>): string => {
  const { rules } = say
  const parts = caps.flatMap(({ per, times, points }) => [
    ...(times === null ? [] : [rules.capTimes(rules.periods[per], times)]),
    ...(points === null ? [] : [rules.capPoints(rules.periods[per], formatPoints(points))]),
  ])
  return parts.length === 0 ? rules.capsNone : parts.join(words.page.comma)
}
