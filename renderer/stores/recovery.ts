import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { KioskEnd } from '../../electron/contract/kiosk.ts'
import type { StaffTile } from '../../electron/contract/staff.ts'
import { createRecovery, type RecoverStep } from '../console/recover.ts'
import { useStaff } from './staff.ts'

export interface RecoveryPicture {
  step: RecoverStep
  person: StaffTile | null
  code?: string
  how?: KioskEnd
  fault?: string
}

/** For when every PIN is lost: a printed code puts a new one in its place, or ends the kiosk. */
export const useRecovery = defineStore('recovery', () => {
  const staff = useStaff()
  const isOpen = ref(false)
  const { pin, ...recovery } = createRecovery({
    newPin: (input, fail) => staff.attemptQuietly('codes.use', input, fail),
    end: (input, fail) => staff.attemptQuietly('kiosk.endByCode', input, fail),
  })

  const open = (): void => {
    recovery.restart()
    isOpen.value = true
  }
  const close = (): void => {
    recovery.restart()
    isOpen.value = false
  }
  /** On to the pad, for the person who has a new PIN. */
  const goOn = (): void => {
    staff.choose(recovery.person.value)
    close()
  }
  const put = (picture: RecoveryPicture): void => {
    isOpen.value = true
    recovery.step.value = picture.step
    recovery.person.value = picture.person
    recovery.code.value = picture.code ?? ''
    recovery.how.value = picture.how ?? 'leave'
    recovery.fault.value = picture.fault ?? null
  }
  return { isOpen, filled: pin.length, ...recovery, open, close, goOn, put }
})
