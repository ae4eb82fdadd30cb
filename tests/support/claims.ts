import type { CallInput } from '../../electron/contract/calls.ts'
import type {
  ClaimDetails,
  ClaimResult,
  ClaimRow,
  CorrectionResult,
  CreditRefusal,
} from '../../electron/contract/credit.ts'
import { calls } from '../../electron/contract/calls.ts'
import type { Role } from '../../electron/contract/staff.ts'
import { businessDateOf, shanghaiTime } from '../../electron/contract/values.ts'
import { parseCatalogue } from '../../electron/credit/catalogue-check.ts'
import type { CatalogueItem, RuleRevision } from '../../electron/credit/catalogue.ts'
import { shippedCatalogue } from '../../electron/credit/shipped.ts'
import { balanceOf } from '../../electron/credit/store.ts'
import { recordAnswer } from '../../electron/residents/store.ts'
import { noticeVersion } from '../../electron/station/parts.ts'
import { clerkPin, headPin, openDeskWithClerk } from './desk-rig.ts'

/** The smallest thing that has the marks of a JPEG. */
export const jpeg = Buffer.from('ffd8ffe000104a46494600ffd9', 'hex')

type DeskWithClerk = Awaited<ReturnType<typeof openDeskWithClerk>>

export interface ClaimsRig extends DeskWithClerk {
  /** Today, in Shanghai. */
  today: () => string
  /** Moves the wall clock to nine in the morning of that day; consoles stay open. */
  goTo: (day: string) => void
  /** A resident who agreed to be scored. */
  scored: () => string
  withdraw: (resident: string) => void
  file: (change?: Partial<CallInput<'claims.file'>>, page?: string) => Promise<ClaimResult>
  /** Files what nothing stands against; returns the claim. */
  filed: (change?: Partial<CallInput<'claims.file'>>, page?: string) => Promise<string>
  approve: (
    claim: string,
    change?: Partial<CallInput<'claims.approve'>>,
    page?: string,
  ) => Promise<ClaimResult>
  /** Filed and approved: id of the entry. */
  posted: (change?: Partial<CallInput<'claims.file'>>) => Promise<string>
  giveBack: (claim: string, page?: string) => Promise<ClaimResult>
  list: (show: 'waiting' | 'done' | 'returned', page?: string) => ClaimRow[]
  open: (claim: string, page?: string) => ClaimDetails
  reverse: (
    entry: string,
    approval?: CallInput<'credit.reverse'>['approval'],
    page?: string,
  ) => Promise<CorrectionResult>
  balance: (resident: string) => number
  /** Id of the newest line of the ledger. */
  lastEntry: () => string
  /** Another member of staff, signed in on a page of the own. */
  colleague: (
    roles: Role[],
    change?: { pin?: string; resident?: string },
  ) => Promise<{ account: string; pin: string; page: string }>
  /** Rules under which items of the catalogue stand otherwise. */
  change: (id: string, change: Partial<RuleRevision> & { selfReport?: boolean }) => void
}

export const refusedFor = (reason: CreditRefusal): ClaimResult => ({ kind: 'refused', reason })

const changed = (item: CatalogueItem, change: Partial<RuleRevision>): CatalogueItem => ({
  ...item,
  revisions: item.revisions.map((revision) => ({ ...revision, ...change })),
})

/** The desk with a clerk, a head who may approve, and what they do with claims. `D06` is a good deed worth 2 points. */
export const openClaims = async (): Promise<ClaimsRig> => {
  const rig = await openDeskWithClerk()
  const { parts, handlers, newId, clock } = rig
  const today = (): string => businessDateOf(clock.now())
  const answer = (resident: string, said: 'yes' | 'no'): void => {
    const at = clock.now()
    const by = { by: 'card', noticeVersion, at, businessDate: businessDateOf(at) } as const
    parts.store.transaction((tx) => {
      recordAnswer(tx, { ...by, resident, question: 'scoring', answer: said })
    })
  }
  const scored = (): string => {
    const resident = rig.person()
    answer(resident, 'yes')
    return resident
  }
  const file: ClaimsRig['file'] = async (change = {}, page = rig.page) => {
    const of = { commandId: newId(), rule: 'D06', on: today(), amount: null, documentNo: null, photo: null }
    const resident = change.resident ?? scored()
    return (await handlers['claims.file']({ ...of, ...change, resident }, page)).result
  }
  const filed: ClaimsRig['filed'] = async (change, page) => {
    const result = await file(change, page)
    if (result.kind !== 'done') throw new Error(`not filed: ${JSON.stringify(result)}`)
    return result.claim
  }
  const approve: ClaimsRig['approve'] = async (claim, change = {}, page = rig.page) => {
    const approval = { account: rig.head, pin: headPin }
    const input = { commandId: newId(), claim, approval, participants: [], ...change }
    return (await handlers['claims.approve'](input, page)).result
  }
  const lastEntry = (): string =>
    parts.store.read((tx) => tx.get<{ id: string }>('select id from credit_entry order by seq desc limit 1'))
      ?.id ?? ''
  return {
    ...rig,
    today,
    goTo: (day) => {
      clock.setWall(shanghaiTime(day, 9 * 60))
    },
    scored,
    withdraw: (resident) => {
      answer(resident, 'no')
    },
    file,
    filed,
    approve,
    posted: async (change) => {
      const result = await approve(await filed(change))
      if (result.kind !== 'done') throw new Error(`not approved: ${JSON.stringify(result)}`)
      return lastEntry()
    },
    giveBack: async (claim, page = rig.page) =>
      (await handlers['claims.return']({ commandId: newId(), claim, reason: 'noEvidence' }, page)).result,
    list: (show, page = rig.page) =>
      calls['claims.list'].output.parse(handlers['claims.list']({ show, page: 0 }, page)).claims,
    open: (claim, page = rig.page) =>
      calls['claims.open'].output.parse(handlers['claims.open']({ claim }, page)),
    reverse: async (entry, approval = { account: rig.head, pin: headPin }, page = rig.page) =>
      (await handlers['credit.reverse']({ commandId: newId(), entry, approval }, page)).result,
    balance: (resident) => parts.store.read((tx) => balanceOf(tx, resident)),
    lastEntry,
    colleague: async (roles, { pin = clerkPin, resident } = {}) => {
      const account = rig.addStaff({ pin, roles, ...(resident === undefined ? {} : { resident }) })
      const page = newId()
      await rig.desk.signIn(page, { account, pin })
      return { account, pin, page }
    },
    change: (id, { selfReport, ...change }) => {
      const catalogue = parseCatalogue({
        ...shippedCatalogue,
        items: parts
          .catalogue()
          .items.map((item) =>
            item.id === id ? { ...changed(item, change), selfReport: selfReport ?? item.selfReport } : item,
          ),
      })
      parts.catalogue = () => catalogue
    },
  }
}
