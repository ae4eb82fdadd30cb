import type { RuleShown } from '../../../electron/contract/credit.ts'

/** Categories in the order of the catalogue. */
export const categoriesOf = (rules: readonly RuleShown[]): string[] => [
  ...new Set(rules.map(({ category }) => category)),
]

/** Rules that a person files by hand; the others come from taps. */
export const byHandOnly = (rules: readonly RuleShown[]): RuleShown[] =>
  rules.filter(({ approval }) => approval !== 'auto')

/** Rules of a category, or of all, whose initials, or whose number, hold the letters. Those that begin so come first. */
export const searchRules = (
  rules: readonly RuleShown[],
  { letters, category }: { letters: string; category: string | null },
): RuleShown[] => {
  const holds = ({ initials, id }: RuleShown): boolean => initials.includes(letters) || id.startsWith(letters)
  const begins = ({ initials }: RuleShown): number => (initials.startsWith(letters) ? 0 : 1)
  const found = rules.filter((rule) => (category === null || rule.category === category) && holds(rule))
  return letters === '' ? found : found.toSorted((one, other) => begins(one) - begins(other))
}
