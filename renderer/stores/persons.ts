import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { PersonDetails } from '../../electron/contract/staff.ts'
import { useStaff } from './staff.ts'

/** The person whose page is open. */
export const usePersons = defineStore('persons', () => {
  const staff = useStaff()
  const details = shallowRef<PersonDetails | null>(null)
  let asked = 0

  /** Opens somebody's page, or asks anew for what stands on it. */
  const open = async (resident: string): Promise<void> => {
    asked += 1
    const number = asked
    if (details.value?.person.id !== resident) details.value = null
    const opened = await staff.attempt('people.open', { resident })
    if (number === asked && opened !== null) details.value = opened
  }

  const put = (next: PersonDetails | null): void => {
    details.value = next
  }

  return { details, open, put }
})
