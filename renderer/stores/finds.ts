import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { CallOutput } from '../../electron/contract/calls.ts'
import { queryFault, type QueryFault } from '../console/find-query.ts'
import { useStaff } from './staff.ts'

export type Finds =
  { kind: 'none' } | { kind: 'fault'; fault: QueryFault } | ({ kind: 'found' } & CallOutput<'people.find'>)

/** What the look-up of the page that is open has found. There is one look-up at a time. */
export const useFinds = defineStore('finds', () => {
  const staff = useStaff()
  const finds = shallowRef<Finds>({ kind: 'none' })
  const busy = ref(false)
  let asked = 0

  /** Looks for `query`; an answer that comes after the next question is dropped. */
  const find = async (query: string): Promise<void> => {
    asked += 1
    const number = asked
    const fault = queryFault(query)
    if (fault !== null) {
      busy.value = false
      finds.value = { kind: 'fault', fault }
      return
    }
    busy.value = true
    const found = await staff.attempt('people.find', { query })
    if (number !== asked) return
    busy.value = false
    finds.value = found === null ? { kind: 'none' } : { kind: 'found', ...found }
  }

  /** Puts a ready answer there. */
  const put = (next: Finds): void => {
    finds.value = next
  }

  return { finds, busy, find, put }
})
