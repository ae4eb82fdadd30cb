import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

export type QuarterBy = 'person' | 'household'
export type QuarterPart = CallOutput<'credit.quarter'> & { quarter: string; by: QuarterBy; part: number }
export type QuarterSaved = CallOutput<'credit.saveQuarter'> & { quarter: string; by: QuarterBy }

/** Points of a quarter as the core reckons them, 20 rows at a time. */
export const useQuarters = defineStore('quarters', () => {
  const staff = useStaff()
  const report = shallowRef<QuarterPart | null>(null)
  const saved = shallowRef<QuarterSaved | null>(null)
  const failed = ref(false)
  const busy = ref(false)
  const newest = createNewest()

  const open = async (quarter: string, by: QuarterBy, part: number): Promise<void> => {
    if (report.value?.quarter !== quarter || report.value.by !== by) report.value = null
    const answer = await newest(staff.attempt('credit.quarter', { quarter, by, page: part }))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) report.value = { ...answer, quarter, by, part }
  }

  /** Writes the whole quarter as a table; `saved` says where it lies. */
  const save = async (quarter: string, by: QuarterBy): Promise<void> => {
    if (busy.value) return
    busy.value = true
    saved.value = null
    const answer = await staff.attempt('credit.saveQuarter', { quarter, by })
    busy.value = false
    if (answer !== null) saved.value = { ...answer, quarter, by }
  }

  const put = (next: { report?: QuarterPart | null; saved?: QuarterSaved | null }): void => {
    report.value = next.report ?? null
    saved.value = next.saved ?? null
  }

  return { report, saved, failed, busy, open, save, put }
})
