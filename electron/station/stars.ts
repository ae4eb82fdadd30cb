import { servedBy } from '../attendance/minutes-store.ts'
import { starsOf } from '../credit/bands.ts'
import type { CatalogueItem } from '../credit/catalogue.ts'
import { ruleInForce } from '../credit/in-force.ts'
import { businessKeyOf } from '../credit/keys.ts'
import { standingByKeys, type ReversalReason } from '../credit/store.ts'
import type { Tx } from '../store/tx.ts'
import { bothScored, giveUnderCaps, nothingScored, takeBackEntries, type Scored } from './award.ts'
import type { Parts } from './parts.ts'
import type { Action } from './records.ts'

interface Crossing {
  resident: string
  /** Business date of the service. */
  date: string
  /** Minutes of the service that is scored: a star counts where they cross it. */
  crossed: number
  /** What was judged of them. */
  basis: string[]
  why: ReversalReason
}

interface Star {
  item: CatalogueItem
  stars: number
  businessKey: string
}

/** The stars of a catalogue's items, each with the key of this person's award. */
const starsFor = (items: readonly CatalogueItem[], resident: string): Star[] =>
  items.flatMap((item) => {
    const numbers = new Set(
      item.revisions.flatMap(({ award }) => (award.kind === 'star' ? [award.stars] : [])),
    )
    return [...numbers].map((star) => ({
      item,
      stars: star,
      businessKey: businessKeyOf({ resident, rule: item.id, star }),
    }))
  })

const giveStar = (
  tx: Tx,
  parts: Parts,
  action: Action,
  { item, stars, businessKey }: Star,
  input: Crossing,
): Scored => {
  const { resident, date, basis } = input
  const rule = ruleInForce(parts.catalogue(), item.id, date)
  if (rule.kind !== 'rule') return nothingScored
  const { award, rev, caps } = rule.revision
  if (award.kind !== 'star' || award.stars !== stars) return nothingScored
  return giveUnderCaps(tx, parts, action, {
    caps,
    award: {
      resident,
      amount: award.amount,
      ruleId: item.id,
      ruleRev: rev,
      event: null,
      claim: null,
      basisKind: 'star',
      basis,
      businessKey,
      businessDate: date,
      minutes: null,
      author: null,
      approver: null,
    },
  })
}

/**
 * Gives a star's points when scored minutes cross it, takes them back while the minutes are below, and gives them again
 * at the next crossing. Consent given above a star does not bring it: nothing is scored backwards.
 */
export const settleStars = (tx: Tx, parts: Parts, action: Action, input: Crossing): Scored => {
  const { resident, date, crossed, why } = input
  const catalogue = parts.catalogue()
  const served = servedBy(tx, resident)
  const all = starsFor(catalogue.items, resident)
  const standing = standingByKeys(
    tx,
    all.map(({ businessKey }) => businessKey),
  )
  const starOf = (key: string): number => all.find(({ businessKey }) => businessKey === key)?.stars ?? 0
  // By the bands of its own day: later ones take nothing back.
  const fallen = standing.filter(
    ({ businessKey, businessDate }) => starOf(businessKey) > starsOf(catalogue, businessDate, served),
  )
  let scored: Scored = {
    ...nothingScored,
    added: takeBackEntries(tx, parts, action, fallen, { reason: why }),
  }
  const from = starsOf(catalogue, date, served - crossed)
  const reached = starsOf(catalogue, date, served)
  for (const star of all) {
    const isWorn = standing.some((entry) => entry.businessKey === star.businessKey && !fallen.includes(entry))
    if (star.stars <= from || star.stars > reached || isWorn) continue
    scored = bothScored(scored, giveStar(tx, parts, action, star, input))
  }
  return scored
}
