import type { CreditPicture, StaffPicture } from '../../gallery/staff-picture.ts'
import type { PageState, PageStates } from '../../gallery/page-state.ts'
import { emptyClaim, emptyCreditForms, type ClaimForm } from '../credit/credit-state.ts'
import type { Desk } from '../desk-state.ts'
import { bi, board, details, lan, several, tiles } from './samples.ts'
import {
  answered,
  council,
  councilIds,
  detailsOf,
  documentTyped,
  doneClaims,
  ledger,
  ledgerRows,
  objections,
  photo,
  quarterOf,
  returnedClaims,
  ruleNamed,
  rules,
  stickFiles,
  stickPictures,
  waitingClaims,
} from './credit-samples.ts'

const waiting = { claims: 3, objections: 4, answerBy: '2026-11-24' }
const desk = (forms: Partial<Desk>, credit: CreditPicture, more: Partial<StaffPicture> = {}): PageState => ({
  staff: {
    snapshot: { tiles, signedIn: bi, locked: null },
    board: { ...board, waiting },
    desk: forms,
    credit: { rules, ...credit },
    ...more,
  },
})

const { approvals } = emptyCreditForms()
type Show = 'waiting' | 'done' | 'returned'
const piles = { waiting: waitingClaims, done: doneClaims, returned: returnedClaims }

/** The page 审批 with one of a pile open. */
const pile = (
  show: Show,
  index: number,
  credit: CreditPicture['claims'] = {},
  forms: Partial<Desk> = {},
): PageState => {
  const open = piles[show][index]
  return desk(
    { page: 'approvals', approvals: { ...approvals, tab: show, claim: open?.id ?? null }, ...forms },
    {
      claims: {
        list: { show, part: 0, total: show === 'waiting' ? 12 : piles[show].length, claims: piles[show] },
        details: detailsOf(open),
        ...credit,
      },
    },
  )
}

const councilClaim = waitingClaims[3]
const councilDetails = detailsOf(councilClaim, { approvers: council, noticeDays: 5 })
const reported = waitingClaims[2]
const reportedDetails = detailsOf(reported, { documentNo: null, approvers: [] })

const claimForm = (form: Partial<ClaimForm>, credit: CreditPicture = {}, more: Partial<StaffPicture> = {}) =>
  desk(
    {
      page: 'claim',
      claim: { ...emptyClaim(), whom: { resident: lan.id, person: lan.person }, ...form },
    },
    credit,
    more,
  )
const whole: Partial<ClaimForm> = {
  rule: 'N02',
  on: '2026-11-23',
  documentNo: documentTyped,
  photo,
}

const ledgerPage = (
  part: Partial<typeof ledger> = {},
  forms: Partial<Desk> = {},
  more: Partial<StaffPicture> = {},
): PageState =>
  desk(
    { page: 'ledger', resident: lan.id, ...forms },
    { ledger: { ...ledger, ...part } },
    { details, ...more },
  )

const objectionsPage = (number: number | null, rows: typeof objections, isAnswered = false): PageState =>
  desk(
    {
      page: 'approvals',
      approvals: { ...approvals, tab: 'objections', objection: number, answered: isAnswered },
    },
    {
      objections: {
        show: isAnswered ? 'answered' : 'open',
        part: 0,
        total: rows.length,
        objections: rows,
      },
    },
  )

const [line] = ledgerRows.slice(1)
const entryLine = {
  person: lan.person,
  what: line?.row.what ?? ({ kind: 'document', rule: 'N02' } as const),
  amount: line?.row.amount ?? 0,
}
const quarter = (by: 'person' | 'household', more: CreditPicture['quarter'] = {}): PageState =>
  desk(
    { page: 'quarter', quarter: { quarter: '2026-Q4', by, page: 0 } },
    { quarter: { report: quarterOf(by), ...more } },
  )

export const states: PageStates = {
  'console-approvals': pile('waiting', 0),
  'console-approvals-refused': pile('waiting', 0, {
    refusal: { claim: waitingClaims[0]?.id ?? '', result: { kind: 'wrongPin', triesLeft: 3, waitMs: 0 } },
  }),
  'console-approvals-closed': pile('waiting', 1, {
    details: detailsOf(waitingClaims[1], {
      approvers: tiles.map((staff, index) => ({
        staff,
        refusal: index === 1 ? 'sameAsAuthor' : index === 0 ? 'isBeneficiary' : 'lacksRole',
      })),
    }),
  }),
  'console-approvals-empty': desk(
    { page: 'approvals' },
    { claims: { list: { show: 'waiting', part: 0, total: 0, claims: [] } } },
    { board },
  ),
  'console-approvals-loading': desk({ page: 'approvals' }, {}),
  'console-approvals-reported': pile('waiting', 2, { details: reportedDetails }),
  'console-approvals-reported-document': pile(
    'waiting',
    2,
    { details: reportedDetails },
    { vouch: { claim: reported?.id ?? '', part: 'document', documentNo: documentTyped, photo } },
  ),
  'console-approvals-reported-refused': pile(
    'waiting',
    2,
    {
      details: reportedDetails,
      refusal: { claim: reported?.id ?? '', result: { kind: 'refused', reason: 'needsEvidence' } },
    },
    { vouch: { claim: reported?.id ?? '', part: 'facts', documentNo: documentTyped, photo } },
  ),
  'console-approvals-council': pile(
    'waiting',
    3,
    { details: councilDetails },
    {
      council: { claim: councilClaim?.id ?? '', participants: councilIds.slice(0, 2), isSet: false },
    },
  ),
  'console-approvals-council-pin': pile(
    'waiting',
    3,
    { details: councilDetails },
    { council: { claim: councilClaim?.id ?? '', participants: councilIds, isSet: true } },
  ),
  'console-approvals-done': pile('done', 0),
  'console-approvals-noticed': pile('done', 1, {
    details: detailsOf(doneClaims[1], {
      noticeDays: 5,
      noticeUntil: '2026-11-29',
      participants: tiles.slice(1, 4).map(({ name }) => name),
    }),
  }),
  'console-approvals-failed': pile('done', 2),
  'console-approvals-returned': pile('returned', 0),
  'console-approvals-return': pile(
    'waiting',
    0,
    {},
    { dialog: { kind: 'returnClaim', claim: waitingClaims[0]?.id ?? '' } },
  ),
  'console-approvals-photo': pile(
    'waiting',
    0,
    { photo: { claim: waitingClaims[0]?.id ?? '', kind: 'shown', photo: photo.data } },
    { dialog: { kind: 'photo', claim: waitingClaims[0]?.id ?? '' } },
  ),
  'console-claim-whom': claimForm(
    { step: 'whom', whom: null, query: 'WL' },
    {},
    { finds: { kind: 'found', total: several.length, people: several } },
  ),
  'console-claim-rule': claimForm({ step: 'rule', rule: 'N02' }),
  'console-claim-rule-letters': claimForm({ step: 'rule', letters: 'XL' }),
  'console-claim-day': claimForm({ step: 'day', rule: 'N02', on: '2026-11-23' }),
  'console-claim-day-earlier': claimForm({ step: 'day', rule: 'N02', month: '2026-08-01', on: '2026-08-12' }),
  'console-claim-day-month': claimForm({ step: 'day', rule: 'N02', month: '2026-11-01' }),
  'console-claim-amount': claimForm({ step: 'amount', rule: 'D04', on: '2026-11-23', amount: '530.5' }),
  'console-claim-amount-range': claimForm({ step: 'amount', rule: 'V23', on: '2026-11-23', amount: '7' }),
  'console-claim-proof': claimForm({ step: 'proof', ...whole, photo: null }),
  'console-claim-proof-photo': claimForm({ step: 'proof', ...whole }),
  'console-claim-photo': claimForm(
    { step: 'stick', ...whole, photo: null },
    { stick: { state: 'ready', files: stickFiles, pictures: stickPictures } },
  ),
  'console-claim-photo-gone': claimForm(
    { step: 'stick', ...whole, photo: null },
    { stick: { state: 'gone', files: [], pictures: [] } },
  ),
  'console-claim-photo-empty': claimForm(
    { step: 'stick', ...whole, photo: null },
    { stick: { state: 'ready', files: [], pictures: [] } },
  ),
  'console-claim-check': claimForm({ step: 'check', ...whole }),
  'console-claim-refused': claimForm(
    { step: 'check', ...whole, photo: null, documentNo: '', rule: 'D04', amount: '530.5' },
    { filed: { kind: 'refused', reason: 'needsEvidence' } },
  ),
  'console-claim-sent': claimForm({ step: 'sent', rule: 'H01' }),
  'console-ledger': ledgerPage(),
  'console-ledger-owed': ledgerPage({ balance: -250, stars: 0, household: null }),
  'console-ledger-no-consent': ledgerPage({
    scoring: 'no',
    sharing: 'unanswered',
    total: 0,
    rows: [],
    balance: 0,
  }),
  'console-household': ledgerPage(
    {},
    { dialog: { kind: 'household', resident: lan.id, teams: [], typed: '12-3' } },
  ),
  'console-reverse': ledgerPage(
    {},
    {},
    {
      hand: {
        job: { kind: 'reverse', input: { entry: line?.row.id ?? '' }, line: entryLine },
        step: 'second',
        because: null,
        objection: { kind: 'refused', reason: 'alreadyReversed' },
      },
    },
  ),
  'console-objections': objectionsPage(12, objections),
  'console-objections-own': objectionsPage(13, objections),
  'console-objections-verifying': objectionsPage(11, objections),
  'console-objections-answered': objectionsPage(8, answered, true),
  'console-objections-empty': objectionsPage(null, []),
  'console-quarter': quarter('person'),
  'console-quarter-households': quarter('household'),
  'console-quarter-saved': quarter('household', {
    saved: {
      quarter: '2026-Q4',
      by: 'household',
      where: 'stick',
      file: '119999001001-2026-Q4-household-20261124-0852.csv',
    },
  }),
  'console-quarter-empty': desk(
    { page: 'quarter', quarter: { quarter: '2026-Q1', by: 'person', page: 0 } },
    {
      quarter: {
        report: { ...quarterOf('person'), quarter: '2026-Q1', total: 0, earned: 0, taken: 0, rows: [] },
      },
    },
  ),
  'console-rules': desk({ page: 'rules', rules: { letters: '', category: null, rule: 'N02' } }, {}),
  'console-rules-tiers': desk(
    { page: 'rules', rules: { letters: '', category: ruleNamed('V02').category, rule: 'V02' } },
    {},
  ),
}
