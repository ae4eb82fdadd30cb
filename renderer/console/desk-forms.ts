import type { EventBrief } from '../../electron/contract/events.ts'
import type { BoardNeed, FoundPerson } from '../../electron/contract/staff.ts'
import type { MaskedPerson } from '../../electron/contract/values.ts'
import { emptyClaim, type ApprovalsTab } from './credit/credit-state.ts'
import { emptyDesk, type Desk, type DeskPage } from './desk-state.ts'

const seenKept = 20

export interface DeskForms {
  /** 没带卡签到 for nobody yet, or for a person whom a rule sent away. */
  checkInByHand: (event: string | null, person: FoundPerson | null) => void
  openPerson: (resident: string) => void
  openList: (event: EventBrief) => void
  fillMinutes: (need: Extract<BoardNeed, { kind: 'openSignOut' | 'minutesNeedSecond' }>) => void
  openLedger: (resident: string) => void
  openApprovals: (tab: ApprovalsTab) => void
  /** 记一笔 for nobody yet, or for somebody: what is half-typed for somebody else gives way. */
  fileClaim: (whom: { resident: string; person: MaskedPerson } | null) => void
  /** 知道了. */
  saw: (at: string) => void
}

/** Ways onto the desk's pages with something filled in. What is half-typed for somebody else gives way. */
export const createDeskForms = (state: Desk, go: (page: DeskPage) => void): DeskForms => ({
  checkInByHand: (event, person) => {
    if (person === null) state.byHand.event ??= event
    else state.byHand = { ...emptyDesk().byHand, people: [person], event }
    go('byHand')
  },
  openPerson: (resident) => {
    state.resident = resident
    go('person')
  },
  openList: (event) => {
    state.list = { event, page: 0, from: state.page === 'events' ? 'events' : 'today' }
    go('list')
  },
  fillMinutes: (need) => {
    if (state.minutes?.attendance !== need.attendance) {
      const asked = need.kind === 'minutesNeedSecond' ? need.minutes : null
      const { attendance, person, event } = need
      const typed = asked === null ? '' : String(asked)
      state.minutes = { attendance, person, event, asked, typed, reason: 'forgot' }
    }
    go('minutes')
  },
  openLedger: (resident) => {
    if (state.resident !== resident) state.ledger.page = 0
    state.resident = resident
    go('ledger')
  },
  openApprovals: (tab) => {
    state.approvals = { ...emptyDesk().approvals, tab }
    go('approvals')
  },
  fileClaim: (whom) => {
    const isOther = whom !== null && state.claim.whom?.resident !== whom.resident
    if (isOther) state.claim = { ...emptyClaim(), whom, step: 'rule' }
    else if (state.claim.step === 'sent')
      state.claim = { ...emptyClaim(), whom, step: whom ? 'rule' : 'whom' }
    go('claim')
  },
  saw: (at) => {
    state.seen = [...state.seen, at].slice(-seenKept)
  },
})
