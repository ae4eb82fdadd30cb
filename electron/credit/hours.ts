import { countedMinutes, hoursPoints, type HoursAward } from './amounts.ts'
import type { CatalogueItem } from './catalogue.ts'
import { periodOf, type Period } from './periods.ts'
import type { ScoredDay } from './scored.ts'

/** Service that is added up under one revision, and within one year where the rule starts anew every year. */
export interface ServiceGroup extends Period {
  ruleRev: number
  /** Hundredths that the minutes are worth now … */
  due: number
  /** … and what their events bring so far. */
  worth: number
}

const awardOf = (item: CatalogueItem, rev: number): HoursAward | null => {
  const award = item.revisions.find((revision) => revision.rev === rev)?.award
  return award?.kind === 'perHours' || award?.kind === 'tiers' ? award : null
}

const periodUnder = (award: HoursAward, date: string): Period | null =>
  periodOf(award.kind === 'tiers' && award.restarts === 'yearly' ? 'year' : 'ever', date)

/**
 * What somebody's service under a rule is worth, revision by revision: minutes of earlier revisions count for how far
 * somebody is, not once more. A revision that the catalogue does not know any more keeps what it gave.
 */
export const serviceGroups = (item: CatalogueItem, days: readonly ScoredDay[]): ServiceGroup[] => {
  const counted = days.map((day) => {
    const award = awardOf(item, day.ruleRev)
    return { ...day, award, minutes: award === null ? day.minutes : countedMinutes(award, day.minutes, 0) }
  })
  const sum = (of: readonly { minutes: number }[]): number =>
    of.reduce((all, { minutes }) => all + minutes, 0)
  const groups = new Map<string, ServiceGroup>()
  for (const { ruleRev, businessDate, award } of counted) {
    const period = award === null ? null : periodUnder(award, businessDate)
    if (award === null || period === null) continue
    const key = `${String(ruleRev)} ${period.from}`
    if (groups.has(key)) continue
    const within = counted.filter((day) => period.from <= day.businessDate && day.businessDate <= period.to)
    const own = within.filter((day) => day.ruleRev === ruleRev)
    const before = sum(within.filter((day) => day.ruleRev < ruleRev))
    const worth = own.reduce((all, day) => all + day.worth, 0)
    groups.set(key, { ...period, ruleRev, due: hoursPoints(award, before, sum(own)), worth })
  }
  return [...groups.values()]
}
