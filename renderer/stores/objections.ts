import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

export type ObjectionsPart = CallOutput<'objections.list'> & { show: 'open' | 'answered'; part: number }
export type ObjectionRow = ObjectionsPart['objections'][number]

/** Objections of residents, ten at a time. */
export const useObjections = defineStore('objections', () => {
  const staff = useStaff()
  const list = shallowRef<ObjectionsPart | null>(null)
  const failed = ref(false)
  const newest = createNewest()

  const openList = async (show: 'open' | 'answered', part: number): Promise<void> => {
    if (list.value?.show !== show) list.value = null
    const answer = await newest(staff.attempt('objections.list', { show, page: part }))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer !== null) list.value = { ...answer, show, part }
  }

  const put = (next: ObjectionsPart | null): void => {
    list.value = next
  }

  return { list, failed, openList, put }
})
