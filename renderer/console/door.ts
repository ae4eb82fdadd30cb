import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { SignInResult, StaffTile } from '../../electron/contract/staff.ts'
import type { FailureCode } from '../station/client.ts'
import type { Asking } from './asking.ts'

/** What the pad says after a guess. `locked` holds the page's monotonic time at which the wait ends. */
export type PadAnswer =
  | { kind: 'wrong'; triesLeft: number }
  | { kind: 'locked'; until: number }
  | { kind: 'failed'; code: FailureCode }

export interface Door {
  isOpen: Ref<boolean>
  /** Whose PIN the pad asks for; `null` shows the name tiles. */
  asked: ShallowRef<StaffTile | null>
  answer: ShallowRef<PadAnswer | null>
  busy: Ref<boolean>
  /** The page's monotonic time, moved on every second. */
  now: Ref<number>
  open: (person: StaffTile | null) => void
  close: () => void
  choose: (person: StaffTile | null) => void
  /** Whoever stands there and does nothing is taken home a minute later. */
  stay: () => void
  /** Tries a PIN for the person whom the pad asks for; whether it was right. */
  guess: (pin: string) => Promise<boolean>
  tick: () => void
}

const idleMs = 60_000

const answerTo = (result: Exclude<SignInResult, { kind: 'signedIn' }>, now: number): PadAnswer =>
  result.kind === 'locked' || result.waitMs > 0
    ? { kind: 'locked', until: now + result.waitMs }
    : { kind: 'wrong', triesLeft: result.triesLeft }

/** The way from the residents' side to the console: name tiles and the PIN pad. */
export const createDoor = (asking: Asking): Door => {
  const isOpen = ref(false)
  const asked = shallowRef<StaffTile | null>(null)
  const answer = shallowRef<PadAnswer | null>(null)
  const busy = ref(false)
  const now = ref(0)
  let cancelIdle = (): void => undefined

  const close = (): void => {
    isOpen.value = false
    asked.value = null
    answer.value = null
    cancelIdle()
  }
  const stay = (): void => {
    cancelIdle()
    cancelIdle = asking.after(idleMs, close)
  }
  const choose = (person: StaffTile | null): void => {
    asked.value = person
    answer.value = null
    stay()
  }
  const guess = async (pin: string): Promise<boolean> => {
    const person = asked.value
    if (person === null || busy.value) return false
    busy.value = true
    stay()
    answer.value = null
    let failed: PadAnswer | null = null
    const reply = await asking.attempt('staff.signIn', { account: person.id, pin }, (code) => {
      failed = { kind: 'failed', code }
    })
    busy.value = false
    now.value = asking.monotonic()
    if (reply?.result.kind === 'signedIn') return true
    if (asked.value?.id === person.id) answer.value = reply ? answerTo(reply.result, now.value) : failed
    return false
  }
  return {
    isOpen,
    asked,
    answer,
    busy,
    now,
    open: (person) => {
      isOpen.value = true
      now.value = asking.monotonic()
      choose(person)
    },
    close,
    choose,
    stay,
    guess,
    tick: () => {
      now.value = asking.monotonic()
      if (answer.value?.kind === 'locked' && answer.value.until <= now.value) answer.value = null
    },
  }
}
