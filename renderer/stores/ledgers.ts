import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { PersonLedger } from '../../electron/contract/credit.ts'
import { createNewest } from './newest.ts'
import { useStaff } from './staff.ts'

export type LedgerPart = PersonLedger & { resident: string; part: number }

/** The ledger of the person whose page is open, ten lines at a time. */
export const useLedgers = defineStore('ledgers', () => {
  const staff = useStaff()
  const ledger = shallowRef<LedgerPart | null>(null)
  const failed = ref(false)
  const newest = createNewest()
  /** Of each part the line that it goes on after; the first part has none. */
  let after: (number | null)[] = [null]

  /** A part whose beginning is not known yet cannot be opened: parts are turned one by one. */
  const open = async (resident: string, part: number): Promise<void> => {
    if (ledger.value?.resident !== resident) {
      ledger.value = null
      after = [null]
    }
    const before = after[part] ?? null
    const at = before === null ? 0 : part
    const answer = await newest(staff.attempt('credit.person', { resident, before }))
    if (answer === undefined) return
    failed.value = answer === null
    if (answer === null) return
    const last = answer.rows.at(-1)
    after = [...after.slice(0, at + 1), ...(last === undefined ? [] : [last.row.seq])]
    ledger.value = { ...answer, resident, part: at }
  }

  const put = (next: LedgerPart | null): void => {
    ledger.value = next
  }

  return { ledger, failed, open, put }
})
