import { servedBy } from '../attendance/minutes-store.ts'
import { starsOf } from '../credit/bands.ts'
import type { CatalogueItem } from '../credit/catalogue.ts'
import { ruleInForce } from '../credit/in-force.ts'
import { businessKeyOf } from '../credit/keys.ts'
import { standingByKey, type ReversalReason } from '../credit/store.ts'
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

/** The stars of a catalogue's items: who wears which under which revision. */
const starItems = (items: readonly CatalogueItem[]): { item: CatalogueItem; stars: number }[] =>
  items.flatMap((item) =>
    [...new Set(item.revisions.flatMap(({ award }) => (award.kind === 'star' ? [award.stars] : [])))].map(
      (stars) => ({ item, stars }),
    ),
  )

/**
 * Gives a star's points when scored minutes cross it, takes them back while the minutes are below, and gives them again
 * at the next crossing. Consent given above a star does not bring it: nothing is scored backwards.
 */
export const settleStars = (tx: Tx, parts: Parts, action: Action, input: Crossing): Scored => {
  const { resident, date, crossed, basis, why } = input
  const catalogue = parts.catalogue()
  const served = servedBy(tx, resident)
  const reached = starsOf(catalogue, date, served)
  const from = starsOf(catalogue, date, served - crossed)
  let scored = nothingScored
  for (const { item, stars } of starItems(catalogue.items)) {
    if (stars <= from) continue
    const businessKey = businessKeyOf({ resident, rule: item.id, star: stars })
    const entry = standingByKey(tx, businessKey)
    if (entry !== null) {
      // By the bands of its own day: later ones take nothing back.
      if (starsOf(catalogue, entry.businessDate, served) >= stars) continue
      scored = { ...scored, added: scored.added + takeBackEntries(tx, parts, action, [entry], { reason: why }) }
    }
    const rule = ruleInForce(catalogue, item.id, date)
    if (stars > reached || crossed === 0 || rule.kind !== 'rule') continue
    const { award, rev, caps } = rule.revision
    if (award.kind !== 'star' || award.stars !== stars) continue
    const given = giveUnderCaps(tx, parts, action, {
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
    scored = bothScored(scored, given)
  }
  return scored
}
