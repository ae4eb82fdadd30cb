import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import { useStaff } from './staff.ts'

type Counts = CallOutput<'people.counts'>

/** How many people the station knows. */
export const useCounts = defineStore('counts', () => {
  const staff = useStaff()
  const counts = shallowRef<Counts | null>(null)
  let asked = 0

  const ask = async (): Promise<void> => {
    asked += 1
    const number = asked
    const next = await staff.attempt('people.counts', {})
    if (number === asked && next !== null) counts.value = next
  }

  const put = (next: Counts | null): void => {
    counts.value = next
  }

  return { counts, ask, put }
})
