import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { BackupResult, BackupState, RestoreResult } from '../../electron/contract/backup.ts'
import { words } from '../../electron/contract/words/zh-CN.ts'
import { useDesk } from './desk.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

/** What stands on the page 备份. */
export interface BackupPicture {
  state: BackupState | null
  failed?: boolean
  busy?: boolean
  digits?: string | null
  /** Why a copy did not take the place of the records, or that it does. */
  restored?: RestoreResult | null
}

/** What a page shows, apart from how it comes about. */
const createView = () => ({
  state: shallowRef<BackupState | null>(null),
  failed: ref(false),
  busy: ref(false),
  digits: ref<string | null>(null),
  restored: shallowRef<RestoreResult | null>(null),
})

const changeKey = async (
  staff: ReturnType<typeof useStaff>,
  desk: ReturnType<typeof useDesk>,
): Promise<void> => {
  const answer = await staff.attempt('backup.newKey', {})
  if (answer?.result.kind === 'refused') desk.warn(words.backup.lockRefused[answer.result.because])
  else if (answer !== null) desk.say(words.backup.lockBegun)
}

/** Copies of the records, as the core tells of them. */
export const useBackup = defineStore('backup', () => {
  const staff = useStaff()
  const desk = useDesk()
  const view = createView()
  const { state, failed, busy, digits, restored } = view
  const newest = createNewest()

  const load = async (): Promise<void> => {
    const answer = await newest(staff.attempt('backup.state', {}))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) state.value = answer
  }
  const told = (answer: { result: BackupResult } | null): void => {
    const say = words.backup
    if (answer?.result.kind === 'refused') desk.warn(say.refused[answer.result.because])
    else if (answer !== null)
      desk.say(answer.result.sticks === 0 ? say.done : say.doneOnSticks(answer.result.sticks))
  }
  /** One thing at a time, and the page as it is afterwards. */
  const doing = async (work: () => Promise<unknown>): Promise<void> => {
    if (busy.value) return
    busy.value = true
    await work()
    busy.value = false
    await load()
  }
  return {
    ...view,
    load,
    makeNow: () =>
      doing(async () => {
        told(await staff.attempt('backup.now', {}))
      }),
    choose: (stick: string) =>
      doing(async () => {
        told(await staff.attempt('backup.prepare', { stick }))
      }),
    newKey: () => doing(() => changeKey(staff, desk)),
    makeSheet: () =>
      doing(async () => {
        digits.value = (await staff.attempt('backup.sheet', {}))?.digits ?? null
      }),
    seen: () => doing(() => staff.attempt('backup.seen', {})),
    goOn: () => doing(() => staff.attempt('backup.goOn', {})),
    restore: (copy: string, typed: string | null) =>
      doing(async () => {
        restored.value = (await staff.attempt('backup.restore', { copy, digits: typed }))?.result ?? null
      }),
    /** What was shown once: digits that are on paper now, and what came of a copy. */
    forget: () => {
      digits.value = null
      restored.value = null
    },
    put: (picture: BackupPicture) => {
      state.value = picture.state
      failed.value = picture.failed ?? false
      busy.value = picture.busy ?? false
      digits.value = picture.digits ?? null
      restored.value = picture.restored ?? null
    },
  }
})
