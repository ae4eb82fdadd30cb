import { defineStore } from 'pinia'
import { reactive, ref, shallowRef } from 'vue'
import type { EventBrief } from '../../electron/contract/events.ts'
import type { BoardNeed, FoundPerson } from '../../electron/contract/staff.ts'
import { emptyDesk, type Desk, type DeskDialog, type DeskNote, type DeskPage } from '../console/desk-state.ts'
import type { FailureCode } from '../station/client.ts'

/** The half-typed forms of the staff member who is signed in, or was until the console was locked. */
export const useDesk = defineStore('desk', () => {
  const state = reactive<Desk>(emptyDesk())
  const note = shallowRef<DeskNote | null>(null)
  const owner = ref<string | null>(null)
  /** Rises with everything that was done here: what shows facts of the core asks for them again. */
  const changes = ref(0)

  const throwAway = (): void => {
    Object.assign(state, emptyDesk())
    note.value = null
    owner.value = null
  }

  /** The same account finds everything as it was; another one an empty desk. */
  const openFor = (account: string): void => {
    if (owner.value !== account) throwAway()
    owner.value = account
  }

  const go = (page: DeskPage): void => {
    state.page = page
    state.dialog = null
    note.value = null
  }

  const open = (dialog: DeskDialog | null): void => {
    state.dialog = dialog
  }

  const say = (text: string): void => {
    changes.value += 1
    note.value = { kind: 'done', text }
  }

  const fail = (code: FailureCode): void => {
    note.value = { kind: 'failed', code }
  }

  /** 没带卡签到 for nobody yet, or for a person whom a rule sent away. */
  const checkInByHand = (event: string | null, person: FoundPerson | null): void => {
    if (person !== null) state.byHand = { ...emptyDesk().byHand, people: [person], event }
    else if (state.byHand.event === null) state.byHand.event = event
    go('byHand')
  }

  const openPerson = (resident: string): void => {
    state.resident = resident
    go('person')
  }

  const openList = (event: EventBrief): void => {
    state.list = { event, page: 0 }
    go('list')
  }

  const fillMinutes = (need: Extract<BoardNeed, { kind: 'openSignOut' | 'minutesNeedSecond' }>): void => {
    if (state.minutes?.attendance !== need.attendance) {
      const asked = need.kind === 'minutesNeedSecond' ? need.minutes : null
      const { attendance, person, event } = need
      const typed = asked === null ? '' : String(asked)
      state.minutes = { attendance, person, event, asked, typed, reason: 'forgot' }
    }
    go('minutes')
  }

  /** 知道了. */
  const saw = (at: string): void => {
    state.seen = [...state.seen, at].slice(-20)
  }

  return {
    state,
    note,
    owner,
    changes,
    open,
    throwAway,
    openFor,
    go,
    say,
    fail,
    checkInByHand,
    openPerson,
    openList,
    fillMinutes,
    saw,
  }
})
