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

/** Copies of the records, as the core tells of them. */
export const useBackup = defineStore('backup', () => {
  const staff = useStaff()
  const desk = useDesk()
  const state = shallowRef<BackupState | null>(null)
  const failed = ref(false)
  const busy = ref(false)
  const digits = ref<string | null>(null)
  const restored = shallowRef<RestoreResult | null>(null)
  const newest = createNewest()

  const load = async (): Promise<void> => {
    const answer = await newest(staff.attempt('backup.state', {}))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) state.value = answer
  }

  const told = (result: BackupResult): void => {
    const say = words.backup
    if (result.kind === 'refused') desk.warn(say.refused[result.because])
    else desk.say(result.sticks === 0 ? say.done : say.doneOnSticks(result.sticks))
  }

  /** One thing at a time, and the page as it is afterwards. */
  const doing = async (work: () => Promise<void>): Promise<void> => {
    if (busy.value) return
    busy.value = true
    await work()
    busy.value = false
    await load()
  }

  const makeNow = (): Promise<void> =>
    doing(async () => {
      const answer = await staff.attempt('backup.now', {})
      if (answer !== null) told(answer.result)
    })

  const choose = (stick: string): Promise<void> =>
    doing(async () => {
      const answer = await staff.attempt('backup.prepare', { stick })
      if (answer !== null) told(answer.result)
    })

  const makeSheet = (): Promise<void> =>
    doing(async () => {
      const answer = await staff.attempt('backup.sheet', {})
      digits.value = answer?.digits ?? null
    })

  const seen = (): Promise<void> =>
    doing(async () => {
      await staff.attempt('backup.seen', {})
    })

  const goOn = (): Promise<void> =>
    doing(async () => {
      await staff.attempt('backup.goOn', {})
    })

  const restore = (copy: string, typed: string | null): Promise<void> =>
    doing(async () => {
      const answer = await staff.attempt('backup.restore', { copy, digits: typed })
      restored.value = answer?.result ?? null
    })

  const put = (picture: BackupPicture): void => {
    state.value = picture.state
    failed.value = picture.failed ?? false
    busy.value = picture.busy ?? false
    digits.value = picture.digits ?? null
    restored.value = picture.restored ?? null
  }

  return {
    state,
    failed,
    busy,
    digits,
    restored,
    load,
    makeNow,
    choose,
    makeSheet,
    /** The digits are on paper now: they are shown once. */
    forgetDigits: () => {
      digits.value = null
    },
    forgetRestored: () => {
      restored.value = null
    },
    seen,
    goOn,
    restore,
    put,
  }
})
