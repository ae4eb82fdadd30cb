import { defineStore } from 'pinia'
import { reactive, ref, shallowRef } from 'vue'
import { createDeskForms } from '../console/desk-forms.ts'
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

  /** What was not done, and why, in words of its own. */
  const warn = (text: string): void => {
    note.value = { kind: 'warned', text }
  }

  const forms = createDeskForms(state, go)
  return { state, note, owner, changes, throwAway, openFor, go, open, say, fail, warn, ...forms }
})
