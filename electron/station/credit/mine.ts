import { servedBy } from '../../attendance/minutes-store.ts'
import { StationError } from '../../base/errors.ts'
import type { CallInput, CallOutput } from '../../contract/calls.ts'
import type { MyCredit } from '../../contract/credit.ts'
import { businessDateOf } from '../../contract/values.ts'
import { gradeOf, nextStarAt, starsOf } from '../../credit/bands.ts'
import type { Catalogue } from '../../credit/catalogue.ts'
import { cityScoreOf } from '../../credit/city-score.ts'
import { reportsWaiting } from '../../credit/claims-store.ts'
import { ruleInForce } from '../../credit/in-force.ts'
import { objectionsOf } from '../../credit/objections-store.ts'
import { balanceOfAll, ledgerOfAll, linesOf } from '../../credit/store.ts'
import { idsOf } from '../../residents/aliases.ts'
import { agreedTo, type ConsentState } from '../../residents/consent.ts'
import { consentOf } from '../../residents/store.ts'
import type { Tx } from '../../store/tx.ts'
import { ledgerRowOf } from '../ledger-row.ts'
import { shownObjection } from '../objection-shown.ts'
import type { Parts } from '../parts.ts'
import type { Holder, Session } from '../session.ts'
import { unconfirmedOf } from './confirmed.ts'

const linesPerPage = 5
const mostObjections = 3
const mostDeeds = 8
/** An answer stays on the page for so long. */
const answeredLatelyMs = 30 * 86_400_000

type CreditParts = Pick<Parts, 'store' | 'clock' | 'catalogue'>

/** A question that was put off is still unanswered. */
export const shownConsent = (last: ConsentState['scoring']): MyCredit['scoring'] =>
  last === null || last.answer === 'later' ? 'unanswered' : last.answer

const pointsOf = (tx: Tx, parts: CreditParts, ids: readonly string[]): NonNullable<MyCredit['points']> => {
  const balance = balanceOfAll(tx, ids)
  return {
    balance,
    confirmed: balance - unconfirmedOf(tx, ids),
    redeemable: Math.max(0, balance),
    total: linesOf(tx, ids),
    entries: ledgerOfAll(tx, ids, { before: null, limit: linesPerPage }).map((entry) =>
      ledgerRowOf(tx, parts, entry),
    ),
  }
}

const objectionsShown = (tx: Tx, parts: CreditParts, ids: readonly string[]): MyCredit['objections'] => {
  const answeredAfter = parts.clock.now() - answeredLatelyMs
  return ids
    .flatMap((id) => objectionsOf(tx, id, 2 * mostObjections))
    .filter(({ answeredAt }) => answeredAt === null || answeredAt > answeredAfter)
    .toSorted((a, b) => b.number - a.number)
    .slice(0, mostObjections)
    .map((objection) => shownObjection(tx, parts, objection))
}

/** The city's score with the name that its grade has here. Without a grade of its own the bands say it. */
const cityOf = (tx: Tx, catalogue: Catalogue, resident: string, today: string): MyCredit['city'] => {
  const kept = cityScoreOf(tx, resident)
  if (kept === null) return null
  const bands = catalogue.gradeBands.findLast(({ from }) => from <= today)?.bands ?? []
  const named = bands.find(({ grade }) => grade === kept.grade)
  const grade = named ?? gradeOf(catalogue, today, kept.score)
  return grade === null ? null : { score: kept.score, grade: grade.grade, name: grade.name }
}

const deedsOf = (catalogue: Catalogue, today: string): MyCredit['deeds'] =>
  catalogue.items
    .filter(({ id, selfReport }) => selfReport && ruleInForce(catalogue, id, today).kind === 'rule')
    .slice(0, mostDeeds)
    .map(({ id, name }) => ({ rule: id, name }))

const creditOf = (tx: Tx, parts: CreditParts, { resident, person }: Holder): MyCredit => {
  const catalogue = parts.catalogue()
  const today = businessDateOf(parts.clock.now())
  const ids = idsOf(tx, resident)
  const consent = consentOf(tx, resident)
  const served = servedBy(tx, resident)
  const isScored = agreedTo(consent, 'scoring')
  return {
    person,
    scoring: shownConsent(consent.scoring),
    sharing: shownConsent(consent.sharing),
    points: isScored ? pointsOf(tx, parts, ids) : null,
    served,
    stars: { reached: starsOf(catalogue, today, served), nextAt: nextStarAt(catalogue, today, served) },
    objections: isScored ? objectionsShown(tx, parts, ids) : [],
    city: agreedTo(consent, 'sharing') ? cityOf(tx, catalogue, resident, today) : null,
    uses: catalogue.uses,
    deeds: isScored ? deedsOf(catalogue, today) : [],
    reported: reportsWaiting(tx, ids),
  }
}

const holderOf = (session: Session): Holder => {
  const holder = session.holder()
  if (holder === null) throw new StationError('sessionEnded')
  return holder
}

/** What somebody sees of the own points: only of the person whose card was identified last, and until that session ends. */
export const createMyCreditHandlers = (
  parts: CreditParts,
  session: Session,
): {
  'credit.mine': () => CallOutput<'credit.mine'>
  'credit.history': (input: CallInput<'credit.history'>) => CallOutput<'credit.history'>
} => ({
  'credit.mine': () => {
    const holder = holderOf(session)
    return parts.store.read((tx) => creditOf(tx, parts, holder))
  },
  'credit.history': ({ before }) => {
    const { resident } = holderOf(session)
    return parts.store.read((tx) => {
      if (!agreedTo(consentOf(tx, resident), 'scoring')) return { entries: [], more: false }
      const found = ledgerOfAll(tx, idsOf(tx, resident), { before, limit: linesPerPage + 1 })
      return {
        entries: found.slice(0, linesPerPage).map((entry) => ledgerRowOf(tx, parts, entry)),
        more: found.length > linesPerPage,
      }
    })
  },
})
