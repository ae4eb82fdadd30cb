import type {
  EntryWhat,
  LedgerRow,
  MyCredit,
  ObjectionShown,
  RuleShown,
} from '../../../electron/contract/credit.ts'
import type { CreditPage, CreditShown } from '../../flow/credit-state.ts'
import samples from '../../gallery/credit-samples.json'
import { person, shown, type PageState } from '../../gallery/page-state.ts'

const { rules, events } = samples

export const row = (seq: number, on: string, what: EntryWhat, part: Partial<LedgerRow> = {}): LedgerRow => ({
  id: `01935b6e-7c00-7000-8000-0000000005${String(seq).padStart(2, '0')}`,
  seq,
  on,
  what,
  amount: 100,
  confirmed: true,
  reversed: false,
  objection: null,
  ...part,
})

const heard = (event: keyof typeof events): EntryWhat => ({
  kind: 'attendance',
  rule: rules.lecture,
  event: events[event],
})
const served = (rule: keyof typeof rules, event: keyof typeof events, minutes = 240): EntryWhat => ({
  kind: 'hours',
  rule: rules[rule],
  event: events[event],
  minutes,
})

const half = { amount: 50 }
/** Newest first, three pages of them. */
export const rows: LedgerRow[] = [
  row(13, '2026-11-24', heard('insurance'), { ...half, confirmed: false }),
  row(12, '2026-11-20', served('meals', 'meals')),
  row(11, '2026-11-17', heard('power'), half),
  row(10, '2026-11-12', served('canteen', 'dumplings')),
  row(9, '2026-11-08', served('service', 'road', 270)),
  row(8, '2026-11-02', { kind: 'star', rule: rules.service, stars: 1 }),
  row(7, '2026-10-30', { kind: 'document', rule: rules.help }),
  row(6, '2026-10-26', { kind: 'reversal', of: rules.meals, reason: 'hoursChanged' }, { amount: -100 }),
  row(5, '2026-10-25', served('meals', 'meals'), { reversed: true }),
  row(4, '2026-10-20', heard('long'), half),
  row(3, '2025-12-30', served('clean', 'road')),
]

/** The longest that these lines get. */
export const longRows: LedgerRow[] = [
  row(13, '2026-11-24', heard('long'), { ...half, confirmed: false }),
  row(12, '2026-11-20', served('clean', 'long', 390), { objection: 312 }),
  row(
    11,
    '2026-11-17',
    { kind: 'reversal', of: rules.clean, reason: 'attendanceReversed' },
    { amount: -1250 },
  ),
  row(10, '2025-11-12', heard('long'), half),
  row(9, '2025-11-08', served('clean', 'long', 450), { reversed: true }),
]

export const objection = (part: Partial<ObjectionShown> = {}): ObjectionShown => ({
  number: 312,
  entry: rows[1] ?? row(12, '2026-11-20', served('meals', 'meals')),
  filedAt: '2026-11-24T00:55:00.000Z',
  answerBy: '2026-11-27',
  verifyBy: '2026-12-03',
  answerers: [samples.head],
  state: 'open',
  answeredAt: null,
  answeredBy: null,
  ...part,
})

export const answered = objection({
  state: 'corrected',
  answeredAt: '2026-11-26T02:00:00.000Z',
  answeredBy: samples.head,
})

export const points = (part: Partial<NonNullable<MyCredit['points']>> = {}): MyCredit['points'] => ({
  balance: 8650,
  confirmed: 8600,
  redeemable: 5200,
  total: 13,
  entries: rows.slice(0, 5),
  ...part,
})

export const mine = (part: Partial<MyCredit> = {}): MyCredit => ({
  person: person('wang'),
  scoring: 'yes',
  sharing: 'no',
  points: points(),
  served: 7590,
  stars: { reached: 1, nextAt: 18_000 },
  objections: [],
  city: null,
  uses: samples.uses,
  deeds: samples.deeds.map((name, index) => ({ rule: `N${String(index).padStart(2, '0')}`, name })),
  reported: 0,
  ...part,
})

const cap = (
  per: RuleShown['caps'][number]['per'],
  times: number | null,
  most: number | null = null,
): RuleShown['caps'][number] => ({ per, times, points: most })

const hourly: RuleShown['award'] = { kind: 'perHours', amount: 100, unitMinutes: 240 }
const event = (amount: number): RuleShown['award'] => ({ kind: 'perEvent', amount })
const tiers: RuleShown['award'] = {
  kind: 'tiers',
  tiers: [
    { upToMinutes: 6000, unitMinutes: 120, amount: 100 },
    { upToMinutes: 30_000, unitMinutes: 240, amount: 100 },
    { upToMinutes: null, unitMinutes: 600, amount: 100 },
  ],
}
/** What the sample rules give, where it is no plain amount a year. */
const special: Readonly<Record<string, Partial<RuleShown>>> = {
  V01: { award: hourly, caps: [cap('day', null, 200)], evidence: samples.evidence.both },
  V04: { award: hourly, evidence: samples.evidence.both },
  V05: { award: tiers, evidence: samples.evidence.both },
  V07: { award: event(200), caps: [cap('winter', 5)] },
  V18: { award: { kind: 'star', amount: 100, stars: 1 }, caps: [cap('ever', 1)] },
  L01: { award: event(50), caps: [cap('year', 12)], evidence: samples.evidence.tap },
  D01: { award: event(500), approval: 'second', caps: [cap('year', 2)], evidence: samples.evidence.paper },
  D04: { award: { kind: 'perAmount', amount: 100, unitFen: 10_000 }, caps: [cap('year', null, 500)] },
  H01: { award: { kind: 'range', min: 100, max: 500 }, approval: 'council', sourced: false },
}

export const shownRules: RuleShown[] = samples.shown.map(
  ([id = '', name = '', category = '', initials = '']) => ({
    id,
    name,
    category,
    initials,
    award: event(100),
    caps: [],
    evidence: samples.evidence.list,
    approval: 'auto',
    sourced: true,
    ...special[id],
  }),
)

/** A picture of one of a person's own pages. */
export const ownPage = (page: CreditPage, part: Partial<CreditShown> = {}): PageState => {
  const own = part.mine === undefined ? mine() : part.mine
  return shown({
    name: 'credit',
    holder: true,
    trail: page.name === 'mine' ? [page] : [{ name: 'mine' }, page],
    mine: own,
    rows: own?.points?.entries ?? [],
    rules: shownRules,
    since: 0,
    asked: null,
    asking: null,
    failed: false,
    keepAt: 60_000,
    ...part,
  })
}

/** A picture of what everybody may read. */
export const openPage = (page: CreditPage, part: Partial<CreditShown> = {}): PageState =>
  ownPage(page, { holder: false, mine: null, rows: [], trail: [{ name: 'door' }, page], ...part })
