import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { MergePreview } from '../../electron/contract/merge-calls.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

/** What joining two entries would come to. */
export interface MergeShown {
  old: string
  resident: string
  preview: MergePreview
}

/** Two entries with cards that may be one person. */
export const useMerges = defineStore('merges', () => {
  const staff = useStaff()
  const shown = shallowRef<MergeShown | null>(null)
  const failed = ref(false)
  const newest = createNewest()

  /** Asks what it would come to; nothing is written. */
  const tryOut = async (pair: { old: string; resident: string }): Promise<void> => {
    shown.value = null
    failed.value = false
    const preview = await newest(staff.attemptQuietly('people.mergePreview', pair, () => undefined))
    if (preview === undefined) return
    failed.value = preview === null
    if (preview !== null) shown.value = { ...pair, preview }
  }

  const forget = (): void => {
    shown.value = null
    failed.value = false
  }

  const put = (next: MergeShown | null): void => {
    shown.value = next
  }

  return { shown, failed, tryOut, forget, put }
})
