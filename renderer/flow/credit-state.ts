import type { CallInput, CallOutput } from '../../electron/contract/calls.ts'
import type {
  CreditRefusal,
  LedgerRow,
  MyCredit,
  ObjectionShown,
  RuleShown,
} from '../../electron/contract/credit.ts'
import type { ConsentQuestion } from '../../electron/contract/outcomes.ts'

export type Deed = MyCredit['deeds'][number]

/** One page of 我的积分 and 怎么得分. `at` counts the pages of a list from 0. */
export type CreditPage =
  /** From home: put your card there. */
  | { name: 'door' }
  | { name: 'mine' }
  | { name: 'more' }
  | { name: 'history'; at: number }
  /** Which line is wrong? */
  | { name: 'line'; at: number }
  | { name: 'sure'; entry: LedgerRow }
  | { name: 'objection'; objection: ObjectionShown }
  | { name: 'withdraw'; question: ConsentQuestion }
  | { name: 'withdrawn'; question: ConsentQuestion }
  | { name: 'deeds' }
  | { name: 'day'; deed: Deed }
  | { name: 'told'; refusal: CreditRefusal | null }
  | { name: 'rules' }
  | { name: 'ruleList'; category: string; at: number }
  | { name: 'ruleFind'; initials: string; at: number }
  /** `objection`: the receipt of that one; `null`: points and last lines. */
  | { name: 'slip'; objection: ObjectionShown | null; printed: boolean }

/** 我的积分, with everything that the core has said about the person. It leaves the page as one. */
export interface CreditShown {
  name: 'credit'
  /** Somebody's own pages; else what everybody may read. */
  holder: boolean
  /** Pages from the first to the one that stands there. */
  trail: readonly [CreditPage, ...CreditPage[]]
  mine: MyCredit | null
  /** Lines of the ledger that have come so far, the newest first. */
  rows: readonly LedgerRow[]
  rules: readonly RuleShown[] | null
  /** Answers to earlier numbers belong to somebody else. */
  since: number
  /** Number of what is under way. */
  asked: number | null
  /** A question of consent that was asked for and comes as a snapshot. */
  asking: ConsentQuestion | null
  failed: boolean
  /** When the core hears next that somebody is still here. */
  keepAt: number
}

/** What the person does on these pages. */
export type CreditAct =
  /** 看我的积分, on a result. */
  | { kind: 'open' }
  | { kind: 'door' }
  | { kind: 'turn'; page: CreditPage }
  /** Another page of the same list. */
  | { kind: 'leaf'; at: number }
  | { kind: 'spell'; initials: string }
  | { kind: 'object' }
  | { kind: 'tell'; on: string }
  | { kind: 'withdraw' }
  | { kind: 'ask'; question: ConsentQuestion }
  | { kind: 'print' }
  | { kind: 'again' }
  | { kind: 'stay' }
  | { kind: 'done' }

type Asks = {
  [N in CreditCall]: { call: N; input: Omit<CallInput<N>, 'commandId'> }
}
export type CreditCall =
  | 'credit.mine'
  | 'credit.history'
  | 'credit.rules'
  | 'credit.object'
  | 'credit.report'
  | 'consent.withdraw'
  | 'consent.ask'
export type CreditAsk = Asks[CreditCall]
export type CreditAnswer = { [N in CreditCall]: { call: N; output: CallOutput<N> } }[CreditCall]
/** `ended`: the core no longer holds this person. */
export type CreditReply = CreditAnswer | 'failed' | 'ended'

/** Lines on one page of the ledger: the larger and the longer the words, the fewer there is room for. */
export const linesOnPage = ({
  text,
  language,
}: {
  text: 'standard' | 'large' | 'largest'
  language: 'zh' | 'en'
}): number => ({ standard: 5, large: 4, largest: 3 })[text] - (language === 'en' ? 1 : 0)

export const pageOf = ({ trail }: CreditShown): CreditPage => trail[trail.length - 1] ?? trail[0]

/** Whether the ledger goes on before the lines that have come. */
export const hasMore = ({ mine, rows }: Pick<CreditShown, 'mine' | 'rows'>): boolean =>
  rows.length < (mine?.points?.total ?? 0)
