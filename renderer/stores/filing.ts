import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ClaimResult } from '../../electron/contract/credit.ts'
import type { ActionInput } from '../station/client.ts'
import { useDesk } from './desk.ts'
import { useStaff } from './staff.ts'

/** Claims on their way to the core. */
export const useFiling = defineStore('filing', () => {
  const staff = useStaff()
  const desk = useDesk()
  const busy = ref(false)
  const result = shallowRef<ClaimResult | null>(null)
  /** A claim of which nobody knows whether it arrived: the same one goes again under the same id. */
  let unanswered: { claim: string; id: string | null } | null = null

  /** Files a claim; whether an answer came. */
  const file = async (input: ActionInput<'claims.file'>): Promise<boolean> => {
    if (busy.value) return false
    busy.value = true
    result.value = null
    const claim = JSON.stringify(input)
    const again = unanswered?.claim === claim ? unanswered.id : null
    unanswered = null
    const account = staff.snapshot.signedIn?.id
    const reply = await staff.attemptQuietly(
      'claims.file',
      input,
      (code, id) => {
        unanswered = { claim, id }
        desk.fail(code)
      },
      again,
    )
    busy.value = false
    if (reply === null || staff.snapshot.signedIn?.id !== account) return false
    result.value = reply.result
    return true
  }

  const put = (next: ClaimResult | null): void => {
    result.value = next
  }

  return { busy, result, file, put }
})
