import type {
  CapPeriod,
  ClaimDetails,
  ClaimRow,
  EntryWhat,
  LedgerRow,
  ObjectionShown,
  RuleShown,
  StaffLedgerRow,
  StickFile,
} from '../../../electron/contract/credit.ts'
import credit from '../../gallery/credit-desk-samples.json'
import { at, events } from '../../gallery/page-state.ts'
import type { LedgerPart } from '../../stores/ledgers.ts'
import type { ObjectionRow } from '../../stores/objections.ts'
import type { QuarterPart } from '../../stores/quarters.ts'
import type { StickPicture } from '../../stores/stick.ts'
import type { KeptPhoto } from '../credit/credit-state.ts'
import { bi, lan, masked, several, tiles } from './samples.ts'

const uuid = (group: string, index: number): string =>
  `01935b6e-${group}-7000-8000-0000000000${String(index).padStart(2, '0')}`

type Award = RuleShown['award']
const awards: Record<string, Award> = {
  D04: { kind: 'perAmount', amount: 100, unitFen: 10_000 },
  V23: { kind: 'range', min: 100, max: 500 },
  V01: { kind: 'perHours', amount: 100, unitMinutes: 240 },
  V02: {
    kind: 'tiers',
    tiers: [
      { upToMinutes: 6_000, unitMinutes: 600, amount: 200 },
      { upToMinutes: null, unitMinutes: 1_200, amount: 200 },
    ],
  },
  V18: { kind: 'star', amount: 100, stars: 1 },
  L01: { kind: 'perEvent', amount: 50 },
  D01: { kind: 'perEvent', amount: 500 },
  F01: { kind: 'perEvent', amount: 500 },
  H01: { kind: 'perEvent', amount: 300 },
}
const caps: Record<string, [CapPeriod, number]> = {
  N02: ['year', 12],
  V07: ['winter', 5],
  E01: ['month', 1],
  H01: ['year', 1],
}

export const rules: RuleShown[] = credit.rules.map(
  ([id = '', name = '', category = '', initials = '', evidence = '', approval = '']) => {
    const cap = caps[id]
    return {
      id,
      name,
      category,
      initials,
      evidence,
      approval: approval as RuleShown['approval'],
      award: awards[id] ?? { kind: 'perEvent', amount: 100 },
      caps: cap ? [{ per: cap[0], times: cap[1], points: null }] : [],
      sourced: id !== 'C03',
    }
  },
)
/** One of the samples, which are known to be there. */
const sure = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('no such sample')
  return value
}
export const ruleNamed = (id: string): RuleShown => sure(rules.find((rule) => rule.id === id))

export const photo: KeptPhoto = { name: `${credit.file}0118.jpg`, data: credit.photo, bytes: 41_200 }

let claims = 0
const claim = (
  name: Parameters<typeof masked>[0],
  rule: string,
  amount: number,
  more: Partial<ClaimRow> = {},
): ClaimRow => ({
  id: uuid('c1a1', (claims += 1)),
  person: masked(name),
  rule,
  name: ruleNamed(rule).name,
  amount,
  on: '2026-11-23',
  filedAt: new Date(Date.parse(at('08:40')) - claims * 7_200_000).toISOString(),
  state: 'waiting',
  author: bi.name,
  approver: null,
  because: null,
  mayDecide: true,
  hasPhoto: false,
  ...more,
})

const [, yu, sui, zou, song] = tiles
export const waitingClaims = [
  claim('min', 'N01', 200, { hasPhoto: true }),
  claim('zhi', 'N02', 100, { mayDecide: false, author: yu?.name ?? null }),
  claim('ying', 'D06', 200, { state: 'reported', author: null, mayDecide: false }),
  claim('guo', 'H01', 300, { hasPhoto: true }),
  claim('li', 'V13', 100),
]
export const doneClaims = [
  claim('ying', 'V07', 200, { state: 'posted', approver: yu?.name ?? null }),
  claim('lan', 'F01', 500, { state: 'noticed', approver: yu?.name ?? null }),
  claim('liang', 'N02', 100, { state: 'failed', approver: yu?.name ?? null, because: 'capReached' }),
]
export const returnedClaims = [
  claim('guo', 'V07', 200, { state: 'returned', approver: yu?.name ?? null, because: 'noEvidence' }),
]

const refusedAs = (refusal: ClaimDetails['approvers'][number]['refusal'], staff = bi) => ({ staff, refusal })
export const approvers: ClaimDetails['approvers'] = tiles.map((staff) => {
  if (staff.id === bi.id) return refusedAs('sameAsAuthor', staff)
  return refusedAs(staff.id === zou?.id ? 'lacksRole' : null, staff)
})
export const council: ClaimDetails['approvers'] = [
  ...approvers,
  ...['09', '10'].map((end, index) => ({
    staff: {
      id: uuid('5aff', 9 + index),
      name: `${tiles[1]?.name.slice(0, 1) ?? ''}${end}`,
      roles: ['council' as const],
    },
    refusal: index === 0 ? ('isBeneficiary' as const) : null,
  })),
]
export const councilIds = [yu, sui, song].map((staff) => staff?.id ?? '')

export const detailsOf = (row: ClaimRow | undefined, more: Partial<ClaimDetails> = {}): ClaimDetails => {
  const shown = sure(row)
  return {
    claim: shown,
    resident: lan.id,
    quantity: null,
    documentNo: credit.document,
    evidence: ruleNamed(shown.rule).evidence,
    approval: ruleNamed(shown.rule).approval === 'council' ? 'council' : 'second',
    noticeDays: 0,
    noticeUntil: null,
    participants: [],
    approvers,
    ...more,
  }
}

const entry = (index: number, what: EntryWhat, amount: number, more: Partial<LedgerRow> = {}): LedgerRow => ({
  id: uuid('1ed6', index),
  seq: 400 - index,
  on: `2026-11-${String(24 - index * 2).padStart(2, '0')}`,
  what,
  amount,
  confirmed: index > 2,
  reversed: false,
  objection: null,
  ...more,
})
const line = (row: LedgerRow, more: Partial<StaffLedgerRow> = {}): StaffLedgerRow => ({
  row,
  ruleId: 'L01',
  ruleRev: 1,
  author: null,
  approver: null,
  reversible: !row.reversed && row.what.kind !== 'reversal',
  ...more,
})
const byTwo = { author: bi.name, approver: yu?.name ?? null }

export const ledgerRows: StaffLedgerRow[] = [
  line(entry(0, { kind: 'attendance', rule: 'L01', event: events.lecture.title }, 50)),
  line(entry(1, { kind: 'document', rule: 'N02' }, 100, { objection: 12 }), byTwo),
  line(entry(2, { kind: 'hours', rule: 'V01', event: events.beach.title, minutes: 240 }, 100)),
  line(entry(3, { kind: 'reversal', of: ruleNamed('D06').name, reason: 'correction' }, -200), byTwo),
  line(entry(4, { kind: 'document', rule: 'D06' }, 200, { reversed: true }), byTwo),
  line(entry(5, { kind: 'attendance', rule: 'L01', event: events.long.title }, 50)),
  line(entry(6, { kind: 'star', rule: 'V18', stars: 1 }, 100)),
  line(entry(7, { kind: 'document', rule: 'D04' }, 500), byTwo),
  line(entry(8, { kind: 'attendance', rule: 'L01', event: events.reading.title }, 50)),
  line(entry(9, { kind: 'attendance', rule: 'L01', event: events.drums.title }, 50)),
]

export const ledger: LedgerPart = {
  resident: lan.id,
  part: 0,
  person: lan.person,
  scoring: 'yes',
  sharing: 'no',
  balance: 8_650,
  served: 7_590,
  stars: 1,
  household: '12-3',
  total: 43,
  rows: ledgerRows,
}

const objection = (number: number, of: number, more: Partial<ObjectionShown> = {}): ObjectionShown => ({
  number,
  entry: sure(ledgerRows[of]).row,
  filedAt: at('08:20'),
  answerBy: '2026-11-26',
  verifyBy: '2026-12-02',
  answerers: [yu?.name ?? '', sui?.name ?? ''],
  state: 'open',
  answeredAt: null,
  answeredBy: null,
  ...more,
})
export const objections: ObjectionRow[] = [
  { objection: objection(12, 2, { answerBy: '2026-11-24' }), person: masked('lan'), mayAnswer: true },
  { objection: objection(13, 1), person: masked('zhi'), mayAnswer: false },
  {
    objection: objection(11, 5, { state: 'verifying', answerBy: '2026-11-20' }),
    person: masked('guo'),
    mayAnswer: true,
  },
  { objection: objection(9, 7, { answerBy: '2026-11-20' }), person: masked('ying'), mayAnswer: true },
]
export const answered: ObjectionRow[] = [
  {
    objection: objection(8, 4, { state: 'corrected', answeredAt: at('08:02'), answeredBy: yu?.name ?? null }),
    person: masked('lan'),
    mayAnswer: false,
  },
  {
    objection: objection(7, 0, { state: 'right', answeredAt: at('07:55'), answeredBy: bi.name }),
    person: masked('min'),
    mayAnswer: false,
  },
]

const quarterRows = (by: 'person' | 'household'): QuarterPart['rows'] =>
  Array.from({ length: 20 }, (_, index) => {
    const person = several[index % several.length] ?? lan
    const people = by === 'person' ? 1 : 1 + (index % 4)
    const points = 3_150 - index * 130
    return {
      person: by === 'person' ? person.person : null,
      resident: by === 'person' ? uuid('0000', 30 + index) : null,
      household: index === 4 ? null : `${String(index + 1)}-${String((index % 3) + 1)}`,
      people,
      points,
      mean: Math.floor(points / people),
      minutes: 7_590 - index * 345,
    }
  })
export const quarterOf = (by: 'person' | 'household'): QuarterPart => ({
  quarter: '2026-Q4',
  by,
  part: 0,
  total: by === 'person' ? 214 : 96,
  earned: 128_450,
  taken: 1_200,
  rows: quarterRows(by),
})

export const stickFiles: StickFile[] = Array.from({ length: 14 }, (_, index) => ({
  id: `picture-${String(index)}`,
  name: `${credit.file}${String(118 + index).padStart(4, '0')}.jpg`,
  bytes: 2_400_000,
  trouble: index === 5 ? 'tooLarge' : null,
  at: at('08:00'),
}))
export const stickPictures: [string, StickPicture][] = stickFiles
  .slice(0, 5)
  .map(({ id, name }, index) => [
    id,
    index === 3
      ? { kind: 'broken' }
      : index === 4
        ? { kind: 'reading' }
        : { kind: 'ready', photo: { ...photo, name } },
  ])

export const documentTyped = credit.documentTyped
