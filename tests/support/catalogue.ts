import type {
  AwardKind,
  Cap,
  Catalogue,
  CatalogueItem,
  RuleRevision,
} from '../../electron/credit/catalogue.ts'
import { parseCatalogue } from '../../electron/credit/catalogue-check.ts'
import { shippedCatalogue } from '../../electron/credit/shipped.ts'

const basisOf = (award: AwardKind): CatalogueItem['basis'] => {
  switch (award.kind) {
    case 'perEvent':
      return 'attendance'
    case 'perHours':
    case 'tiers':
      return 'hours'
    case 'star':
      return 'star'
    case 'perAmount':
    case 'range':
      return 'document'
  }
}

export type Revised = Partial<Omit<RuleRevision, 'award' | 'rev'>> & { award: AwardKind }

/** A rule that taps bring points under, with one revision after the other. */
export const automatic = (id: string, ...revisions: [Revised, ...Revised[]]): CatalogueItem => ({
  id,
  name: '试用规则',
  category: '试用',
  practice: false,
  basis: basisOf(revisions[0].award),
  evidence: '刷卡',
  selfReport: false,
  source: { found: 'illustrative', note: '' },
  revisions: revisions.map((revision, index) => ({
    rev: index + 1,
    from: '2026-01-01',
    until: null,
    enabled: true,
    caps: [],
    once: 'no',
    approval: { by: 'auto', noticeDays: 0, needs: [] },
    ...revision,
  })),
})

export const timesPer = (per: Cap['per'], times: number): Cap => ({ per, times, points: null })
export const pointsPer = (per: Cap['per'], points: number): Cap => ({ per, times: null, points })

/** The shipped catalogue with these rules in place of its own. */
export const catalogueWith = (
  items: readonly CatalogueItem[],
  change: Partial<Pick<Catalogue, 'starBands'>> = {},
): Catalogue => {
  const others = shippedCatalogue.items.filter((own) => items.every(({ id }) => id !== own.id))
  return parseCatalogue({ ...shippedCatalogue, items: [...others, ...items], ...change })
}
