import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import type { DeskNotice, NoticeResult } from '../../electron/contract/notices.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import { saveInput, sayFault } from '../console/notices/notice-form.ts'
import { useDesk } from './desk.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

export type NoticeDeskList = CallOutput<'notices.desk'>

/** Notices as staff write and keep them. */
export const useNoticeDesk = defineStore('noticeDesk', () => {
  const staff = useStaff()
  const desk = useDesk()
  const list = shallowRef<NoticeDeskList | null>(null)
  const failed = ref(false)
  const busy = ref(false)
  const newest = createNewest()
  const say = words.notices.desk

  const load = async (): Promise<void> => {
    const answer = await newest(staff.attempt('notices.desk', {}))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) list.value = answer
  }

  /** One thing at a time; whether an answer came that is still this person's. */
  const once = async (ask: () => Promise<{ result: NoticeResult } | null>): Promise<NoticeResult | null> => {
    if (busy.value) return null
    busy.value = true
    const account = staff.snapshot.signedIn?.id
    const answer = await ask()
    busy.value = false
    return staff.snapshot.signedIn?.id === account ? (answer?.result ?? null) : null
  }

  /** Keeps what was typed; a refusal stands at its fields, and everything typed stays. */
  const save = async (publish: boolean): Promise<void> => {
    const { draft } = desk.state.notices
    if (draft === null) return
    const result = await once(() => staff.attempt('notices.save', saveInput(draft, publish)))
    if (result === null) return
    if (result.kind === 'refused') {
      Object.assign(draft, { faults: result.faults, part: 'form' })
      return
    }
    desk.state.notices.draft = null
    desk.say(draft.published ? say.corrected : publish ? say.published : say.saved)
    await load()
  }

  /** Publishes, or takes down, a notice of the list. */
  const turn = async (
    call: 'notices.publish' | 'notices.withdraw',
    one: DeskNotice,
  ): Promise<string | null> => {
    const input = { notice: one.id, sequence: one.sequence }
    const result = await once(() => staff.attempt(call, input))
    if (result?.kind === 'done') desk.say(call === 'notices.publish' ? say.published : say.withdrawn)
    await load()
    if (result?.kind !== 'refused') return null
    const [fault] = result.faults
    return fault === undefined ? null : sayFault([fault], fault.field)
  }

  const put = (next: NoticeDeskList): void => {
    list.value = next
  }

  return { list, failed, busy, load, save, turn, put }
})
