import type { EventBrief } from '../../electron/contract/events.ts'
import type { BoardNeed, FoundPerson } from '../../electron/contract/staff.ts'
import { emptyDesk, type Desk, type DeskPage } from './desk-state.ts'

const seenKept = 20

export interface DeskForms {
  /** 没带卡签到 for nobody yet, or for a person whom a rule sent away. */
  checkInByHand: (event: string | null, person: FoundPerson | null) => void
  openPerson: (resident: string) => void
  openList: (event: EventBrief) => void
  fillMinutes: (need: Extract<BoardNeed, { kind: 'openSignOut' | 'minutesNeedSecond' }>) => void
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
    state.list = { event, page: 0 }
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
  saw: (at) => {
    state.seen = [...state.seen, at].slice(-seenKept)
  },
})
