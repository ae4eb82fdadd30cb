import samples from '../../gallery/credit-samples.json'
import { events, home, person, type PageStates } from '../../gallery/page-state.ts'
import {
  answered,
  longRows,
  mine,
  objection,
  openPage,
  ownPage,
  points,
  row,
  rows,
  shownRules,
} from './samples.ts'

const first = { name: 'mine' } as const
const many = mine({
  person: person('compound'),
  points: points({ balance: 1_234_550, confirmed: 1_233_300, redeemable: 988_875, entries: longRows }),
  objections: [objection()],
  city: samples.city,
  served: 89_970,
  stars: { reached: 4, nextAt: 90_000 },
})
const owing = mine({
  points: points({ balance: -200, confirmed: -200, redeemable: 0, entries: rows.slice(5, 9), total: 4 }),
})
const sent = objection()

export const states: PageStates = {
  'credit-mine': ownPage(first),
  'credit-mine-many': ownPage(first, { mine: many }),
  'credit-mine-new': ownPage(first, {
    mine: mine({
      points: points({ balance: 0, confirmed: 0, redeemable: 0, total: 0, entries: [] }),
      served: 0,
      stars: { reached: 0, nextAt: 6000 },
      deeds: [],
    }),
  }),
  'credit-no-consent': ownPage(first, { mine: mine({ scoring: 'no', points: null }) }),
  'credit-no-consent-busy': ownPage(first, { mine: mine({ scoring: 'no', points: null }), asked: 4 }),
  'credit-owed': ownPage(first, { mine: owing }),
  'credit-city': ownPage(first, { mine: mine({ city: samples.city }) }),
  'credit-answered': ownPage(first, { mine: mine({ objections: [answered] }) }),
  'credit-answered-all': ownPage(first, { mine: mine({ objections: [answered], city: samples.city }) }),
  'credit-five-stars': ownPage(first, {
    mine: mine({ served: 96_030, stars: { reached: 5, nextAt: null } }),
  }),
  'credit-loading': ownPage(first, { mine: null, asked: 1 }),
  'credit-failed': ownPage(first, { mine: null, failed: true }),
  'credit-more': ownPage({ name: 'more' }, { mine: mine({ sharing: 'yes' }) }),
  'credit-more-private': ownPage({ name: 'more' }, { mine: mine({ uses: [], deeds: [] }) }),
  'credit-history': ownPage({ name: 'history', at: 1 }, { rows }),
  'credit-history-many': ownPage({ name: 'history', at: 0 }, { mine: many }),
  'credit-choose-line': ownPage({ name: 'line', at: 0 }, { rows }),
  'credit-choose-line-many': ownPage({ name: 'line', at: 0 }, { mine: many }),
  'credit-sure': ownPage({
    name: 'sure',
    entry: rows[1] ?? row(1, '2026-11-20', { kind: 'document', rule: '' }),
  }),
  'credit-sure-failed': ownPage(
    { name: 'sure', entry: longRows[1] ?? row(1, '2026-11-20', { kind: 'document', rule: '' }) },
    { failed: true },
  ),
  'credit-objection-sent': ownPage({ name: 'objection', objection: sent }),
  'credit-objection-many': ownPage({
    name: 'objection',
    objection: objection({
      entry: longRows[1] ?? sent.entry,
      answerers: [samples.head, samples.teacher],
      state: 'verifying',
    }),
  }),
  'credit-objection-right': ownPage({ name: 'objection', objection: { ...answered, state: 'right' } }),
  'credit-objection-corrected': ownPage({ name: 'objection', objection: answered }),
  'credit-withdraw': ownPage({ name: 'withdraw', question: 'scoring' }),
  'credit-withdraw-sharing': ownPage({ name: 'withdraw', question: 'sharing' }, { failed: true }),
  'credit-withdrawn': ownPage({ name: 'withdrawn', question: 'scoring' }),
  'credit-deeds': ownPage({ name: 'deeds' }, { mine: mine({ reported: 2 }) }),
  'credit-deed-day': ownPage({ name: 'day', deed: mine().deeds[1] ?? { rule: 'N01', name: '' } }),
  'credit-deed-told': ownPage({ name: 'told', refusal: null }),
  'credit-deed-refused': ownPage({ name: 'told', refusal: 'capReached' }),
  'credit-rules': openPage({ name: 'rules' }),
  'credit-rules-loading': openPage({ name: 'rules' }, { rules: null, failed: true }),
  'credit-rule-list': openPage({ name: 'ruleList', category: shownRules[0]?.category ?? '', at: 0 }),
  'credit-rule-find': openPage({ name: 'ruleFind', initials: '', at: 0 }),
  'credit-rule-found': openPage({ name: 'ruleFind', initials: 'XX', at: 0 }),
  'credit-rule-found-many': openPage({ name: 'ruleFind', initials: 'Z', at: 1 }),
  'credit-rule-none': openPage({ name: 'ruleFind', initials: 'QQQ', at: 0 }),
  'credit-slip': ownPage({ name: 'slip', objection: null, printed: false }),
  'credit-slip-many': ownPage({ name: 'slip', objection: null, printed: true }, { mine: many }),
  'credit-slip-objection': ownPage({ name: 'slip', objection: sent, printed: false }),
  'credit-door': openPage({ name: 'door' }, { trail: [{ name: 'door' }] }),
  'credit-door-reader-missing': {
    ...openPage({ name: 'door' }, { trail: [{ name: 'door' }] }),
    home: { reader: { ...home.reader, state: 'searching' }, open: { event: events.long, arrived: 4 } },
  },
  'credit-door-reader-left': {
    ...openPage({ name: 'door' }, { trail: [{ name: 'door' }] }),
    home: { reader: { ...home.reader, side: 'left' }, open: null },
  },
  'idle-question': { flow: { ...ownPage(first).flow, stillThere: 17 } },
  'idle-question-rules': { flow: { ...openPage({ name: 'rules' }).flow, stillThere: 8 } },
}
