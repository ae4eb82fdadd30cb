import type { CapPeriod, EntryWhat, LedgerRow, MyCredit, RuleShown } from '../../electron/contract/credit.ts'
import { formatChange, formatPoints } from '../../electron/contract/values.ts'
import type { ResidentWords } from '../../electron/contract/words/spoken.ts'
import { words } from './words.ts'
import { formatDuration } from './format.ts'

const said = (): ResidentWords['credit'] => words.credit

/** `0312`: an objection's number as it is printed and asked for. */
export const formatNumber = (number: number): string => String(number).padStart(4, '0')

/** `+0.5`, `−2`: what a line adds, with the sign that is as wide as a plus. */
export const formatGain = (amount: number): string => formatChange(amount).replace('-', '\u2212')

/** A rule's name without what stands in brackets behind it, said as a neighbour says it. */
const sayRule = (name: string): string => {
  const short = name.replace(/[\uff08(].*[)\uff09]$/u, '')
  return said().entry.plain[short] ?? short
}

/** What an entry stands for, as one plain sentence. */
export const sayEntry = (what: EntryWhat): string => {
  switch (what.kind) {
    case 'attendance':
      return what.event === '' ? sayRule(what.rule) : said().entry.attended(sayRule(what.rule), what.event)
    case 'hours': {
      const place =
        what.event === '' ? sayRule(what.rule) : said().entry.attended(sayRule(what.rule), what.event)
      return said().entry.served(place, formatDuration(what.minutes))
    }
    case 'document':
      return sayRule(what.rule)
    case 'star':
      return said().starName(what.stars)
    case 'reversal':
      return said().entry.corrected(sayRule(what.of))
  }
}

/** Whether somebody looks into it now. An objection that is no longer among the newest was answered long ago. */
export const isAsked = (row: LedgerRow, objections: MyCredit['objections']): boolean =>
  objections.some(
    ({ number, state }) => number === row.objection && (state === 'open' || state === 'verifying'),
  )

/** What is to be known about a line beside its sum; `null` where all is settled. */
export const sayState = (row: LedgerRow, objections: MyCredit['objections']): string | null => {
  if (row.objection !== null && isAsked(row, objections))
    return said().entry.asked(formatNumber(row.objection))
  if (row.reversed) return said().entry.reversed
  if (row.what.kind === 'reversal') return said().entry.because[row.what.reason]
  return row.confirmed ? null : said().entry.waiting
}

type Tier = Extract<RuleShown['award'], { kind: 'tiers' }>['tiers'][number]

const sayTiers = (tiers: readonly Tier[]): string[] =>
  tiers.map(({ upToMinutes, unitMinutes, amount }, index) => {
    const rest = said().rules.everyTime(formatDuration(unitMinutes), formatGain(amount))
    if (upToMinutes === null) return index === 0 ? rest : said().rules.lastTier(rest)
    const upTo = formatDuration(upToMinutes)
    return index === 0 ? said().rules.firstTier(upTo, rest) : said().rules.tier(upTo, rest)
  })

/** What a rule gives, a sentence each. */
export const sayAward = (award: RuleShown['award']): string[] => {
  switch (award.kind) {
    case 'perEvent':
      return [said().rules.each(formatGain(award.amount))]
    case 'perHours':
      return [said().rules.everyTime(formatDuration(award.unitMinutes), formatGain(award.amount))]
    case 'tiers':
      return sayTiers(award.tiers)
    case 'perAmount':
      return [said().rules.everyYuan(formatPoints(award.unitFen), formatGain(award.amount))]
    case 'range':
      return [said().rules.range(formatGain(award.min), formatGain(award.max))]
    case 'star':
      return [said().rules.star(said().rules.stars[award.stars] ?? '', formatGain(award.amount))]
  }
}

type Cap = RuleShown['caps'][number]

/** A cap in points on what goes by hours is said in the hours that count. */
const sayPoints = (award: RuleShown['award'], points: number): string =>
  award.kind === 'perHours'
    ? said().rules.counted(formatDuration(Math.floor((points / award.amount) * award.unitMinutes)))
    : said().rules.points(formatPoints(points))

const sayCap = (award: RuleShown['award'], { per, times, points }: Cap): string | null => {
  const most = (period: CapPeriod, what: string): string => said().rules.most[period] + what
  if (times !== null)
    return per === 'ever' && times === 1 ? said().rules.once : most(per, said().rules.times(times))
  return points === null ? null : most(per, sayPoints(award, points))
}

/** How much of a rule at most, a sentence each. */
export const sayCaps = ({ award, caps }: Pick<RuleShown, 'award' | 'caps'>): string[] =>
  caps.map((cap) => sayCap(award, cap)).filter((sentence) => sentence !== null)

/** One sentence: `每满4小时 +1 分，一天最多算8小时`. */
export const sayRuleShort = (rule: Pick<RuleShown, 'award' | 'caps'>): string =>
  [...sayAward(rule.award), ...sayCaps(rule)].join(words.page.comma)

/** Rules whose initials begin with these, then those that hold them. */
export const findRules = (rules: readonly RuleShown[], initials: string): RuleShown[] => {
  if (initials === '') return []
  const begin = rules.filter((rule) => rule.initials.startsWith(initials))
  return [...begin, ...rules.filter((rule) => !begin.includes(rule) && rule.initials.includes(initials))]
}

/** Categories in the catalogue's order, with their rules. */
export const categoriesOf = (rules: readonly RuleShown[]): { name: string; rules: RuleShown[] }[] => {
  const all = new Map<string, RuleShown[]>()
  for (const rule of rules) all.set(rule.category, [...(all.get(rule.category) ?? []), rule])
  return [...all].map(([name, own]) => ({ name, rules: own }))
}
