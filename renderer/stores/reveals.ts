import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { revealMs, type Revealed, type RevealReason } from '../../electron/contract/people.ts'
import { useDesk } from './desk.ts'
import { useStaff } from './staff.ts'

interface Shown extends Pick<Revealed, 'name' | 'number'> {
  resident: string
  seconds: number
}

const secondMs = 1000

/** A name and number in full while they are shown. They go by themselves, and with the page that they stand on. */
export const useReveals = defineStore('reveals', () => {
  const staff = useStaff()
  const desk = useDesk()
  const shown = shallowRef<Shown | null>(null)
  const busy = ref(false)
  let cancel: () => void = () => undefined
  let asked = 0

  const hide = (): void => {
    asked += 1
    cancel()
    shown.value = null
  }

  const countDown = (): void => {
    cancel = staff.after(secondMs, () => {
      const now = shown.value
      if (now === null) return
      if (now.seconds <= 1) hide()
      else {
        shown.value = { ...now, seconds: now.seconds - 1 }
        countDown()
      }
    })
  }

  // Locked, signed out, a card on the reader, another page, another person: nobody else reads it.
  const place = computed(() =>
    staff.screen === 'console' && desk.state.page === 'person'
      ? `${staff.snapshot.signedIn?.id ?? ''} ${desk.state.resident ?? ''}`
      : null,
  )

  /** Asks for a name and number in full. An answer that comes after the page was left is dropped. */
  const reveal = async (resident: string, why: RevealReason): Promise<void> => {
    hide()
    const number = asked
    busy.value = true
    const answer = await staff.attempt('people.reveal', { resident, why })
    busy.value = false
    if (answer === null || number !== asked || place.value === null) return
    shown.value = { resident, name: answer.name, number: answer.number, seconds: revealMs / secondMs }
    countDown()
  }

  watch(place, hide, { flush: 'sync' })

  const put = (next: Shown | null): void => {
    shown.value = next
  }

  return { shown, busy, reveal, hide, put }
})
