import type { QuarterReport } from '../../../electron/contract/credit.ts'
import type { MaskedPerson } from '../../../electron/contract/values.ts'

/** What the page 审批 lists. */
export type ApprovalsTab = 'waiting' | 'done' | 'returned' | 'objections'

/** A picture as it will be sent: JPEG, made smaller here. */
export interface KeptPhoto {
  name: string
  /** Base64 of the JPEG. */
  data: string
  bytes: number
}

/** What proves it: the same for a claim and for a deed that a clerk vouches for. */
export interface Proof {
  documentNo: string
  photo: KeptPhoto | null
}

/** Parts of a claim in the order they are asked for. */
export const claimParts = ['whom', 'rule', 'day', 'amount', 'proof'] as const
export type ClaimPart = (typeof claimParts)[number]
export type ClaimStep = ClaimPart | 'stick' | 'check' | 'sent'

export interface ClaimForm extends Proof {
  step: ClaimStep
  query: string
  whom: { resident: string; person: MaskedPerson } | null
  /** Initials that were typed for the rule. */
  letters: string
  category: string | null
  rule: string | null
  on: string | null
  /** First day of the month that the calendar shows; `null` = the last seven days. */
  month: string | null
  amount: string
}

export interface VouchForm extends Proof {
  claim: string
  part: 'facts' | 'document' | 'stick'
}

/** Half-typed work with credit points. */
export interface CreditForms {
  approvals: {
    tab: ApprovalsTab
    /** Page of the screen, not of the core's list. */
    page: number
    claim: string | null
    objection: number | null
    answered: boolean
  }
  /** Who sat in it, and whether they are all there. */
  council: { claim: string | null; participants: string[]; isSet: boolean }
  vouch: VouchForm | null
  claim: ClaimForm
  ledger: { page: number }
  quarter: { quarter: string | null; by: 'person' | 'household'; page: number }
  rules: { letters: string; category: string | null; rule: string | null }
}

export type QuarterRow = QuarterReport['rows'][number]

export const emptyClaim = (): ClaimForm => ({
  step: 'whom',
  query: '',
  whom: null,
  letters: '',
  category: null,
  rule: null,
  on: null,
  month: null,
  amount: '',
  documentNo: '',
  photo: null,
})

export const emptyCreditForms = (): CreditForms => ({
  approvals: { tab: 'waiting', page: 0, claim: null, objection: null, answered: false },
  council: { claim: null, participants: [], isSet: false },
  vouch: null,
  claim: emptyClaim(),
  ledger: { page: 0 },
  quarter: { quarter: null, by: 'person', page: 0 },
  rules: { letters: '', category: null, rule: null },
})
