import type {
  ClaimDetails,
  ClaimRow,
  PersonLedger,
  RuleShown,
  StaffLedgerRow,
} from '../../electron/contract/credit.ts'
import { clerk, found, head } from './console-page.ts'

const id = (end: string): string => `01935b6e-7c00-7000-8000-0000000001${end}`

export const rule = (award: RuleShown['award'], more: Partial<RuleShown> = {}): RuleShown => ({
  id: 'N02',
  name: 'Neighbour',
  category: 'Help',
  initials: 'LLHZ',
  award,
  caps: [],
  evidence: 'A list',
  approval: 'second',
  sourced: true,
  ...more,
})
export const perEvent = rule({ kind: 'perEvent', amount: 100 })
export const perYuan = rule({ kind: 'perAmount', amount: 100, unitFen: 10_000 }, { id: 'D04' })
export const range = rule({ kind: 'range', min: 100, max: 500 }, { id: 'V23' })

export const claimRow = (end: string, more: Partial<ClaimRow> = {}): ClaimRow => ({
  id: id(end),
  person: found('41').person,
  rule: 'N02',
  name: 'Neighbour',
  amount: 100,
  on: '2026-11-23',
  filedAt: '2026-11-24T00:52:00.000Z',
  state: 'waiting',
  author: clerk.name,
  approver: null,
  because: null,
  mayDecide: false,
  hasPhoto: true,
  ...more,
})

export const claimDetails = (claim: ClaimRow): ClaimDetails => ({
  claim,
  resident: found('41').id,
  quantity: null,
  documentNo: null,
  evidence: 'A list',
  approval: 'second',
  noticeDays: 0,
  noticeUntil: null,
  participants: [],
  approvers: [
    { staff: clerk, refusal: 'sameAsAuthor' },
    { staff: head, refusal: null },
  ],
})

export const ledgerLine = (seq: number): StaffLedgerRow => ({
  row: {
    id: `01935b6e-7c00-7000-8000-${String(seq).padStart(12, '0')}`,
    seq,
    on: '2026-11-23',
    what: { kind: 'document', rule: 'N02' },
    amount: 100,
    confirmed: false,
    reversed: false,
    objection: null,
  },
  ruleId: 'N02',
  ruleRev: 1,
  author: clerk.name,
  approver: head.name,
  reversible: true,
})

export const personLedger = (rows: StaffLedgerRow[], total = rows.length): PersonLedger => ({
  person: found('41').person,
  scoring: 'yes',
  sharing: 'no',
  balance: 100,
  served: 0,
  stars: 0,
  household: null,
  total,
  rows,
})
